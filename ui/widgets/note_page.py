"""A page for words: what they are about on top, the words in the middle, what can be done below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.hairline import Hairline
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled

SIDE, MOST_SIDE = 30, 40
MOST_EDGE = 18


class NotePage(QWidget):
    """Top and foot stay, the words between them scroll. `notice` stands below the top."""

    def __init__(self, theme: Theme, top: QWidget, notice: QWidget, words: QWidget) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        edge = min(px(18), MOST_EDGE)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, edge, 0, edge)
        self._column.setSpacing(0)
        self._column.addWidget(_inset(theme, top))
        # The room below a notice is there without one too, as a part of that above the words.
        self._column.addSpacing(min(px(5), MOST_EDGE // 2))
        self._column.addWidget(_inset(theme, notice, below=min(px(9), MOST_EDGE // 2)))
        page = QWidget()
        page.setProperty("role", "page")
        self._words = QVBoxLayout(page)
        self._words.setContentsMargins(side_of(theme), 0, side_of(theme), px(12))
        self._words.addWidget(words)
        self._words.addStretch(1)
        self._scroll = scrolled(page)
        self._column.addWidget(self._scroll, 1)

    def add_footer(self, sentence: str, buttons: Sequence[QWidget]) -> QWidget:
        """Put a sentence and buttons below a hairline at the foot, and return what holds them."""
        px = self._theme.px
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(side_of(self._theme), 0, side_of(self._theme), 0)
        column.setSpacing(px(12))
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setSpacing(px(12))
        said = _informing(self._theme, sentence) if sentence else QWidget()
        if sentence and self._theme.large:
            # Letters so large leave it no room beside the buttons: it scrolls with the words.
            self._words.addWidget(said)
            row.addStretch(1)
        else:
            row.addWidget(said, 1)
        for each in buttons:
            row.addWidget(each)
        column.addLayout(row)
        self._column.addWidget(foot)
        return foot

    def to_top(self) -> None:
        """Scroll to the first word."""
        self._scroll.verticalScrollBar().setValue(0)

    def to_end(self) -> None:
        """Scroll to the last word."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())


def _informing(theme: Theme, sentence: str) -> QWidget:
    said = QWidget()
    row = QHBoxLayout(said)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(12))
    row.addWidget(IconLabel(theme, "info", "mute", 14))
    row.addWidget(label(sentence, "small", wrap=True), 1)
    return said


def _inset(theme: Theme, widget: QWidget, below: int = 0) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(side_of(theme), 0, side_of(theme), below)
    column.addWidget(widget)
    return holder


def side_of(theme: Theme) -> int:
    """Return the room at both sides: with large letters not as much as they would ask for."""
    return min(theme.px(SIDE), MOST_SIDE)
