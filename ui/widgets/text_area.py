"""A field of a form that takes several lines of plain text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.theme import Theme
from ui.widgets.plain_text_edit import PlainTextEdit

_SIDE = 10


class TextArea(QFrame):
    """Frames a page that grows with its text; `changed` says that the person changed it."""

    changed = Signal()

    def __init__(self, theme: Theme, *, name: str, least_lines: int = 3) -> None:
        """`name` is what a screen reader says."""
        super().__init__()
        self.setProperty("role", "card")
        self.edit = PlainTextEdit(theme, name=name, least_lines=least_lines)
        self.edit.changed.connect(self.changed)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        side = theme.px(_SIDE)
        column.setContentsMargins(side, side, side, side)
        column.addWidget(self.edit)

    def text(self) -> str:
        """Return the text, lines ending in LF."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show a text, without a word to anyone."""
        self.edit.set_text(text)
