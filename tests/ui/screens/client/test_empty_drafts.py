"""Drafts without a word do not pile up, and a draft that was discarded can be brought back."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from tests.conftest import Unlock
from tests.practice import LICENSEE, FixedClock, a_client, a_note, an_appointment
from tests.ui.record import ask, go
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.screens.client.screen import ClientScreen
from ui.screens.client.session_dialog import SessionDialog
from ui.screens.today.screen import TodayScreen
from vault.model.appointment import NoteState
from vault.model.client import Client

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def client(unlocked: Unlock, clock: FixedClock) -> Client:
    """A client with one signed note and a session today, in a vault that is locked again."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    signed = a_note(client, "Signed words.", service_date=date(2026, 5, 21))
    vault.notes.begin([signed])
    vault.notes.sign(signed.id)
    today = clock.now().date()
    vault.appointments.add([an_appointment(client, day=today, start=time(11, 0))])
    vault.close()
    return client


@pytest.fixture
def screen(client: Client, hands: Hands) -> ClientScreen:
    """The screen of that client, a new note begun by Ctrl+N."""
    hands.unlock()
    screen = go(hands, ClientScreen, "client", client=client.id)
    hands.press(Qt.Key.Key_N, CTRL)
    assert count(hands, client) == 2
    return screen


def count(hands: Hands, client: Client) -> int:
    """Return how many notes the client has in the vault."""
    return ask(hands, lambda v: v.notes.count(client.id))


def test_an_empty_draft_goes_when_another_screen_is_shown(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    said: list[object] = []
    hands.tools.notices.said.connect(said.append)
    hands.tools.navigation.go("clients")
    hands.settle()
    assert count(hands, client) == 1
    assert (said, hands.answers.asked) == ([], [])
    # The way back leads to what there is.
    hands.press(Qt.Key.Key_Left, ALT)
    pane = screen.record.pane
    assert pane.currentWidget() is pane.view
    assert not pane.problem.isVisible()
    assert pane.view.sections.texts() == {"note": "Signed words."}


def test_an_empty_draft_goes_when_another_note_or_client_is_shown(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    screen.record.focus_list()
    hands.press(Qt.Key.Key_Down)
    pane = screen.record.pane
    hands.until(lambda: pane.currentWidget() is pane.view)
    hands.settle()
    assert count(hands, client) == 1
    assert screen.record.model.rowCount() == 1
    assert screen.record.list.current_row() == 0
    screen.new_note()
    hands.settle()
    other = ask(hands, lambda v: v.clients.add([a_client("Boris Cole")])[0])
    assert count(hands, client) == 2
    go(hands, ClientScreen, "client", client=other.id)
    assert count(hands, client) == 1
    assert pane.currentWidget() is pane.empty


def test_a_draft_with_a_word_or_with_a_past_stays(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    hands.type("x")
    hands.tools.navigation.go("clients")
    hands.settle()
    assert count(hands, client) == 2
    go(hands, ClientScreen, "client", client=client.id)
    field = screen.record.pane.editor.sections.fields()[0]
    assert field.text() == "x"
    # What was emptied again has no word.
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    hands.tools.navigation.go("today")
    hands.settle()
    assert count(hands, client) == 1


def test_a_lock_keeps_the_place_in_an_empty_draft(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    note = screen.record.pane.note_id
    assert note is not None
    hands.lock()
    hands.unlock()
    assert hands.find(ClientScreen).record.pane.note_id == note
    # It was begun in another sitting: nobody throws it away.
    hands.tools.navigation.go("clients")
    hands.settle()
    assert count(hands, client) == 2


def test_a_second_new_note_takes_the_empty_one(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    editor = screen.record.pane.editor
    screen.record.focus_list()
    hands.press(Qt.Key.Key_N, CTRL)
    assert count(hands, client) == 2
    assert QApplication.focusWidget() is editor.sections.fields()[0]
    hands.tools.navigation.go("client", client=client.id, note="new")
    hands.settle()
    assert count(hands, client) == 2
    hands.type("Words.")
    hands.press(Qt.Key.Key_N, CTRL)
    assert count(hands, client) == 3


def test_a_session_whose_note_was_left_empty_is_not_begun(
    client: Client, hands: Hands, clock: FixedClock
) -> None:
    hands.unlock()
    today = hands.find(TodayScreen)
    hands.press(Qt.Key.Key_Return)
    assert hands.find(ClientScreen).record.pane.editor.untouched
    hands.tools.navigation.go("today")
    hands.settle()
    assert today.isVisible()
    row = ask(hands, lambda v: v.appointments.day(clock.now().date())[0])
    assert (row.note, row.note_state) == (None, NoteState.NONE)
    assert count(hands, client) == 1


def test_a_discarded_draft_comes_back_long_after_its_notice(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    words = "Bring back the discarded draft"
    hands.type("Kept words.")
    screen.record.pane.editor.discard_button.click()
    hands.settle()
    other = ask(hands, lambda v: v.clients.add([a_client("Boris Cole")])[0])
    go(hands, ClientScreen, "client", client=other.id)
    assert words not in {command.words for command in screen.commands()}
    go(hands, ClientScreen, "client", client=client.id)
    offered = {command.words: command for command in screen.commands()}
    offered[words].run()
    hands.settle()
    assert screen.record.pane.editor.sections.fields()[0].text() == "Kept words."
    assert count(hands, client) == 2
    assert words not in {command.words for command in screen.commands()}


def test_undo_after_it_was_brought_back_shows_the_draft(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    undo: list[Callable[[], object]] = []
    hands.tools.notices.said.connect(lambda notice: undo.append(notice.run))
    problems: list[object] = []
    hands.tools.worker.failed.connect(problems.append)
    hands.type("Kept words.")
    screen.record.pane.editor.discard_button.click()
    hands.settle()
    screen.record.bring_back()
    hands.settle()
    undo[0]()
    hands.settle()
    assert problems == []
    assert screen.record.pane.editor.sections.fields()[0].text() == "Kept words."


def test_a_draft_of_no_word_that_tells_of_the_session_is_kept(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    """Also when it is opened a second time: "Saved" stood above it."""
    editor = hands.find(DraftEditor)
    draft = editor.note_id
    for _time in range(2):
        editor.ask_session()
        dialog = hands.find(SessionDialog)
        if "place" not in editor.told:
            place = dialog.lines["place"]
            assert isinstance(place, QComboBox)
            place.setCurrentText("Phone")
        dialog.accept()
        go(hands, TodayScreen, "today")
        assert count(hands, client) == 2
        go(hands, ClientScreen, "client", client=client.id, note=draft or "")
        assert editor.told == {"place": "Phone"}
