"""The table of what a calendar file holds: which sessions are taken over, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.date_words import short_day, time_of_day
from ui.tool_tip import as_tool_tip
from vault.model.appointment import Appointment
from vault.model.ics import IcsEvent
from vault.model.ids import ClientId
from vault.translation import _, count_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE, _CHECK = Qt.ItemDataRole, Qt.CheckState


class Column(IntEnum):
    """The columns, from left to right."""

    TAKE = 0
    DAY = 1
    TIME = 2
    LENGTH = 3
    REPEATS = 4
    WRITTEN = 5
    CLIENT = 6


NAMES = (Column.WRITTEN, Column.CLIENT)
"""What may be longer than a column is wide."""


@dataclass
class Line:
    """One event, whether it is taken over, and the client it is of."""

    event: IcsEvent
    take: bool
    client: ClientId | None
    name: str = field(repr=False)


class ImportModel(QAbstractTableModel):
    """One row for each event; what has no client is left out until it has one."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[Line] = []

    def show_events(self, events: tuple[IcsEvent, ...], names: Mapping[ClientId, str]) -> None:
        """Show events; those whose client is known are taken."""
        self.beginResetModel()
        self._lines = [
            Line(each, each.client in names, each.client, names.get(each.client, ""))
            if each.client is not None
            else Line(each, False, None, "")
            for each in events
        ]
        self.endResetModel()

    def appointments(self) -> list[Appointment]:
        """Return what is taken over, as appointments."""
        return [
            line.event.appointment(line.client)
            for line in self._lines
            if line.take and line.client is not None
        ]

    def client_of(self, row: int) -> tuple[ClientId | None, str]:
        """Return the client of a row, and their name."""
        return self._lines[row].client, self._lines[row].name

    def set_client(self, row: int, client: ClientId, name: str) -> None:
        """Say whose a row is; it is then taken."""
        line = self._lines[row]
        line.client, line.name, line.take = client, name, True
        self._changed(row)

    def toggle(self, row: int) -> bool:
        """Take a row or leave it out; return False when it has no client to be taken for."""
        line = self._lines[row]
        if line.client is None:
            return False
        line.take = not line.take
        self._changed(row)
        return True

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many events there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == _ROLE.CheckStateRole and column is Column.TAKE:
            return _CHECK.Checked if line.take else _CHECK.Unchecked
        if role == _ROLE.AccessibleTextRole and column is Column.TAKE:
            return _("taken over") if line.take else _("left out")
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self._words(line, column)
        if role == _ROLE.ToolTipRole and column in NAMES:
            return as_tool_tip(self._words(line, column))
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Take a row or leave it out by its check box."""
        if not index.isValid() or role != _ROLE.CheckStateRole or index.column() != Column.TAKE:
            return False
        if (_CHECK(value) == _CHECK.Checked) == self._lines[index.row()].take:
            return False
        return self.toggle(index.row())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.TAKE:
            if self._lines[index.row()].client is not None:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
        elif index.isValid() and index.column() == Column.CLIENT:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        headings = {
            Column.TAKE: _("Add"),
            Column.DAY: _("Day"),
            Column.TIME: _("Time"),
            Column.LENGTH: _("Length"),
            Column.REPEATS: _("Repeats"),
            Column.WRITTEN: _("In the file"),
            Column.CLIENT: _("Client"),
        }
        return headings[Column(section)] if 0 <= section < len(Column) else None

    def _words(self, line: Line, column: Column) -> str:
        event = line.event
        if column is Column.DAY:
            return short_day(event.day, self._today)
        if column is Column.TIME:
            return time_of_day(event.start)
        if column is Column.LENGTH:
            return count_of("{n} min", "{n} min", event.minutes)
        if column is Column.REPEATS:
            return self._repeats(event)
        if column is Column.WRITTEN:
            return str(event.summary)
        if column is Column.CLIENT:
            return line.name or _("Choose a client")
        return ""

    def _repeats(self, event: IcsEvent) -> str:
        if not event.weekly:
            return _("once")
        if event.last_day is None:
            return _("weekly")
        return _("weekly until {day}").format(day=short_day(event.last_day, self._today))

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
