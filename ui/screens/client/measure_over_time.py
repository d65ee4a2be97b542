"""One measure over time: a chart, and the same figures in a table beneath it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.date_words import plain_day
from ui.theme import Theme
from ui.widgets.labels import label
from ui.widgets.score_chart import ChartedBand, ScoreChart
from vault.model.measure import Administration, Measure, measure_of
from vault.model.measure_words import (
    band_words,
    chart_words,
    range_words,
    score_words,
    source_words,
)
from vault.translation import _

_ROW = 36
_SIDE, _ABOVE = 18, 18
"""Pixels that the style sheet keeps free in a cell, and the cell itself."""


class MeasureOverTime(QWidget):
    """What a client filled in of one measure, the first day first; at least one."""

    def __init__(self, theme: Theme, given: Sequence[Administration]) -> None:
        super().__init__()
        measure = measure_of(given[0].measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(8))
        title = _("{title} over time").format(title=measure.title)
        column.addWidget(label(title, "heading", wrap=True))
        self.chart: ScoreChart | None = None
        scores = [(each.day, each.score.total) for each in given]
        scored = [(day, total) for day, total in scores if total is not None]
        if scored:
            bands = [ChartedBand(least, words) for least, _most, words in range_words(measure)]
            words = chart_words(given, plain_day)
            self.chart = ScoreChart(theme, scored, measure.most, bands, words)
            card = QFrame()
            card.setProperty("role", "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(self.chart)
            column.addWidget(card)
        self.table = _Table(theme, title, given)
        column.addWidget(self.table)
        column.addWidget(label(_bands_words(measure), "small"))
        column.addWidget(label(source_words(measure), "small"))


class _Table(QTableWidget):
    """As tall as its rows are at its width: it never scrolls within the page."""

    def __init__(self, theme: Theme, title: str, given: Sequence[Administration]) -> None:
        super().__init__(len(given), 3)
        self._least = theme.px(_ROW)
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels([_("Day"), _("Score"), _("Band")])
        for row, each in enumerate(reversed(given)):
            words = (plain_day(each.day), score_words(each.score), band_words(each.score) or "–")
            for at, said in enumerate(words):
                item = QTableWidgetItem(said)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(row, at, item)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self._least)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setFixedHeight(self._least)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let words that do not fit into one line take two."""
        super().resizeEvent(event)
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(self._least, self._height_of(row)))
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        tall = self._least + rows + 2 * self.frameWidth()
        if tall != self.height():
            self.setFixedHeight(tall)

    def _height_of(self, row: int) -> int:
        """Return what the words of a row need; Qt's own answer forgets the padding of a cell."""
        found, metrics = 0, self.fontMetrics()
        for column in range(self.columnCount()):
            item = self.item(row, column)
            room = QRect(0, 0, self.columnWidth(column) - 2 * _SIDE, 0)
            words = item.text() if item is not None else ""
            wrapped = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words)
            if wrapped.height() > metrics.lineSpacing():
                found = max(found, wrapped.height() + 2 * _ABOVE)
        return found


def _bands_words(measure: Measure) -> str:
    said = [f"{least}–{most} {words}" for least, most, words in range_words(measure)]
    return _("Bands: {bands}.").format(bands=", ".join(said))
