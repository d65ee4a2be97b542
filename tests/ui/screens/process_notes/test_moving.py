"""A sentence moved into a draft that is open in the record: the words of both hands survive."""

from datetime import date
from threading import Event

import pytest

from tests.practice import a_note
from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import enter, with_a_client, write
from tests.ui.screens.process_notes.test_work import (
    MISPLACED,
    MOVED,
    move,
    progress_notes,
    words_of,
)
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.model.client import Client
from vault.model.note import Note


@pytest.fixture
def client(hands: Hands) -> Client:
    """A client whose draft is open; a sentence was moved into it from the room, which is left."""
    client = with_a_client(hands)
    begun = a_note(client, "Came on time.", service_date=date(2026, 11, 22))
    ask(hands, lambda v: v.notes.begin([begun]))
    hands.tools.navigation.go("client", client=client.id, note=begun.id)
    hands.settle()
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    move(hands, screen)
    return client


def only_note(hands: Hands, client: Client) -> Note:
    """Return the one note of the client, as the vault has it."""
    (note,) = ask(hands, lambda v: progress_notes(v, client))
    return note


def field_of(hands: Hands) -> PlainTextEdit:
    """Return where the draft is written."""
    return hands.find(PlainTextEdit, "Note")


def write_before_it_is_read_again(hands: Hands) -> None:
    """Come back to the record and type; a pause and its save come before the draft is read."""
    free = Event()
    hands.tools.worker.run(lambda _v: free.wait(10), owner=hands.shell)
    hands.tools.navigation.back()
    field = field_of(hands)
    assert MOVED not in field.text()
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    hands.type(" He left early.")
    hands.find(DraftEditor).save()
    free.set()
    hands.settle()


def test_what_was_typed_before_the_draft_was_read_again_keeps_the_sentence(
    hands: Hands, client: Client
) -> None:
    write_before_it_is_read_again(hands)
    expected = ["Came on time. He left early.", MOVED]
    assert words_of(only_note(hands, client)).splitlines() == expected
    field = field_of(hands)
    assert field.text().splitlines() == expected
    assert field.hasFocus()
    hands.type(" Late.")
    hands.lock()
    hands.unlock()
    expected = ["Came on time. He left early. Late.", MOVED]
    assert words_of(only_note(hands, client)).splitlines() == expected


def test_the_window_may_lock_before_the_draft_is_read_again(hands: Hands, client: Client) -> None:
    with hands.held():
        hands.tools.navigation.back()
        field_of(hands).setFocus()
        hands.type(" Late. ")
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    expected = ["Came on time. Late. ", MOVED]
    assert words_of(only_note(hands, client)).splitlines() == expected


def test_a_sentence_that_was_seen_and_taken_out_stays_out(hands: Hands, client: Client) -> None:
    write_before_it_is_read_again(hands)
    field = field_of(hands)
    assert MOVED in field.text()
    field.selectAll()
    hands.type("Other words.")
    hands.lock()
    hands.unlock()
    assert words_of(only_note(hands, client)) == "Other words."


def test_what_nobody_has_seen_is_not_signed(hands: Hands, client: Client) -> None:
    with hands.held():
        hands.tools.navigation.back()
        hands.find(DraftEditor).sign()
    note = only_note(hands, client)
    assert not note.signed
    assert MOVED in words_of(note)
    editor = hands.find(DraftEditor)
    assert "was moved into this draft" in editor.banner.text()
    assert MOVED in field_of(hands).text()
    editor.sign()
    hands.settle()
    assert only_note(hands, client).signed
