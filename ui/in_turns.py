"""A page of many parts, shown part by part, so that no single turn of the window takes long."""

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


class InTurns(QTimer):
    """Shows hidden widgets, one in each turn of the event loop: to style and measure them costs."""

    def __init__(self, widgets: Iterable[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._widgets = deque(widgets)
        for widget in self._widgets:
            widget.hide()
        self.setInterval(0)
        self.timeout.connect(self._show_one)

    def _show_one(self) -> None:
        if self._widgets:
            self._widgets.popleft().show()
        else:
            self.stop()
