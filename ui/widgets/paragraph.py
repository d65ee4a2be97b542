"""A few lines of text with air between them, which Qt's own label does not give plain text."""

import math

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

LINE_HEIGHT = 1.2
"""Times the font's own; Inter at 12 px then stands 18 px apart."""

_WIDEST_HINT = 420

_ENDLESS = 1 << 20
"""A width at which no line is broken but where the text says so."""

_KEPT = 16

_OTHER_LETTERS = {
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.LayoutDirectionChange,
}


class Paragraph(QLabel):
    """Wrapped plain text; the first words may be strong."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        self._strong = ""
        self._laid: dict[int, tuple[QTextLayout, float]] = {}
        self._heights: dict[int, int] = {}
        self._laid_for: tuple[QFont, Qt.LayoutDirection] | None = None
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str, *, strong: str = "") -> None:
        """Show a text, with strong words before it."""
        self._strong = strong
        self.setText(f"{strong} {text}".strip())
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Show a text without strong words before it, unless `set_text` has put some there."""
        self._forget()
        super().setText(text)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Lay the lines out anew."""
        self._forget()
        super().setAlignment(alignment)

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text when it is broken at a width."""
        found = self._heights.get(width)
        if found is None:
            if len(self._heights) > _KEPT:
                self._heights.clear()
            found = self._heights[width] = self._height_for(width)
        return found

    def _height_for(self, width: int) -> int:
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        unbroken, height = self._laid_out(_ENDLESS)
        if unbroken.maximumWidth() > room:
            height = self._laid_out(room)[1]
        return math.ceil(height) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """Return one line, or a block that is easy to read."""
        self.ensurePolished()
        margins = self.contentsMargins()
        sides = margins.left() + margins.right()
        em = self.fontMetrics().height() / 16
        natural = math.ceil(self._laid_out(_ENDLESS)[0].maximumWidth()) + 1
        width = min(natural, round(_WIDEST_HINT * em)) + sides
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the longest word, one line high."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        words = self.text().split() or [""]
        width = min(max(metrics.horizontalAdvance(word) for word in words) + 2, 240)
        margins = self.contentsMargins()
        height = math.ceil(metrics.height() * LINE_HEIGHT) + margins.top() + margins.bottom()
        return QSize(width + margins.left() + margins.right(), height)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the letters are others; a new style often leaves them as they are."""
        super().changeEvent(event)
        if event.type() in _OTHER_LETTERS and self._laid_for != self._letters():
            self._forget()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines in the color the style sheet gives."""
        room = self.contentsRect()
        layout, height = self._laid_out(room.width())
        top = room.top()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += max(0, math.floor((room.height() - height) / 2))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(room.left(), top))
        painter.end()

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        """Return the lines broken at a width, and how high they are with their air.

        A layout asks for the same widths again and again, so what was laid out is kept.
        """
        found = self._laid.get(width)
        if found is None:
            self._laid_for = self._letters()
            if len(self._laid) > _KEPT:
                self._laid.clear()
            found = self._laid[width] = self._lay_out(width)
        return found

    def _forget(self) -> None:
        self._laid.clear()
        self._heights.clear()

    def _letters(self) -> tuple[QFont, Qt.LayoutDirection]:
        return self.font(), self.layoutDirection()

    def _lay_out(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        layout.setTextOption(option)
        if self._strong:
            layout.setFormats([_strong_part(len(self._strong))])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            more = line.height() * (LINE_HEIGHT - 1)
            line.setPosition(QPointF(0, math.floor(height + more / 2)))
            height += line.height() + more
        layout.endLayout()
        return layout, height


def _strong_part(length: int) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    part.start, part.length, part.format = 0, length, bold
    return part
