"""When to save what is being typed: after a pause, and now and then when there is none."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

PAUSE_MS = 1000
LONGEST_MS = 10_000
"""Whoever types without a pause has this much to lose at most."""


class Autosave(QObject):
    """Emits `due` a moment after the last `touch`, and every ten seconds of unbroken typing."""

    due = Signal()

    def __init__(self, parent: QObject | None = None, *, pause_ms: int = PAUSE_MS) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(self.now)

    def touch(self) -> None:
        """Take notice that something was typed."""
        if not self._since.isValid():
            self._since.start()
        if self._since.elapsed() >= LONGEST_MS:
            self.now()
            self._since.start()
        self._timer.start()

    def now(self) -> None:
        """Save at once: the pause is over, or the focus went elsewhere."""
        self.stop()
        self.due.emit()

    def stop(self) -> None:
        """Wait no longer: it was saved otherwise, or there is nothing to save."""
        self._timer.stop()
        self._since.invalidate()
