"""Records that come in, in the real window: looked at, answered for, brought in, undone."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client
from tests.services.test_imports import CLIENTS, NOTES
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.models.charts_model import ChartsModel, Column
from ui.screens.imports.columns_dialog import ColumnsDialog
from ui.screens.imports.screen import ImportsScreen
from vault.model.incoming.batch import Basis
from vault.model.incoming.columns import Column as What
from vault.model.incoming.columns import TableKind


@pytest.fixture(autouse=True)
def as_in_the_us() -> None:
    """Write days as in the United States; the fixture around every test puts it back."""
    QLocale.setDefault(QLocale("en_US"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with two tables and a file."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "clients.csv").write_text(CLIENTS)
    (folder / "notes.csv").write_text(NOTES.replace("Peter Pan,,", "Nobody Known,,"))
    (folder / "Jane Roe 2024-03-24 letter.txt").write_text("Dear all.")
    return folder


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands, source: Path) -> ImportsScreen:
    """The review of that folder."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    vault.close()
    return reviewed(hands, source)


def reviewed(hands: Hands, source: Path) -> ImportsScreen:
    """Unlock, and choose a folder to be read."""
    hands.unlock()
    hands.tools.navigation.go("imports")
    hands.settle()
    screen = hands.find(ImportsScreen)
    hands.answers.path = str(source)
    screen.start.folder.click()
    hands.until(lambda: screen.review.isVisible())
    return screen


def cell(model: ChartsModel, row: int, column: Column) -> object:
    return model.index(row, column).data()


def test_everything_is_seen_before_it_comes(screen: ImportsScreen, hands: Hands) -> None:
    model = screen.review.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [cell(model, row, Column.NAME) for row in range(3)] == [
        "Jane Roe",
        "Peter Pan",
        "Nobody Known",
    ]
    assert cell(model, 0, Column.BORN) == "May 14, 1980"
    assert cell(model, 0, Column.HOLDS) == "1 note, 1 file"
    assert cell(model, 1, Column.MINOR) == "minor"
    assert cell(model, 2, Column.MISSING) == "no birth date"
    assert screen.review.counts.text() == "3 charts · 2 notes · 0 sessions · 1 document"
    assert not screen.review.bring.isEnabled()
    assert ask(hands, lambda v: v.clients.list_all()) == []


def test_it_is_answered_for_by_keys_alone_and_comes(screen: ImportsScreen, hands: Hands) -> None:
    grid, model = screen.review.grid, screen.review.model
    grid.setFocus()
    grid.setCurrentIndex(model.index(2, Column.BORN))
    QTest.keyClicks(grid, "6")
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "/5/1990")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    hands.settle()
    assert cell(model, 2, Column.BORN) == "Jun 5, 1990"
    assert cell(model, 2, Column.MISSING) == "ready"
    grid.setCurrentIndex(model.index(1, Column.TAKE))
    QTest.keyClick(grid, Qt.Key.Key_Space)
    hands.settle()
    assert cell(model, 1, Column.MISSING) == "stays out"
    screen.review.bring.click()
    hands.until(lambda: screen.start.isVisible())
    found = ask(hands, lambda v: v.clients.list_all())
    assert {(each.name, each.birth_date) for each in found} == {
        ("Jane Roe", date(1980, 5, 14)),
        ("Nobody Known", date(1990, 6, 5)),
    }
    hands.settle()
    [undo] = screen.start.undo_buttons.values()
    undo.click()
    hands.settle()
    assert ask(hands, lambda v: v.clients.list_all()) == []


def test_what_is_missing_can_be_let_come(screen: ImportsScreen, hands: Hands) -> None:
    assert screen.review.as_is.isVisible()
    screen.review.as_is.click()
    hands.settle()
    assert not screen.review.as_is.isVisible()
    assert screen.review.bring.isEnabled()


def test_a_table_is_read_as_a_person_says(screen: ImportsScreen, hands: Hands) -> None:
    [*_rows, notes] = screen.review.tables.rows()
    notes.change.click()  # type: ignore[attr-defined]
    dialog = screen.review.findChild(ColumnsDialog)
    assert dialog is not None
    assert TableKind(dialog.kind.currentData()) is TableKind.NOTES
    at = [each.currentData() for each in dialog.columns].index(What.PART)
    dialog.columns[at].setCurrentIndex(dialog.columns[at].findData(What.NOTHING))
    dialog.take.click()
    hands.until(lambda: screen.review.isVisible())
    hands.settle()
    parts = [each.parts for each in screen.review.model.charts[0].notes]
    assert parts == [(("Plan", "Continue\nweekly"),)]


def test_what_was_answered_outlives_a_lock(screen: ImportsScreen, hands: Hands) -> None:
    model = screen.review.model
    model.setData(model.index(2, Column.NAME), "Ana Known")
    hands.settle()
    hands.lock()
    hands.unlock()
    again = hands.find(ImportsScreen)
    hands.until(lambda: again.review.isVisible())
    assert cell(again.review.model, 2, Column.NAME) == "Ana Known"


def test_another_licensees_records_ask_whose_they_were(
    screen: ImportsScreen, hands: Hands, tmp_path: Path
) -> None:
    screen.review.as_is.click()
    hands.settle()
    form = screen.review.origin
    form.basis.setCurrentIndex(form.basis.findData(Basis.CUSTODY))
    screen.review.bring.click()
    assert form.form.error("predecessor")
    for name, words in (
        ("predecessor", "Ruth Alder"),
        ("state", "MO"),
        ("license", "LCSW"),
        ("authority", "Will of May 1, 2019"),
    ):
        form.lines[name].setText(words)
    screen.review.bring.click()
    hands.until(lambda: screen.start.isVisible())
    [batch] = ask(hands, lambda v: v.imports.list_all())
    hands.settle()
    hands.answers.path = str(tmp_path / "receipt.pdf")
    [row] = screen.start.listed.rows()
    row.change.click()  # type: ignore[attr-defined]
    hands.until((tmp_path / "receipt.pdf").exists)
    assert (batch.origin.basis, batch.origin.predecessor) == (Basis.CUSTODY, "Ruth Alder")


def test_a_record_of_the_same_name_is_seen(unlocked: Unlock, hands: Hands, source: Path) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    vault.clients.add([a_client("Jane Roe", birth_date=date(1980, 5, 14)), a_client("Peter Pan")])
    vault.close()
    screen = reviewed(hands, source)
    assert cell(screen.review.model, 0, Column.MISSING) == "ready: into the record that is here"
    assert cell(screen.review.model, 1, Column.MISSING) == "a record of the same name is here"


def test_a_source_that_is_none_says_so_and_nothing_is_lost(
    screen: ImportsScreen, hands: Hands, tmp_path: Path
) -> None:
    screen.review.cancel.click()
    failed: list[Exception] = []
    hands.tools.worker.failed.connect(failed.append)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 half of one")
    hands.answers.path = str(broken)
    screen.start.file.click()
    hands.settle()
    hands.until(lambda: screen.start.isVisible() and bool(failed))
    assert "ZIP is damaged" in str(failed[0])
    assert ask(hands, lambda v: v.imports.list_all()) == []
