"""Sleep, lock and user switch on a Mac: notifications of the workspace and of the session."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEventLoop, QTimer

WILL_SLEEP = "NSWorkspaceWillSleepNotification"
USER_SWITCHED = "NSWorkspaceSessionDidResignActiveNotification"
SCREEN_LOCKED = "com.apple.screenIsLocked"
"""The first two are documented with NSWorkspace; the last one the login window sends."""

HOLD_MS = 20_000
"""A Mac waits for up to 30 seconds while its sleep is being heard of (Apple, QA1340)."""

Tell = Callable[[], object]


class Center(Protocol):
    """NSNotificationCenter, as PyObjC offers it."""

    def addObserverForName_object_queue_usingBlock_(
        self, name: str, sender: None, queue: None, block: Callable[[Any], None], /
    ) -> object:
        """Add an observer of any sender; without a queue it is called within the post."""

    def removeObserver_(self, observer: object, /) -> None:
        """Remove an observer that adding one returned."""


class MacWatch:
    """Hears the center of the workspace, and the one that all programs of a session share."""

    def __init__(self, workspace: Center, session: Center, sleeping: Tell, locked: Tell) -> None:
        self._heard: tuple[tuple[Center, str, Tell], ...] = (
            (workspace, WILL_SLEEP, self._hold),
            (workspace, USER_SWITCHED, locked),
            (session, SCREEN_LOCKED, locked),
        )
        self._sleeping = sleeping
        self._observers: list[tuple[Center, object]] = []
        self._closing: QEventLoop | None = None

    def start(self) -> None:
        """Listen, on the thread that shows the window."""
        for center, name, tell in self._heard:
            observer = center.addObserverForName_object_queue_usingBlock_(
                name, None, None, partial(_tell, tell)
            )
            self._observers.append((center, observer))

    def let_sleep(self) -> None:
        """Let the Mac sleep: the vault is closed."""
        if self._closing is not None:
            self._closing.quit()

    def stop(self) -> None:
        """Listen no longer, and hold up nothing."""
        for center, observer in self._observers:
            center.removeObserver_(observer)
        self._observers.clear()
        self.let_sleep()

    def _hold(self) -> None:
        """Lock, and return once the vault is closed: the sleep waits for it."""
        self._closing = QEventLoop()
        # From within the loop: what is quick could be done before it runs, and it would wait on.
        QTimer.singleShot(0, self._sleeping)
        QTimer.singleShot(HOLD_MS, self._closing, self._closing.quit)
        self._closing.exec()
        self._closing = None


def _tell(tell: Tell, _notification: object) -> None:
    tell()


def workspace_and_session() -> tuple[Center, Center]:
    """Return both centers of this Mac."""
    from AppKit import NSWorkspace
    from Foundation import NSDistributedNotificationCenter

    workspace: Center = NSWorkspace.sharedWorkspace().notificationCenter()
    session: Center = NSDistributedNotificationCenter.defaultCenter()
    return workspace, session
