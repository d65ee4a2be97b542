"""Only the rows near the view are read, and who is chosen stays chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.practice import PASSPHRASE
from ui.models.windowed_model import KEPT, PAGE, ROW_ROLE, Source, WindowedModel
from ui.theme import Theme
from ui.widgets.row_list import RowList
from ui.widgets.row_painter import RowDelegate
from ui.worker import Worker
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True)
class Line:
    """A row with an id."""

    id: str


@dataclass
class Long:
    """A list that remembers which pages were read of it."""

    ids: list[str]
    read: list[int] = field(default_factory=list)

    def source(self) -> Source:
        """Return what the model asks."""
        return Source(lambda _v: len(self.ids), self._page, self._place)

    def _page(self, _vault: OpenVault, offset: int, limit: int) -> list[Line]:
        self.read.append(offset // PAGE)
        return [Line(each) for each in self.ids[offset : offset + limit]]

    def _place(self, _vault: OpenVault, row_id: str) -> int | None:
        return self.ids.index(row_id) if row_id in self.ids else None


@pytest.fixture
def worker(qtbot: QtBot, path: Path, around: Surroundings) -> Iterator[Worker]:
    """A worker on its own thread, with a vault open there."""
    worker = Worker()
    opening = partial(unlock, path, Passphrase(PASSPHRASE), around)
    worker.open(opening, owner=worker)
    qtbot.waitUntil(lambda: not worker.busy)
    yield worker
    worker.close(owner=worker)
    qtbot.waitUntil(lambda: not worker.busy)
    worker.stop()


def settled(qtbot: QtBot, worker: Worker) -> None:
    """Wait until nothing is asked any more."""
    for _round in range(4):
        qtbot.waitUntil(lambda: not worker.busy)
        qtbot.wait(1)


def shown(qtbot: QtBot, worker: Worker, rows: Long) -> tuple[WindowedModel, RowList]:
    """Return the rows in a view some ten rows high."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme(app, "light", scale=1.0)
    model = WindowedModel(worker)
    view = RowList(theme, model, RowDelegate(theme))
    qtbot.addWidget(view)
    model.setParent(view)
    view.resize(200, 600)
    view.show()
    model.show_source(rows.source())
    settled(qtbot, worker)
    return model, view


def test_a_long_list_is_counted_and_read_only_where_it_is_looked_at(
    qtbot: QtBot, worker: Worker
) -> None:
    rows = Long([f"{number:05}" for number in range(10_000)])
    model, view = shown(qtbot, worker, rows)
    assert model.rowCount() == 10_000
    assert set(rows.read) == {0}
    view.scrollToBottom()
    settled(qtbot, worker)
    assert set(rows.read) == {0, 99}
    assert model.index(9_999, 0).data() == "09999"


def test_what_is_not_there_yet_shows_as_good_as_nothing_and_says_when_it_comes(
    qtbot: QtBot, worker: Worker
) -> None:
    rows = Long([f"{number:05}" for number in range(1_000)])
    model, _view = shown(qtbot, worker, rows)
    index = model.index(555, 0)
    with qtbot.waitSignal(model.dataChanged) as told:
        assert index.data() == "…"
        assert index.data(ROW_ROLE) is None
    assert told.args is not None
    assert (told.args[0].row(), told.args[1].row()) == (500, 599)
    assert index.data() == "00555"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "00555"


def test_forty_pages_are_kept_and_no_more(qtbot: QtBot, worker: Worker) -> None:
    rows = Long([f"{number:05}" for number in range(6_000)])
    model, _view = shown(qtbot, worker, rows)
    for page in range(60):
        model.index(page * PAGE, 0).data()
        settled(qtbot, worker)
    assert model.pages_kept == KEPT
    assert model.index(5_900, 0).data() == "05900"


def test_scrolling_past_reads_none_of_the_pages_between(qtbot: QtBot, worker: Worker) -> None:
    rows = Long([f"{number:05}" for number in range(10_000)])
    model, _view = shown(qtbot, worker, rows)
    rows.read.clear()
    for page in range(1, 100):
        model.index(page * PAGE, 0).data()
    settled(qtbot, worker)
    assert len(rows.read) <= 5
    assert 99 in rows.read


def test_looking_for_the_beginning_of_a_row_reads_nothing(qtbot: QtBot, worker: Worker) -> None:
    rows = Long([f"{number:05}" for number in range(10_000)])
    model, _view = shown(qtbot, worker, rows)
    rows.read.clear()
    start = model.index(5, 0)
    found = model.match(start, Qt.ItemDataRole.DisplayRole, "0000", 2)
    assert [index.row() for index in found] == [5, 6]
    assert model.match(start, Qt.ItemDataRole.DisplayRole, "09", 1) == []
    settled(qtbot, worker)
    assert rows.read == []


@pytest.mark.parametrize(
    ("after", "place"),
    [
        (["new", *(f"{n:03}" for n in range(250))], 42),
        ([f"{n:03}" for n in range(250) if n not in (3, 7)], 39),
        ([f"{n:03}" for n in reversed(range(250))], 208),
        ([f"{n:03}" for n in range(42)], 41),
    ],
    ids=["one before", "two fewer before", "turned round", "cut behind"],
)
def test_who_is_chosen_stays_chosen_wherever_it_goes(
    qtbot: QtBot, worker: Worker, after: list[str], place: int
) -> None:
    rows = Long([f"{number:03}" for number in range(250)])
    model, view = shown(qtbot, worker, rows)
    tester = QAbstractItemModelTester(model, FATAL)
    model.pin("041")
    view.setCurrentIndex(model.index(41, 0))
    rows.ids = after
    model.refresh()
    settled(qtbot, worker)
    assert model.rowCount() == len(after)
    assert view.currentIndex().row() == place
    assert view.currentIndex().data() == "041"
    assert [index.data() for index in view.selectedIndexes()] == ["041"]
    del tester


def test_who_is_gone_is_chosen_no_longer(qtbot: QtBot, worker: Worker) -> None:
    rows = Long([f"{number:03}" for number in range(250)])
    model, view = shown(qtbot, worker, rows)
    view.selectionModel().setCurrentIndex(
        model.index(41, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    rows.ids.remove("041")
    model.refresh()
    settled(qtbot, worker)
    assert view.selectedIndexes() == []
    assert model.rowCount() == 249


def test_the_answer_to_an_old_question_is_thrown_away(qtbot: QtBot, worker: Worker) -> None:
    first, second = Long(["old"] * 300), Long(["new"])
    model, _view = shown(qtbot, worker, first)
    model.index(250, 0).data()
    model.show_source(first.source())
    model.show_source(second.source())
    settled(qtbot, worker)
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "new"


def test_qt_finds_nothing_wrong_with_it(
    qtbot: QtBot, qtmodeltester: ModelTester, worker: Worker
) -> None:
    model, _view = shown(qtbot, worker, Long([f"{number:03}" for number in range(250)]))
    qtmodeltester.check(model)
    empty, _none = shown(qtbot, worker, Long([]))
    assert empty.known
    qtmodeltester.check(empty)
