"""Appointments from a calendar file, in the real window."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.today.test_today import TODAY, asked, opened
from tests.ui.window import Hands
from ui.models.import_model import Column, ImportModel
from ui.screens.today.calendar_import import CalendarImport
from ui.widgets.client_field import ClientField
from vault.errors import StorageFailed
from vault.model.client import Client
from vault.services.appointments import Appointments

EVENT = """BEGIN:VEVENT
UID:{uid}@made-up.example
DTSTAMP:20261101T120000Z
DTSTART:{start}
DTEND:{end}
{more}SUMMARY:{summary}
END:VEVENT
"""
WEEKLY = "RRULE:FREQ=WEEKLY\n"


def calendar(*events: str) -> bytes:
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//made up//EN\n"
    return (head + "".join(events) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


def event(uid: int, start: str, end: str, summary: str, more: str = "") -> str:
    return EVENT.format(uid=uid, start=start, end=end, summary=summary, more=more)


FILE = calendar(
    event(1, "20261124T090000", "20261124T095000", "Dana Whitfield", WEEKLY),
    event(2, "20261125T140000", "20261125T142500", "M. B. (phone)"),
    event(3, "20261126T080000", "20261126T083000", "Dentist"),
)


def importing(hands: Hands, file: Path, data: bytes) -> CalendarImport:
    """Open Today and choose this file."""
    file.write_bytes(data)
    hands.answers.path = str(file)
    screen = opened(hands)
    screen.page.import_asked.emit()
    hands.settle()
    return hands.find(CalendarImport)


def cells(model: ImportModel, row: int) -> list[Any]:
    return [model.index(row, column).data() for column in Column]


def test_what_was_found_is_shown_before_anything_is_added(
    clients: list[Client], hands: Hands, tmp_path: Path
) -> None:
    page = importing(hands, tmp_path / "calendar.ics", FILE)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.model.rowCount() == 3
    assert cells(page.model, 0)[1:] == [
        "24 Nov",
        "09:00",
        "50 min",
        "weekly",
        "Dana Whitfield",
        "Dana Whitfield",
    ]
    assert cells(page.model, 1)[-1] == "Choose a client"
    assert page.add.text() == "Add 1 appointment"
    assert asked(hands, lambda v: v.appointments.list_all()) == []


def test_the_matched_one_is_added_and_the_rest_left_out(
    clients: list[Client], hands: Hands, tmp_path: Path
) -> None:
    page = importing(hands, tmp_path / "calendar.ics", FILE)
    said: list[Any] = []
    hands.tools.notices.said.connect(said.append)
    page.add.click()
    hands.settle()
    (made,) = asked(hands, lambda v: v.appointments.list_all())
    assert (made.client, made.weekly, made.minutes) == (clients[0].id, True, 50)
    assert said[0].sentence == "1 appointment was added."


def test_a_client_is_chosen_by_the_keyboard(
    clients: list[Client], hands: Hands, tmp_path: Path
) -> None:
    page = importing(hands, tmp_path / "calendar.ics", FILE)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    field = hands.find(ClientField)
    QTest.keyClicks(field, "mar")
    hands.until(lambda: field.offered.rowCount() == 1)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    hands.settle()
    assert page.model.client_of(1) == (clients[1].id, "Marcus Bell")
    assert page.add.text() == "Add 2 appointments"


def test_space_leaves_a_row_out(clients: list[Client], hands: Hands, tmp_path: Path) -> None:
    page = importing(hands, tmp_path / "calendar.ics", FILE)
    hands.press(Qt.Key.Key_Space)
    assert not page.add.isEnabled()
    assert page.model.appointments() == []
    hands.press(Qt.Key.Key_Space)
    assert len(page.model.appointments()) == 1


def test_a_bad_file_is_one_clear_sentence(
    clients: list[Client], hands: Hands, tmp_path: Path
) -> None:
    page = importing(hands, tmp_path / "letter.ics", b"Dear Sir, this is no calendar.")
    assert page.problem.isVisible()
    assert page.problem.text()
    assert not page.add.isVisible()
    assert hands.answers.defects == []
    hands.answers.path = str(tmp_path / "nothing-here.ics")
    assert page.choose()
    hands.settle()
    assert page.problem.text() == "The file cannot be read. Nothing was added. Choose another one."


def test_escape_backs_out(clients: list[Client], hands: Hands, tmp_path: Path) -> None:
    importing(hands, tmp_path / "calendar.ics", FILE)
    hands.press(Qt.Key.Key_Escape)
    with pytest.raises(LookupError):
        hands.find(CalendarImport)


def test_nobody_chose_a_file(clients: list[Client], hands: Hands) -> None:
    screen = opened(hands)
    screen.page.import_asked.emit()
    assert screen.page.isVisible()


def test_the_model_is_one(qapp: QApplication) -> None:
    model = ImportModel(TODAY)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_events((), {})
    assert model.rowCount() == 0


def test_a_row_changed_while_they_are_added_adds_none_twice(
    clients: list[Client], hands: Hands, tmp_path: Path
) -> None:
    page = importing(hands, tmp_path / "calendar.ics", FILE)
    with hands.held():
        page.add.click()
        page.model.toggle(0)
        page.model.toggle(0)
        page.add.click()
    assert len(asked(hands, lambda v: v.appointments.list_all())) == 1


def test_what_could_not_be_added_can_be_tried_again(
    clients: list[Client], hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = importing(hands, tmp_path / "calendar.ics", FILE)

    def refuse(_appointments: Appointments, _made: object) -> None:
        raise StorageFailed("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Appointments, "add", refuse)
        page.add.click()
        hands.settle()
    assert page.problem.text() == "The disk is full."
    page.add.click()
    hands.settle()
    assert len(asked(hands, lambda v: v.appointments.list_all())) == 1
