"""How far a wizard is: its parts as short lines, and the present one by name."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.labels import label
from vault.translation import _


class Steps(QWidget):
    """Names the present part among all, with a line for each."""

    def __init__(self, theme: Theme, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names
        self._words = label("", "section")
        self._lines = _Lines(theme, len(names))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._lines)
        column.addWidget(self._words)

    def show_part(self, part: int, token: str = "teal") -> None:
        """Show the part of this index as the present one, in the color of its room."""
        self._lines.show_part(part, token)
        words = _("Step {n} of {all} · {name}").format(
            n=part + 1, all=len(self._names), name=self._names[part]
        )
        self._words.setText(words)
        self.setAccessibleName(words)

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()


class _Lines(QWidget):
    def __init__(self, theme: Theme, count: int) -> None:
        super().__init__()
        self._theme, self._count, self._part, self._token = theme, count, 0, "teal"
        self.setFixedHeight(theme.px(3))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_part(self, part: int, token: str) -> None:
        self._part, self._token = part, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap, radius = self._theme.px(6), self.height() / 2
        width = (self.width() - gap * (self._count - 1)) / self._count
        for index in range(self._count):
            painter.setBrush(self._theme.color(self._token if index <= self._part else "line"))
            place = QRectF(index * (width + gap), 0, width, self.height())
            painter.drawRoundedRect(place, radius, radius)
        painter.end()
