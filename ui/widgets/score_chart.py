"""Scores over time, painted: the bands as labelled lines, each score with its number.

The same figures stand in a table beside it: nothing is told by the picture or a color alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.date_words import plain_day
from ui.theme import Theme
from vault.translation import _

_HEIGHT = 240
_ABOVE, _BELOW, _SIDE, _GAP = 14, 26, 16, 8
_DOT = 4


@dataclass(frozen=True)
class ChartedBand:
    """A band: the line at its least score, and what the source calls it."""

    least: int
    words: str


class ScoreChart(QWidget):
    """One measure; `words` say what it shows, for who does not see it."""

    def __init__(
        self,
        theme: Theme,
        scores: Sequence[tuple[date, int]],
        most: int,
        bands: Sequence[ChartedBand],
        words: str,
    ) -> None:
        """`scores` are of 0 to `most`, the first day first."""
        super().__init__()
        self._theme, self._scores, self._most = theme, tuple(scores), most
        self._bands = tuple(bands)
        self.setAccessibleName(words)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Be as wide as there is room."""
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT))

    def place_of(self, day: date, score: int) -> QPointF:
        """Return where a score of a day stands."""
        plot, days = self._plot(), [each for each, _score in self._scores]
        span = (days[-1] - days[0]).days
        along = (day - days[0]).days / span if span else 0.5
        return QPointF(plot.left() + along * plot.width(), self._height_of(score))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bands, the line through the scores, and each score."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter)
        self._paint_scores(painter)
        self._paint_days(painter)
        painter.end()

    def _plot(self) -> QRectF:
        px = self._theme.px
        metrics = QFontMetrics(self._small())
        words = max(metrics.horizontalAdvance(self._label(each)) for each in self._bands)
        # The words of the bands stand at the left of what is painted, the dots keep off both ends.
        left = px(_SIDE) + words + px(_GAP) + px(_SIDE)
        width = self.width() - left - 2 * px(_SIDE)
        return QRectF(left, px(_ABOVE), max(1, width), self.height() - px(_ABOVE) - px(_BELOW))

    def _height_of(self, score: int) -> float:
        plot = self._plot()
        return plot.bottom() - score / self._most * plot.height()

    def _paint_bands(self, painter: QPainter) -> None:
        px, plot = self._theme.px, self._plot()
        painter.setFont(self._small())
        metrics = QFontMetrics(self._small())
        for each in self._bands:
            height = self._height_of(each.least)
            painter.setPen(QPen(self._theme.color("line"), px(1)))
            painter.drawLine(
                QPointF(plot.left() - px(_SIDE), height),
                QPointF(plot.right() + px(_SIDE), height),
            )
            painter.setPen(self._theme.color("mute"))
            room = QRectF(px(_SIDE), height - metrics.height() / 2, 0, metrics.height())
            room.setRight(plot.left() - px(_SIDE) - px(_GAP))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._label(each)
            )

    def _paint_scores(self, painter: QPainter) -> None:
        px = self._theme.px
        places = [self.place_of(*each) for each in self._scores]
        painter.setPen(QPen(self._theme.color("teal"), px(2)))
        painter.drawPolyline(places)
        font = self._theme.font(12, QFont.Weight.Medium)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        ends = 0.0
        for place, (_day, score) in zip(places, self._scores, strict=True):
            painter.setPen(QPen(self._theme.color("surface"), px(1)))
            painter.setBrush(self._theme.color("teal"))
            painter.drawEllipse(place, px(_DOT), px(_DOT))
            width = metrics.horizontalAdvance(str(score))
            left = place.x() - width / 2
            if left < ends:
                continue  # it would stand over the number before; the table has it
            ends = left + width + px(4)
            above = place.y() - px(_DOT) - metrics.height()
            top = above if above >= 0 else place.y() + px(_DOT)
            painter.setPen(self._theme.color("ink"))
            painter.drawText(
                QRectF(left, top, width + 1, metrics.height()),
                Qt.AlignmentFlag.AlignCenter,
                str(score),
            )

    def _paint_days(self, painter: QPainter) -> None:
        px, plot, metrics = self._theme.px, self._plot(), QFontMetrics(self._small())
        first, last = self._scores[0][0], self._scores[-1][0]
        painter.setFont(self._small())
        painter.setPen(self._theme.color("mute"))
        top = plot.bottom() + px(_GAP)
        row = QRectF(plot.left() - px(_SIDE), top, plot.width() + 2 * px(_SIDE), metrics.height())
        if first == last:
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, plain_day(first))
            return
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, plain_day(first))
        if metrics.horizontalAdvance(plain_day(first) + plain_day(last)) + px(_GAP) < row.width():
            painter.drawText(row, Qt.AlignmentFlag.AlignRight, plain_day(last))

    def _label(self, band: ChartedBand) -> str:
        return _("{band}, from {least}").format(band=band.words, least=band.least)

    def _small(self) -> QFont:
        return self._theme.font(11.5)
