"""The list of a client's process notes: the draft, the kept ones newest first, or what is found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.date_words import short_day
from ui.theme import Theme
from ui.widgets.row_painter import ring, ring_without_row
from ui.widgets.text_direction import painted
from vault.translation import _

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex

DRAFT = ""
"""The id of the draft, which is no note yet."""


@dataclass(frozen=True)
class ListedNote:
    """One row: a kept note by its id, or the draft."""

    id: str
    day: date
    words: str = field(repr=False)

    @property
    def tag(self) -> str:
        """What stands beside the day."""
        return _("draft") if self.id == DRAFT else ""


class NoteListModel(QAbstractListModel):
    """Holds the rows that were read; `more_wanted` asks for those from a number on."""

    more_wanted = Signal(int)

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._rows: list[ListedNote] = []
        self._total = 0
        self._asked = False

    def show_rows(self, rows: Sequence[ListedNote], total: int) -> None:
        """Show other rows; `total` is how many there are when all have been read."""
        self.beginResetModel()
        self._rows, self._total, self._asked = list(rows), total, False
        self.endResetModel()

    def add_rows(self, rows: Sequence[ListedNote]) -> None:
        """Show what `more_wanted` asked for."""
        self._asked = False
        if not rows:
            self._total = len(self._rows)
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def change_draft(self, row: ListedNote | None) -> None:
        """Show what is being written, above all others; None when nothing is."""
        has = bool(self._rows) and self._rows[0].id == DRAFT
        if row is not None and has:
            if self._rows[0] != row:
                self._rows[0] = row
                self.dataChanged.emit(self.index(0, 0), self.index(0, 0))
        elif row is not None:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._rows.insert(0, row)
            self._total += 1
            self.endInsertRows()
        elif has:
            self.beginRemoveRows(QModelIndex(), 0, 0)
            del self._rows[0]
            self._total -= 1
            self.endRemoveRows()

    def clear(self) -> None:
        """Forget every row."""
        self.show_rows((), 0)

    def row_of(self, note: str) -> int:
        """Return the number of a note's row, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.id == note), -1)

    def note_at(self, index: Index) -> ListedNote | None:
        """Return the row at an index, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def kept_rows(self) -> int:
        """Return how many kept notes are here."""
        return sum(row.id != DRAFT for row in self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are here."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row itself, or its words for type-ahead and screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(part for part in (self.day_words(row), row.tag, row.words) if part)
        return None

    def day_words(self, row: ListedNote) -> str:
        """Return a row's day as it is read."""
        return short_day(row.day, self._today)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are rows that were not read yet."""
        return not parent.isValid() and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next rows, once."""
        if not self._asked and self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(self.kept_rows())


class NoteList(QListView):
    """Shows where the keyboard is also while it is on no row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where the keyboard is while it is on none."""
        super().paintEvent(event)
        ring_without_row(self, self._theme.color("focus_process"))


class NoteDelegate(QStyledItemDelegate):
    """Draws a row in two lines: the day, and the first words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strong = theme.font(13.5, QFont.Weight.DemiBold)
        self._small = theme.font(12.5)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines with their margins."""
        return QSize(0, self._theme.px(61))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row; words are drawn as they are, never read as markup."""
        row = index.data(ROW_ROLE)
        model = index.model()
        if not isinstance(row, ListedNote) or not isinstance(model, NoteListModel):
            return
        theme, px = self._theme, self._theme.px
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("plum_wash"))
            painter.fillRect(rect.x(), rect.y(), px(3), rect.height(), theme.color("plum"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            ring(painter, rect, theme.color("focus_process"))
        inner = rect.adjusted(px(20), px(10), -px(16), -px(11))
        line = QRect(inner.x(), inner.y(), inner.width(), px(20))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self._strong)
        painter.setPen(theme.color("ink"))
        day = model.day_words(row)
        painter.drawText(line, middle, day)
        left = painter.fontMetrics().horizontalAdvance(day) + px(12)
        painter.setFont(self._small)
        painter.setPen(theme.color("mute"))
        painter.drawText(line.adjusted(left, 0, 0, 0), painted(row.tag), row.tag)
        below = QRect(inner.x(), inner.y() + px(20), inner.width(), px(20))
        words = painter.fontMetrics().elidedText(
            row.words, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(below, painted(words), words)
        painter.restore()
