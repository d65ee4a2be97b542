"""Today in the real window: the next session, its note, what is due, and a new day."""

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.conftest import Unlock
from tests.practice import LICENSEE, FixedClock, a_client, a_note, give_all, in_order
from tests.ui.window import Hands
from ui.main_window import MainWindow
from ui.notice_line import NoticeLine
from ui.recovery_reminder import remind
from ui.screens.today.overview import Overview, read_overview
from ui.screens.today.page import TodayPage
from ui.screens.today.rows import Row
from ui.screens.today.screen import TodayScreen
from ui.screens.today.session_card import session_menu
from ui.theme import Theme
from ui.widgets.labels import Pill
from vault.lifecycle.place import Risk, risk_words
from vault.model.appointment import Appointment, CancelledBy, NoteState, Place, SessionStatus
from vault.model.client import Client
from vault.model.ids import AppointmentId, new_id
from vault.model.note import Section
from vault.open_vault import OpenVault

TODAY = date(2026, 11, 22)


def an_hour(client: Client, hour: int, **fields: Any) -> Appointment:
    given: dict[str, Any] = {
        "id": AppointmentId(new_id()),
        "client": client.id,
        "day": TODAY,
        "start": time(hour),
        "minutes": 50,
        "place": Place.OFFICE,
        "weekly": False,
    }
    return Appointment(**(given | fields))


@pytest.fixture
def day(unlocked: Unlock) -> list[Appointment]:
    """Three sessions of a day: at 9 and signed, at 13 and at 15; it is noon."""
    vault = unlocked()
    in_order(vault)
    names = ("Dana Whitfield", "Marcus Bell", "Ines Duarte")
    clients = vault.clients.add([a_client(name) for name in names])
    give_all(vault)
    made = vault.appointments.add(
        [an_hour(client, hour) for client, hour in zip(clients, (9, 13, 15), strict=True)]
    )
    written(vault, made[0])
    vault.close()
    return made


def written(vault: OpenVault, appointment: Appointment, day: date = TODAY) -> None:
    note = vault.appointments.begin_note(appointment.id, day)
    words = (Section(note.sections[0].name, "Slept six hours."), *note.sections[1:])
    vault.notes.sign(vault.notes.save_draft(note.changed(sections=words)).id)


def opened(hands: Hands) -> TodayScreen:
    hands.unlock()
    hands.until(lambda: bool(hands.shell.findChildren(TodayScreen)))
    screen = hands.find(TodayScreen)
    hands.until(lambda: screen.page.title.text() != "")
    hands.settle()
    return screen


def stands_on(screen: TodayScreen) -> tuple[str, str]:
    row = screen.window().focusWidget()
    assert isinstance(row, Row)
    return row.key


def pills(screen: TodayScreen) -> list[str]:
    return [pill.text() for row in screen.page.rows for pill in row.findChildren(Pill)]


def test_the_day_opens_on_the_next_session(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    assert screen.page.title.text() == "Sunday, 22 November"
    assert screen.page.line.text() == "Nothing is waiting. Everything is in order."
    assert stands_on(screen) == ("session", day[1].id)
    assert pills(screen) == ["signed", "not begun", "not begun"]
    assert [row.button.text() for row in screen.page.rows] == ["Read", "Write note", "Write note"]


def test_enter_opens_the_note_of_the_next_session(day: list[Appointment], hands: Hands) -> None:
    opened(hands)
    hands.press(Qt.Key.Key_Return)
    here = hands.tools.navigation.here
    assert here is not None
    assert here.screen == "client"
    assert here.client == day[1].client
    session = asked(hands, lambda v: v.appointments.day(TODAY)[1])
    note = asked(hands, lambda v: v.notes.get(session.note))
    assert session.note == here.note
    assert session.status is SessionStatus.PLANNED, "it is noon, and the session at one"
    assert session.note_state is NoteState.DRAFT
    assert (note.service_date, note.start, note.stop) == (TODAY, time(13), time(13, 50))


def test_a_draft_is_no_task_before_its_session(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    asked(hands, lambda v: v.appointments.begin_note(day[1].id, TODAY))
    hands.until(lambda: "draft" in pills(screen))
    (row,) = [each for each in screen.page.rows if each.key == ("session", day[1].id)]
    (pill,) = row.findChildren(Pill)
    assert (pill.text(), pill.property("pill")) == ("draft", "plain")


def asked(hands: Hands, job: Callable[[OpenVault], Any]) -> Any:
    """Return what a job with the open vault returns."""
    got: list[Any] = []
    hands.tools.worker.run(job, owner=hands.shell, done=got.append)
    hands.until(lambda: bool(got))
    return got[0]


def test_a_note_that_comes_late_calls_nobody_back(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    with hands.held():
        QTest.keyClick(hands._focus(), Qt.Key.Key_Return)
        hands.tools.navigation.go("client", client=day[2].client)
    here = hands.tools.navigation.here
    assert here is not None
    assert (here.screen, here.client) == ("client", day[2].client)
    assert not screen.isVisible()


def test_of_two_sessions_chosen_in_one_breath_the_last_is_opened(
    day: list[Appointment], hands: Hands
) -> None:
    opened(hands)
    with hands.held():
        QTest.keyClick(hands._focus(), Qt.Key.Key_Return)
        QTest.keyClick(hands._focus(), Qt.Key.Key_Down)
        QTest.keyClick(hands._focus(), Qt.Key.Key_Return)
    here = hands.tools.navigation.here
    assert here is not None
    assert here.client == day[2].client
    hands.tools.navigation.back()
    hands.settle()
    assert hands.find(TodayScreen).isVisible()


def test_arrows_go_from_row_to_row(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    hands.press(Qt.Key.Key_Down)
    assert stands_on(screen) == ("session", day[2].id)
    hands.press(Qt.Key.Key_Down)
    assert stands_on(screen) == ("session", day[2].id)
    hands.press(Qt.Key.Key_Home)
    assert stands_on(screen) == ("session", day[0].id)
    hands.press(Qt.Key.Key_End)
    assert stands_on(screen) == ("session", day[2].id)


@pytest.mark.parametrize(
    ("letter", "modifier", "status", "by", "word"),
    [
        ("K", Qt.KeyboardModifier.NoModifier, SessionStatus.KEPT, None, "not begun"),
        ("M", Qt.KeyboardModifier.NoModifier, SessionStatus.MISSED, None, "missed"),
        (
            "C",
            Qt.KeyboardModifier.NoModifier,
            SessionStatus.CANCELLED,
            CancelledBy.CLIENT,
            "canceled by client",
        ),
        (
            "C",
            Qt.KeyboardModifier.ShiftModifier,
            SessionStatus.CANCELLED,
            CancelledBy.LICENSEE,
            "canceled by you",
        ),
    ],
)
def test_a_letter_says_what_became_of_a_session(
    day: list[Appointment],
    hands: Hands,
    letter: str,
    modifier: Qt.KeyboardModifier,
    status: SessionStatus,
    by: CancelledBy | None,
    word: str,
) -> None:
    screen = opened(hands)
    hands.press(Qt.Key[f"Key_{letter}"], modifier)
    session = asked(hands, lambda v: v.appointments.day(TODAY)[1])
    assert (session.status, session.cancelled_by) == (status, by)
    hands.until(lambda: pills(screen)[1] == word)
    assert stands_on(screen) == ("session", day[1].id)


def test_what_was_marked_can_be_taken_back(day: list[Appointment], hands: Hands) -> None:
    said: list[Any] = []
    screen = opened(hands)
    hands.tools.notices.said.connect(said.append)
    hands.press(Qt.Key.Key_M)
    hands.until(lambda: pills(screen)[1] == "missed" and bool(said))
    assert said[0].sentence == "Marked as missed."
    said[0].run()
    hands.until(lambda: pills(screen)[1] == "not begun")


def test_the_day_before_is_one_key_away(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert screen.page.title.text() == "Saturday, 21 November"
    assert screen.page.line.text() == "Yesterday"
    assert not [row for row in screen.page.rows if row.key[0] == "session"]
    screen.page.today_asked.emit()
    hands.settle()
    assert screen.page.title.text() == "Sunday, 22 November"


def test_a_new_day_is_shown_after_midnight(
    day: list[Appointment], hands: Hands, clock: FixedClock
) -> None:
    screen = opened(hands)
    clock.advance(hours=11, minutes=59)
    screen.look_at_clock()
    hands.settle()
    assert screen.page.title.text() == "Sunday, 22 November"
    clock.advance(minutes=2)
    screen.look_at_clock()
    hands.settle()
    assert screen.page.title.text() == "Monday, 23 November"
    assert screen._minute.interval() >= 60_000


def test_a_session_that_is_over_wants_attention(
    day: list[Appointment], hands: Hands, clock: FixedClock
) -> None:
    screen = opened(hands)
    clock.advance(hours=1, minutes=30)
    screen.look_at_clock()
    hands.settle()
    assert screen.page.line.text() == "Nothing is waiting. Everything is in order."
    clock.advance(minutes=20)
    screen.look_at_clock()
    hands.settle()
    words = "One thing wants your attention. Everything else is in order."
    assert screen.page.line.text() == words
    due = [row.accessibleName() for row in screen.page.rows if row.key[0] == "due"]
    assert due == ["Write the note of 1 session, From 22 Nov · Marcus Bell, today"]


def test_the_line_counts_the_rows_that_are_due(
    day: list[Appointment], hands: Hands, clock: FixedClock
) -> None:
    screen = opened(hands)
    clock.advance(hours=4)
    screen.look_at_clock()
    hands.settle()
    due = [row.accessibleName() for row in screen.page.rows if row.key[0] == "due"]
    assert due == [
        "Write the notes of 2 sessions, Oldest is from 22 Nov · Marcus Bell, Ines Duarte, today"
    ]
    words = "One thing wants your attention. Everything else is in order."
    assert screen.page.line.text() == words


def test_everything_due_is_real(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    clients = vault.clients.add([a_client("Marcus Bell"), a_client("Ines Duarte")])
    drafts = [
        a_note(client, service_date=TODAY - timedelta(days=days))
        for client, days in zip(clients, (4, 2), strict=True)
    ]
    vault.notes.begin(drafts)
    past = TODAY - timedelta(days=7)
    vault.appointments.add([an_hour(clients[0], 10, day=past), an_hour(clients[1], 11, day=past)])
    first = vault.appointments.day(past)[0]
    vault.appointments.mark(first.appointment, past, SessionStatus.MISSED)
    remind(vault, ["records"])
    vault.close()
    screen = opened(hands)
    said = [row.accessibleName() for row in screen.page.rows]
    assert said == [
        "Sign 2 notes, Oldest is from 18 Nov · Marcus Bell, Ines Duarte, 4 days",
        "Write the note of 1 session, From 15 Nov · Ines Duarte, 7 days",
        "2 clients lack an onset notice, What is told at the start of care · "
        "Ines Duarte, Marcus Bell",
        "Back up the vault, All of it lies on this one disk, never",
        "Check the recovery key on paper, "
        "If it is not on paper, make a new one in Settings, not checked",
        "Answer 4 questions about the practice, "
        "“I don't know” is kept as the stricter answer until then, 4 open",
    ]
    words = "Six things want your attention. Everything else is in order."
    assert screen.page.line.text() == words
    assert stands_on(screen) == ("due", "unsigned")
    hands.press(Qt.Key.Key_Return)
    here = hands.tools.navigation.here
    assert here is not None
    assert (here.client, here.note) == (clients[0].id, drafts[0].id)


def test_a_poor_place_of_the_vault_is_told(hands: Hands, path: Path) -> None:
    """A sync folder is explained for as long as the vault lies there, not only when it is made."""
    there = path.parent / "Dropbox" / path.name
    hands.stop()
    there.parent.mkdir()
    path.rename(there)
    hands.place(there)
    hands.start()
    screen = opened(hands)
    words = {part.text() for part in screen.page.health.findChildren(QLabel)}
    assert {"Where the vault lies", risk_words(Risk.SYNCED)} <= words
    assert "things want your attention" in screen.page.line.text()


def test_what_unlocking_mended_is_told_once(hands: Hands, path: Path) -> None:
    (path / "records-1.db").chmod(0o644)
    opened(hands)
    notice = hands.find(NoticeLine)
    told = {part.text() for part in notice.findChildren(QLabel)}
    assert any("Other users of this computer could read" in words for words in told)
    hands.lock()
    opened(hands)
    assert not any(each.isVisible() for each in hands.shell.findChildren(NoticeLine))


def test_a_due_session_begins_its_note(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    in_order(vault)
    client = vault.clients.add([a_client()])[0]
    past = TODAY - timedelta(days=1)
    vault.appointments.add([an_hour(client, 10, day=past)])
    vault.close()
    opened(hands)
    hands.press(Qt.Key.Key_Return)
    session = asked(hands, lambda v: v.appointments.day(past)[0])
    here = hands.tools.navigation.here
    assert here is not None
    assert session.note == here.note


def test_an_empty_practice_is_led_to_its_first_client(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    in_order(vault)
    vault.close()
    screen = opened(hands)
    assert screen.page.line.text() == "Nothing is waiting. Everything is in order."
    went: list[Any] = []
    hands.tools.navigation.went.connect(went.append)
    screen.page._no_sessions.acted.emit()
    assert (went[0].screen, went[0].note) == ("clients", "new")


def test_a_note_signed_elsewhere_is_seen(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    assert pills(screen)[:2] == ["signed", "not begun"]
    asked(hands, lambda v: written(v, day[1]))
    hands.until(lambda: pills(screen)[:2] == ["signed", "signed"])


def test_every_row_and_button_has_a_name(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    for widget in screen.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName()
    named = [row.accessibleName() for row in screen.page.rows]
    assert named[1] == "13:00, Marcus Bell, Individual · Office, not begun"


def test_new_note_asks_for_whom(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    window = hands.find(MainWindow)
    actions = screen.top_actions()
    assert [action.accessibleName() for action in actions] == ["New client", "New note"]
    screen.note_wanted.emit()
    hands.settle()
    assert window.window().focusWidget() is not screen.page.rows[1]


def test_the_menu_offers_what_is_not_so_already(day: list[Appointment], hands: Hands) -> None:
    screen = opened(hands)
    session = asked(hands, lambda v: v.appointments.day(TODAY)[1])
    menu = session_menu(screen, session, screen.page.sessions)
    said = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert said == ["Kept", "Missed", "Canceled by client", "Canceled by me", "Edit appointment"]


@pytest.mark.parametrize(("scale", "width"), [(1.0, 800), (2.0, 1004), (2.0, 800)])
def test_nothing_is_cut_off_in_a_narrow_window(
    day: list[Appointment], hands: Hands, qapp: QApplication, scale: float, width: int
) -> None:
    overview = read(hands)
    theme = Theme(qapp, "light", scale=scale)
    page = TodayPage(theme)
    theme.dress(page)
    page.show_overview(overview, chain_broken=False)
    page.resize(width, 680)
    page.show()
    hands.settle()
    try:
        for row in page.rows:
            for part in row.findChildren(QWidget):
                assert row.rect().contains(part.geometry()), (part, part.geometry(), row.rect())
        assert page.horizontalScrollBar().maximum() == 0
    finally:
        page.hide()
        page.deleteLater()
        theme.set_choice("light")


def read(hands: Hands) -> Overview:
    """Return what Today shows of this vault."""
    hands.unlock()
    now = hands.tools.clock.now()
    overview = asked(hands, lambda v: read_overview(v, now.date(), now))
    assert isinstance(overview, Overview)
    return overview
