"""Sleep, lock and user switch on Linux: logind and the screen savers, over D-Bus."""

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

LOGIND = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
MANAGER_PATH = "/org/freedesktop/login1"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"

SCREEN_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)
"""Each says ActiveChanged(true) when it covers the screen; its name is that of its interface."""

# Qt's own description of these calls asks for bytes, and they take only text.
_HEARD: Any = SLOT("heard(QDBusMessage)")
_FAILED: Any = SLOT("failed(QDBusError,QDBusMessage)")
_AWAY = {"Active": False, "LockedHint": True}
"""What our session's properties say after a user switch, and when its screen is locked."""

Tell = Callable[[], object]


def system_bus() -> QDBusConnection:
    """Return the bus of the computer, connected or not."""
    return QDBusConnection.systemBus()


def session_bus() -> QDBusConnection:
    """Return the bus of this person's session, connected or not."""
    return QDBusConnection.sessionBus()


class BusWatch(QObject):
    """Listens on both buses; a bus or a service that is absent says nothing, and that is all.

    The answers of a service come by callback: none of them is waited for.
    """

    def __init__(
        self,
        system: QDBusConnection,
        session: QDBusConnection,
        sleeping: Tell,
        locked: Tell,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._system = system
        self._session = session
        self._sleeping = sleeping
        self._locked = locked
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self._session_path = ""
        self._connected: list[tuple[QDBusConnection, tuple[str, str, str, str]]] = []
        self._stopped = False

    @property
    def holds_up_sleep(self) -> bool:
        """Whether the system waits for us before it sleeps."""
        return self._inhibitor is not None

    def start(self) -> None:
        """Listen, and ask logind to wait for us before it lets the computer sleep."""
        if self._system.isConnected():
            self._connect(self._system, LOGIND, MANAGER_PATH, MANAGER, "PrepareForSleep")
            self._inhibit()
            name = os.environ.get("XDG_SESSION_ID") or "auto"
            self._ask(MANAGER_PATH, MANAGER, "GetSession", [name], "found_session(QDBusMessage)")
        if self._session.isConnected():
            for service, path in SCREEN_SAVERS:
                self._connect(self._session, service, path, service, "ActiveChanged")

    def let_sleep(self) -> None:
        """Close the delay inhibitor: the computer may sleep now."""
        # The last reference to the descriptor closes it, which is what logind waits for.
        self._inhibitor = None

    def stop(self) -> None:
        """Listen no longer, and hold up nothing."""
        self._stopped = True
        self.let_sleep()
        for bus, (service, path, interface, name) in self._connected:
            bus.disconnect(service, path, interface, name, self, _HEARD)
        self._connected.clear()

    @Slot(QDBusMessage)
    def heard(self, message: QDBusMessage) -> None:
        """Hear a signal that was asked for."""
        if self._stopped:
            return
        name, given = message.member(), message.arguments()
        if name == "PrepareForSleep":
            # False comes after waking: who is still unlocked then has slept unlocked.
            self._sleeping()
        elif name == "Lock" or (name == "ActiveChanged" and given[:1] == [True]):
            self._locked()
        elif name == "PropertiesChanged":
            for each in _AWAY:
                self._ask(
                    self._session_path,
                    PROPERTIES,
                    "Get",
                    [SESSION, each],
                    f"found_{each.lower()}(QDBusMessage)",
                )

    @Slot(QDBusMessage)
    def found_session(self, answer: QDBusMessage) -> None:
        """Listen to our own session, now that its path is known."""
        if self._stopped or not answer.arguments():
            return
        self._session_path = answer.arguments()[0].path()
        for interface, name in ((SESSION, "Lock"), (PROPERTIES, "PropertiesChanged")):
            self._connect(self._system, LOGIND, self._session_path, interface, name)

    @Slot(QDBusMessage)
    def found_active(self, answer: QDBusMessage) -> None:
        """Hear whether our session is the one at the screen."""
        self._found("Active", answer)

    @Slot(QDBusMessage)
    def found_lockedhint(self, answer: QDBusMessage) -> None:
        """Hear whether the desktop says that our session is locked."""
        self._found("LockedHint", answer)

    @Slot(QDBusMessage)
    def found_inhibitor(self, answer: QDBusMessage) -> None:
        """Keep what holds up the sleep."""
        given = answer.arguments()
        if not self._stopped and given and isinstance(given[0], QDBusUnixFileDescriptor):
            self._inhibitor = given[0]

    @Slot(QDBusError, QDBusMessage)
    def failed(self, _error: QDBusError, _message: QDBusMessage) -> None:
        """Do without what a service refuses or does not know: the idle lock is still there."""

    def _inhibit(self) -> None:
        # Who lists inhibitors on this computer reads these words.
        words = ["sleep", "Strongroom", "Locks its vault", "delay"]
        self._ask(MANAGER_PATH, MANAGER, "Inhibit", words, "found_inhibitor(QDBusMessage)")

    def _found(self, name: str, answer: QDBusMessage) -> None:
        given = answer.arguments()
        value = given[0] if given else None
        if isinstance(value, QDBusVariant):
            value = value.variant()
        if not self._stopped and value is _AWAY[name]:
            self._locked()

    def _ask(self, path: str, interface: str, name: str, given: list[str], then: str) -> None:
        message = QDBusMessage.createMethodCall(LOGIND, path, interface, name)
        message.setArguments(given)
        answered: Any = SLOT(then)
        self._system.callWithCallback(message, self, answered, _FAILED)

    def _connect(
        self, bus: QDBusConnection, service: str, path: str, interface: str, name: str
    ) -> None:
        if bus.connect(service, path, interface, name, self, _HEARD):
            self._connected.append((bus, (service, path, interface, name)))
