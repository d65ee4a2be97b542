"""In a process note undo goes on behind the closed door, and snippets are typed as elsewhere."""

from dataclasses import replace

from PySide6.QtCore import Qt

from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import enter, in_process, with_a_client, write
from tests.ui.screens.process_notes.test_work import draft_of
from tests.ui.window import Hands
from ui.screens.process_notes.screen import ProcessNotesScreen
from vault.model.client import Client
from vault.model.snippet import Snippet

CONTROL = Qt.KeyboardModifier.ControlModifier


def said(screen: ProcessNotesScreen) -> str:
    """Return what is being written."""
    return screen.work.room.writing.editor.text()


def left_and_back(hands: Hands, screen: ProcessNotesScreen, client: Client) -> ProcessNotesScreen:
    """Close the door, and come in again."""
    screen.lock()
    hands.settle()
    assert not screen.work.room.writing.undo.history
    assert screen.work.room.writing.editor.undoing is None
    return enter(hands, client)


def test_behind_the_door_what_was_typed_is_undone_done_again_and_gone_once_discarded(
    hands: Hands,
) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, "He looked away")
    screen = left_and_back(hands, screen, client)
    for expected in ("He looked ", "He ", ""):
        hands.press(Qt.Key.Key_Z, CONTROL)
        assert said(screen) == expected
    # Without a word the draft is there still: it can be done again, or discarded for good.
    screen = left_and_back(hands, screen, client)
    hands.press(Qt.Key.Key_Y, CONTROL)
    assert said(screen) == "He "
    hands.press(Qt.Key.Key_Z, CONTROL)
    writing = screen.work.room.writing
    assert writing.discard.isEnabled()
    writing.discard.click()
    hands.settle()
    assert not writing.discard.isEnabled()
    assert ask(hands, lambda v: draft_of(v, client)) is None
    hands.press(Qt.Key.Key_Y, CONTROL)
    assert said(screen) == ""


def test_reading_an_old_note_keeps_what_can_be_undone(hands: Hands) -> None:
    client = with_a_client(hands, "An older thought.")
    screen = enter(hands, client)
    room = screen.work.room
    write(hands, screen, "Half a")
    room.list.setCurrentIndex(room.model.index(1, 0))
    hands.settle()
    assert said(screen) == "An older thought."
    room.writing.editor.undo()
    assert said(screen) == "An older thought."
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert said(screen) == "Half "
    screen.lock()
    hands.settle()
    kept = ask(hands, lambda v: in_process(v, lambda opened: draft_of(opened, client)))
    assert kept is not None
    assert [step.inserted for step in kept.history.undone] == ["a"]


def test_a_snippet_becomes_its_text_in_a_process_note(hands: Hands) -> None:
    client = with_a_client(hands)
    snippet = Snippet("ct", "Countertransference:")
    ask(hands, lambda v: v.settings.set(replace(v.settings.get(), snippets=(snippet,))))
    screen = enter(hands, client)
    write(hands, screen, "/CT and/ct ")
    assert said(screen) == "Countertransference: and/ct "
    for _step in range(2):
        hands.press(Qt.Key.Key_Z, CONTROL)
    assert said(screen) == "/CT"
    screen.lock()
    hands.settle()
    assert screen.work.room.writing.editor.snippets == {}
