"""Ctrl+L, wherever in the program it is pressed: over an open dialog, too, it locks."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.touches import KEY, Touches

KEYS = "Ctrl+L"


class LockKey(QObject):
    """Emits `pressed`. A shortcut of the window would not be heard while a dialog is before it."""

    pressed = Signal()

    def __init__(self, touches: Touches, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = QKeySequence(KEYS)
        self._touches = touches

    def start(self) -> None:
        """Listen."""
        self._touches.listen(self._key)

    def stop(self) -> None:
        """Listen no longer."""
        self._touches.leave(self._key)

    def _key(self, _watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == KEY
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) == self._keys
        ):
            self.pressed.emit()
            return True
        return False
