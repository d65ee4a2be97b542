"""What rows of lists are painted with: words that end where the room does, pills, a selection."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.windowed_model import ROW_ROLE
from ui.theme import Theme
from ui.widgets.text_direction import painted

BAR = 3
FIRST_LINE, SECOND_LINE = 21, 41
PILL_HEIGHT = 21
PILL_SIDE = 9
LEAST_WORDS = 48
"""So many pixels of the design say enough of what a row is; with less, its pill goes elsewhere."""


class RowPainter:
    """Paints one row; `left` and `right` are where words may still stand."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        option: QStyleOptionViewItem,
        *,
        sides: tuple[int, int],
    ) -> None:
        self._painter, self._theme = painter, theme
        self.rect: QRect = option.rect
        self._sides = sides
        self.next_line()
        self._ground(option)

    def words(self, text: str, font: QFont, token: str, middle: int, *, gap: int = 12) -> None:
        """Write a text at the left, `middle` pixels below the top; the next comes after a gap."""
        metrics = QFontMetrics(font)
        room = self.right - self.left
        if room <= 0:
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._write(shown, font, token, QRect(self.left, self._top(middle), room, 0))
        self.left += min(metrics.horizontalAdvance(shown), room) + self._theme.px(gap)

    def words_at_right(self, text: str, font: QFont, token: str, middle: int) -> None:
        """Write a text at the right, never over what is left of it, where later ones stand too."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.right - self.left)
        width = metrics.horizontalAdvance(shown)
        place = QRect(self.right - width, self._top(middle), width + 1, 0)
        self._write(shown, font, token, place)
        self.right -= width + self._theme.px(12)

    def within(self, left: int, right: int) -> None:
        """Let what comes stand between two edges alone, in pixels from the left one of the row."""
        self.left, self.right = self.rect.left() + left, self.rect.left() + right

    def pill_at_left(self, text: str, tone: str, middle: int) -> None:
        """Draw a capsule with a word at the left of what room there is."""
        self.right = min(self.right, self.left + self._pill_width(text))
        self.pill(text, tone, middle)

    def has_room_beside_pill(self, pill: str, text: str, font: QFont) -> bool:
        """Tell whether a pill leaves room for a text, or for enough of it to tell what it is."""
        left = self.right - self._pill_width(pill) - self._theme.px(8) - self.left
        return left >= min(QFontMetrics(font).horizontalAdvance(text), self._theme.px(LEAST_WORDS))

    def pill(self, text: str, tone: str, middle: int) -> None:
        """Draw a capsule with a word at the right, never over what is left of it."""
        px = self._theme.px
        font = self._pill_font()
        room, width = self.right - self.left, self._pill_width(text)
        if width > room:
            inside = room - 2 * px(PILL_SIDE)
            text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inside)
            width = self._pill_width(text)
        if not text:
            return
        height = px(PILL_HEIGHT)
        top = self.rect.top() + px(middle) - height // 2
        capsule = QRectF(self.right - width, top, width, height)
        ground, ink = ("panel", "mute") if tone == "plain" else (f"{tone}_wash", tone)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color(ground))
        self._painter.drawRoundedRect(capsule, height / 2, height / 2)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.color(ink))
        self._painter.drawText(capsule, Qt.AlignmentFlag.AlignCenter, text)
        self.right -= width + px(8)

    def icon(self, name: str, token: str, middle: int, *, size: int = 14) -> None:
        """Draw an icon at the right."""
        px = self._theme.px
        device = self._painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        drawn = self._theme.pixmap(name, token, size, ratio)
        top = self.rect.top() + px(middle) - px(size) // 2
        self._painter.drawPixmap(self.right - px(size), top, drawn)
        self.right -= px(size) + px(8)

    def next_line(self) -> None:
        """Begin again at the left, with all the room there is."""
        left, right = self._sides
        self.left = self.rect.left() + self._theme.px(left)
        self.right = self.rect.right() + 1 - self._theme.px(right)

    def _pill_font(self) -> QFont:
        return self._theme.font(12, QFont.Weight.Medium)

    def _pill_width(self, text: str) -> int:
        return QFontMetrics(self._pill_font()).horizontalAdvance(text) + 2 * self._theme.px(
            PILL_SIDE
        )

    def _top(self, middle: int) -> int:
        return self.rect.top() + self._theme.px(middle)

    def _write(self, text: str, font: QFont, token: str, place: QRect) -> None:
        height = QFontMetrics(font).height()
        place.setTop(place.top() - height // 2)
        place.setHeight(height)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.color(token))
        self._painter.drawText(place, painted(text), text)

    def _ground(self, option: QStyleOptionViewItem) -> None:
        theme, rect = self._theme, self.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            self._painter.fillRect(rect, theme.color("teal_wash" if selected else "hover"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        self._painter.fillRect(line, theme.color("line"))
        if selected:
            bar = QRect(rect.left(), rect.top(), theme.px(BAR), rect.height())
            self._painter.fillRect(bar, theme.color("teal"))
        if selected and state & QStyle.StateFlag.State_HasFocus:
            self._ring(rect)

    def _ring(self, rect: QRect) -> None:
        ring(self._painter, rect, self._theme.color("focus"))


def ring(painter: QPainter, rect: QRect, color: QColor) -> None:
    """Show that the keyboard is within these edges."""
    painter.setPen(QPen(color, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))


def ring_without_row(view: QAbstractItemView, color: QColor) -> None:
    """Show that the keyboard is in a list, after painting it, while it is on none of its rows."""
    if view.hasFocus() and not view.currentIndex().isValid():
        painter = QPainter(view.viewport())
        ring(painter, view.viewport().rect(), color)
        painter.end()


class RowDelegate(QStyledItemDelegate):
    """Rows of nouns of the `kind`s that all have one height, in pixels of the design."""

    kind: type | tuple[type, ...] = object
    row_height = 61
    sides = (20, 16)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """Return the size of every row: no row is read for it."""
        return QSize(self.theme.px(120), self.theme.px(self.row_height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row, or an empty one while its page is being read."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = RowPainter(painter, self.theme, option, sides=self.sides)
        noun = index.data(ROW_ROLE)
        if isinstance(noun, self.kind):
            self.paint_row(row, noun)
        else:
            row.words("…", self.theme.font(12.5), "mute", FIRST_LINE)
        painter.restore()

    def paint_row(self, row: RowPainter, noun: Any) -> None:
        """Paint a row that was read; here, nothing but its ground."""
