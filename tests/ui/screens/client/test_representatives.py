"""Who may act for a client, in the window: from a mother to a client who signs for themselves."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, a_representative, in_order
from tests.services.test_documents import attach
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.document_view import DocumentView
from ui.screens.client.header import PEOPLE
from ui.screens.client.representative_form import RepresentativeForm
from ui.screens.client.representatives import Representatives
from ui.screens.client.screen import ClientScreen
from ui.screens.today.rows import Row
from ui.screens.today.screen import TodayScreen
from ui.widgets.banner import Banner
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.client import Client
from vault.model.representative import Power, Representative, RepresentativeKind

BORN = NOON.date().replace(year=NOON.year - 18)


@pytest.fixture
def rui(unlocked: Unlock) -> Client:
    """A client who is eighteen today, in Massachusetts."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client("Rui Duarte", birth_date=BORN)])[0]
    vault.close()
    return client


def go_to_people(hands: Hands, client: Client) -> Representatives:
    """Go to a client's people."""
    hands.tools.navigation.go("client", client=client.id, note="people")
    hands.settle()
    return hands.find(Representatives)


def kept(hands: Hands, client: Client) -> list[Representative]:
    """Return what the vault has."""
    return ask(hands, lambda v: v.representatives.of_client(client.id))


def pills(page: Representatives) -> list[str]:
    """Return the states that are shown."""
    return [each.text() for each in page.findChildren(Pill) if each.isVisible()]


def is_due(row: Row) -> bool:
    """Tell whether a row of Today says that somebody came of age."""
    return row.isVisible() and row.key == ("due", "of-age")


def test_a_guardian_is_entered_by_the_keyboard(hands: Hands, rui: Client) -> None:
    hands.unlock()
    page = go_to_people(hands, rui)
    assert page.add_button.hasFocus()
    assert hands.find(ClientScreen).header.tabs.currentIndex() == PEOPLE
    hands.press(Qt.Key.Key_Space)
    form = hands.find(RepresentativeForm)
    hands.type("Bento Costa")
    kind = form.choices["kind"]
    kind.setCurrentIndex(kind.findData(RepresentativeKind.GUARDIAN))
    form.checks[Power.CONSENT].setChecked(False)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = kept(hands, rui)[0]
    assert (found.name, found.kind, found.powers) == (
        "Bento Costa",
        RepresentativeKind.GUARDIAN,
        (Power.RECEIVE,),
    )
    assert found.since == hands.tools.clock.now().date()
    assert pills(page) == ["client is of age: which paper?"]
    assert page.banner.text() == "No paper is named by which Bento Costa may act."
    hands.find(ListRow).change.click()
    form = hands.find(RepresentativeForm)
    form.paper.setText("Probate court, MB00P0000GD")
    form.days["paper_day"].line.setText("someday")
    form.finish()
    assert form.form.error("paper_day")
    form.days["paper_day"].line.setText("2/2/2026")
    form.finish()
    hands.settle()
    assert kept(hands, rui)[0].paper_day == date(2026, 2, 2)
    assert not page.banner.isVisible()


def test_at_majority_today_asks_for_a_new_signature(
    hands: Hands, rui: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.representatives.add([a_representative(rui, "Ana Duarte")])
    vault.close()
    hands.unlock()
    (row,) = [each for each in hands.find(TodayScreen).findChildren(Row) if is_due(each)]
    assert row.accessibleName().startswith("To sign anew in 1 file, Came of age")
    assert "Rui Duarte" in row.accessibleName()
    row.chosen.emit()
    hands.settle()
    page = hands.find(Representatives)
    assert pills(page) == ["ended: client is of age"]
    assert "came of age" in page.banner.text()
    page.banner.acted.emit()
    hands.settle()
    assert pills(page) == ["ended"]
    assert not page.banner.isVisible()
    assert kept(hands, rui)[0].until is not None
    hands.tools.navigation.go("today")
    hands.settle()
    assert not any(map(is_due, hands.find(TodayScreen).findChildren(Row)))


def test_half_entered_words_survive_a_lock_and_who_was_removed_comes_back(
    hands: Hands, rui: Client
) -> None:
    hands.unlock()
    go_to_people(hands, rui).add()
    hands.type("Ana Dua")
    hands.find(RepresentativeForm).checks[Power.RECEIVE].setChecked(False)
    hands.lock()
    hands.unlock()
    page = hands.find(Representatives)  # where one was
    form = hands.find(RepresentativeForm)
    assert (form.name.text(), form.checks[Power.RECEIVE].isChecked()) == ("Ana Dua", False)
    form.finish()
    hands.settle()
    hands.find(ListRow).change.click()
    hands.find(RepresentativeForm).remove.click()
    hands.settle()
    assert kept(hands, rui) == []
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert [each.name for each in kept(hands, rui)] == ["Ana Dua"]
    assert len([row for row in page.listed.rows() if row.isVisible()]) == 1


def test_an_unknown_birth_date_has_to_be_asked(hands: Hands, rui: Client, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.clients.change(replace(rui, birth_date=None))
    vault.representatives.add([a_representative(rui, "Ana Duarte")])
    vault.close()
    hands.unlock()
    assert pills(go_to_people(hands, rui)) == ["ask: birth date unknown"]


def test_the_paper_is_chosen_opened_and_said_to_be_gone(
    hands: Hands, rui: Client, unlocked: Unlock, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "order.txt").write_text("words")
    vault = unlocked()
    order = attach(vault, rui, tmp_path / "order.txt", title="Custody order")
    vault.representatives.add([a_representative(rui, "Ana Duarte")])
    vault.close()
    hands.unlock()
    page = go_to_people(hands, rui)
    hands.find(ListRow).change.click()
    form = hands.find(RepresentativeForm)
    combo = form.choices["document"]
    assert combo.itemText(1).startswith("Custody order, ")
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    # What the paper is called is taken from the document, and can be said otherwise.
    assert form.paper.text() == "Custody order"
    form.lines["scope"].setText("schooling alone")
    form.finish()
    hands.settle()
    assert (kept(hands, rui)[0].document, kept(hands, rui)[0].scope) == (
        order.id,
        "schooling alone",
    )
    words = [each.text() for each in hands.find(ListRow).findChildren(QLabel)]
    assert any("only: schooling alone" in each and "Custody order" in each for each in words)
    hands.find(QPushButton, "Paper of Ana Duarte").click()
    hands.settle()
    assert hands.find(DocumentView).document == order
    # It is of an earlier sitting, and may be taken out since its file is gone.
    for file in path.glob("documents/*"):
        file.unlink()
    ask(hands, lambda v: v.documents.remove(order.id))
    go_to_people(hands, rui)
    words = [each.text() for each in page.findChildren(QLabel)]
    assert any("Custody order (among the documents no more)" in each for each in words)
    assert not [each for each in page.findChildren(QPushButton) if each.text() == "Paper"]
