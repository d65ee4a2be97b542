"""Notices from the window: looked at, saved or printed, logged, and offered as what was given."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_participant, in_order
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.screens.client.notices_dialog import NoticesDialog
from ui.screens.client.onset_form import OnsetForm
from ui.screens.client.onset_page import OnsetPage
from ui.widgets.buttons import ThemedButton
from ui.widgets.list_row import ListRow
from vault.model.audit import Action, Entry
from vault.model.client import Client, ClientKind
from vault.open_vault import OpenVault


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client who was given nothing yet."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client("Dana Whitfield")])[0]
    vault.close()
    return client


def onset_of(hands: Hands, client: Client) -> OnsetPage:
    """Open the onset list of a client."""
    hands.tools.navigation.go("client", client=client.id, note="onset")
    hands.settle()
    return hands.find(OnsetPage)


def shown(hands: Hands, page: OnsetPage) -> NoticesDialog:
    """Return the dialog, once every notice is set."""
    dialog = page.findChild(NoticesDialog)
    assert dialog is not None
    hands.until(lambda: not dialog.paper.bar.isVisible() and not hands.tools.worker.busy)
    hands.settle()
    return dialog


def printings(hands: Hands) -> list[Entry]:
    """Return the entries of the chain that tell of printed notices."""

    def read(vault: OpenVault) -> list[Entry]:
        return [each for each in vault.audit.export() if each.action == Action.ONSET_PRINTED]

    return ask(hands, read)


def said(page: OnsetPage) -> list[str]:
    """Return what the rows of the list say below their names."""
    rows = [each for each in page.findChildren(ListRow) if each.isVisible()]
    return [
        " ".join(each.text() for each in row.findChildren(QLabel) if each.isVisible())
        for row in rows
    ]


def print_buttons(page: OnsetPage) -> list[ThemedButton]:
    """Return the buttons that print the notice of one line, in the order of the list."""
    rows = [each for each in page.findChildren(ListRow) if each.isVisible()]
    return [
        each
        for row in rows
        for each in row.findChildren(ThemedButton)
        if each.accessibleName().startswith("Print the notice of ")
    ]


def test_what_is_missing_is_looked_at_saved_and_then_given(
    hands: Hands, dana: Client, tmp_path: Path
) -> None:
    place = tmp_path / "documents"
    place.mkdir()
    hands.answers.path = str(place)
    hands.unlock()
    page = onset_of(hands, dana)
    page.print_button.setFocus()
    hands.press(Qt.Key.Key_Space)
    dialog = shown(hands, page)
    assert unnamed(dialog) == []
    assert "2 notices" in dialog.content.text()
    texts = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "not encrypted: whoever has it can read it" in texts
    assert "It is not legal advice." in texts
    hands.until(lambda: not dialog.preview.page.pixmap().isNull())
    assert dialog.preview.where.text() == "Page 1 of 1"
    assert dialog.which.count() == 2
    before = dialog.preview.page.pixmap().toImage()
    dialog.which.setCurrentIndex(1)
    hands.until(lambda: dialog.preview.page.pixmap().toImage() != before)
    assert dialog.paper.save.hasFocus()
    dialog.paper.save.click()
    shown(hands, page)
    assert "2 notices in the folder “Onset notices”" in dialog.paper.said.text()
    files = sorted((place / "Onset notices").iterdir())
    assert [each.name for each in files] == [
        "onset-consultation-2026-11-22.pdf",
        "onset-records-notice-2026-11-22.pdf",
    ]
    assert all("Dana Whitfield" in PdfReader(each).pages[0].extract_text() for each in files)
    assert all("sha256" in entry.detail for entry in printings(hands))
    dialog.paper.save.click()
    shown(hands, page)
    assert len(list((place / "Onset notices 2").iterdir())) == 2, "nothing is written over"
    dialog.close_button.click()
    hands.settle()
    assert page.banner.text() == "2 items are missing.", "printed is not given"
    assert ["Printed, not yet given" in each for each in said(page)] == [True, True]
    page.add()
    form = hands.find(OnsetForm)
    assert form.lines["version"].text() == "2026-11"
    assert not form.changed
    form.finish()
    hands.settle()
    assert ["Printed, not yet given" in each for each in said(page)] == [False, True]
    assert "2026-11" in said(page)[0]


def test_one_notice_is_printed_on_paper(
    hands: Hands, dana: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", lambda: ["A printer"])
    paper = tmp_path / "paper.pdf"
    hands.answers.path = str(paper)
    hands.unlock()
    page = onset_of(hands, dana)
    buttons = print_buttons(page)
    assert [each.accessibleName() for each in buttons] == [
        "Print the notice of Records are kept, and how to inspect them, in writing",
        "Print the notice of Supervision or consultation may be sought",
    ]
    buttons[1].click()
    dialog = shown(hands, page)
    assert "1 notice," in dialog.content.text()
    assert not dialog.which.isVisible()
    dialog.paper.print.click()
    shown(hands, page)
    assert dialog.paper.said.text() == "Sent to the printer."
    assert len(PdfReader(paper).pages) == 1
    (entry,) = printings(hands)
    assert entry.detail == {"item": "consultation", "version": "2026-11"}
    hands.answers.path = ""
    dialog.paper.print.click()
    shown(hands, page)
    assert printings(hands) == [entry], "who backs out has printed nothing"
    dialog.reject()


def test_without_a_printer_nothing_is_logged(
    hands: Hands, dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", list)
    hands.unlock()
    page = onset_of(hands, dana)
    page.print_notices()
    dialog = shown(hands, page)
    dialog.paper.print.click()
    shown(hands, page)
    assert dialog.paper.problem.text().startswith("This computer has no printer.")
    assert printings(hands) == []
    dialog.reject()


def test_a_couple_signs_on_one_page_and_a_group_of_nobody_has_none(
    hands: Hands, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    couple, nobody = vault.clients.add(
        [
            a_client("Ana & Rui {Faria}", kind=ClientKind.COUPLE),
            a_client("A couple", kind=ClientKind.COUPLE),
        ]
    )
    vault.participants.add([a_participant(couple, "Ana {Faria}"), a_participant(couple, "Rui Sá")])
    vault.close()
    hands.answers.path = str(tmp_path)
    hands.unlock()
    page = onset_of(hands, couple)
    last = print_buttons(page)[-1]
    assert last.accessibleName().endswith("in writing, Rui Sá")
    last.click()
    dialog = shown(hands, page)
    dialog.paper.save.click()
    shown(hands, page)
    dialog.close_button.click()
    (file,) = (tmp_path / "Onset notices").iterdir()
    words = PdfReader(file).pages[0].extract_text()
    for name in ("Ana {Faria}", "Rui Sá"):
        assert f"Participant: {name}" in words
    assert ["Printed, not yet given" in each for each in said(page)] == [False, False, True, True]
    page = onset_of(hands, nobody)
    assert len(print_buttons(page)) == 2, "the line that leads to People has none"


def test_the_version_is_offered_for_a_newer_one_when_that_is_ticked(
    hands: Hands, dana: Client
) -> None:
    hands.unlock()
    page = onset_of(hands, dana)
    page.add()
    form = hands.find(OnsetForm)
    assert form.lines["version"].text() == "", "nothing was printed yet"
    form.lines["version"].setText("2024")
    form.finish()
    hands.settle()
    ask(
        hands,
        lambda v: v.onset_notices.record(v.onset_notices.prepare(dana.id, ["records-notice"])),
    )
    page = onset_of(hands, dana)
    page.reload()
    hands.settle()
    assert page.open_form("records-notice:") is not None
    form = hands.find(OnsetForm)
    assert form.lines["version"].text() == "2024"
    form.checks["newer"].click()
    assert form.lines["version"].text() == "2026-11"
    form.checks["newer"].click()
    assert form.lines["version"].text() == "2024"


def test_a_lock_closes_the_dialog_and_writes_nothing(
    hands: Hands, dana: Client, tmp_path: Path
) -> None:
    hands.answers.path = str(tmp_path)
    hands.unlock()
    page = onset_of(hands, dana)
    page.print_notices()
    hands.shell.lock()
    hands.until(lambda: hands.locks > 0)
    hands.unlock()
    assert printings(hands) == []
    assert not (tmp_path / "Onset notices").exists()


def test_where_nothing_can_be_written_it_is_said(
    hands: Hands, dana: Client, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    hands.answers.path = str(tmp_path / "file")
    hands.unlock()
    page = onset_of(hands, dana)
    page.print_notices()
    dialog = shown(hands, page)
    dialog.paper.save.click()
    shown(hands, page)
    assert "There is no such folder" in dialog.paper.problem.text()
    assert printings(hands) == []
    hands.answers.path = ""
    dialog.paper.save.click()
    hands.settle()
    assert not dialog.paper.said.text()
    dialog.reject()
