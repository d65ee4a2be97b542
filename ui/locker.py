"""How the window locks: everything unfinished is saved, and the process that held the keys ends."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from ui.exit_codes import AGAIN


class Locker(Protocol):
    """What happens once nothing is open any more."""

    def locked(self) -> None:
        """Let nothing of the vault stay in memory: it is closed, and every word saved."""


class ProcessLocker:
    """Ends the process; the supervisor starts a fresh one, which shows the lock screen."""

    def __init__(self, leave: Callable[[int], None] | None = None) -> None:
        self._leave = leave or QCoreApplication.exit

    def locked(self) -> None:
        """End the event loop with the code that asks for a fresh process."""
        self._leave(AGAIN)
