"""The completeness check in the window: what is missing, and each button to where it is mended."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_note,
    an_appointment,
    an_ending,
    an_episode,
    in_order,
)
from tests.storage.test_database import place_of, raw_connection
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.screens.client.care import CarePage
from ui.screens.client.check_page import MOST_SHOWN, CheckPage
from ui.screens.client.check_part import CheckPart
from ui.screens.client.documents_page import DocumentsPage
from ui.screens.client.episode_form import EpisodeForm
from ui.screens.client.header import CARE, COMPLETE, RECORD
from ui.screens.client.onset_page import OnsetPage
from ui.screens.client.screen import ClientScreen
from ui.widgets.labels import Pill
from ui.widgets.legal_note import legal_sentence
from ui.widgets.list_row import ListRow
from vault.model.appointment import SessionStatus
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client
from vault.model.completeness import Lack
from vault.model.note import Note
from vault.open_vault import OpenVault

DAY, LATER = date(2026, 5, 14), date(2026, 5, 21)


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client with a signed session, of a licensee in Massachusetts."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client()])[0]
    vault.notes.sign(vault.notes.begin([a_note(client)])[0].id)
    vault.close()
    return client


@pytest.fixture
def rui(unlocked: Unlock) -> Client:
    """A client with a kept session and a consult without result, of a social worker in Missouri."""
    vault = unlocked()
    vault.practice.set(replace(LICENSEE, credential="LCSW", state="MO"))
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    weekly = vault.appointments.add([an_appointment(client, day=LATER, weekly=True)])[0]
    vault.appointments.mark(weekly.id, LATER, SessionStatus.KEPT)
    consult = a_note(client, template="consultation", sections={"question": "To refer?"})
    vault.notes.sign(vault.notes.begin([consult])[0].id)
    vault.notes.begin([a_note(client, template="evaluative-report", sections={"about": "School."})])
    ended = an_ending(day=LATER, last_contact=LATER)
    vault.episodes.add([an_episode(client, opened=DAY, ending=ended)])
    vault.close()
    return client


def go_to_check(hands: Hands, client: Client) -> CheckPage:
    """Go to what a client's record lacks."""
    hands.tools.navigation.go("client", client=client.id, note="complete")
    hands.settle()
    return hands.find(CheckPage)


def row(page: CheckPage, words: str) -> ListRow:
    """Return the row whose button says these words to a screen reader."""
    rows = [each for each in page.findChildren(ListRow) if each.isVisible()]
    return next(each for each in rows if each.change.accessibleName() == words)


def shown_note(hands: Hands) -> Note:
    """Return the note that the record shows."""
    screen = hands.find(ClientScreen)
    assert screen.header.tabs.currentIndex() == RECORD
    note = screen.record.pane.note_id
    assert note is not None
    return ask(hands, lambda v: v.notes.get(note))


def all_words(page: CheckPage) -> str:
    """Return everything that a page says."""
    labels = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    rows = [each.change.accessibleName() for each in page.findChildren(ListRow)]
    return "\n".join([page.banner.text(), *labels, *rows])


@pytest.mark.parametrize(
    ("button", "begun"),
    [
        ("Begin the note: The presenting problem", "intake"),
        ("Begin the note: The plan of action", "treatment-plan"),
        ("Begin the note: Progress notes", "dap"),
        (
            "Begin the note: The letter on the date and reason of termination, in private practice",
            "termination-letter",
        ),
        ("Open the note: Formal consults with other providers, and their results", "consultation"),
        ("Open the draft: Evaluative reports made or received", "evaluative-report"),
        # Of a session, in the template of the newest progress note; here there was none.
        ("Begin its note: The date and substance of each contact", "dap"),
    ],
)
def test_each_gap_leads_to_its_note(hands: Hands, rui: Client, button: str, begun: str) -> None:
    hands.unlock()
    page = go_to_check(hands, rui)
    row(page, button).change.click()
    hands.settle()
    note = shown_note(hands)
    assert note.template == begun
    days = {"Begin the note": NOON.date(), "Begin its note": LATER}
    assert note.service_date == days.get(button.partition(":")[0], DAY)
    hands.tools.navigation.back()
    hands.settle()
    assert hands.find(CheckPage).isVisible()


def test_the_letter_leads_to_care_and_the_fees_to_onset(hands: Hands, rui: Client) -> None:
    hands.unlock()
    page = go_to_check(hands, rui)
    gap = next(gap for line in page._lines for gap in line.gaps if gap.lack is Lack.NO_LETTER)
    words = "The letter on the date and reason of termination, in private practice"
    row(page, f"Go to Care: {words}").change.click()
    hands.settle()
    assert hands.find(CarePage).isVisible()
    assert gap.day == LATER
    page = go_to_check(hands, rui)
    row(page, "Go to Onset: The fee arrangement").change.click()
    hands.settle()
    assert hands.find(OnsetPage).isVisible()


def test_a_note_without_its_report_leads_to_the_documents(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    """20 CSR 2263-3.040(11)(E)."""
    vault = unlocked()
    vault.practice.set(replace(LICENSEE, credential="LCSW", state="MO"))
    words = {"source": "The school."}
    vault.notes.begin_and_sign([a_note(dana, template="evaluative-report", sections=words)])
    vault.close()
    hands.unlock()
    page = go_to_check(hands, dana)
    assert "Evaluative report of 14 May 2026: the report itself is not in the rec" in all_words(
        page
    )
    row(page, "Go to Documents: Evaluative reports made or received").change.click()
    hands.settle()
    assert hands.find(DocumentsPage).isVisible()
    hands.tools.navigation.back()
    hands.settle()
    assert page.isVisible()


def test_from_care_to_the_check_and_back_by_the_lit_tab(hands: Hands, rui: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=rui.id, note="care")
    hands.settle()
    care = hands.find(CarePage)
    page_words = care.complete.count.text()
    care.complete.see.click()
    hands.settle()
    page = hands.find(CheckPage)
    assert page.banner.text() == page_words == "11 things are lacking."
    assert page.add_button.hasFocus()
    assert unnamed(page) == []
    tabs = hands.find(ClientScreen).header.tabs
    assert tabs.currentIndex() == CARE
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(CARE).center())
    hands.settle()
    assert hands.find(CarePage).isVisible()
    assert not page.isVisible()


def test_a_gap_that_is_put_right_is_gone(hands: Hands, dana: Client) -> None:
    hands.unlock()
    page = go_to_check(hands, dana)
    assert page.banner.text().startswith("7 things that are usual and customary")
    sections = {
        "services": "None.",
        "presenting": "Cannot sleep.",
        "assessment": "Grief.",
    }
    plan = {"goals": "To sleep.", "intervention": "CBT.", "frequency": "Weekly."}
    told = {"data": "Slept.", "assessment": "Better.", "plan": "A diary."}

    def write(vault: OpenVault) -> None:
        written = (("intake", sections), ("treatment-plan", plan), ("dap", told))
        for template, words in written:
            note = a_note(dana, template=template, sections=words)
            vault.notes.sign(vault.notes.begin([note])[0].id)

    hands.tools.worker.run(write, owner=hands.shell)
    hands.settle()
    assert page.banner.text() == ""
    assert page.calm.isVisible()
    assert not page.add_button.isVisible()
    states = [each.text() for each in page.findChildren(Pill) if each.isVisible()]
    assert sorted(set(states)) == ["does not apply", "in the record"]
    assert "Intake of 14 May 2026" in all_words(page)


def test_massachusetts_hears_of_usual_practice_and_never_that_it_is_required(
    hands: Hands, dana: Client
) -> None:
    """262 CMR 8.02(1)(a) names no list."""
    hands.unlock()
    page = go_to_check(hands, dana)
    said = all_words(page)
    assert "Usual and customary (modelled on 258 CMR 22.02(1))" in said
    assert "modelled on 258 CMR 22.02(1)(b)" in said
    assert legal_sentence() in said
    assert page.banner.property("tone") == "plain"
    for never in ("requir", "must", "has to", "have to", "lacking"):
        assert never not in said.lower()


def test_the_first_gap_is_one_key_away(hands: Hands, dana: Client) -> None:
    hands.unlock()
    page = go_to_check(hands, dana)
    assert page.add_button.hasFocus()
    hands.press(Qt.Key.Key_Space)
    assert shown_note(hands).template == "intake"


def test_the_command_leads_to_it(hands: Hands, dana: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id)
    hands.settle()
    screen = hands.find(ClientScreen)
    words = "Check that the record is complete"
    command = next(each for each in screen.commands() if each.words == words)
    command.run()
    hands.settle()
    assert hands.find(CheckPage).isVisible()
    assert screen._pages.current == COMPLETE


def test_who_closes_a_file_hears_of_it_and_comes_back(hands: Hands, dana: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="care")
    hands.settle()
    hands.find(CarePage).close_file()
    form = hands.find(EpisodeForm)
    assert "7 things that are usual and customary were not found." in form.banner.text()
    form.lines["words"].setText("She moved.")
    form.banner.acted.emit()
    hands.settle()
    assert hands.find(CheckPage).isVisible()
    hands.tools.navigation.back()
    hands.settle()
    assert hands.find(EpisodeForm).lines["words"].text() == "She moved."


def test_another_client_sees_nothing_of_this_one(hands: Hands, rui: Client) -> None:
    hands.unlock()
    page = go_to_check(hands, rui)
    assert page._lines
    other = ask(hands, lambda v: v.clients.add([a_client("Ana Sá")])[0])
    hands.tools.navigation.go("client", client=other.id)
    hands.settle()
    assert page._lines == ()
    assert not any(each.isVisibleTo(page) for each in page.findChildren(ListRow))


def test_a_hundred_sessions_without_a_note_are_ten_rows(hands: Hands, rui: Client) -> None:
    hands.unlock()

    def keep(vault: OpenVault) -> None:
        weekly = vault.appointments.list_all(rui.id)[0]
        for day in weekly.days(LATER, date(2026, 11, 19)):
            vault.appointments.mark(weekly.id, day, SessionStatus.KEPT)

    hands.tools.worker.run(keep, owner=hands.shell)
    page = go_to_check(hands, rui)
    line = next(each for each in page._lines if each.item.id == "contacts")
    assert len(line.gaps) == 27
    words = "Begin its note: The date and substance of each contact"
    rows = [each for each in page.findChildren(ListRow) if each.change.accessibleName() == words]
    assert len(rows) == MOST_SHOWN
    assert "And 17 more of these." in all_words(page)


def test_another_license_is_told_that_there_is_no_list(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.practice.set(replace(LICENSEE, credential="Coach"))
    vault.circumstances.set(Circumstances(licenses=(License("CA", "LMFT"),)))
    vault.close()
    hands.unlock()
    page = go_to_check(hands, dana)
    assert page.nothing.isVisible()
    assert not page.calm.isVisible()
    hands.tools.navigation.go("client", client=dana.id, note="care")
    hands.settle()
    assert hands.find(CarePage).complete.count.text().startswith("No list was found")


def test_a_damaged_record_is_never_said_to_lack_nothing(
    hands: Hands, unlocked: Unlock, path: Path
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    (note,) = vault.notes.begin_and_sign(
        [a_note(client, template="intake", sections={"presenting": "Cannot sleep."})]
    )
    in_order(vault)
    vault.close()
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute("DROP TRIGGER signed_text_is_never_changed")
    raw.execute("UPDATE note_text SET parts = '[]' WHERE owner = ?", (note.id,))
    raw.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=client.id, note="complete")
    hands.settle()
    page = hands.find(CheckPage)
    assert page.banner.text()
    assert not any(each.isVisible() for each in (page.nothing, page.calm, page.add_button))
    hands.tools.navigation.go("client", client=client.id, note="care")
    hands.settle()
    assert "damaged" in hands.find(CheckPart).count.text()
