"""Tells when nobody has touched the window for so long that it must lock: by the wall clock."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from ui.touches import Touches

_LOOKS_EVERY_MS = 1000


def passed_time() -> float:
    """Return seconds on a clock that runs on while the computer sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    # Where there is no such clock the time of day serves: it runs on in sleep, too.
    return time.clock_gettime(boot) if boot is not None else time.time()


class IdleWatch(QObject):
    """Emits `idle` once when no key and no pointer moved for `minutes`.

    It watches from `start` on. The time is looked at on each tick and before each touch counts:
    after a sleep the first touch must not pass for a sign that somebody was there all along. Both
    the clock that cannot be set and the time of day are asked; the one that says more holds.
    """

    idle = Signal()

    def __init__(
        self,
        minutes: int,
        touches: Touches,
        parent: QObject | None = None,
        *,
        clocks: tuple[Callable[[], float], ...] = (passed_time, time.time),
    ) -> None:
        super().__init__(parent)
        self._limit = minutes * 60
        self._touches = touches
        self._clocks = clocks
        self._touched = self._now()
        self._ended = True
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch, as if somebody had just touched the window."""
        self._touched = self._now()
        self._ended = False
        self._timer.start()
        self._touches.listen(self._touch)

    @property
    def seconds_left(self) -> int:
        """How long until `idle`, if nobody touches anything."""
        return max(0, round(self._limit - self._passed()))

    def set_minutes(self, minutes: int) -> None:
        """Allow another idle time from now on."""
        self._limit = minutes * 60

    def look(self) -> bool:
        """Look at the clocks; say so when the time is over, and return whether it just was."""
        if self._ended or self._passed() < self._limit:
            return False
        self._ended = True
        self._timer.stop()
        self.idle.emit()
        return True

    def _touch(self, _watched: QObject, _event: QEvent) -> bool:
        """Count a touch of any window of the program; one that comes too late is not passed on."""
        if self._ended:
            return False
        if self.look():
            return True
        self._touched = self._now()
        return False

    def stop(self) -> None:
        """Watch no longer."""
        self._ended = True
        self._timer.stop()
        self._touches.leave(self._touch)

    def _now(self) -> list[float]:
        return [clock() for clock in self._clocks]

    def _passed(self) -> float:
        pairs = zip(self._now(), self._touched, strict=True)
        return max(now - touched for now, touched in pairs)
