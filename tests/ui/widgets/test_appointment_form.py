"""The form of an appointment, from Today in the real window: saved, refused, put down, taken up."""

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.conftest import Unlock
from tests.ui.screens.today.test_today import TODAY, an_hour, asked, opened
from tests.ui.window import Hands
from ui.screens.today.screen import TodayScreen
from ui.screens.unlock.return_screen import ReturnScreen
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.buttons import ThemedButton
from ui.widgets.client_field import ClientField
from vault.errors import StorageFailed
from vault.model.appointment import Place, SessionRow
from vault.model.client import Client
from vault.services.appointments import Appointments


def begun(hands: Hands) -> AppointmentForm:
    opened(hands).begin_appointment()
    hands.settle()
    return hands.find(AppointmentForm)


def choose(hands: Hands, field: ClientField, letters: str) -> None:
    """Type the first letters of a name and take the first that is offered."""
    QTest.keyClicks(field, letters)
    hands.until(lambda: field.offered.rowCount() == 1)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    hands.settle()


def closed(hands: Hands) -> bool:
    return not any(form.isVisible() for form in hands.shell.findChildren(AppointmentForm))


def errors(form: AppointmentForm) -> list[str]:
    return [
        label.text()
        for label in form.findChildren(QLabel)
        if label.property("role") == "error" and label.isVisible()
    ]


def filled(clients: list[Client], hands: Hands) -> AppointmentForm:
    form = begun(hands)
    choose(hands, form.client, "mar")
    form.start.setText("16:30")
    form.participants.setFocus()
    return form


def test_enter_pressed_twice_adds_it_once(clients: list[Client], hands: Hands) -> None:
    form = filled(clients, hands)
    with hands.held():
        QTest.keyClick(form.participants, Qt.Key.Key_Return)
        QTest.keyClick(form.participants, Qt.Key.Key_Return)
    assert len(asked(hands, lambda v: v.appointments.list_all())) == 1


def test_one_that_is_added_while_the_window_locks_is_not_half_filled_again(
    clients: list[Client], hands: Hands
) -> None:
    form = filled(clients, hands)
    with hands.held():
        QTest.keyClick(form.participants, Qt.Key.Key_Return)
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    opened(hands)
    assert closed(hands)
    assert len(asked(hands, lambda v: v.appointments.list_all())) == 1


def test_one_that_cannot_be_added_while_the_window_locks_is_kept(
    clients: list[Client], hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(clients, hands)

    def refuse(_appointments: Appointments, _made: object) -> None:
        raise StorageFailed("full")

    with monkeypatch.context() as patched:
        patched.setattr(Appointments, "add", refuse)
        QTest.keyClick(form.participants, Qt.Key.Key_Return)
        hands.shell.lock()
        hands.until(lambda: bool(hands.shell.findChildren(ReturnScreen)))
    hands.find(ReturnScreen).try_again.emit()
    hands.until(lambda: hands.locks == 1)
    opened(hands)
    assert hands.find(AppointmentForm).start.text() == "16:30"


def test_asking_for_a_form_again_keeps_what_is_half_filled(
    clients: list[Client], hands: Hands
) -> None:
    form = filled(clients, hands)
    hands.find(TodayScreen).begin_appointment()
    assert hands.find(AppointmentForm) is form
    assert form.start.text() == "16:30"


def test_an_appointment_to_be_edited_that_comes_late_keeps_what_was_begun_meanwhile(
    clients: list[Client], hands: Hands
) -> None:
    screen = opened(hands)
    asked(hands, lambda v: v.appointments.add([an_hour(clients[0], 13)]))
    hands.settle()
    with hands.held():
        screen.page.sessions.edit_asked.emit(asked_row(screen))
        screen.begin_appointment()
        hands.find(AppointmentForm).start.setText("16:30")
    form = hands.find(AppointmentForm)
    assert (form.heading.text(), form.start.text()) == ("New appointment", "16:30")


def test_a_day_that_comes_late_leaves_the_keyboard_in_the_form(
    clients: list[Client], hands: Hands
) -> None:
    screen = opened(hands)
    asked(hands, lambda v: v.appointments.add([an_hour(clients[0], 13)]))
    with hands.held():
        hands.tools.navigation.go("today")
        screen.begin_appointment()
    assert hands.find(AppointmentForm).client.hasFocus()


def asked_row(screen: TodayScreen) -> SessionRow:
    assert screen._overview is not None
    return screen._overview.sessions[0]


def test_a_form_begun_while_another_is_saved_stays(clients: list[Client], hands: Hands) -> None:
    form = filled(clients, hands)
    with hands.held():
        QTest.keyClick(form.participants, Qt.Key.Key_Return)
        QTest.keyClick(form.participants, Qt.Key.Key_Escape)
        hands.find(TodayScreen).begin_appointment()
    assert not closed(hands)


def test_an_appointment_is_typed_and_shown(clients: list[Client], hands: Hands) -> None:
    form = begun(hands)
    assert form.client.hasFocus()
    choose(hands, form.client, "mar")
    form.start.setText("16:30")
    form.place.setCurrentIndex(form.place.findData(Place.PHONE))
    form.weekly.setChecked(True)
    form.participants.setText("with his sister")
    QTest.keyClick(form.participants, Qt.Key.Key_Return)
    hands.settle()
    (made,) = asked(hands, lambda v: v.appointments.list_all())
    assert (made.client, made.day, made.start) == (clients[1].id, TODAY, time(16, 30))
    assert (made.place, made.weekly, made.minutes) == (Place.PHONE, True, 50)
    assert made.participants == "with his sister"
    assert closed(hands)


def test_what_is_missing_is_said_beside_its_field(clients: list[Client], hands: Hands) -> None:
    form = begun(hands)
    form.day.line.setText("")
    form.start.setText("half past")
    form.save()
    assert errors(form) == [
        "Choose a client from the list.",
        "Enter the day.",
        "This is not a time. Type it as 16:50.",
    ]
    assert form.client.hasFocus()
    assert asked(hands, lambda v: v.appointments.list_all()) == []


def test_a_half_filled_form_survives_locking(clients: list[Client], hands: Hands) -> None:
    form = begun(hands)
    choose(hands, form.client, "dana")
    form.start.setText("17:15")
    form.participants.setText("with her mot")
    hands.lock()
    opened(hands)
    hands.until(lambda: any(w.isVisible() for w in hands.shell.findChildren(AppointmentForm)))
    again = hands.find(AppointmentForm)
    assert again.client.value() == clients[0].id
    assert again.client.text() == "Dana Whitfield"
    assert again.start.value() == time(17, 15)
    assert again.participants.text() == "with her mot"
    again.backed_out.emit()
    hands.lock()
    opened(hands)
    assert not hands.shell.findChildren(AppointmentForm)


def test_an_appointment_is_changed_and_a_refusal_is_told(
    clients: list[Client], unlocked: Unlock, hands: Hands
) -> None:
    vault = unlocked()
    kept = vault.appointments.add([an_hour(clients[0], 13)])[0]
    vault.close()
    opened(hands)
    hands.press(Qt.Key.Key_E)
    form = hands.find(AppointmentForm)
    assert not form.client.isEnabled()
    form.start.setText("14:00")
    form.save()
    hands.settle()
    assert asked(hands, lambda v: v.appointments.get(kept.id)).start == time(14)
    asked(hands, lambda v: v.appointments.begin_note(kept.id, TODAY))
    hands.settle()
    hands.press(Qt.Key.Key_E)
    form = hands.find(AppointmentForm)
    form.day.set_value(date(2026, 11, 29))
    form.save()
    hands.settle()
    assert errors(form) == [
        "A session that took place, was missed or has a note would be lost. "
        "End this appointment after it, and add a new one."
    ]


def test_tab_goes_as_the_eye_does(clients: list[Client], hands: Hands) -> None:
    form = begun(hands)
    names = []
    for _step in range(9):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName())
        hands.press(Qt.Key.Key_Tab)
    assert names == [
        "Client",
        "Place",
        "Day",
        "Choose from a calendar",
        "Time",
        "Length",
        "Who comes",
        "Every week",
        "Add appointment",
    ]
    assert form.isVisible()


def test_escape_closes_it(clients: list[Client], hands: Hands) -> None:
    begun(hands)
    hands.press(Qt.Key.Key_Escape)
    assert closed(hands)


def test_enter_on_cancel_saves_nothing(clients: list[Client], hands: Hands) -> None:
    form = begun(hands)
    choose(hands, form.client, "dana")
    hands.find(ThemedButton, "Cancel").setFocus()
    hands.press(Qt.Key.Key_Return)
    assert closed(hands)
    assert asked(hands, lambda v: v.appointments.list_all()) == []


def test_a_weekly_series_ends_and_comes_back(
    clients: list[Client], unlocked: Unlock, hands: Hands
) -> None:
    vault = unlocked()
    kept = vault.appointments.add([an_hour(clients[0], 13, weekly=True)])[0]
    vault.close()
    said: list[Any] = []
    opened(hands)
    hands.tools.notices.said.connect(said.append)
    hands.press(Qt.Key.Key_S)
    hands.until(lambda: bool(said))
    assert said[0].sentence == "The series ends with the session of 22 Nov."
    assert asked(hands, lambda v: v.appointments.get(kept.id)).last_day == TODAY
    said[0].run()
    hands.settle()
    assert asked(hands, lambda v: v.appointments.get(kept.id)).last_day is None
