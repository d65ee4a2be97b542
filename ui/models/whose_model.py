"""The table of files that name nobody, with whose a person says that each is."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.tool_tip import as_tool_tip
from vault.model.incoming.given import Given, Whose
from vault.model.incoming.item import FileIn
from vault.model.media import size_words
from vault.translation import _

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class Column(IntEnum):
    """The columns, from left to right."""

    FILE = 0
    SIZE = 1
    BEGINS = 2
    WHOSE = 3


class WhoseModel(QAbstractTableModel):
    """One row for each file; `whose` is what was said, by paths.

    `named` is the row of which it was said last.
    """

    def __init__(
        self,
        files: Sequence[FileIn],
        sizes: Sequence[int],
        whose: Whose,
        parent: QObject | None = None,
    ) -> None:
        """`sizes` are in bytes, one for each file."""
        super().__init__(parent)
        self._files, self._sizes = files, sizes
        self.whose: dict[str, Given] = dict(whose)
        self.named: int | None = None

    def given(self, row: int) -> Given | None:
        """Return whose a file is said to be."""
        return self.whose.get(self._files[row].place.file)

    def give(self, row: int, given: Given | None) -> None:
        """Say whose a file is; None: nobody's."""
        self._keep(row, given)
        self.named = row if given is not None else None

    def _keep(self, row: int, given: Given | None) -> None:
        path = self._files[row].place.file
        if given is None:
            self.whose.pop(path, None)
        else:
            self.whose[path] = given
        self.dataChanged.emit(self.index(row, Column.WHOSE), self.index(row, Column.WHOSE))

    def give_folder(self, row: int) -> int:
        """Give the rest of a file's folder to whose it is; return how many files that were.

        Those that lie in folders within it are not of it, and what was given already stays.
        """
        given, folder = self.given(row), self._folder(row)
        if given is None:
            return 0
        rest = [
            other
            for other in range(len(self._files))
            if self._folder(other) == folder and self.given(other) is None
        ]
        for other in rest:
            self._keep(other, given)
        return len(rest)

    def open_cell(self, row: int) -> int | None:
        """Return the column of whose it is where nobody said it yet."""
        return Column.WHOSE if self.given(row) is None else None

    def problem(self, _index: Index, _text: str) -> str:
        """Return "": any name may be one."""
        return ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        words = self._words(index.row(), Column(index.column()))
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return words
        return as_tool_tip(words) if role == _ROLE.ToolTipRole and words else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.WHOSE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        headings = {
            Column.FILE: _("File"),
            Column.SIZE: _("Size"),
            Column.BEGINS: _("Begins with"),
            Column.WHOSE: _("Whose it is"),
        }
        return headings[Column(section)] if 0 <= section < len(Column) else None

    def _folder(self, row: int) -> str:
        return self._files[row].place.file.rpartition("/")[0]

    def _words(self, row: int, column: Column) -> str:
        if column is Column.FILE:
            return self._files[row].place.file
        if column is Column.SIZE:
            return size_words(self._sizes[row])
        if column is Column.BEGINS:
            return self._files[row].begins
        given = self.given(row)
        return given.name if given is not None else ""
