"""A line as thin as a hair between two things."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame


class Hairline(QFrame):
    """One pixel in the color of lines, lying or standing."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__()
        self.setProperty("role", "hairline")
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)
