"""A dialog in which something is looked at before it is done: large, and never past the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui.theme import Theme

_WIDTH, _HEIGHT = 860, 600


class WideDialog(QDialog):
    """Goes with its last answer; its title names nobody."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """`name` is what a screen reader says."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Strongroom")
        self.setAccessibleName(name)
        room = parent.window().size()
        self.resize(min(theme.px(_WIDTH), room.width()), min(theme.px(_HEIGHT), room.height()))
