"""The right side of a record: chips on top, the words in the middle, what can be done below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.hairline import Hairline
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import ElidedLabel, label

SIDE, MOST_SIDE = 30, 40
_LARGE = 1.3


class NotePage(QWidget):
    """Top and foot stay, the words between them scroll."""

    def __init__(self, theme: Theme, top: QWidget, banner: Banner, words: QWidget) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(18), 0, px(18))
        self._column.setSpacing(0)
        self._column.addWidget(_inset(theme, top))
        self._column.addSpacing(px(12))
        self._column.addWidget(_inset(theme, banner))
        page = QWidget()
        page.setProperty("role", "page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(side_of(theme), px(2), side_of(theme), px(12))
        inner.addWidget(words)
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        self._column.addWidget(self._scroll, 1)

    def add_footer(self, sentence: str, buttons: Sequence[QWidget]) -> None:
        """Put a sentence and buttons below a hairline at the foot."""
        px = self._theme.px
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(side_of(self._theme), 0, side_of(self._theme), 0)
        column.setSpacing(px(12))
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setSpacing(px(12))
        if sentence:
            row.addWidget(IconLabel(self._theme, "info", "mute", 14))
            # Large letters leave no room for lines below each other.
            large = self._theme.scale > _LARGE
            words = ElidedLabel(sentence, "small") if large else label(sentence, "small", wrap=True)
            row.addWidget(words, 1)
        else:
            row.addStretch(1)
        for each in buttons:
            row.addWidget(each)
        column.addLayout(row)
        self._column.addWidget(foot)

    def to_top(self) -> None:
        """Scroll to the first word."""
        self._scroll.verticalScrollBar().setValue(0)

    def to_end(self) -> None:
        """Scroll to the last word."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())


def _inset(theme: Theme, widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(side_of(theme), 0, side_of(theme), 0)
    column.addWidget(widget)
    return holder


def side_of(theme: Theme) -> int:
    """Return the room at both sides: with large letters not as much as they would ask for."""
    return min(theme.px(SIDE), MOST_SIDE)
