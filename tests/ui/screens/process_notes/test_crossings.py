"""Process notes while something is under way: nothing open unseen, nothing kept twice."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.practice import PROCESS_PASSPHRASE
from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import enter, go_to_door, with_a_client, write
from tests.ui.screens.process_notes.test_work import kept
from tests.ui.window import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_room_left_while_it_opens_stays_closed(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = go_to_door(hands, client)
    screen.door.field.setFocus()
    hands.type(PROCESS_PASSPHRASE)
    with hands.held():
        QTest.keyClick(screen.door.field, Qt.Key.Key_Return)
        hands.tools.navigation.go("client", client=client.id)
        hands.tools.navigation.go("process-notes", client=client.id)
    assert not screen.is_open
    assert not screen.work.room.isVisible()
    assert ask(hands, lambda v: v.process is None)


def test_a_note_is_kept_once(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, "Kept once")
    editor = screen.work.room.writing.editor
    with hands.held():
        QTest.keyClick(editor, Qt.Key.Key_Return, CTRL)
        QTest.keyClick(editor, Qt.Key.Key_Return, CTRL)
    screen.lock()
    hands.settle()
    assert len(ask(hands, lambda v: kept(v, client))) == 1


def test_what_is_kept_while_it_locks_is_no_draft_any_more(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, "Kept once")
    with hands.held():
        QTest.keyClick(screen.work.room.writing.editor, Qt.Key.Key_Return, CTRL)
        screen.lock()
    assert len(ask(hands, lambda v: kept(v, client))) == 1
    assert enter(hands, client).work.room.writing.editor.text() == ""


def test_a_question_that_quotes_a_note_goes_when_the_room_locks(hands: Hands) -> None:
    screen = enter(hands, with_a_client(hands))
    question = QDialog(screen.work.room)
    question.open()
    screen.lock()
    assert not question.isVisible()
    hands.settle()
