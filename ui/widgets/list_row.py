"""One of a list: its name, what is to be said of it, a state, and the way to change it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import ElidedLabel, Pill, label
from vault.translation import _

_WIDE = 560
"""Pixels of the design from which on all of a row stands in one line."""

_NAME = 200
"""Pixels of the design that a name has in such a line: with less, the buttons stand beneath."""


class ListRow(QWidget):
    """`change_asked` says that it is to be changed."""

    change_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        said: Sequence[str],
        *,
        state: tuple[str, str] | None = None,
        beside: QWidget | None = None,
        action: str = "",
    ) -> None:
        """`state` is words and a tone; `beside` stands before the button, which says `action`."""
        super().__init__()
        self._theme = theme
        self.name = name
        self._who = QVBoxLayout()
        self._who.setSpacing(theme.px(2))
        self._who.addWidget(ElidedLabel(name, "strong"))
        self._who.addWidget(label(" · ".join(said), "small"))
        spoken = f"{action}: {name}" if action else _("Change {name}").format(name=name)
        self.change = button(action or _("Change…"), theme=theme, name=spoken, small=True)
        self.change.clicked.connect(self.change_asked)
        self._right = right = QHBoxLayout()
        right.setSpacing(theme.px(10))
        pill = Pill(*state, theme=theme) if state is not None else None
        for widget in (pill, beside, self.change):
            if widget is not None:
                right.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
        right.addStretch(0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(theme.px(10))
        self._row.addLayout(self._who, 1)
        self._row.addLayout(right)

    def add_beneath(self, link: QWidget) -> None:
        """Put a link beneath what is said."""
        self._who.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)

    def set_flush(self) -> None:
        """Let it begin where the words around it do, for a place that is no row of a card."""
        self._row.setContentsMargins(0, 0, 0, 0)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider of its two parts: they can stand beneath each other."""
        widest = max(part.minimumSize().width() for part in (self._who, self._right))
        return QSize(widest + self._edges(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put state and buttons beneath the name where beside it is no room."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        who = max(self._who.minimumSize().width(), self._theme.px(_NAME))
        beside = who + self._right.sizeHint().width() + self._row.spacing() + self._edges()
        wide = self.width() >= max(self._theme.px(_WIDE), beside)
        self._row.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _edges(self) -> int:
        margins = self._row.contentsMargins()
        return margins.left() + margins.right()


class Ways(QWidget):
    """Several buttons beside a row: next to each other, or beneath where there is no room."""

    def __init__(self, theme: Theme, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._buttons = buttons
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(10))
        for each in buttons:
            self._row.addWidget(each)

    def sizeHint(self) -> QSize:
        """Want the room for all of them next to each other."""
        return QSize(self._side_by_side(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Let it be as narrow as the widest of them."""
        widest = max((each.minimumSizeHint().width() for each in self._buttons), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them beneath each other where they do not fit side by side."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wide = self.width() >= self._side_by_side()
        self._row.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _side_by_side(self) -> int:
        gaps = self._row.spacing() * max(0, len(self._buttons) - 1)
        return sum(each.sizeHint().width() for each in self._buttons) + gaps


def days_words(first: date, last: date | None) -> str:
    """Return from when until when, such as "since Jan 8, 2026"."""
    if last is None:
        return _("since {day}").format(day=plain_day(first))
    return _("from {first} until {last}").format(first=plain_day(first), last=plain_day(last))
