"""A client at a glance, above the list of notes: at most five quiet lines in their own words."""

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.date_words import plain_day, short_day
from ui.theme import Theme
from ui.widgets.emptied import empty
from ui.widgets.hairline import Hairline
from ui.widgets.labels import as_tool_tip
from ui.widgets.text_direction import painted
from vault.model.glance import Glance, GlanceLine
from vault.translation import _

LABEL_WIDTH = 86
LINE_HEIGHT = 22
_SIDE = 20


class GlancePanel(QWidget):
    """`asked` names the note that a line is from."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(_("At a glance"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(10), 0, 0)
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
        self._column.addSpacing(self._theme.px(10))
        self._column.addWidget(Hairline())
        self.setVisible(bool(glance.lines))

    def lines(self) -> list["GlanceButton"]:
        """Return the lines from top to bottom."""
        return [each for each in self.findChildren(GlanceButton) if not each.isHidden()]


class GlanceButton(QAbstractButton):
    """One line: what it is about, and the words, cut where the room ends.

    Words from before the last session have their day beside them.
    """

    def __init__(self, theme: Theme, line: GlanceLine, today: date) -> None:
        super().__init__()
        self._theme, self._line, self._today = theme, line, today
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
        return QSize(self._theme.px(200), self._theme.px(LINE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return one line's height and next to no width."""
        return QSize(self._theme.px(60), self._theme.px(LINE_HEIGHT))

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
        label_font = self._theme.font(12, QFont.Weight.Medium)
        self._write(painter, self._line.label, label_font, "mute", area, px(LABEL_WIDTH) - px(8))
        rest = area.adjusted(px(LABEL_WIDTH), 0, -self._write_day(painter, area), 0)
        self._write(painter, self._line.text, self._theme.font(12.5), "ink", rest, rest.width())
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), px(2)))
            painter.drawRoundedRect(self.rect().adjusted(px(12), 1, -px(8), -1), px(5), px(5))
        painter.end()

    def _write_day(self, painter: QPainter, area: QRect) -> int:
        """Write the day at the end of the line, if it is to be seen; return the room it takes."""
        if not self._line.earlier or self._line.day is None:
            return 0
        font, day = self._theme.font(11.5), short_day(self._line.day, self._today)
        painter.setFont(font)
        painter.setPen(self._theme.color("mute"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, day)
        return QFontMetrics(font).horizontalAdvance(day) + self._theme.px(8)

    def _write(
        self, painter: QPainter, text: str, font: QFont, token: str, area: QRect, room: int
    ) -> None:
        shown = elided(text, QFontMetrics(font), room)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(area, painted(shown), shown)


def elided(text: str, metrics: QFontMetrics, room: int) -> str:
    """Return a text that fits the room, in pixels, cut behind a word where one fits."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    if shown == text or " " not in shown:
        return shown
    cut = shown.removesuffix("…")
    whole = text[len(cut) : len(cut) + 1].isspace()
    return (cut if whole else cut.rpartition(" ")[0]).rstrip(" ,;:…") + "…"
