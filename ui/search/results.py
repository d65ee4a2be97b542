"""What the search field found, row by row: headings, clients, people, notes, documents, actions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.search.found_words import Span
from vault.translation import _

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class RowKind(StrEnum):
    """How a row is drawn."""

    HEADING = "heading"
    CLIENT = "client"
    PERSON = "person"
    NOTE = "note"
    DOCUMENT = "document"
    ACTION = "action"
    SAVED = "saved"
    FILTERS = "filters"
    NOTHING = "nothing"


@dataclass(frozen=True)
class ResultRow:
    """One row. `run` is what Enter does, None where nothing can be done.

    `aside` stands at the right: a day, or a shortcut. `spans` are the found words in `words`. With
    `stays` the field goes on with what `run` puts there.
    """

    kind: RowKind
    title: str = field(repr=False)
    words: str = field(default="", repr=False)
    aside: str = field(default="", repr=False)
    icon: str = ""
    spans: tuple[Span, ...] = ()
    run: Callable[[], object] | None = None
    stays: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        kinds = {
            RowKind.CLIENT: _("Client"),
            RowKind.PERSON: _("Person"),
            RowKind.NOTE: _("Note"),
            RowKind.DOCUMENT: _("Document"),
            RowKind.ACTION: _("Action"),
            RowKind.SAVED: _("Kept search"),
            RowKind.FILTERS: _("Filters"),
        }
        parts = (kinds.get(self.kind, ""), self.title, self.words, self.aside)
        return ", ".join(part for part in parts if part)


class ResultsModel(QAbstractListModel):
    """The rows that are shown now; only those that do something can be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ResultRow] = []

    def show_rows(self, rows: Sequence[ResultRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> ResultRow | None:
        """Return a row, or None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def results(self) -> int:
        """Return how many rows can be chosen."""
        return sum(row.run is not None for row in self._rows)

    def next_choice(self, start: int, step: int) -> int:
        """Return the next row from `start` on that can be chosen, or -1; no going round."""
        number = start + step
        while 0 <= number < len(self._rows):
            if self._rows[number].run is not None:
                return number
            number += step
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be passed over."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.run is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row, or its words."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
