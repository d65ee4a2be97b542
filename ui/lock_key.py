"""Ctrl+L, wherever in the program it is pressed: over an open dialog, too, it locks."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

KEYS = "Ctrl+L"


class LockKey(QObject):
    """Emits `pressed`. A shortcut of the window would not be heard while a dialog is before it."""

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = QKeySequence(KEYS)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key before anything else can."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) == self._keys
        ):
            self.pressed.emit()
            return True
        return False

    def stop(self) -> None:
        """Listen no longer."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
