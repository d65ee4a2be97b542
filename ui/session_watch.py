"""Tells when the computer goes to sleep or its session is locked: the window then locks, too."""

import sys
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Watch(Protocol):
    """How one system tells it."""

    def start(self) -> None:
        """Begin to listen; where there is nothing to listen to, do nothing."""

    def let_sleep(self) -> None:
        """Hold up the computer's sleep no longer: everything is locked."""

    def stop(self) -> None:
        """Listen no longer."""


class SessionWatch(QObject):
    """Listens while a vault is open. `sleeping` and `locked` both mean: lock now.

    The sleep waits until `let_sleep`, for as long as the system grants: on Linux 5 seconds unless
    changed, on a Mac 30, on Windows 2. Where nothing tells, the idle lock does it, by a clock that
    sleep does not stop, before the first key counts.
    """

    sleeping = Signal()
    locked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._watch: Watch | None = _watch_of(self, window)

    def start(self) -> None:
        """Begin to listen; without a system that tells, do nothing."""
        if self._watch is not None:
            self._watch.start()

    def let_sleep(self) -> None:
        """Hold up the computer's sleep no longer: the vault is closed."""
        if self._watch is not None:
            self._watch.let_sleep()

    def stop(self) -> None:
        """Listen no longer, and hold up nothing."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None


def _watch_of(tells: SessionWatch, window: QWidget) -> Watch | None:
    # Imported here: before a vault is open nobody needs a bus.
    if sys.platform == "win32":
        from ui.session_windows import WindowsWatch

        return WindowsWatch(int(window.winId()), tells.sleeping.emit, tells.locked.emit)
    if sys.platform == "darwin":
        from ui.session_mac import MacWatch, workspace_and_session

        return MacWatch(*workspace_and_session(), tells.sleeping.emit, tells.locked.emit)
    try:
        from ui.session_bus import BusWatch, session_bus, system_bus
    except ImportError:
        # A system whose Qt is built without D-Bus.
        return None
    return BusWatch(
        system_bus(), session_bus(), tells.sleeping.emit, tells.locked.emit, parent=tells
    )
