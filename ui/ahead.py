"""What one will want soon, got ready while nobody touches anything."""

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QTimer

from ui.touches import Touches

QUIET_MS = 300
"""How long nobody has touched anything before one thing more is got ready."""

Thing = Callable[[], object]


class Ahead(QObject):
    """Does one thing after the other, each in a turn of its own, and waits while somebody works."""

    def __init__(self, touches: Touches, parent: QObject) -> None:
        super().__init__(parent)
        self._touches = touches
        self._things: deque[Thing] = deque()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._do_one)

    def begin(self, things: Iterable[Thing]) -> None:
        """Get these ready, in order, once it has been quiet."""
        self._things.extend(things)
        self._touches.listen(self._touched)
        self._quiet.start(QUIET_MS)

    def stop(self) -> None:
        """Do nothing more."""
        self._things.clear()
        self._quiet.stop()
        self._touches.leave(self._touched)

    def _touched(self, _watched: QObject, _event: QEvent) -> bool:
        self._quiet.start(QUIET_MS)
        return False

    def _do_one(self) -> None:
        self._things.popleft()()
        if self._things:
            self._quiet.start(0)
        else:
            self.stop()
