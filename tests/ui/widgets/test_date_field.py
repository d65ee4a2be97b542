"""A day is typed, picked, or left unknown on purpose."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QMenu
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.date_field import DateField

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def american() -> Iterator[None]:
    """Read and write dates as in the United States."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> DateField:
    """A birth date, which may be unknown."""
    field = DateField(theme, name="Date of birth", today=TODAY, past=True, may_be_unknown=True)
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_typed_date_is_tidied(qtbot: QtBot, field: DateField) -> None:
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field.line, "3/4/09")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "3/4/2009"
    assert field.value() == date(2009, 3, 4)
    assert field.problem() == ""


def test_what_is_no_date_is_said_to_be_none(field: DateField) -> None:
    QTest.keyClicks(field.line, "2/30/2009")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() is None
    assert field.problem() == "This is not a date. Type it as MM/DD/YYYY."
    assert field.line.property("problem") is True
    assert field.line.text() == "2/30/2009"
    field.set_value(None)
    assert field.problem() == ""
    assert field.line.property("problem") is False


def test_unknown_is_an_answer(qtbot: QtBot, field: DateField) -> None:
    field.set_value(TODAY)
    with qtbot.waitSignal(field.changed):
        field.set_unknown(True)
    assert field.is_unknown()
    assert field.value() is None
    assert not field.line.isEnabled()
    field.set_unknown(False)
    assert field.value() == TODAY


def test_unknown_is_offered_only_where_it_may_be(qtbot: QtBot, theme: Theme) -> None:
    field = DateField(theme, name="Day", today=TODAY)
    qtbot.addWidget(field)
    field.show()
    assert not field.unknown.isVisible()
    QTest.keyClicks(field.line, "1/2/30")
    assert field.value() == date(2030, 1, 2)


def test_a_day_is_picked(qtbot: QtBot, field: DateField) -> None:
    qtbot.mouseClick(field.picker, Qt.MouseButton.LeftButton)
    menu = field.findChild(QMenu)
    assert menu is not None
    calendar = menu.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 11, 22)
    calendar.activated.emit(QDate(2026, 11, 3))
    assert field.value() == date(2026, 11, 3)
    assert not menu.isVisible()


def test_every_control_has_a_name(field: DateField) -> None:
    assert field.line.accessibleName() == field.accessibleName() == "Date of birth"
    assert field.picker.accessibleName() == "Choose from a calendar"
