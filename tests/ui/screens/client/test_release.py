"""A copy of the record from the window: written and logged, or refused with a next step."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from shiboken6 import isValid

from tests.conftest import Unlock
from tests.export.pdf_tools import FILE, run
from tests.export.watched import Watched, a_child
from tests.practice import LICENSEE, PASSPHRASE, a_client, a_note
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client
from vault.open_vault import OpenVault


@pytest.fixture
def released(hands: Hands, unlocked: Unlock, tmp_path: Path) -> Iterator["Asked"]:
    """Ask for copies of records."""
    asked = Asked(hands, unlocked, tmp_path)
    yield asked
    for dialog in asked.dialogs:
        if isValid(dialog):
            dialog.reject()


class Asked:
    """Opens the dialog for a client made for it."""

    def __init__(self, hands: Hands, unlocked: Unlock, folder: Path) -> None:
        self.hands, self._unlocked, self.folder = hands, unlocked, folder / "copies"
        self.folder.mkdir()
        self.dialogs: list[ReleaseDialog] = []
        hands.answers.path = str(self.folder)

    def of(self, client: Client) -> ReleaseDialog:
        """Ask for a copy of a client's record, and wait for it."""
        dialog = self.begin(client)
        self.hands.settle()
        return dialog

    def begin(self, client: Client) -> ReleaseDialog:
        """Ask for a copy of a client's record, which has one signed note and one draft."""
        vault = self._unlocked()
        vault.practice.set(LICENSEE)
        vault.clients.add([client])
        signed, draft = a_note(client, "The kettle sang."), a_note(client, "Unfinished.")
        vault.notes.begin([signed, draft])
        vault.notes.sign(signed.id)
        vault.close()
        self.hands.unlock()
        self.screen = go(self.hands, ClientScreen, "client", client=client.id)
        self.screen.release()
        dialog = self.screen.findChild(ReleaseDialog)
        assert dialog is not None
        self.dialogs.append(dialog)
        return dialog

    def choose_folder(self, dialog: ReleaseDialog) -> None:
        """Choose this test's folder."""
        dialog.choice.folder_button.click()

    def actions(self) -> list[str]:
        """Return what the audit chain says was done."""

        def read(vault: OpenVault) -> list[str]:
            return [entry.action for entry in vault.audit.export()]

        return ask(self.hands, read)


def text_of(pdf: Path, password: str = "") -> str:
    """Return what another reader finds in a PDF: poppler, or PDFium where there is none."""
    if shutil.which("pdftotext"):
        return run("pdftotext", "-upw", password, FILE, "-", pdf=pdf.read_bytes())
    document: Any = pypdfium2.PdfDocument(pdf, password=password or None)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_copy_is_shown_written_and_logged(released: Asked) -> None:
    client = a_client("Dana Whitfield")
    dialog = released.of(client)
    assert dialog.stack.currentWidget() is dialog._look
    released.hands.until(lambda: not dialog.preview.page.pixmap().isNull())
    assert dialog.preview.where.text().startswith("Page 1 of ")
    assert "1 signed note" in dialog.choice.content.text()
    assert "Not signed, so not in it: 14 May 2026." in dialog.choice.left_out.text()
    assert unnamed(dialog) == []
    released.choose_folder(dialog)
    dialog.choice.write_button.click()
    released.hands.settle()
    assert dialog.stack.currentWidget() is dialog.finished_page
    written = list(released.folder.iterdir())
    assert len(written) == 1
    assert dialog.finished_page.path.text() == str(written[0])
    assert len(dialog.finished_page.sha256.text()) == 64
    assert "logged" in dialog.finished_page.said.text()
    assert "The kettle sang." in text_of(written[0])
    assert "Unfinished." not in text_of(written[0])
    assert not {"dana", "whitfield"} & set(written[0].name.lower().replace("-", " ").split())
    assert "record.released" in released.actions()


def test_a_copy_with_a_passphrase_of_its_own(released: Asked) -> None:
    dialog = released.of(a_client())
    choice = dialog.choice
    released.choose_folder(dialog)
    choice.wants_passphrase.setChecked(True)
    choice.write_button.click()
    assert choice.form.error("first") == "Type a passphrase."
    choice.first.setText("for the client alone")
    choice.second.setText("for the client alone.")
    choice.write_button.click()
    assert choice.form.error("second") == "This is not the same."
    choice.second.setText("for the client alone")
    choice.write_button.click()
    released.hands.settle()
    (written,) = released.folder.iterdir()
    assert "The kettle sang." in text_of(written, "for the client alone")
    assert (choice.first.text(), choice.second.text()) == ("", "")


def test_the_vaults_own_passphrase_is_refused_for_a_copy(released: Asked) -> None:
    dialog = released.of(a_client())
    released.choose_folder(dialog)
    dialog.choice.wants_passphrase.setChecked(True)
    dialog.choice.first.setText(PASSPHRASE)
    dialog.choice.second.setText(PASSPHRASE)
    dialog.choice.write_button.click()
    released.hands.settle()
    assert "must not have a passphrase of the vault" in dialog.banner.text()
    assert list(released.folder.iterdir()) == []
    assert dialog.stack.currentWidget() is dialog._look


def test_a_minors_record_is_refused_with_a_next_step(released: Asked) -> None:
    dialog = released.of(a_client(birth_date=date(2013, 6, 24)))
    assert "The client is a minor. Because your state is" in dialog.banner.text()
    assert not dialog.choice.write_button.isVisible()
    dialog.banner.acted.emit()
    released.hands.settle()
    editor = released.screen.record.pane.editor
    assert released.screen.record.pane.currentWidget() is editor
    assert list(released.folder.iterdir()) == []
    assert "record.released" not in released.actions()


def test_without_a_birth_date_the_next_step_is_to_enter_it(released: Asked) -> None:
    dialog = released.of(a_client(birth_date=None))
    assert "The birth date is unknown" in dialog.banner.text()
    dialog.banner.acted.emit()
    released.hands.settle()
    details = released.screen.details
    assert details.isVisible()
    # The dialog had the keyboard; the window gets it back with the field it had chosen.
    assert released.hands.shell.focusWidget() is details.form.birth.line


def test_what_was_cancelled_leaves_nothing(released: Asked) -> None:
    dialog = released.of(a_client())
    dialog.reject()
    released.hands.settle()
    assert released.actions().count("record.released") == 0
    assert list(released.folder.iterdir()) == []


@pytest.mark.parametrize("locks", [False, True])
def test_who_cancels_or_locks_does_not_wait_for_the_pages(
    released: Asked, monkeypatch: pytest.MonkeyPatch, locks: bool
) -> None:
    Watched.seen.clear()
    monkeypatch.setattr(Watched, "instead", a_child("time.sleep(600)"))
    monkeypatch.setattr(subprocess, "Popen", Watched)
    dialog = released.begin(a_client())
    released.hands.until(lambda: bool(Watched.seen) and bool(Watched.seen[0].sent))
    if locks:
        released.hands.shell.lock()
        released.hands.until(lambda: released.hands.locks == 1)
    else:
        dialog.close_button.click()
        released.hands.settle()
    assert Watched.seen[0].returncode not in {None, 0}
