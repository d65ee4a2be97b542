"""A session of a group of eight in the window: written once, signed for seven, naming nobody."""

import re
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.practice import a_client, a_participant, give_all
from tests.ui.record import ask, go
from tests.ui.screens.client.test_release import text_of
from tests.ui.test_clinical_journeys import CTRL, Keyboard, keyboard
from tests.ui.window import Hands
from ui.screens.client.group_dialog import GroupDialog
from ui.screens.client.note_view import NoteView
from ui.screens.client.participant_form import ParticipantForm
from ui.screens.client.people import People
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client, ClientKind
from vault.model.ids import ClientId
from vault.model.participant import Role
from vault.open_vault import OpenVault

__all__ = ["keyboard"]

NAMES = (
    "Ana Duarte",
    "Luís de Sá",
    "Will Young",
    "Zoë Adeyemi",
    "Ruth Okafor",
    "Tom Bell",
    "Iris Bell",
    "Nora Stein",
)
ABSENT = "Ruth Okafor"
SLIPPED = "the Bells."
"""Whose they are, Tom's or Iris's, only the writer knows."""
MENDED = "{Iris}."
WRITTEN = "{Ana} wept, and {Luis} held her hand. Tom came late. {Zoe} and {Will} spoke to "
IN_RECORDS = {
    "Ana Duarte": "The client wept, and another member held her hand. Another member came late. "
    "Another member and another member spoke to another member.",
    "Tom Bell": "Another member wept, and another member held her hand. The client came late. "
    "Another member and another member spoke to another member.",
    "Nora Stein": "Another member wept, and another member held her hand. Another member came "
    "late. Another member and another member spoke to another member.",
}
OF_GROUP = (
    "A member wept, and a member held her hand. A member came late. A member and a member spoke "
    "to a member."
)


def named(text: str) -> list[str]:
    """Return the parts of names that stand in a text, by a search that is not the program's."""

    def plain(said: str) -> str:
        apart = unicodedata.normalize("NFKD", said.casefold())
        return "".join(each for each in apart if not unicodedata.combining(each))

    words = set(re.findall(r"[a-z]+", plain(text)))
    parts = set(plain(" ".join(NAMES)).split()) - {"de"}
    return sorted(part for part in parts if words & {part, f"{part}s"})


@pytest.fixture
def group(hands: Hands, keyboard: Keyboard) -> Client:
    """A group of seven; the eighth has a record of their own and is not in it yet."""

    def made(vault: OpenVault) -> Client:
        unit = vault.clients.add([a_client("Monday group", kind=ClientKind.GROUP)])[0]
        files = vault.clients.add([a_client(name) for name in NAMES])
        vault.participants.add(
            [a_participant(unit, each.name, role=Role.MEMBER, file=each.id) for each in files[:-1]]
        )
        give_all(vault)
        return unit

    return ask(hands, made)


def the_eighth_comes(hands: Hands, keyboard: Keyboard, group: Client) -> None:
    """Enter who takes part from now on, by their own record."""
    go(hands, ClientScreen, "client", client=group.id, note="people")
    hands.find(People).add_button.click()
    hands.settle()
    form = hands.find(ParticipantForm)
    form.file.setFocus()
    QTest.keyClicks(form.file, NAMES[-1].split()[0])
    hands.until(lambda: form.file.offered.rowCount() == 1)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert form.name.text() == NAMES[-1]
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert {each.name for each in ask(hands, lambda v: v.participants.unit(group.id)).people} == {
        *NAMES
    }


def sign_for_each(hands: Hands, keyboard: Keyboard) -> GroupDialog:
    """Ask to sign the session that is written for each member."""
    keyboard.press(Qt.Key.Key_Return, CTRL)
    return hands.find(GroupDialog)


def told(hands: Hands) -> dict[str, list[str]]:
    """Return every word of the signed notes of each record, by whose it is."""

    def read(vault: OpenVault) -> dict[str, list[str]]:
        assert vault.notes.unsigned()[0] == 0
        return {
            client.name: [
                " ".join(part.text for part in vault.notes.get(row.id).sections).strip()
                for row in vault.notes.list_rows(client.id)
            ]
            for client in vault.clients.list_all()
        }

    return ask(hands, read)


def shown(hands: Hands) -> str:
    """Return the words of the signed note that is shown."""
    return " ".join(hands.find(NoteView).sections.texts().values())


def copy_of(hands: Hands, client: ClientId, folder: Path) -> Path:
    """Give a copy of a record; return the file."""
    screen = go(hands, ClientScreen, "client", client=client)
    hands.answers.path = str(folder)
    screen.release()
    hands.settle()
    dialog = hands.find(ReleaseDialog)
    hands.until(dialog.choice.write_button.isVisible)
    dialog.choice.folder_button.click()
    for box in dialog.choice.looked_at.values():
        box.click()
    dialog.choice.write_button.click()
    hands.until(lambda: bool(list(folder.glob("*.pdf"))))
    hands.settle()
    dialog.reject()
    (written,) = folder.iterdir()
    return written


def test_one_session_of_eight_is_signed_for_the_seven_who_were_there(
    hands: Hands, keyboard: Keyboard, group: Client, tmp_path: Path
) -> None:
    assert named(WRITTEN + SLIPPED) == ["ana", "bell", "luis", "tom", "will", "zoe"]
    the_eighth_comes(hands, keyboard, group)
    keyboard.press(Qt.Key.Key_N, CTRL)
    keyboard.write(WRITTEN + SLIPPED)
    dialog = sign_for_each(hands, keyboard)
    assert "Somebody is named under Data" in dialog.banner.text()
    assert not dialog.sign_button.isEnabled()
    dialog.banner.acted.emit()
    hands.settle()
    # Tom is meant by his name; which of the Bells is not known, and nothing is signed until it is.
    assert dialog.banner.isVisible()
    assert not dialog.sign_button.isEnabled()
    keyboard.press(Qt.Key.Key_Escape)
    editor = hands.find(ClientScreen).record.pane.editor
    field = editor.sections.fields()[0]
    assert editor.sections.texts()["data"] == WRITTEN.replace("Tom", "{Tom}") + SLIPPED
    hands.shell.activateWindow()  # as a desktop does when a dialog goes
    field.setFocus()
    hands.until(field.hasFocus)
    keyboard.press(Qt.Key.Key_End, CTRL)
    keyboard.press(Qt.Key.Key_Backspace, times=len(SLIPPED))
    keyboard.write(MENDED)

    dialog = sign_for_each(hands, keyboard)
    assert not dialog.banner.isVisible()
    assert len(dialog.present()) == len(NAMES)
    absent = next(box for box in dialog.boxes.values() if box.text().startswith(ABSENT))
    absent.setFocus()
    keyboard.press(Qt.Key.Key_Space)
    assert dialog.sign_button.text() == "Sign 7 notes"
    dialog.sign_button.setFocus()
    keyboard.press(Qt.Key.Key_Space)
    assert named(shown(hands)) == []

    found = told(hands)
    assert {name: len(notes) for name, notes in found.items()} == {
        group.name: 1,
        **{name: int(name != ABSENT) for name in NAMES},
    }
    assert found[group.name] == [OF_GROUP]
    assert {name: found[name][0] for name in IN_RECORDS} == IN_RECORDS
    # No name is in any note, not even that of whose record it is.
    assert [named(" ".join(notes)) for notes in found.values()] == [[]] * 9

    files = ask(hands, lambda v: {each.name: each.id for each in v.clients.list_all()})
    copies = tmp_path / "copies"
    copies.mkdir()
    written = copy_of(hands, files["Ana Duarte"], copies)
    said = text_of(written)
    assert "The client wept" in said
    assert named(said) == ["ana", "duarte"]
    assert named(written.name) == []
