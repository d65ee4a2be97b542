"""300 charts answered for by keys alone, in the real window: each key typed, answers awaited."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client
from tests.ui.record import ask
from tests.ui.screens.imports.test_imports import cell, reviewed
from tests.ui.window import Hands
from ui.models.charts_model import Column
from ui.screens.imports.screen import ImportsScreen

ROWS = 300
CLIENTS_HERE = 400
KEYS_A_MINUTE = 40 * 5
"""Forty words a minute, of five letters each."""
MOST_KEYS = 14
LETTERS = "abcdefghijklmnopqrst"


@pytest.fixture(autouse=True)
def as_in_the_us() -> None:
    """Write days as in the United States; the fixture around every test puts it back."""
    QLocale.setDefault(QLocale("en_US"))


def name_of(number: int) -> str:
    return f"Ana{LETTERS[number // 15]} Bra{LETTERS[number % 15]}ndt"


def born(number: int) -> date:
    return date(1950, 1, 1) + timedelta(days=47 * number)


def written(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands, tmp_path: Path) -> ImportsScreen:
    """The review of 300 folders that say a name and nothing else, beside 400 clients."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    vault.clients.add([a_client(f"Rui{n % 20} Was{n} Here") for n in range(CLIENTS_HERE)])
    vault.close()
    source = tmp_path / "charts"
    for number in range(ROWS):
        (source / name_of(number)).mkdir(parents=True)
        (source / name_of(number) / "2024-03-04 Progress note.txt").write_text(f"No. {number}")
    return reviewed(hands, source)


class Typist:
    """Types where the keyboard is, as a person does, and counts keys and the program's time."""

    def __init__(self, screen: ImportsScreen, hands: Hands) -> None:
        self._screen, self._hands = screen, hands
        self.keys = 0
        self.waited: list[float] = []
        self.longest = 0.0

    def key(self, key: Qt.Key) -> None:
        """Press one key where the keyboard is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        self.keys += 1
        QTest.keyClick(widget, key)

    def type(self, text: str) -> None:
        """Press the key of each letter where the keyboard is."""
        for letter in text:
            widget = QApplication.focusWidget()
            assert widget is not None
            self.keys += 1
            QTest.keyClicks(widget, letter)

    def enter(self, ready: Callable[[], bool]) -> None:
        """End a row, and wait until everything is answered and the next can be typed."""
        begun = perf_counter()
        self.key(Qt.Key.Key_Return)
        self.longest = max(self.longest, perf_counter() - begun)
        while self._hands.tools.worker.busy or not ready():
            assert perf_counter() - begun < 20
            turn = perf_counter()
            QApplication.processEvents()
            self.longest = max(self.longest, perf_counter() - turn)
        self.waited.append(perf_counter() - begun)


def at(screen: ImportsScreen) -> tuple[int, int]:
    index = screen.review.grid.currentIndex()
    return index.row(), index.column()


def to_the_grid(screen: ImportsScreen) -> int:
    """Go to the grid by Tab from where the page begins; return how often."""
    for tabs in range(20):
        if screen.review.grid.hasFocus():
            return tabs
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    raise AssertionError


def type_a_row(typist: Typist, number: int) -> None:
    """Type what is known of one chart: of each its birth date, of some more."""
    typist.type(written(born(number)))
    if number % 10 == 0:
        for day in (date(2020, 1, 6), date(2024, 3, 4)):
            typist.key(Qt.Key.Key_Tab)
            typist.type(written(day))
    if number % 20 == 0:
        for _closed_then_hold in range(2):
            typist.key(Qt.Key.Key_Tab)
        typist.key(Qt.Key.Key_Space)
        typist.key(Qt.Key.Key_Tab)
        typist.type("R. Alder")


def test_three_hundred_rows_by_keys_alone(screen: ImportsScreen, hands: Hands) -> None:
    review, model = screen.review, screen.review.model
    assert len(model.charts) == ROWS
    assert not review.bring.isEnabled()
    tabs = to_the_grid(screen)
    assert at(screen) == (0, Column.BORN)
    order = [next(n for n in range(ROWS) if name_of(n) == each.name) for each in model.charts]
    typist = Typist(screen, hands)
    for row, number in enumerate(order):
        assert at(screen) == (row, Column.BORN)
        type_a_row(typist, number)
        typist.enter(lambda row=row: cell(model, row, Column.MISSING) == "ready")  # type: ignore[misc]
    keys, ms = typist.keys / ROWS, 1000 * sum(typist.waited) / ROWS
    whole = typist.keys / KEYS_A_MINUTE + sum(typist.waited) / 60
    print(
        f"{ROWS} rows: {tabs} tabs to the grid, {keys:.1f} keys a row, {ms:.0f} ms a row of the "
        f"program's time (longest {1000 * max(typist.waited):.0f} ms, of it at most "
        f"{1000 * typist.longest:.0f} ms in one turn of the window); at 40 words a minute that is "
        f"{whole:.0f} minutes"
    )
    assert keys <= MOST_KEYS
    assert not any(each.missing() for each in model.charts)
    assert review.bring.isEnabled()
    said = {each.name: each for each in model.charts}
    for number in range(ROWS):
        chart = said[name_of(number)]
        assert chart.person.who.birth == born(number)
        more = number % 10 == 0
        assert (chart.first, chart.last) == (
            (date(2020, 1, 6), date(2024, 3, 4)) if more else (None, None)
        )
        assert (chart.hold, chart.consent) == (
            (True, "R. Alder") if number % 20 == 0 else (False, "")
        )
    review.bring.click()
    hands.until(screen.start.isVisible)
    assert len(ask(hands, lambda v: v.clients.list_all())) == ROWS + CLIENTS_HERE


def test_nothing_typed_is_lost_while_an_answer_is_on_its_way(
    screen: ImportsScreen, hands: Hands
) -> None:
    model = screen.review.model
    to_the_grid(screen)
    typist = Typist(screen, hands)
    with hands.held():
        for number in range(5):
            typist.type(written(born(number)))
            typist.key(Qt.Key.Key_Return)
            assert at(screen) == (number + 1, Column.BORN)
            assert cell(model, number, Column.MISSING) == "ready"
        typist.type("6/5/19")
    hands.settle()
    [field] = screen.review.grid.findChildren(QLineEdit)
    assert (field.text(), field.hasFocus()) == ("6/5/19", True)
    typist.type("90")
    typist.key(Qt.Key.Key_Return)
    hands.settle()
    days = [model.charts[row].person.who.birth for row in range(7)]
    assert days == [*map(born, range(5)), date(1990, 6, 5), None]


def test_a_day_that_is_none_stays_and_is_said(screen: ImportsScreen, hands: Hands) -> None:
    to_the_grid(screen)
    typist = Typist(screen, hands)
    typist.type("31/31/1990")
    typist.key(Qt.Key.Key_Return)
    assert at(screen) == (0, Column.BORN)
    assert screen.review.unfit.isVisible()
    assert screen.review.unfit.text() == "This is no day: type it as 5/14/1980."
    typist.type("1/1/2199")
    typist.key(Qt.Key.Key_Tab)
    assert screen.review.unfit.text() == "This day is still to come."
    typist.type("1/31/1990")
    typist.key(Qt.Key.Key_Tab)
    assert at(screen) == (0, Column.FIRST)
    assert not screen.review.unfit.isVisible()
    assert cell(screen.review.model, 0, Column.BORN) == "Jan 31, 1990"
    typist.type("soon")
    typist.key(Qt.Key.Key_Return)
    assert screen.review.unfit.isVisible()
    typist.key(Qt.Key.Key_Escape)
    assert not screen.review.unfit.isVisible()
    assert cell(screen.review.model, 0, Column.FIRST) == ""


def test_keys_go_as_in_a_spreadsheet(screen: ImportsScreen, hands: Hands) -> None:
    grid, model = screen.review.grid, screen.review.model
    to_the_grid(screen)
    typist = Typist(screen, hands)
    typist.key(Qt.Key.Key_Return)
    assert at(screen) == (1, Column.BORN)
    for wanted in (Column.NAME, Column.TAKE):
        QTest.keyClick(grid, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert at(screen) == (1, wanted)
    typist.key(Qt.Key.Key_Space)
    hands.settle()
    assert cell(model, 1, Column.MISSING) == "stays out"
    typist.key(Qt.Key.Key_Up)
    typist.key(Qt.Key.Key_Tab)
    typist.key(Qt.Key.Key_F2)
    typist.type("Ada Brand")
    typist.key(Qt.Key.Key_Escape)
    hands.settle()
    assert cell(model, 0, Column.NAME) == model.charts[0].name != "Ada Brand"
    typist.key(Qt.Key.Key_F2)
    typist.key(Qt.Key.Key_End)
    typist.type("s")
    typist.key(Qt.Key.Key_Return)
    hands.settle()
    assert str(cell(model, 0, Column.NAME)).endswith("ndts")
    # The second row stays out, so that nothing is missing of it.
    assert at(screen) == (2, Column.BORN)
    for _column in range(6):
        typist.key(Qt.Key.Key_Tab)
    assert not grid.hasFocus()
