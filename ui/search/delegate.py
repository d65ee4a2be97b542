"""Draws what the search field found; words are drawn as they are, never read as markup."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.search.found_words import Span, from_first
from ui.search.results import ROW_ROLE, Index, ResultRow, RowKind
from ui.theme import Theme
from ui.widgets.text_direction import painted
from vault.model.direction import runs_leftward

HEIGHTS = {
    RowKind.HEADING: 32,
    RowKind.CLIENT: 36,
    RowKind.PERSON: 36,
    RowKind.NOTE: 52,
    RowKind.DOCUMENT: 52,
    RowKind.ACTION: 36,
    RowKind.SAVED: 36,
    RowKind.FILTERS: 36,
    RowKind.NOTHING: 40,
}
_LETTER = 6.4
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class ResultsDelegate(QStyledItemDelegate):
    """One line for a client, a person, an action or a kept search, two for a note or a document."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = theme.font(13, QFont.Weight.Medium)
        self._small = theme.font(12.5)
        self._bold = theme.font(12.5, QFont.Weight.DemiBold)
        self._key = theme.font(11, QFont.Weight.Medium)
        self._heading = theme.font(11.5, QFont.Weight.DemiBold)
        self._heading.setCapitalization(QFont.Capitalization.AllUppercase)
        self._heading.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row's kind."""
        row = index.data(ROW_ROLE)
        kind = row.kind if isinstance(row, ResultRow) else RowKind.CLIENT
        return QSize(0, self._theme.px(HEIGHTS[kind]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ResultRow):
            return
        theme, px = self._theme, self._theme.px
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("teal_wash"))
            painter.drawRoundedRect(rect.adjusted(px(4), 0, -px(4), 0), px(6), px(6))
        inner = rect.adjusted(px(14), 0, -px(14), 0)
        if row.kind is RowKind.HEADING:
            self._draw(painter, inner.adjusted(0, px(6), 0, 0), row.title, self._heading, "mute")
        elif row.kind is RowKind.NOTHING:
            self._draw(painter, inner, row.title, self._small, "mute")
        else:
            self._draw_result(painter, inner, row)
        painter.restore()

    def _draw_result(self, painter: QPainter, inner: QRect, row: ResultRow) -> None:
        px = self._theme.px
        lines = 2 if row.kind in (RowKind.NOTE, RowKind.DOCUMENT) else 1
        first = QRect(inner)
        if lines == 2:
            first = QRect(inner.x(), inner.y() + px(6), inner.width(), px(20))
        size = px(16)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        icon = self._theme.pixmap(row.icon, "mute", 16, ratio)
        painter.drawPixmap(inner.x(), first.y() + (first.height() - size) // 2, icon)
        first.setLeft(inner.x() + size + px(10))
        if row.aside:
            first.setRight(self._draw_aside(painter, first, row) - px(12))
        used = self._draw(painter, first, row.title, self._title, "ink")
        if lines == 1 and row.words:
            rest = first.adjusted(used + px(10), 0, 0, 0)
            self._draw(painter, rest, row.words, self._small, "mute")
        if lines == 2:
            below = QRect(first.x(), first.y() + px(20), inner.right() - first.x(), px(20))
            self._draw_found(painter, below, row.words, list(row.spans))

    def _draw_aside(self, painter: QPainter, line: QRect, row: ResultRow) -> int:
        """Draw what stands at the right, and return where it begins."""
        px = self._theme.px
        is_key = row.kind in (RowKind.ACTION, RowKind.FILTERS)
        font = self._key if is_key else self._small
        width = QFontMetrics(font).horizontalAdvance(row.aside)
        left = line.right() - width - (px(5) if is_key else 0)
        if is_key:
            cap = QRect(left - px(5), line.center().y() - px(8), width + px(10), px(17))
            painter.setPen(QPen(QColor(self._theme.color("line")), 1))
            painter.setBrush(self._theme.color("surface"))
            painter.drawRoundedRect(cap, px(4), px(4))
            left_of = cap.left()
        else:
            left_of = left
        painter.setFont(font)
        painter.setPen(self._theme.color("mute"))
        painter.drawText(QRect(left, line.y(), width + 1, line.height()), _MIDDLE, row.aside)
        return left_of

    def _draw(self, painter: QPainter, place: QRect, text: str, font: QFont, token: str) -> int:
        """Draw one run of text, cut where the room ends; return its width."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, place.width()))
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(place, painted(shown), shown)
        return metrics.horizontalAdvance(shown)

    def _draw_found(self, painter: QPainter, place: QRect, words: str, spans: list[Span]) -> None:
        room = round(place.width() / (_LETTER * self._theme.scale))
        words, spans = from_first(words, spans, room)
        if runs_leftward(words):
            self._draw_leftward(painter, place, words, spans)
            return
        at, left = 0, QRect(place)
        for start, end in [*spans, (len(words), len(words))]:
            for text, font, token in (
                (words[at:start], self._small, "mute"),
                (words[start:end], self._bold, "ink"),
            ):
                if text and left.width() > 0:
                    left.setLeft(left.left() + self._draw(painter, left, text, font, token))
            at = end

    def _draw_leftward(
        self, painter: QPainter, place: QRect, words: str, spans: list[Span]
    ) -> None:
        """Draw found words that run from right to left: all in one, so that letters stay joined."""
        shown = QFontMetrics(self._bold).elidedText(
            words, Qt.TextElideMode.ElideRight, place.width()
        )
        layout = QTextLayout(shown, self._small)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats([self._found(start, min(end, len(shown))) for start, end in spans])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width())
        layout.endLayout()
        painter.setPen(self._theme.color("mute"))
        layout.draw(painter, QPointF(place.x(), place.center().y() - line.height() / 2))

    def _found(self, start: int, end: int) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setFontWeight(self._bold.weight())
        look.setForeground(self._theme.color("ink"))
        found.start, found.length, found.format = start, max(0, end - start), look
        return found
