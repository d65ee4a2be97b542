"""Signed notes in the window: marked in error, taken to the right record, called late."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, FixedClock, a_client, a_note, in_order
from tests.ui.record import ask, unnamed
from tests.ui.screens.client.test_crossings import go
from tests.ui.window import Hands
from ui.models.timeline_model import state_words
from ui.notices import Notice
from ui.screens.client.refile_dialog import RefileDialog
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client
from vault.model.ids import NoteId

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def two(unlocked: Unlock, clock: FixedClock) -> tuple[Client, Client]:
    """Two adults; the first has two signed notes, the newer of another person."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    dana, maria = vault.clients.add([a_client(), a_client("Maria Alvarez")])
    in_order(vault)
    today = clock.now().date()
    vault.notes.begin_and_sign(
        [
            a_note(dana, "Slept six hours."),
            a_note(dana, "Spoke of the lighthouse.", service_date=today),
        ]
    )
    vault.close()
    return dana, maria


@pytest.fixture
def notes(hands: Hands, two: tuple[Client, Client]) -> list[NoteId]:
    """The two notes, the newer first, the window unlocked."""
    hands.unlock()
    return [row.id for row in ask(hands, lambda v: v.notes.page(two[0].id, 0, 9))]


def states(hands: Hands, screen: ClientScreen) -> list[str]:
    """Return how far each note of the list is, the newest first."""
    model = screen.record.model
    rows = [model.note_row(number) for number in range(model.rowCount())]
    return [state_words(row) for row in rows if row is not None]


def test_a_note_is_marked_in_error_with_a_reason_and_stands_again(
    hands: Hands, two: tuple[Client, Client], notes: list[NoteId]
) -> None:
    screen = go(hands, two[0], notes[0])
    view = screen.record.pane.view
    assert "Mark in error…" in [each.words for each in screen.commands()]
    view.begin_mark()
    hands.settle()
    assert view.addendum.field.hasFocus()
    assert view.addendum.sign_button.text() == "Mark in error"
    assert not view.correct_button.isVisible()
    hands.type("Written about another day.")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert view.banner.text().startswith("Marked in error on 22 Nov 2026; the reason stands")
    assert states(hands, screen)[0] == "signed, 1 addendum, marked in error"
    # At a glance nothing is told from it any more.
    assert all("lighthouse" not in each.accessibleName() for each in screen.record.glance.lines())
    (mark,) = ask(hands, lambda v: v.notes.addenda(notes[0]))
    assert mark.text == "Written about another day."
    assert "Take the mark “in error” back…" in [each.words for each in screen.commands()]
    view.begin_mark()
    hands.settle()
    hands.type("It was that day.")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert not view.banner.isVisible()
    assert states(hands, screen)[0] == "signed, 2 addenda"


def test_half_a_reason_outlives_a_lock_as_what_it_is(
    hands: Hands, two: tuple[Client, Client], notes: list[NoteId]
) -> None:
    view = go(hands, two[0], notes[0]).record.pane.view
    view.begin_mark()
    hands.settle()
    hands.type("Written abo")
    hands.lock()
    hands.unlock()
    view = go(hands, two[0], notes[0]).record.pane.view
    assert view.addendum.is_open
    assert view.addendum.field.text() == "Written abo"
    assert view.addendum.sign_button.text() == "Mark in error"
    # Without a reason nothing is marked, and one sentence says what is wanted.
    view.addendum.field.set_text(" ")
    view.addendum.sign()
    hands.settle()
    assert "Say why" in view.addendum.banner.text()
    assert ask(hands, lambda v: v.notes.addenda(notes[0])) == ()


def test_a_note_is_taken_to_the_right_record(
    hands: Hands, two: tuple[Client, Client], notes: list[NoteId]
) -> None:
    dana, maria = two
    screen = go(hands, dana, notes[0])
    screen.record.pane.view.begin_refiling()
    hands.settle()
    dialog = hands.find(RefileDialog)
    assert dialog.client.hasFocus()
    assert unnamed(dialog) == []
    dialog.refile()
    assert "Choose a client" in dialog.form.error("client")
    QTest.keyClicks(dialog.client, "Mar")
    hands.settle()
    QTest.keyClick(QApplication.activePopupWidget() or dialog.client, Qt.Key.Key_Return)
    hands.settle()
    assert dialog.client.value() == maria.id
    assert dialog.chosen.text() == "Maria Alvarez, born 9 Mar 1984"
    said: list[Notice] = []
    hands.tools.notices.said.connect(said.append)
    dialog.refile_button.click()
    hands.settle()
    assert screen.record.pane.note_id == notes[1]
    listed = [row for row in range(3) if screen.record.model.note_row(row) is not None]
    assert listed == [0]
    assert screen.record.taken_out.text() == (
        "1 note that was filed here in error was taken out: 22 Nov 2026."
    )
    # Neither the marker nor the notice says whose it is.
    (notice,) = said
    assert "Alvarez" not in screen.record.taken_out.text() + notice.sentence
    assert notice.run is not None
    notice.run()
    hands.settle()
    shown = hands.find(ClientScreen)
    assert shown.record.pane.note_id == notes[0]
    assert not shown.record.taken_out.isVisible()
    banner = shown.record.pane.view.banner
    assert banner.text() == "First filed in another record; here since 22 Nov 2026."


def test_a_late_entry_is_called_so_with_its_three_dates_apart(
    hands: Hands, two: tuple[Client, Client], notes: list[NoteId]
) -> None:
    screen = go(hands, two[0], notes[1])
    view = screen.record.pane.view
    assert view.banner.text() == "Late entry: signed 192 days after the session or contact."
    assert states(hands, screen) == ["signed", "signed, late entry"]
    told = [each.accessibleName() or each.text() for each in view.findChildren(QLabel)]
    assert "Thu 14 May 2026" in told
    assert "Written 22 Nov 2026 at 12:00" in told
    assert any(each.startswith("Signed by Jordan Rivera, LMHC · 22 Nov 2026") for each in told)


def test_a_note_that_was_taken_elsewhere_never_stands_under_the_first_name(
    hands: Hands, two: tuple[Client, Client], notes: list[NoteId]
) -> None:
    dana, maria = two
    go_to = hands.tools.navigation.go
    screen = go(hands, dana, notes[0])
    go_to("client", client=maria.id)
    hands.settle()
    go(hands, dana, notes[0])
    # By another hand, while it is shown: as when the dialog was closed by a lock.
    ask(hands, lambda v: v.refilings.refile(notes[0], maria.id))
    hands.settle()
    assert screen.record.pane.note_id == notes[1]
    for _back in range(2):
        hands.tools.navigation.back()
        hands.settle()
    shown = hands.find(ClientScreen)
    assert shown.header.name.text() == "Dana Whitfield"
    assert shown.record.pane.note_id == notes[1]
    go_to("client", client=dana.id, note=notes[0])
    hands.settle()
    assert shown.record.pane.note_id == notes[1]
    hands.lock()
    hands.unlock()
    assert hands.find(ClientScreen).record.pane.note_id == notes[1]


def test_the_dialog_waits_for_the_note_that_is_on_its_way(
    hands: Hands, two: tuple[Client, Client], notes: list[NoteId]
) -> None:
    dana, maria = two
    screen = go(hands, dana, notes[0])
    screen.record.pane.view.begin_refiling()
    hands.settle()
    dialog = hands.find(RefileDialog)
    dialog.client.set_client(maria.id, maria.name)
    with hands.held():
        dialog.refile_button.click()
        dialog.reject()
        assert dialog.isVisible()
    assert ask(hands, lambda v: v.notes.get(notes[0])).client == maria.id
    assert screen.record.pane.note_id == notes[1]


def test_a_reason_and_an_addendum_never_become_each_other(
    hands: Hands, two: tuple[Client, Client], notes: list[NoteId]
) -> None:
    view = go(hands, two[0], notes[0]).record.pane.view
    said: list[Notice] = []
    hands.tools.notices.said.connect(said.append)
    view.begin_mark()
    hands.settle()
    hands.type("Wrong day")
    view.addendum.cancel_button.click()
    hands.settle()
    assert said[-1].sentence == "Reason discarded."
    undo = said[-1].run
    view.begin_addendum()
    hands.settle()
    hands.type("She called.")
    assert undo is not None
    undo()
    hands.settle()
    assert view.addendum.field.text() == "She called."
    assert view.addendum.sign_button.text() == "Sign addendum"
    assert said[-1].sentence == "Sign or cancel what you are writing first."
    view.addendum.cancel_button.click()
    hands.settle()
    undo()
    hands.settle()
    assert view.addendum.field.text() == "Wrong day"
    assert view.addendum.sign_button.text() == "Mark in error"
