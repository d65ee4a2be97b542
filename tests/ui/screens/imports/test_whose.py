"""Files that name nobody, given to clients in the real window, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client
from tests.ui.record import ask
from tests.ui.screens.imports.test_imports import cell, reviewed
from tests.ui.window import Hands
from ui.models.charts_model import Column as ChartColumn
from ui.models.whose_model import Column
from ui.screens.imports.screen import ImportsScreen
from ui.screens.imports.whose_dialog import WhoseDialog
from ui.screens.imports.whose_field import WhoseField
from vault.model.incoming.given import Given

FILES = [
    "scan1.txt",
    "scan2.txt",
    "box/1.bin",
    "box/2.bin",
    "box/3.bin",
    "box/inner/4.bin",
]


@pytest.fixture(autouse=True)
def as_in_the_us() -> None:
    """Write days as in the United States; the fixture around every test puts it back."""
    QLocale.setDefault(QLocale("en_US"))


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands, tmp_path: Path) -> ImportsScreen:
    """The review of a folder of scans beside a table; two clients are here."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    vault.clients.add(
        [a_client(name, birth_date=None) for name in ("Dana Whitfield", "Tom Baxter")]
    )
    vault.close()
    source = tmp_path / "source"
    (source / "box" / "inner").mkdir(parents=True)
    for path in FILES:
        (source / path).write_bytes(b"\0\1")
    (source / "scan1.txt").write_text("\nOn the way home\nmore")
    (source / "scan2.txt").write_text("Of apples")
    (source / "clients.csv").write_text("Name,Date of Birth\nMei Tanaka,1990-06-05\n")
    return reviewed(hands, source)


def opened(screen: ImportsScreen, hands: Hands) -> WhoseDialog:
    hands.come_to_front()
    screen.review.whose.setFocus()
    hands.press(Qt.Key.Key_Space)
    dialog = screen.review.findChildren(WhoseDialog)[-1]
    dialog.activateWindow()
    hands.until(dialog.grid.hasFocus)
    return dialog


def at_hand() -> QWidget:
    """Return where the keyboard is: a list that is offered has it before its field."""
    if QApplication.activeWindow() is None:
        # As a desktop does when a list or a dialog goes.
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        next((each for each in shown if isinstance(each, QDialog)), shown[0]).activateWindow()
        QApplication.processEvents()
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    return widget


def key(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(at_hand(), key, modifier)


def typed(text: str) -> None:
    for letter in text:
        QTest.keyClicks(at_hand(), letter)


def offered(hands: Hands) -> list[str]:
    hands.settle()
    field = QApplication.focusWidget()
    assert isinstance(field, WhoseField)
    model = field.offered
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def names(dialog: WhoseDialog) -> list[str]:
    model = dialog.model
    return [str(model.index(row, Column.WHOSE).data()) for row in range(model.rowCount())]


def test_each_is_seen_with_its_size_and_first_line(screen: ImportsScreen, hands: Hands) -> None:
    assert screen.review.whose.text() == "Whose are these 6 files?…"
    dialog = opened(screen, hands)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(dialog.model, mode)
    rows = [
        [dialog.model.index(row, column).data() for column in Column]
        for row in range(dialog.model.rowCount())
    ]
    assert sorted(rows) == sorted(
        [
            ["scan1.txt", "21 bytes", "On the way home", ""],
            ["scan2.txt", "9 bytes", "Of apples", ""],
            *[[path, "2 bytes", "", ""] for path in FILES[2:]],
        ]
    )


def test_they_are_given_by_keys_alone_and_come(screen: ImportsScreen, hands: Hands) -> None:
    dialog = opened(screen, hands)
    typed("Da")
    assert offered(hands) == ["Dana Whitfield", "Da, a new client"]
    key(Qt.Key.Key_Return)
    typed("mei")
    assert offered(hands) == ["Mei Tanaka · 6/5/1990, among what comes", "mei, a new client"]
    key(Qt.Key.Key_Return)
    typed("Ana Lima")
    assert offered(hands) == ["Ana Lima, a new client"]
    key(Qt.Key.Key_Return)
    assert names(dialog)[:3] == ["Dana Whitfield", "Mei Tanaka", "Ana Lima"]
    assert dialog.grid.currentIndex().row() == 3
    key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert dialog.told.text() == "2 more files are theirs."
    assert names(dialog) == ["Dana Whitfield", "Mei Tanaka", *["Ana Lima"] * 3, ""]
    assert dialog.grid.currentIndex().row() == 5
    key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names(dialog)[5] == ""
    key(Qt.Key.Key_Escape)
    hands.settle()
    model = screen.review.model
    assert {
        str(cell(model, row, ChartColumn.NAME)): (
            cell(model, row, ChartColumn.HOLDS),
            cell(model, row, ChartColumn.MISSING),
        )
        for row in range(model.rowCount())
        if not str(cell(model, row, ChartColumn.NAME)).startswith("Unsorted")
    } == {
        "Mei Tanaka": ("1 file", "ready"),
        "Dana Whitfield": ("1 file", "ready: into the record that is here"),
        "Ana Lima": ("3 files", "no birth date"),
    }
    assert screen.review.whose.text() == "Whose is this file?…"
    screen.review.as_is.click()
    hands.settle()
    screen.review.bring.click()
    hands.until(screen.start.isVisible)
    found = {
        name: len(files)
        for name, files in ask(
            hands,
            lambda v: [(c.name, v.documents.of_client(c.id)) for c in v.clients.list_all()],
        )
    }
    assert [found.pop(name) for name in ("Dana Whitfield", "Mei Tanaka", "Ana Lima")] == [1, 1, 3]
    assert found.pop("Tom Baxter") == 0
    assert list(found.values()) == [1]


def test_whoever_types_faster_than_it_is_looked_up_gets_who_was_meant(
    screen: ImportsScreen, hands: Hands
) -> None:
    dialog = opened(screen, hands)
    with hands.held():
        typed("Tom")
        key(Qt.Key.Key_Return)
        assert names(dialog)[0] == ""
    assert names(dialog)[0] == "Tom Baxter"
    assert dialog.grid.currentIndex().row() == 1
    given = dialog.model.given(0)
    assert given is not None
    [tom] = [each for each in ask(hands, lambda v: v.clients.list_all()) if "Tom" in each.name]
    assert given == Given("Tom Baxter", None, tom.id)


def test_half_a_name_is_not_taken_when_another_window_is_looked_at(
    screen: ImportsScreen, hands: Hands
) -> None:
    dialog = opened(screen, hands)
    typed("To")
    hands.settle()
    field = QApplication.focusWidget()
    assert field is not None
    for reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, reason))
    hands.settle()
    assert QApplication.focusWidget() is field
    assert names(dialog)[0] == ""
    typed("m")
    hands.settle()
    key(Qt.Key.Key_Return)
    assert names(dialog)[0] == "Tom Baxter"


def test_an_empty_name_is_nobodys(screen: ImportsScreen, hands: Hands) -> None:
    dialog = opened(screen, hands)
    typed("Tom")
    hands.settle()
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_F2)
    key(Qt.Key.Key_Delete)
    key(Qt.Key.Key_Return)
    assert names(dialog) == [""] * 6
    dialog.rest.click()
    assert dialog.told.text() == "Say first whose this file is."
    dialog.done_.click()
    hands.settle()
    assert screen.review.whose.text() == "Whose are these 6 files?…"


def test_it_outlives_a_lock_also_over_the_open_dialog(screen: ImportsScreen, hands: Hands) -> None:
    opened(screen, hands)
    typed("Ana Lima")
    hands.settle()
    key(Qt.Key.Key_Return)
    hands.tools.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    again = hands.find(ImportsScreen)
    hands.until(again.review.isVisible)
    assert again.review.whose.text() == "Whose are these 5 files?…"
    assert "Ana Lima" in [each.name for each in again.review.model.charts]


def test_what_was_answered_stays_with_whom_it_is_of(screen: ImportsScreen, hands: Hands) -> None:
    dialog = opened(screen, hands)
    for name in ("Ana Lima", "Rui Duarte"):
        typed(name)
        hands.settle()
        key(Qt.Key.Key_Return)
    dialog.accept()
    hands.settle()
    model = screen.review.model
    row = [each.name for each in model.charts].index("Rui Duarte")
    model.setData(model.index(row, ChartColumn.BORN), "6/5/1990")
    hands.settle()
    dialog = opened(screen, hands)
    dialog.model.give(0, None)
    dialog.accept()
    hands.settle()
    born = {each.name: each.person.who.birth for each in model.charts}
    assert "Ana Lima" not in born
    assert str(born["Rui Duarte"]) == "1990-06-05"
