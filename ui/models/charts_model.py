"""The intake grid: one row for each chart that is to come, with what a person says of it."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.date_words import plain_day, system_style
from ui.tool_tip import as_tool_tip
from vault.model.incoming.chart import Answer, Chart, Missing, said_of
from vault.model.incoming.chart_words import missing_words
from vault.model.written_day import read_day
from vault.translation import _, count_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE, _CHECK = Qt.ItemDataRole, Qt.CheckState


class Column(IntEnum):
    """The columns, from left to right."""

    TAKE = 0
    NAME = 1
    BORN = 2
    FIRST = 3
    LAST = 4
    MINOR = 5
    MISSING = 6
    HOLDS = 7
    CLOSED = 8
    HOLD = 9
    CONSENT = 10


_CHECKED = (Column.TAKE, Column.CLOSED, Column.HOLD)
_TYPED = (Column.NAME, Column.BORN, Column.FIRST, Column.LAST, Column.CONSENT)
_CELLS = {
    Missing.NAME: Column.NAME,
    Missing.WHOSE: Column.NAME,
    Missing.BIRTH: Column.BORN,
    Missing.LAST: Column.LAST,
    Missing.ALIKE: Column.BORN,
}
_DAYS = {Column.BORN: "birth_date", Column.FIRST: "first", Column.LAST: "last"}


class ChartsModel(QAbstractTableModel):
    """One row for each chart; `answers` are what was typed, by the numbers of the charts."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today, self._age = today, 18
        self.charts: list[Chart] = []
        self.answers: dict[int, Answer] = {}

    def show_charts(self, charts: Sequence[Chart], majority_age: int) -> None:
        """Show charts, with what was answered for them before."""
        self.beginResetModel()
        self.charts, self._age = list(charts), majority_age
        self.endResetModel()

    def put(self, row: int, chart: Chart) -> None:
        """Show a chart as it is now."""
        self.charts[row] = chart
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def answer(self, row: int, **said: Any) -> None:
        """Take what a person says of a row."""
        chart = self.charts[row]
        kept = self.answers.get(chart.number, Answer())
        self.answers[chart.number] = answer = Answer(**{**_fields(kept), **said})
        # Shown at once: whoever types on does not wait for what the records say of it.
        self.charts[row] = said_of(chart, answer)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def open_cell(self, row: int) -> int | None:
        """Return the column of the first thing that is missing of a row that is to come."""
        chart = self.charts[row]
        missing = () if chart.left_out else chart.missing()
        return _CELLS[missing[0]] if missing else None

    def problem(self, index: Index, text: str) -> str:
        """Return why a text cannot be what a cell says, "" where it can."""
        column, text = Column(index.column()), text.strip()
        if column not in _DAYS or text == self._words(self.charts[index.row()], column):
            return ""
        day = self._day(text)
        if day is None:
            return _("This is no day: type it as {example}.").format(example=self._example())
        return _("This day is still to come.") if day > self._today else ""

    def _day(self, text: str) -> date | None:
        return read_day(text, self._today, month_first=system_style().month_first)

    def _example(self) -> str:
        return "5/14/1980" if system_style().month_first else "14.5.1980"

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many charts there are."""
        return 0 if parent.isValid() else len(self.charts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or index.row() >= len(self.charts):
            return None
        chart, column = self.charts[index.row()], Column(index.column())
        if column in _CHECKED:
            checked = _is_checked(chart, column)
            if role == _ROLE.CheckStateRole:
                return _CHECK.Checked if checked else _CHECK.Unchecked
            if role == _ROLE.AccessibleTextRole:
                return _("yes") if checked else _("no")
            return None
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self._words(chart, column)
        if role == _ROLE.ToolTipRole and column in (Column.NAME, Column.MISSING, Column.CONSENT):
            return as_tool_tip(self._words(chart, column))
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Take what is typed or checked; a day that is none changes nothing."""
        if not index.isValid():
            return False
        row, column = index.row(), Column(index.column())
        if role == _ROLE.CheckStateRole and column in _CHECKED:
            checked = _CHECK(value) == _CHECK.Checked
            said = {
                Column.TAKE: {"leave_out": not checked},
                Column.CLOSED: {"closed": checked},
                Column.HOLD: {"hold": checked},
            }[column]
            self.answer(row, **said)
            return True
        if role != _ROLE.EditRole or column not in _TYPED:
            return False
        text = str(value).strip()
        if text == self._words(self.charts[row], column):
            return False
        if column in _DAYS:
            day = self._day(text)
            if day is None or day > self._today:
                return False
            self.answer(row, **{_DAYS[column]: day})
        elif column is Column.NAME:
            self.answer(row, name=text)
        else:
            self.answer(row, consent=text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and index.column() in _CHECKED:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        elif index.isValid() and index.column() in _TYPED:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        headings = {
            Column.TAKE: _("Bring in"),
            Column.NAME: _("Name"),
            Column.BORN: _("Birth date"),
            Column.FIRST: _("First service"),
            Column.LAST: _("Last service"),
            Column.MINOR: _("Minor"),
            Column.CLOSED: _("Closed"),
            Column.HOLD: _("Hold"),
            Column.CONSENT: _("Consent"),
            Column.HOLDS: _("Has"),
            Column.MISSING: _("Ready, or what is missing"),
        }
        return headings[Column(section)] if 0 <= section < len(Column) else None

    def _words(self, chart: Chart, column: Column) -> str:
        days = {
            Column.BORN: chart.person.who.birth,
            Column.FIRST: chart.first,
            Column.LAST: chart.last,
        }
        if column in days:
            day = days[column]
            return plain_day(day) if day is not None else ""
        if column is Column.NAME:
            return chart.name
        if column is Column.MINOR:
            minor = chart.is_minor(self._today, self._age)
            return _("?") if minor is None else _("minor") if minor else ""
        if column is Column.CONSENT:
            return chart.consent
        if column is Column.HOLDS:
            return _holds(chart)
        return self._state(chart)

    def _state(self, chart: Chart) -> str:
        if chart.left_out:
            return _("stays out")
        missing = "; ".join(map(missing_words, chart.missing()))
        ready = _("ready: into the record that is here") if chart.known else _("ready")
        return missing or ready


def _is_checked(chart: Chart, column: Column) -> bool:
    if column is Column.TAKE:
        return not chart.left_out
    return chart.person.closed if column is Column.CLOSED else chart.hold


def _holds(chart: Chart) -> str:
    return ", ".join(
        words
        for count, words in (
            (len(chart.notes), count_of("{n} note", "{n} notes", len(chart.notes))),
            (len(chart.sessions), count_of("{n} session", "{n} sessions", len(chart.sessions))),
            (len(chart.files), count_of("{n} file", "{n} files", len(chart.files))),
        )
        if count
    )


def _fields(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in answer.__dataclass_fields__}
