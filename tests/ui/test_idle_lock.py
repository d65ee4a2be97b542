"""The idle lock: by the wall clock, through sleep, whatever is done to the computer's time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.idle_lock import IdleWatch
from ui.touches import Touches


class Clock:
    """Tells what it is told."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.time


@pytest.fixture
def boot() -> Clock:
    return Clock()


@pytest.fixture
def day() -> Clock:
    return Clock()


@pytest.fixture
def watch(qtbot: QtBot, boot: Clock, day: Clock) -> IdleWatch:
    watch = IdleWatch(10, Touches(), clocks=(boot, day))
    watch.start()
    return watch


def idles(watch: IdleWatch) -> list[bool]:
    """Collect what the watch says."""
    said: list[bool] = []
    watch.idle.connect(lambda: said.append(True))
    return said


def test_it_says_so_once_when_the_time_is_over(watch: IdleWatch, boot: Clock, day: Clock) -> None:
    said = idles(watch)
    boot.time += 599
    day.time += 599
    watch.look()
    assert said == []
    assert watch.seconds_left == 1
    boot.time += 1
    watch.look()
    watch.look()
    assert said == [True]
    watch.stop()


@pytest.mark.parametrize("slept_by", ["boot", "day"])
def test_the_first_touch_after_a_sleep_is_no_sign_of_presence(
    qtbot: QtBot, watch: IdleWatch, boot: Clock, day: Clock, slept_by: str
) -> None:
    """Either clock suffices: one may be set back, or not run in sleep on another system."""
    field = QLineEdit()
    qtbot.addWidget(field)
    said = idles(watch)
    {"boot": boot, "day": day}[slept_by].time += 3600
    QTest.keyClick(field, Qt.Key.Key_A)
    assert said == [True]
    watch.stop()


def test_a_touch_counts(qtbot: QtBot, watch: IdleWatch, boot: Clock, day: Clock) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    said = idles(watch)
    for _minute in range(60):
        boot.time += 60
        day.time += 60
        QTest.keyClick(field, Qt.Key.Key_A)
    assert said == []
    assert watch.seconds_left == 600
    watch.stop()


def test_a_clock_set_back_does_not_keep_it_open(watch: IdleWatch, boot: Clock, day: Clock) -> None:
    said = idles(watch)
    day.time -= 86_400
    boot.time += 601
    watch.look()
    assert said == [True]
    watch.stop()


def test_other_minutes_hold_at_once(watch: IdleWatch, boot: Clock) -> None:
    said = idles(watch)
    boot.time += 120
    watch.set_minutes(1)
    watch.look()
    assert said == [True]
    watch.stop()
