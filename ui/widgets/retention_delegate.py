"""Paints a record in the table of retention: whose, last contact, what binds, until when, state."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from ui.models.retention_model import RetentionModel, cells
from ui.theme import Theme
from ui.widgets.labels import AT_LEFT
from ui.widgets.row_painter import RowDelegate, RowPainter
from vault.model.record_retention import Dated, RecordState
from vault.translation import _

MIDDLE = 21
_SIDE, _GAP = 12, 12
_WIDTHS = {1: 102, 2: 140, 3: 98, 4: 188}
"""Pixels of the design of each cell but the name, which has the rest."""
_FEWER = ((1, 2, 3, 4), (3, 4), (4,))
"""What is shown beside the name, by the room there is."""
_LEAST_NAME = 100

_TONES = {
    RecordState.OVER: "teal",
    RecordState.ASK: "amber",
    RecordState.UNKNOWN: "amber",
    RecordState.ON_HOLD: "red",
}


def columns(theme: Theme, width: int) -> list[tuple[int, int, int]]:
    """Return each cell that is shown with its left and right edge, in pixels from the left."""
    px = theme.px
    room = width - 2 * px(_SIDE)
    for cells_shown in _FEWER:
        widths = {cell: px(_WIDTHS[cell]) for cell in cells_shown}
        name = max(room - sum(widths.values()), 0)
        if name >= px(_LEAST_NAME):
            break
    left, found = px(_SIDE), []
    for cell, wide in ((0, name), *widths.items()):
        found.append((cell, left, left + wide - (px(_GAP) if cell != 4 else 0)))
        left += wide
    return found


class RetentionDelegate(RowDelegate):
    """One line for each record."""

    kind = Dated
    row_height = 42

    def __init__(self, theme: Theme, model: RetentionModel) -> None:
        super().__init__(theme)
        self._model = model

    def paint_row(self, row: RowPainter, noun: Dated) -> None:
        """Paint a record."""
        said = cells(noun, self._model.today)
        strong, plain = self.theme.font(13, QFont.Weight.Medium), self.theme.font(13)
        small = self.theme.font(12.5)
        for cell, left, right in columns(self.theme, row.rect.width()):
            row.within(left, right)
            if cell == 4:
                row.pill_at_left(said[4], self._tone(noun), MIDDLE)
            elif cell == 0:
                row.words(said[0], strong, "ink", MIDDLE)
            elif cell == 3:
                row.words(said[3], plain, "ink", MIDDLE)
            else:
                row.words(said[cell], small, "mute", MIDDLE)

    def _tone(self, noun: Dated) -> str:
        found = noun.retention
        if found.held:
            return "red"
        if found.is_soon(self._model.today):
            return "amber"
        return _TONES.get(found.state, "plain")


class RetentionHead(QWidget):
    """The names of the columns above the rows of a list."""

    def __init__(self, theme: Theme, rows: QAbstractItemView) -> None:
        super().__init__()
        self._theme, self._rows = theme, rows
        self.setFixedHeight(theme.px(31))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names, and the line beneath them."""
        painter = QPainter(self)
        font = self._theme.font(12, QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(self._theme.color("mute"))
        names = (
            _("Client"),
            _("Last contact"),
            _("Rule that binds"),
            _("Keep through"),
            _("State"),
        )
        metrics = painter.fontMetrics()
        for cell, left, right in columns(self._theme, self._rows.viewport().width()):
            place = QRect(left, 0, right - left, self.height())
            text = metrics.elidedText(names[cell], Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(place, AT_LEFT, text)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
        painter.end()
