"""When to save what is being typed: after a pause, and now and then when there is none."""

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 1000
LONGEST_MS = 2000
"""Whoever types without a pause has this much to lose at most."""


class Autosave(QObject):
    """Emits `due` a moment after the last `touch`, and every two seconds of unbroken typing."""

    due = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        pause_ms: int = PAUSE_MS,
        longest_ms: int = LONGEST_MS,
    ) -> None:
        super().__init__(parent)
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, after_ms in ((self._pause, pause_ms), (self._longest, longest_ms)):
            timer.setSingleShot(True)
            timer.setInterval(after_ms)
            timer.timeout.connect(self.now)

    @property
    def waits(self) -> bool:
        """Whether something was typed that is not yet due."""
        return self._pause.isActive()

    def touch(self) -> None:
        """Take notice that something was typed."""
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def now(self) -> None:
        """Save at once: the pause is over, or the focus went elsewhere."""
        self.stop()
        self.due.emit()

    def stop(self) -> None:
        """Wait no longer: it was saved otherwise, or there is nothing to save."""
        self._pause.stop()
        self._longest.stop()
