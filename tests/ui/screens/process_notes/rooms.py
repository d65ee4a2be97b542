"""Ways through process notes that their tests share."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.practice import LICENSEE, PROCESS_PASSPHRASE, a_client, a_process_note
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.process_notes.move_dialog import MoveDialog
from ui.screens.process_notes.screen import ProcessNotesScreen
from vault.model.client import Client
from vault.model.note import Note
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

Answer = TypeVar("Answer")

CONTROL = Qt.KeyboardModifier.ControlModifier
CANARY = "zzquark"
"""A word that stands in process notes and nowhere else."""
MISPLACED = "I filled it too early. PHQ-A 11 this week. Next time wait."
MOVED = "PHQ-A 11 this week."
LEFT = "I filled it too early. Next time wait."


def in_process(vault: OpenVault, job: Callable[[OpenVault], Answer]) -> Answer:
    """Do a job with the process compartment open, and close it again."""
    vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    try:
        return job(vault)
    finally:
        vault.close_process()


def with_a_client(hands: Hands, *texts: str) -> Client:
    """Unlock; keep a client, and a process note for each text."""

    def job(vault: OpenVault) -> Client:
        vault.practice.set(LICENSEE)
        client = vault.clients.add([a_client("Marcus Bell")])[0]
        notes = [a_process_note(client, text) for text in texts]
        if notes:
            in_process(vault, lambda v: v.process.notes.add(notes) if v.process else [])
        return client

    hands.unlock()
    return ask(hands, job)


def go_to_door(hands: Hands, client: Client) -> ProcessNotesScreen:
    """Stand before the closed door of a client's process notes."""
    hands.tools.navigation.go("process-notes", client=client.id)
    hands.settle()
    return hands.find(ProcessNotesScreen)


def enter(hands: Hands, client: Client, passphrase: str = PROCESS_PASSPHRASE) -> ProcessNotesScreen:
    """Open the room of a client's process notes."""
    screen = go_to_door(hands, client)
    screen.door.field.setFocus()
    hands.type(passphrase)
    hands.press(Qt.Key.Key_Return)
    return screen


def write(hands: Hands, screen: ProcessNotesScreen, text: str) -> None:
    """Type into the process note."""
    screen.work.room.writing.editor.setFocus()
    hands.type(text)


def asked(hands: Hands, screen: ProcessNotesScreen) -> MoveDialog:
    """Take the hint, and return what asks for the words that will stand in the chart."""
    hints = screen.work.room.writing.hints
    hints.look()
    assert "PHQ-A 11" in hints.banner.text()
    assert "45 CFR 164.501" in hints.banner.text()
    hints.banner.acted.emit()
    hands.settle()
    return hands.find(MoveDialog)


def move(hands: Hands, screen: ProcessNotesScreen) -> None:
    """Move what the hint names, in the words that it has."""
    asked(hands, screen).move_button.click()
    hands.settle()
    hands.come_to_front()


def progress_notes(vault: OpenVault, client: Client) -> list[Note]:
    """Return the progress notes of a client with their words."""
    return [vault.notes.get(row.id) for row in vault.notes.page(client.id, 0, 9)]


def words_of(note: Note) -> str:
    """Return all the words of a progress note."""
    return "\n".join(section.text for section in note.sections if section.text)


def texts_of(root: QWidget) -> str:
    """Return every text that a widget or one within it shows, says or holds."""
    return "\n".join(text for widget in (root, *root.findChildren(QWidget)) for text in _of(widget))


def _of(widget: QWidget) -> Iterator[str]:
    yield from (
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.toolTip(),
        widget.windowTitle(),
        widget.objectName(),
        widget.statusTip(),
    )
    if isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    if isinstance(widget, QTextEdit):
        yield widget.toPlainText()
        yield widget.document().toHtml()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QAbstractItemView):
        yield from _of_model(widget.model())
    words = getattr(widget, "text", None)
    if callable(words):
        yield str(words())


def _of_model(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    for row in range(model.rowCount(QModelIndex())):
        for role in (*range(16), *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 4)):
            yield str(vars_of(model.index(row, 0).data(role)))


def vars_of(value: object) -> object:
    """Return what a noun holds, and not its repr, which leaves out what was entered."""
    return vars(value) if hasattr(value, "__dataclass_fields__") else value
