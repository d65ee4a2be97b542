"""A client at a glance, above the list of notes: at most five quiet lines in their own words."""

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.date_words import plain_day, short_day
from ui.theme import Theme
from ui.tool_tip import as_tool_tip
from ui.widgets.emptied import empty
from ui.widgets.hairline import Hairline
from ui.widgets.text_direction import painted
from vault.model.glance import Glance, GlanceLine
from vault.translation import _

LABEL_WIDTH = 86
LINE_HEIGHT, LARGE_LINE_HEIGHT = 22, 17
EDGE, MOST_EDGE = 10, 12
_SIDE = 20


class GlancePanel(QWidget):
    """`asked` names the note that a line is from."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(_("At a glance"))
        self._column = QVBoxLayout(self)
        edge = min(theme.px(EDGE), MOST_EDGE)
        self._column.setContentsMargins(0, edge, 0, 0)
        self._column.setSpacing(0)
        self._shown: tuple[Glance, date] | None = None
        self.hide()

    def show_glance(self, glance: Glance, today: date) -> None:
        """Show these lines; without any, take no room."""
        if (glance, today) == self._shown:
            return
        self._shown = glance, today
        empty(self._column)
        for line in glance.lines:
            shown = GlanceButton(self._theme, line, today)
            if line.note is not None:
                shown.clicked.connect(partial(self.asked.emit, line.note))
            self._column.addWidget(shown)
        self._column.addSpacing(min(self._theme.px(EDGE), MOST_EDGE))
        self._column.addWidget(Hairline())
        self.setVisible(bool(glance.lines))

    def lines(self) -> list["GlanceButton"]:
        """Return the lines from top to bottom."""
        return [each for each in self.findChildren(GlanceButton) if not each.isHidden()]


class GlanceButton(QAbstractButton):
    """One line: what it is about, and the words, cut where the room ends.

    Words from before the last session have their day beside them. Those that must not be cut go on
    in a second line. With large letters the words begin right behind what they are about.
    """

    def __init__(self, theme: Theme, line: GlanceLine, today: date) -> None:
        super().__init__()
        self._theme, self._line, self._today = theme, line, today
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._label_font = theme.font(12, QFont.Weight.Medium)
        self._font = theme.font(12.5)
        self._line_height = theme.px(LARGE_LINE_HEIGHT if theme.large else LINE_HEIGHT)
        spoken = f"{line.label}: {line.whole or line.text}"
        if line.day is not None:
            spoken = f"{spoken} ({plain_day(line.day)})"
        self.setAccessibleName(spoken)
        self.setToolTip(as_tool_tip(spoken))
        if line.note is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return one line's height."""
        return QSize(self._theme.px(200), self._line_height)

    def minimumSizeHint(self) -> QSize:
        """Return one line's height and next to no width."""
        return QSize(self._theme.px(60), self._line_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height of the lines that the words are in."""
        super().resizeEvent(event)
        self.setFixedHeight(self._line_height * len(self._lines(event.size().width())))

    def event(self, event: QEvent) -> bool:
        """Show what the pointer is over."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the line."""
        px, color = self._theme.px, self._theme.color
        painter = QPainter(self)
        if self.underMouse() and self._line.note is not None:
            painter.fillRect(self.rect(), color("hover"))
        area = self.rect().adjusted(px(_SIDE), 0, -px(16), 0)
        room = self._label_width() - px(8)
        name = QFontMetrics(self._label_font).elidedText(self._line.label, _RIGHT, room)
        lines = self._lines(self.width())
        height = self.height() // len(lines)
        area.setHeight(height)
        self._write(painter, name, self._label_font, "mute", area)
        if self._day:
            self._write(painter, self._day, self._label_font, "mute", area, _AT_THE_END)
        area.adjust(self._label_width(), 0, 0, 0)
        for line in lines:
            self._write(painter, line, self._font, "ink", area)
            if self._theme.large:
                area.setLeft(px(_SIDE))
            area.translate(0, height)
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), px(2)))
            painter.drawRoundedRect(self.rect().adjusted(px(12), 1, -px(8), -1), px(5), px(5))
        painter.end()

    def _label_width(self) -> int:
        """Return where the words begin, from where the label does."""
        if not self._theme.large:
            return self._theme.px(LABEL_WIDTH)
        width = QFontMetrics(self._label_font).horizontalAdvance(self._line.label)
        return width + self._theme.px(8) + 1

    @property
    def _day(self) -> str:
        """The day at the end of the line, if it is to be seen."""
        line = self._line
        return short_day(line.day, self._today) if line.earlier and line.day is not None else ""

    def _lines(self, width: int) -> list[str]:
        """Return the words in lines for so many pixels, the last cut where the room ends."""
        whole = width - self._theme.px(_SIDE) - self._theme.px(16)
        first = whole - self._label_width()
        if self._day:
            day = QFontMetrics(self._label_font).horizontalAdvance(self._day)
            first -= day + self._theme.px(10)
        metrics = QFontMetrics(self._font)
        words = self._line.text.split(" ")
        fitting = len(words)
        while fitting and metrics.horizontalAdvance(" ".join(words[:fitting])) > first:
            fitting -= 1
        if fitting == len(words) or not (fitting and self._line.uncut):
            return [elided(self._line.text, metrics, first)]
        below = whole if self._theme.large else whole - self._label_width()
        rest = elided(" ".join(words[fitting:]), metrics, below)
        return [" ".join(words[:fitting]), rest]

    def _write(
        self,
        painter: QPainter,
        text: str,
        font: QFont,
        token: str,
        area: QRect,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(area, painted(text) if alignment is None else alignment, text)


def elided(text: str, metrics: QFontMetrics, room: int) -> str:
    """Return a text that fits the room, in pixels, cut behind a word where one fits."""
    shown = metrics.elidedText(text, _RIGHT, room)
    if shown == text or " " not in shown:
        return shown
    cut = shown.removesuffix("…")
    whole = text[len(cut) : len(cut) + 1].isspace()
    return (cut if whole else cut.rpartition(" ")[0]).rstrip(" ,;:…") + "…"


_RIGHT = Qt.TextElideMode.ElideRight
_AT_THE_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
