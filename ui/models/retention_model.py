"""How long all records are kept: those that fit what is typed and chosen, from one reading."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.date_words import plain_day
from ui.models.windowed_model import ROW_ROLE
from vault.model.names_in_text import folded
from vault.model.record_retention import Dated, RecordState
from vault.model.retention_words import binding_words, state_words
from vault.translation import _

Index = QModelIndex | QPersistentModelIndex


class Chosen(StrEnum):
    """Which records are listed."""

    ALL = "all"
    OVER = "over"
    SOON = "soon"
    HELD = "held"
    ASK = "ask"
    KEPT = "kept"
    IN_CARE = "in-care"


class RetentionModel(QAbstractListModel):
    """Rows are Dated. A reading has every record, since each date is computed in it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Dated] = ()
        self._names: list[str] = []
        self._shown: list[Dated] = []
        self._words = ""
        self._chosen = Chosen.ALL
        self.today = date.min

    def show_all(self, found: Sequence[Dated], today: date) -> None:
        """Show what was read anew."""
        self._all, self.today = found, today
        self._names = [folded(each.client.name) for each in found]
        self._filter()

    def find(self, words: str) -> None:
        """Show the records of those whose names hold every word of a text."""
        self._words = words
        self._filter()

    def choose(self, chosen: Chosen) -> None:
        """Show the records of one state."""
        self._chosen = chosen
        self._filter()

    def count_of(self, chosen: Chosen) -> int:
        """Return how many records of a state there are, whatever is typed."""
        return sum(is_of(each, chosen, self.today) for each in self._all)

    def years(self) -> Counter[int]:
        """Return how many records end their time in each year, whatever is typed."""
        through = (each.retention.through for each in self._all)
        return Counter(day.year for day in through if day is not None)

    def at(self, number: int) -> Dated | None:
        """Return a row, or None beyond the last."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def number_of(self, client: str) -> int | None:
        """Return the number of a client's row, or None where it is not shown."""
        return next((n for n, each in enumerate(self._shown) if each.client.id == client), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows, or says as a sentence."""
        row = self.at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.client.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (row.client.name, *cells(row, self.today)[1:])
            return ", ".join(part for part in said if part)
        return None

    def _filter(self) -> None:
        self.beginResetModel()
        words = folded(self._words).split()
        self._shown = [
            each
            for each, name in zip(self._all, self._names, strict=True)
            if is_of(each, self._chosen, self.today) and all(word in name for word in words)
        ]
        self.endResetModel()


def is_of(each: Dated, chosen: Chosen, today: date) -> bool:
    """Tell whether a record is of those that are chosen; one in care may be on hold too."""
    found = each.retention
    if chosen is Chosen.ALL:
        return True
    if chosen is Chosen.HELD:
        return found.held
    if chosen is Chosen.SOON:
        return found.is_soon(today)
    if chosen is Chosen.ASK:
        return found.state in (RecordState.ASK, RecordState.UNKNOWN)
    return found.state == chosen.value


def cells(each: Dated, today: date) -> tuple[str, str, str, str, str]:
    """Return the columns of a row: whose, last contact, what binds, until when, and its state."""
    found = each.retention
    until = _("no date")
    if found.state is RecordState.IN_CARE:
        until = _("open")
    elif found.held:
        until = _("until lifted")
    elif found.through is not None:
        until = plain_day(found.through)
    last = plain_day(found.last_contact) if found.last_contact is not None else _("none")
    state = _("on hold") if found.held else state_words(found, today)
    return each.client.name, last, binding_words(found), until, state
