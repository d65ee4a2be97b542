"""The people of a couple, a family or a group, in the window."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.conftest import Unlock
from tests.practice import a_client, a_participant, give_all, in_order
from tests.services.test_documents import attach
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.document_view import DocumentView
from ui.screens.client.header import PEOPLE
from ui.screens.client.participant_form import ParticipantForm
from ui.screens.client.people import People
from ui.screens.client.screen import ClientScreen
from ui.screens.client.terms_dialog import TermsDialog
from ui.screens.today.rows import Row
from ui.screens.today.screen import TodayScreen
from ui.widgets.banner import Banner
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.client import Client, ClientKind
from vault.model.participant import RecordBasis, Role, Terms, Unit


@pytest.fixture
def family(unlocked: Unlock) -> Client:
    """A family in whose record nobody stands yet, and somebody seen alone."""
    vault = unlocked()
    in_order(vault)
    unit, _alone = vault.clients.add(
        [a_client("Duarte family", kind=ClientKind.FAMILY), a_client("Rui Castro")]
    )
    vault.close()
    return unit


@pytest.fixture
def people(hands: Hands, family: Client) -> People:
    """The place of its people."""
    hands.unlock()
    return go_to_people(hands, family)


def go_to_people(hands: Hands, client: Client) -> People:
    """Go to a client's people."""
    hands.tools.navigation.go("client", client=client.id)
    hands.settle()
    hands.find(ClientScreen).show_tab(PEOPLE)
    hands.settle()
    return hands.find(People)


def unit_of(hands: Hands, client: Client) -> Unit:
    """Return what the vault has of a unit."""
    found: Unit = ask(hands, lambda v: v.participants.unit(client.id))
    return found


def enter(hands: Hands, name: str) -> ParticipantForm:
    """Begin somebody new, by the button, and type the name."""
    people = hands.find(People)
    people.add_button.click()
    form = hands.find(ParticipantForm)
    assert form.name.hasFocus()
    hands.type(name)
    return form


def test_a_person_is_entered_by_the_keyboard(hands: Hands, people: People, family: Client) -> None:
    assert people.banner.text() == "Nobody takes part yet."
    form = enter(hands, "Ana Duarte")
    form.days["birth_date"].line.setText("9/3/1984")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ana = unit_of(hands, family).people[0]
    assert (ana.name, ana.role, ana.birth_date) == ("Ana Duarte", Role.PARENT, date(1984, 3, 9))
    assert (ana.joined, ana.left, ana.agreed) == (hands.tools.clock.now().date(), None, None)
    row = hands.find(ListRow)
    assert hands.find(Pill, "").text()
    assert row.change.accessibleName() == "Change Ana Duarte"
    assert "not chosen" in people.banner.text()
    assert "Ana Duarte has not signed" in people.banner.text()


def test_terms_that_are_not_signed_stand_on_today(
    hands: Hands, family: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.participants.add([a_participant(family, "Ana Duarte", birth_date=date(1984, 3, 9))])
    vault.participants.set_terms(Terms(family.id, RecordBasis.JOINT))
    give_all(vault)
    vault.close()
    hands.unlock()

    def rows() -> list[Row]:
        found = hands.find(TodayScreen).findChildren(Row)
        return [each for each in found if each.isVisible() and each.key == ("due", "terms")]

    (row,) = rows()
    said = "1 record lacks its terms, To agree on, and to be signed by each · Duarte family"
    assert row.accessibleName() == said
    row.chosen.emit()
    hands.settle()
    assert "Ana Duarte has not signed" in hands.find(People).banner.text()
    hands.find(ListRow).change.click()
    hands.find(ParticipantForm).days["agreed"].line.setText("3/2/2026")
    hands.find(ParticipantForm).finish()
    hands.settle()
    hands.tools.navigation.go("today")
    hands.settle()
    assert rows() == []


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(
    hands: Hands, people: People, family: Client
) -> None:
    form = enter(hands, " ")
    form.days["joined"].line.setText("someday")
    form.file.setText("nobody of that name")
    form.finish()
    assert all(form.form.error(name) for name in ("name", "joined", "file"))
    form.name.setText("Ana Duarte")
    form.file.clear()
    form.days["joined"].line.setText("8/1/2026")
    form.days["left"].line.setText("7/1/2026")
    form.finish()
    hands.settle()
    assert "before they joined" in form.banner.text()
    form.days["left"].line.clear()
    form.finish()
    hands.settle()
    assert [each.name for each in unit_of(hands, family).people] == ["Ana Duarte"]


def test_terms_are_chosen_and_signed(hands: Hands, people: People, family: Client) -> None:
    enter(hands, "Rui Duarte").finish()
    hands.settle()
    people.terms.choices[RecordBasis.IDENTIFIED].click()
    hands.settle()
    assert unit_of(hands, family).terms == Terms(family.id, RecordBasis.IDENTIFIED)
    combo = people.terms.identified
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    hands.settle()
    rui = unit_of(hands, family).people[0]
    assert unit_of(hands, family).terms.identified == rui.id
    hands.find(ListRow).change.click()
    form = hands.find(ParticipantForm)
    form.days["agreed"].line.setText("3/2/2026")
    form.signed_by.setText("Ana Duarte, his mother")
    form.finish()
    hands.settle()
    assert unit_of(hands, family).gaps == ()
    assert not people.banner.isVisible()
    assert [pill.text() for pill in people.findChildren(Pill) if pill.isVisible()] == [
        "signed 3 Feb 2026"
    ]
    people.terms.choices[RecordBasis.JOINT].click()
    hands.settle()
    assert unit_of(hands, family).terms == Terms(family.id, RecordBasis.JOINT)
    assert not combo.isVisible()


def test_terms_are_printed_and_the_signed_page_is_named_and_opened(
    hands: Hands, people: People, family: Client, tmp_path: Path
) -> None:
    (tmp_path / "scan.txt").write_text("words")
    hands.answers.path = str(tmp_path / "paper")
    enter(hands, "Ana Duarte").finish()
    hands.settle()
    assert not people.print_button.isVisible(), "no terms are chosen"
    people.terms.choices[RecordBasis.IDENTIFIED].click()
    hands.settle()
    assert not people.print_button.isVisible(), "nobody is the identified client"
    people.terms.choices[RecordBasis.JOINT].click()
    hands.settle()
    people.print_button.click()
    dialog = people.findChild(TermsDialog)
    assert dialog is not None
    hands.until(lambda: not dialog.paper.bar.isVisible() and not hands.tools.worker.busy)
    hands.settle()
    assert unnamed(dialog) == []
    hands.until(lambda: not dialog.preview.page.pixmap().isNull())
    assert "1 line to sign on" in dialog.content.text()
    dialog.paper.save.click()
    hands.until(lambda: not dialog.paper.bar.isVisible() and not hands.tools.worker.busy)
    hands.settle()
    (file,) = (tmp_path / "paper").iterdir()
    assert dialog.paper.said.text().startswith(f"Saved as “{file.name}”")
    assert "Ana Duarte" in PdfReader(file).pages[0].extract_text()
    dialog.close_button.click()
    said = {"title": "Terms, signed", "day": date(2026, 2, 3)}
    page = ask(hands, lambda v: attach(v, family, tmp_path / "scan.txt", **said))
    people.reload()
    hands.settle()
    hands.find(ListRow).change.click()
    form = hands.find(ParticipantForm)
    combo = form.choices["document"]
    assert combo.itemText(1) == "Terms, signed, 3 Feb 2026"
    combo.setCurrentIndex(1)
    form.finish()
    assert form.form.error("agreed") == "On which day did they sign?"
    combo.activated.emit(1)
    assert form.days["agreed"].value() == date(2026, 2, 3)
    form.finish()
    hands.settle()
    assert unit_of(hands, family).people[0].document == page.id
    hands.find(QPushButton, "Terms as Ana Duarte signed them").click()
    hands.settle()
    assert hands.find(DocumentView).document == page
    ask(hands, lambda v: v.documents.mark_in_error(page.id, "Another page"))
    go_to_people(hands, family)
    words = [each.text() for each in hands.find(ListRow).findChildren(QLabel)]
    assert any("the signed terms are marked in error" in each for each in words)


def test_who_was_removed_can_be_brought_back(hands: Hands, people: People, family: Client) -> None:
    enter(hands, "Ana Duarte").finish()
    hands.settle()
    hands.find(ListRow).change.click()
    hands.find(ParticipantForm).remove.click()
    hands.settle()
    assert unit_of(hands, family).people == ()
    banner = hands.find(NoticeLine).findChildren(Banner)[0]
    assert banner.text() == "The participant was removed."
    banner.acted.emit()
    hands.settle()
    assert [each.name for each in unit_of(hands, family).people] == ["Ana Duarte"]


def test_half_entered_words_survive_a_lock(hands: Hands, people: People, family: Client) -> None:
    form = enter(hands, "Ana Dua")
    form.signed_by.setText("her mother")
    hands.lock()
    hands.unlock()
    go_to_people(hands, family)
    form = hands.find(ParticipantForm)
    assert (form.name.text(), form.signed_by.text()) == ("Ana Dua", "her mother")
    form.back_out()
    hands.settle()
    assert hands.find(People).form is None
    hands.lock()
    hands.unlock()
    assert go_to_people(hands, family).form is None


def test_who_is_half_entered_waits_while_one_looks_at_another_client(
    hands: Hands, people: People, family: Client, unlocked: Unlock
) -> None:
    other: list[Client] = ask(
        hands, lambda v: v.clients.add([a_client("A couple", kind=ClientKind.COUPLE)])
    )
    enter(hands, "Ana Dua")
    assert go_to_people(hands, other[0]).form is None
    assert go_to_people(hands, family).form is not None
    assert hands.find(ParticipantForm).name.text() == "Ana Dua"


def test_who_is_saved_while_one_goes_elsewhere_is_entered_once(
    hands: Hands, people: People, family: Client
) -> None:
    form = enter(hands, "Ana Duarte")
    other: list[Client] = ask(
        hands, lambda v: v.clients.add([a_client("A couple", kind=ClientKind.COUPLE)])
    )
    with hands.held():
        form.finish()
        hands.tools.navigation.go("client", client=other[0].id)
    assert go_to_people(hands, family).form is None
    assert [each.name for each in unit_of(hands, family).people] == ["Ana Duarte"]


def test_an_own_record_that_was_taken_away_stays_away(
    hands: Hands, people: People, family: Client
) -> None:
    rui = ask(hands, lambda v: v.clients.page("Rui", 0, 1)[0].id)
    couple = a_client("A couple", kind=ClientKind.COUPLE)
    other = ask(hands, lambda v: v.clients.add([couple])[0])
    kept = a_participant(family, "Rui Castro", file=rui)
    ask(hands, lambda v: v.participants.add([kept]))
    hands.find(ListRow).change.click()
    hands.find(ParticipantForm).file.clear()
    go_to_people(hands, other)
    go_to_people(hands, family)
    form = hands.find(ParticipantForm)
    assert (form.file.text(), form.file.value()) == ("", None)
    form.finish()
    hands.settle()
    assert unit_of(hands, family).people[0].file is None


def test_a_persons_own_record_is_one_click_away(
    hands: Hands, people: People, family: Client
) -> None:
    form = enter(hands, "")
    form.file.setFocus()
    hands.type("Rui")
    hands.until(lambda: form.file.offered.rowCount() == 1)
    QTest.keyClick(QApplication.activePopupWidget() or form.file, Qt.Key.Key_Return)
    assert form.name.text() == "Rui Castro"
    form.finish()
    hands.settle()
    rui = unit_of(hands, family).people[0]
    assert rui.file is not None
    hands.find(QPushButton, "Own record of Rui Castro").click()
    hands.settle()
    here = hands.tools.navigation.here
    assert here is not None
    assert here.client == rui.file


def test_in_a_group_each_member_has_an_own_record(hands: Hands, unlocked: Unlock) -> None:
    vault = unlocked()
    in_order(vault)
    unit = vault.clients.add([a_client("Monday group", kind=ClientKind.GROUP)])[0]
    vault.participants.add([a_participant(unit, "Ana Duarte", role=Role.MEMBER)])
    vault.close()
    hands.unlock()
    people = go_to_people(hands, unit)
    assert not people.terms.isVisible()
    assert people.banner.text() == "Ana Duarte has no record of their own."
    hands.find(ListRow).change.click()
    form = hands.find(ParticipantForm)
    assert "agreed" not in form.days
    assert not form.signed_by.isVisible()
