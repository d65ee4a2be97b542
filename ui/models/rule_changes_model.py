"""The table of which records a rule file changes: as they are, at once, and once confirmed."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.date_words import plain_day
from ui.tool_tip import as_tool_tip
from vault.model.ids import record_number
from vault.model.record_retention import RecordRetention
from vault.model.retention_words import binding_words, state_words
from vault.model.rule_preview import ChangedRecord
from vault.model.rule_preview_words import record_change_words
from vault.translation import _

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class Column(IntEnum):
    """The columns, from left to right."""

    RECORD = 0
    BEFORE = 1
    AFTER = 2
    CONFIRMED = 3


class RuleChangesModel(QAbstractTableModel):
    """One row for each record; a cell has lines."""

    def __init__(
        self,
        records: Sequence[ChangedRecord],
        today: date,
        *,
        back: bool,
        parent: QObject | None = None,
    ) -> None:
        """`back` tells that the rules are taken back: nothing waits to be confirmed then."""
        super().__init__(parent)
        self._records, self._today, self._back = records, today, back

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many records change."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column) - self._back

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or index.row() >= len(self._records):
            return None
        if role == _ROLE.DisplayRole:
            return "\n".join(self._lines(index))
        if role == _ROLE.AccessibleTextRole:
            return ", ".join(self._lines(index))
        if role == _ROLE.ToolTipRole:
            return as_tool_tip("\n".join(self._lines(index)))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return what stands above a column."""
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        if not 0 <= section < len(Column):
            return None
        return {
            Column.RECORD: _("Record"),
            Column.BEFORE: _("Now"),
            Column.AFTER: _("After that") if self._back else _("At once"),
            Column.CONFIRMED: _("Once you have confirmed"),
        }[Column(section)]

    def _lines(self, index: Index) -> list[str]:
        each, column = self._records[index.row()], Column(index.column())
        if column is Column.RECORD:
            number = _("record {number}").format(number=record_number(each.client.id))
            return [each.client.name, number, record_change_words(each)]
        found = {
            Column.BEFORE: each.before,
            Column.AFTER: each.after,
            Column.CONFIRMED: each.confirmed,
        }[column]
        return self._kept(found)

    def _kept(self, found: RecordRetention) -> list[str]:
        day = _("no date") if found.through is None else plain_day(found.through)
        return [day, binding_words(found), state_words(found, self._today)]
