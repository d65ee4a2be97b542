"""Sleep and lock of a Linux desktop: a real bus, a made-up logind, and every signal counted."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

pytest.importorskip("PySide6.QtDBus", exc_type=ImportError)

from PySide6 import QtCore
from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusContext,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
)

from ui.session_bus import (
    LOGIND,
    MANAGER,
    MANAGER_PATH,
    PROPERTIES,
    SCREEN_SAVERS,
    SESSION,
    BusWatch,
)

# The stubs do not know that it decorates a class.
_speaks: Any = QtCore.ClassInfo

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="needs the program dbus-daemon"
)

SESSION_PATH = "/org/freedesktop/login1/session/_32"
OTHER_SESSION = "/org/freedesktop/login1/session/_39"
ACTIVE_CHANGED = "ActiveChanged"


@_speaks({"D-Bus Interface": MANAGER})
class Logind(QObject, QDBusContext):
    """A login manager that knows one session and waits for whoever asks it to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, ...]] = []
        self.session_asked = ""
        self.reading = -1

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:
        """Give the end of a pipe; whoever closes it lets the computer sleep."""
        self.asked.append((what, who, why, mode))
        self.reading, writing = os.pipe()
        os.set_blocking(self.reading, False)
        given = QDBusUnixFileDescriptor(writing)
        os.close(writing)
        return given

    @Slot(str, result=QDBusObjectPath)
    def GetSession(self, name: str) -> QDBusObjectPath:
        """Tell the path of a session."""
        self.session_asked = name
        return QDBusObjectPath(SESSION_PATH)

    @property
    def held_up(self) -> bool:
        """Whether somebody still holds the other end of the pipe."""
        try:
            return os.read(self.reading, 1) != b""
        except BlockingIOError:
            return True


@_speaks({"D-Bus Interface": SESSION})
class Session(QObject):
    """What the session says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.values = {"Active": True, "LockedHint": False}

    def _active(self) -> bool:
        return self.values["Active"]

    def _locked_hint(self) -> bool:
        return self.values["LockedHint"]

    Active = Property(bool, _active)
    LockedHint = Property(bool, _locked_hint)


@dataclass
class Desktop:
    """A bus of its own with everything a desktop says on it."""

    bus: QDBusConnection
    watched: QDBusConnection
    logind: Logind
    session: Session
    heard: list[str] = field(default_factory=list)

    def say(self, path: str, interface: str, name: str, *given: Any) -> None:
        """Send one signal."""
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(given))
        assert self.bus.send(message)

    def session_says(self, **values: bool) -> None:
        """Change what the session says, and tell that it changed."""
        self.session.values.update(values)
        self.say(SESSION_PATH, PROPERTIES, "PropertiesChanged", SESSION, {}, list(values))


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a bus that nobody else is on."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().decode().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def desktop(qapp: object, address: str, request: pytest.FixtureRequest) -> Iterator[Desktop]:
    """A private bus, with a login manager and a screen saver of each kind."""
    names = [f"{request.node.name}-{side}" for side in ("desktop", "watch")]
    bus, watched = (QDBusConnection.connectToBus(address, name) for name in names)
    logind, session = Logind(), Session()
    slots = QDBusConnection.RegisterOption.ExportAllSlots
    for service in {LOGIND} | {service for service, _path in SCREEN_SAVERS}:
        assert bus.registerService(service)
    assert bus.registerObject(MANAGER_PATH, logind, slots)
    properties = QDBusConnection.RegisterOption.ExportAllProperties
    assert bus.registerObject(SESSION_PATH, session, properties)
    yield Desktop(bus, watched, logind, session)
    for name in names:
        QDBusConnection.disconnectFromBus(name)
    if logind.reading >= 0:
        os.close(logind.reading)


@pytest.fixture
def watch(desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusWatch]:
    """A watch that listens on that desktop and holds up its sleep."""
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    heard = desktop.heard
    watch = BusWatch(
        desktop.watched,
        desktop.watched,
        lambda: heard.append("sleep"),
        lambda: heard.append("lock"),
    )
    watch.start()
    qtbot.waitUntil(lambda: watch.holds_up_sleep and desktop.logind.session_asked != "")
    # Its last question was for the session: one more answer, and it listens to it.
    qtbot.waitUntil(lambda: watch._session_path == SESSION_PATH)
    yield watch
    watch.stop()


def test_twenty_of_twenty_signals_lock(desktop: Desktop, watch: BusWatch, qtbot: QtBot) -> None:
    says: list[tuple[str, Callable[[], None]]] = [
        ("sleep", lambda: desktop.say(MANAGER_PATH, MANAGER, "PrepareForSleep", True)),
        ("lock", lambda: desktop.say(SESSION_PATH, SESSION, "Lock")),
        *(
            ("lock", lambda s=service, p=path: desktop.say(p, s, ACTIVE_CHANGED, True))
            for service, path in SCREEN_SAVERS
        ),
        ("lock", lambda: desktop.session_says(Active=False)),
        ("lock", lambda: desktop.session_says(Active=True, LockedHint=True)),
    ]
    assert len(says) == 10
    expected: list[str] = []
    for round_ in range(2):
        for kind, say in says:
            expected.append(kind)
            say()
            qtbot.waitUntil(lambda: desktop.heard == expected)
        if not round_:
            desktop.session_says(LockedHint=False)
    assert len(desktop.heard) == 20
    print(f"session watch: {len(desktop.heard)} of 20 signals lock")


def test_what_is_no_lock_is_left_alone(desktop: Desktop, watch: BusWatch, qtbot: QtBot) -> None:
    service, path = SCREEN_SAVERS[0]
    desktop.say(path, service, ACTIVE_CHANGED, False)
    desktop.say(OTHER_SESSION, SESSION, "Lock")
    desktop.say(SESSION_PATH, SESSION, "Unlock")
    desktop.session_says(Active=True, LockedHint=False)
    # On one connection signals come in order: when the last one is here, the others were.
    desktop.say(MANAGER_PATH, MANAGER, "PrepareForSleep", True)
    qtbot.waitUntil(lambda: desktop.heard != [])
    assert desktop.heard == ["sleep"]


def test_waking_up_unlocked_locks(desktop: Desktop, watch: BusWatch, qtbot: QtBot) -> None:
    desktop.say(MANAGER_PATH, MANAGER, "PrepareForSleep", False)
    qtbot.waitUntil(lambda: desktop.heard == ["sleep"])


def test_sleep_waits_until_the_vault_is_closed(
    desktop: Desktop, watch: BusWatch, qtbot: QtBot
) -> None:
    assert desktop.logind.asked == [("sleep", "Strongroom", "Locks its vault", "delay")]
    assert desktop.logind.session_asked == "2"
    desktop.say(MANAGER_PATH, MANAGER, "PrepareForSleep", True)
    qtbot.waitUntil(lambda: desktop.heard == ["sleep"])
    assert desktop.logind.held_up
    watch.let_sleep()
    qtbot.waitUntil(lambda: not desktop.logind.held_up)


def test_a_stopped_watch_says_nothing(desktop: Desktop, watch: BusWatch, qtbot: QtBot) -> None:
    watch.stop()
    desktop.say(MANAGER_PATH, MANAGER, "PrepareForSleep", True)
    desktop.say(SESSION_PATH, SESSION, "Lock")
    qtbot.waitUntil(lambda: not desktop.logind.held_up)
    qtbot.wait(50)
    assert desktop.heard == []


LISTEN = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from ui.session_watch import SessionWatch

app = QApplication([])
window = QWidget()
watch = SessionWatch(window)
watch.sleeping.connect(app.quit)
watch.start()
sys.exit(app.exec())
"""


def test_a_process_finds_the_buses_of_the_computer(
    desktop: Desktop, address: str, qtbot: QtBot
) -> None:
    environment = {
        **os.environ,
        "DBUS_SYSTEM_BUS_ADDRESS": address,
        "DBUS_SESSION_BUS_ADDRESS": address,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    process = subprocess.Popen([sys.executable, "-c", LISTEN], env=environment)
    qtbot.waitUntil(lambda: desktop.logind.reading >= 0, timeout=20_000)
    desktop.say(MANAGER_PATH, MANAGER, "PrepareForSleep", True)
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    assert process.returncode == 0
    # Its end alone lets the computer sleep: nobody else holds the descriptor.
    qtbot.waitUntil(lambda: not desktop.logind.held_up)


def test_without_a_bus_there_is_no_error(qapp: object) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nonexistent/bus", "nowhere")
    watch = BusWatch(nowhere, nowhere, lambda: None, lambda: None)
    watch.start()
    assert not watch.holds_up_sleep
    watch.stop()


def test_a_bus_without_services_is_no_error(desktop: Desktop, qtbot: QtBot) -> None:
    for service in {LOGIND} | {service for service, _path in SCREEN_SAVERS}:
        desktop.bus.unregisterService(service)
    watch = BusWatch(desktop.watched, desktop.watched, lambda: None, lambda: None)
    watch.start()
    qtbot.wait(50)
    assert not watch.holds_up_sleep
    watch.stop()
