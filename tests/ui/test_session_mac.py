"""Which notifications of a Mac mean that the vault locks; run on every system, with their names."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui import session_mac
from ui.session_mac import SCREEN_LOCKED, USER_SWITCHED, WILL_SLEEP, MacWatch


class FakeCenter:
    """Tells its observers as NSNotificationCenter does: within the post, in their order."""

    def __init__(self) -> None:
        self.observers: dict[object, tuple[str, Callable[[Any], None]]] = {}

    def addObserverForName_object_queue_usingBlock_(
        self, name: str, sender: None, queue: None, block: Callable[[Any], None], /
    ) -> object:
        """Add an observer of any sender, called on the thread of the post."""
        assert (sender, queue) == (None, None)
        observer = object()
        self.observers[observer] = name, block
        return observer

    def removeObserver_(self, observer: object, /) -> None:
        """Remove an observer."""
        del self.observers[observer]

    def post(self, name: str) -> None:
        """Post a notification."""
        for wanted, block in list(self.observers.values()):
            if wanted == name:
                block({"name": name})


class Mac:
    """Both centers, a watch on them, and what it told."""

    def __init__(self) -> None:
        self.workspace, self.session = FakeCenter(), FakeCenter()
        self.told: list[str] = []
        self.watch = MacWatch(
            self.workspace,
            self.session,
            lambda: self.told.append("sleeping"),
            lambda: self.told.append("locked"),
        )
        self.watch.start()


@pytest.fixture
def mac(qtbot: QtBot) -> Mac:
    """Return a Mac that is watched."""
    return Mac()


def test_a_locked_screen_and_another_user_lock(mac: Mac) -> None:
    mac.session.post(SCREEN_LOCKED)
    mac.workspace.post(USER_SWITCHED)
    assert mac.told == ["locked", "locked"]


def test_what_is_no_lock_is_left_alone(mac: Mac) -> None:
    for name in ("NSWorkspaceDidWakeNotification", "NSWorkspaceSessionDidBecomeActiveNotification"):
        mac.workspace.post(name)
    mac.session.post("com.apple.screenIsUnlocked")
    mac.session.post(WILL_SLEEP)
    assert mac.told == []


def test_sleep_waits_until_the_vault_is_closed(mac: Mac) -> None:
    closed: list[bool] = []

    def close() -> None:
        closed.append(True)
        mac.watch.stop()

    QTimer.singleShot(50, close)
    mac.workspace.post(WILL_SLEEP)
    assert mac.told == ["sleeping"]
    assert closed == [True], "the notification came back before the vault was closed"


def test_what_hangs_holds_the_sleep_up_no_longer_than_it_may(
    mac: Mac, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_mac, "HOLD_MS", 20)
    mac.workspace.post(WILL_SLEEP)
    assert mac.told == ["sleeping"]


def test_a_stopped_watch_says_nothing(mac: Mac) -> None:
    mac.watch.stop()
    assert mac.workspace.observers == mac.session.observers == {}
    mac.workspace.post(WILL_SLEEP)
    assert mac.told == []
