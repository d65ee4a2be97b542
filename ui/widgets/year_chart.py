"""How many records come to the end of their time in each year, painted as bars with numbers.

The same figures are its accessible name: nothing is told by the picture alone.
"""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from vault.translation import _

_HEIGHT, _ABOVE, _BELOW = 132, 18, 20
_MOST = 8
"""Years that are shown; what comes later stands with the last."""


class YearChart(QWidget):
    """Bars from the first year to the last that has a record, at most eight of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: list[tuple[str, int]] = []
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_years(self, counts: Mapping[int, int], this_year: int) -> None:
        """Show how many records there are by year; what was before this year is with it."""
        years: dict[int, int] = {}
        for year, count in counts.items():
            shown = min(max(year, this_year), this_year + _MOST - 1)
            years[shown] = years.get(shown, 0) + count
        last = this_year + _MOST - 1
        self._bars = [
            (_label(year, this_year, last), years.get(year, 0))
            for year in range(this_year, last + 1)
        ]
        told = ", ".join(f"{year}: {count}" for year, count in self._bars if count)
        self.setAccessibleName(_("Records by year: {told}").format(told=told or _("none")))
        self.update()

    def bars(self) -> list[tuple[str, int]]:
        """Return the years that are shown, with how many records."""
        return list(self._bars)

    def sizeHint(self) -> QSize:
        """Be as wide as there is room."""
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a bar for each year, its number above and the year below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(11))
        px = self._theme.px
        most = max((count for _year, count in self._bars), default=0) or 1
        width = self.width() / max(len(self._bars), 1)
        ground = self.height() - px(_BELOW)
        for number, (year, count) in enumerate(self._bars):
            left = number * width
            height = (ground - px(_ABOVE)) * count / most
            bar = QRectF(left + width * 0.2, ground - height, width * 0.6, height)
            painter.fillRect(bar, self._theme.color("teal"))
            middle = Qt.AlignmentFlag.AlignHCenter
            painter.setPen(self._theme.color("ink"))
            if count:
                above = QRectF(left, bar.top() - px(16), width, px(15))
                painter.drawText(above, middle, str(count))
            painter.setPen(self._theme.color("mute"))
            narrow = painter.fontMetrics().horizontalAdvance(year) > width
            shown = year.replace("20", "", 1) if narrow else year
            painter.drawText(QRectF(left, ground + px(4), width, px(16)), middle, shown)
        painter.fillRect(QRectF(0, ground, self.width(), 1), self._theme.color("line"))
        painter.end()


def _label(year: int, this_year: int, last: int) -> str:
    if year == this_year:
        return _("≤{year}").format(year=year)
    return _("{year}+").format(year=year) if year == last else str(year)
