"""Undo in a draft goes on after the program was locked and started again, and ends at signing."""

from PySide6.QtCore import Qt

from tests.ui.record import ask
from tests.ui.screens.client.test_writing import client, editor_of, newest, write
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client
from vault.model.draft_history import History
from vault.model.note import Section

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

__all__ = ["client"]


def said(screen: ClientScreen) -> str:
    """Return what the first section says."""
    return editor_of(screen).sections.texts()["data"]


def locked_and_back(hands: Hands) -> ClientScreen:
    """Lock in the middle, unlock, and be where one was."""
    hands.lock()
    hands.unlock()
    return hands.find(ClientScreen)


def test_after_a_restart_what_was_typed_is_undone_done_again_and_gone_once_it_is_signed(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " Slept well")
    write(screen, "Rest.", section=2)
    screen = locked_and_back(hands)
    editor_of(screen).sections.fields()[0].setFocus()
    for expected in ("Came. Slept ", "Came.", "Came."):
        hands.press(Qt.Key.Key_Z, CONTROL)
        assert said(screen) == expected
    assert editor_of(screen).sections.texts()["plan"] == "Rest."
    hands.until(lambda: editor_of(screen).clean)
    screen = locked_and_back(hands)
    editor_of(screen).sections.fields()[0].setFocus()
    hands.press(Qt.Key.Key_Y, CONTROL)
    hands.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert said(screen) == "Came. Slept well"
    hands.press(Qt.Key.Key_Return, CONTROL)
    note = newest(hands, client)
    assert note.signed
    assert ask(hands, lambda v: v.notes.history(note.id)) == History()


def test_a_sentence_moved_into_the_open_draft_is_a_step_and_what_was_typed_stays_undoable(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " Slept")
    hands.until(lambda: editor_of(screen).clean)
    note = newest(hands, client)
    words = (Section("data", "Came. Slept\nPHQ-9 11."), *note.sections[1:])
    write(screen, " well")
    ask(hands, lambda v: v.notes.save_draft(note.changed(sections=words)))
    hands.until(lambda: editor_of(screen).clean)
    assert said(screen) == "Came. Slept well\nPHQ-9 11."
    editor_of(screen).sections.fields()[0].setFocus()
    for expected in ("Came. Slept well", "Came. Slept ", "Came."):
        hands.press(Qt.Key.Key_Z, CONTROL)
        assert said(screen) == expected
