"""An addendum: half of one survives anything, and only signing makes it part of the record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import a_hold, with_record
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client
from vault.model.ids import NoteId
from vault.open_vault import OpenVault


@pytest.fixture
def client(unlocked: Unlock) -> Client:
    """A client with two signed notes."""
    vault = unlocked()
    client = with_record(vault, "First.", "Second.")
    vault.close()
    return client


def begin(screen: ClientScreen, text: str) -> NoteId:
    """Write half an addendum to the note in sight; return which that is."""
    view = screen.record.pane.view
    note = view.note_id
    assert note is not None
    view.add_button.click()
    assert not view.add_button.isVisible()
    QTest.keyClicks(view.addendum.field, text)
    return note


def text_on_desk(hands: Hands, note: NoteId) -> str | None:
    """Return the words of half an addendum that lie on the desk."""
    kept = ask(hands, lambda v: v.desk.get(f"client/addendum-{note}"))
    return kept["text"] if kept is not None else None


def test_it_is_signed_and_stands_beneath_the_note(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    note = begin(screen, "It was the other way round.")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    addenda = ask(hands, lambda v: v.notes.addenda(note))
    assert [each.text for each in addenda] == ["It was the other way round."]
    assert all(each.signature is not None for each in addenda)
    view = screen.record.pane.view
    assert view.note_id == note
    assert not view.addendum.is_open
    names = [
        field.accessibleName() for field in view._after.findChildren(type(view.addendum.field))
    ]
    assert names == ["Addendum of 22 Nov 2026"]
    assert ask(hands, lambda v: v.desk.get(f"client/addendum-{note}")) is None
    row = screen.record.model.note_row(0)
    assert row is not None
    assert row.addenda == 1


def test_half_of_one_survives_locking(screen: ClientScreen, hands: Hands, client: Client) -> None:
    note = begin(screen, "Half a thou")
    hands.lock()
    hands.unlock()
    again = hands.find(ClientScreen)
    again.record.pane.open(note)
    hands.settle()
    assert again.record.pane.view.addendum.is_open
    assert again.record.pane.view.addendum.field.text() == "Half a thou"
    assert ask(hands, lambda v: v.notes.addenda(note)) == ()


def test_half_of_one_survives_going_elsewhere(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    note = begin(screen, "Half a thou")
    screen.record._enter(1)
    hands.settle()
    assert screen.record.pane.view.note_id != note
    assert not screen.record.pane.view.addendum.is_open
    assert text_on_desk(hands, note) == "Half a thou"
    screen.record._enter(0)
    hands.settle()
    assert screen.record.pane.view.addendum.field.text() == "Half a thou"


def test_a_pause_lays_it_on_the_desk(screen: ClientScreen, hands: Hands) -> None:
    note = begin(screen, "Half a thou")
    name = f"client/addendum-{note}"

    def lies(vault: OpenVault) -> bool:
        return vault.desk.get(name) is not None

    hands.until(lambda: ask(hands, lies))
    assert text_on_desk(hands, note) == "Half a thou"


def test_one_that_was_thrown_away_comes_back(screen: ClientScreen, hands: Hands) -> None:
    said: list[object] = []
    hands.tools.notices.said.connect(said.append)
    note = begin(screen, "Half a thou")
    screen.record.pane.view.addendum.cancel_button.click()
    hands.settle()
    assert ask(hands, lambda v: v.desk.get(f"client/addendum-{note}")) is None
    assert screen.record.pane.view.add_button.isVisible()
    said[0].run()  # type: ignore[attr-defined]
    hands.settle()
    assert screen.record.pane.view.addendum.field.text() == "Half a thou"


def test_an_empty_one_is_refused_beside_it(screen: ClientScreen, hands: Hands) -> None:
    begin(screen, " ")
    screen.record.pane.view.addendum.sign_button.click()
    hands.settle()
    assert "must say something" in screen.record.pane.view.addendum.banner.text()


def test_what_was_typed_before_a_lock_can_be_undone_after_it(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    note = begin(screen, "one two")
    hands.lock()
    hands.unlock()
    again = hands.find(ClientScreen)
    again.record.pane.open(note)
    hands.settle()
    field = again.record.pane.view.addendum.field
    assert field.text() == "one two"
    field.undo()
    assert field.text() == "one "
    field.redo()
    assert field.text() == "one two"
    again.record.pane.view.addendum.sign_button.click()
    hands.settle()
    assert text_on_desk(hands, note) is None
    again.record.pane.view.add_button.click()
    again.record.pane.view.addendum.field.undo()
    assert again.record.pane.view.addendum.field.text() == ""


def test_of_a_file_on_hold_none_is_thrown_away(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    note = begin(screen, "Half a thou")
    hands.tools.worker.run(lambda v: v.holds.add([a_hold(client)]), owner=hands.shell)
    hands.settle()
    addendum = screen.record.pane.view.addendum
    addendum.cancel_button.click()
    hands.settle()
    assert "on hold" in addendum.banner.text()
    assert addendum.field.text() == "Half a thou"
    addendum.keep()
    hands.settle()
    assert text_on_desk(hands, note) == "Half a thou"
