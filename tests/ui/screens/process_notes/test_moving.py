"""A sentence moved into a draft that is open in the record: the words of both hands survive."""

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.practice import a_note
from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import (
    CONTROL,
    LEFT,
    MISPLACED,
    MOVED,
    asked,
    enter,
    move,
    progress_notes,
    texts_of,
    with_a_client,
    words_of,
    write,
)
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.editor import DraftEditor
from ui.screens.process_notes.move_dialog import MoveDialog
from ui.screens.process_notes.screen import ProcessNotesScreen
from ui.widgets.banner import Banner
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.errors import StorageFailed
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


def in_room(hands: Hands) -> tuple[Client, ProcessNotesScreen]:
    """Return a client, and their room with a draft that has a hint."""
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    return client, screen


def test_the_words_are_edited_before_they_go_and_come_back_as_they_were(hands: Hands) -> None:
    client, screen = in_room(hands)
    dialog = asked(hands, screen)
    assert dialog.words.text() == MOVED
    assert "There is no progress note of 22 Nov 2026 yet." in dialog.goes_to.text()
    dialog.words.edit.selectAll()
    hands.type("PHQ-A: 11.")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert [words_of(each) for each in ask(hands, lambda v: progress_notes(v, client))] == [
        "PHQ-A: 11."
    ]
    assert screen.work.room.writing.editor.text() == LEFT
    hands.find(QPushButton, "Undo").click()
    hands.settle()
    assert screen.work.room.writing.editor.text() == MISPLACED
    assert ask(hands, lambda v: progress_notes(v, client)) == []


def test_no_is_no_and_without_a_word_nothing_goes(hands: Hands) -> None:
    client, screen = in_room(hands)
    dialog = asked(hands, screen)
    dialog.words.edit.selectAll()
    hands.press(Qt.Key.Key_Delete)
    assert not dialog.move_button.isEnabled()
    hands.press(Qt.Key.Key_Escape)
    assert screen.work.room.writing.editor.text() == MISPLACED
    assert ask(hands, lambda v: progress_notes(v, client)) == []


def test_a_note_signed_meanwhile_is_shown_before_an_addendum_is_signed(hands: Hands) -> None:
    client, screen = in_room(hands)
    note = a_note(client, "Came on time.", service_date=date(2026, 11, 22))
    ask(hands, lambda v: v.notes.begin([note]))
    dialog = asked(hands, screen)
    assert "into “Note”" in dialog.goes_to.text()
    ask(hands, lambda v: v.notes.sign(note.id))
    dialog.move_button.click()
    hands.settle()
    assert "Nothing was moved" in dialog.banner.text()
    assert "signed as an addendum" in dialog.goes_to.text()
    assert ask(hands, lambda v: v.notes.addenda(note.id)) == ()
    assert dialog.move_button.text() == "Sign addendum"
    dialog.move_button.click()
    hands.settle()
    assert [each.text for each in ask(hands, lambda v: v.notes.addenda(note.id))] == [MOVED]
    assert screen.work.room.writing.editor.text() == LEFT
    with pytest.raises(LookupError):
        hands.find(QPushButton, "Undo")


def test_an_addendum_that_stands_twice_is_not_signed_again(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, screen = in_room(hands)
    note = a_note(client, "Came on time.", service_date=date(2026, 11, 22))
    ask(hands, lambda v: (v.notes.begin([note]), v.notes.sign(note.id)))
    dialog = asked(hands, screen)

    def no_room(*_asked: object) -> None:
        raise StorageFailed("No room is left.")

    monkeypatch.setattr("ui.screens.process_notes.room_jobs.keep_draft", no_room)
    dialog.move_button.click()
    hands.settle()
    monkeypatch.undo()
    with pytest.raises(LookupError):
        hands.find(MoveDialog)
    assert "The addendum is signed" in hands.find(NoticeLine).findChildren(Banner)[0].text()
    assert [each.text for each in ask(hands, lambda v: v.notes.addenda(note.id))] == [MOVED]
    assert MISPLACED in screen.work.room.writing.editor.text()


def test_a_lock_closes_the_question_and_forgets_its_words(hands: Hands) -> None:
    client, screen = in_room(hands)
    dialog = asked(hands, screen)
    screen.lock()
    assert dialog.words.text() == ""
    hands.settle()
    assert MOVED not in texts_of(hands.shell)
    assert [each.blank for each in ask(hands, lambda v: progress_notes(v, client))] == [True]


def test_a_kept_process_note_without_a_progress_note_is_a_task(hands: Hands) -> None:
    client, _screen = in_room(hands)
    hands.press(Qt.Key.Key_Return, CONTROL)
    (note,) = ask(hands, lambda v: progress_notes(v, client))
    assert note.blank
    hands.find(QPushButton, "Write it").click()
    hands.settle()
    assert hands.find(DraftEditor).note_id == note.id
    hands.tools.navigation.go("today")
    hands.settle()
    assert "Sign 1 note" in texts_of(hands.shell)


def test_a_draft_that_lies_in_a_closed_room_is_a_task_too(hands: Hands) -> None:
    client, screen = in_room(hands)
    screen.lock()
    hands.settle()
    assert [each.blank for each in ask(hands, lambda v: progress_notes(v, client))] == [True]
