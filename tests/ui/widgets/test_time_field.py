"""Times are typed as one likes and shown as the locale writes them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.time_field import TimeField
from ui.widgets.time_text import read_time, shown_time


@pytest.mark.parametrize("name", ["en_US", "en_GB", "de_DE", "C", "sv_SE"])
@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_what_is_shown_is_read_back(name: str, hour: int, minute: int) -> None:
    assert read_time(shown_time(time(hour, minute), QLocale(name))) == time(hour, minute)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("4:50 PM", time(16, 50)),
        ("4:50pm", time(16, 50)),
        ("4p", time(16)),
        ("4 p.m.", time(16)),
        ("12 am", time(0)),
        ("12:30 PM", time(12, 30)),
        ("1650", time(16, 50)),
        ("16.50", time(16, 50)),
        ("9", time(9)),
        ("13 PM", None),
        ("0 AM", None),
        ("24:00", None),
        ("9:60", None),
        ("noon", None),
        ("", None),
    ],
)
def test_typed_times(text: str, moment: time | None) -> None:
    assert read_time(text) == moment


def test_the_field_tidies_and_complains(qtbot: QtBot, theme: Theme) -> None:
    field = TimeField(theme, name="From", value=time(9, 0))
    qtbot.addWidget(field)
    field.show()
    field.selectAll()
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field, "1650")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == shown_time(time(16, 50), QLocale())
    field.setText("noon")
    assert field.value() is None
    assert field.problem().startswith("This is not a time.")
    field.set_value(None)
    assert field.problem() == ""
