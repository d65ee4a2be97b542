"""A page that is filled in: the form scrolls, its buttons stay below a hairline."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.hairline import Hairline
from ui.widgets.scrolled import scrolled

_SIDE = 28


class FormPage(QWidget):
    """Ctrl+Enter does what is asked for, Escape backs out."""

    def lay_out(
        self, theme: Theme, parts: Sequence[QWidget], buttons: Sequence[QWidget]
    ) -> QHBoxLayout:
        """Put the parts below each other, and the buttons at the foot.

        Returns the row in which the parts are: something may stand beside them.
        """
        px = theme.px
        page = QWidget()
        page.setProperty("role", "page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(px(_SIDE), px(20), px(_SIDE), px(20))
        inner.setSpacing(px(16))
        for part in parts:
            inner.addWidget(part)
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(_SIDE), px(12), px(_SIDE), px(16))
        foot.setSpacing(px(12))
        for button in buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(scrolled(page), 1)
        column.addLayout(row, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        return row

    def listen(self, finish: Callable[[], object], back_out: Callable[[], object]) -> None:
        """Connect the keys."""
        for keys, run in (("Escape", back_out), ("Ctrl+Return", finish), ("Ctrl+Enter", finish)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
