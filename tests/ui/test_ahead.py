"""Screens are made while the person reads, and what lies on the desk for them stays there."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import Unlock
from tests.practice import PASSPHRASE
from tests.ui.window import Hands
from ui.ahead import Ahead
from ui.idle_lock import IdleWatch
from ui.main_window import MainWindow
from ui.screens.emergency.screen import EmergencyScreen
from ui.screens.first_run.screen import FirstRunScreen
from ui.screens.restore.screen import RestoreScreen
from ui.screens.today.screen import TodayScreen
from ui.screens.unlock.screen import UnlockScreen
from vault.model.client import Client


@pytest.fixture
def quick(nothing_ahead: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment without a touch is enough."""
    monkeypatch.setattr("ui.ahead.QUIET_MS", 20)


NEW_CLIENT = {
    "name": "Ruth Okafor",
    "preferred": "",
    "kind": "individual",
    "birth": "",
    "unknown": False,
    "closed": False,
    "call_first": False,
    "call_line": "",
    "contacts": [],
}


def on_the_desk(client: Client) -> dict[str, dict[str, Any]]:
    """Return what a lock in the middle of everything leaves."""
    return {
        "client/caret": {"note": "n", "section": "plan", "position": 3},
        f"client/addendum-{client.id}": {"text": "He called back."},
        f"client/details-{client.id}": {"name": "Dana Whitfield-Ortiz"},
        "clients/new-client": NEW_CLIENT,
        "settings/practice": {
            "name": "Maya Rivera",
            "practice": "Rivera Counseling",
            "license": "LMHC 00000",
            "state": "MA",
        },
        "succession/emergency-page": {"executor": "Half a name"},
    }


def test_the_frame_is_made_while_the_passphrase_is_typed(hands: Hands) -> None:
    screen, told = hands.find(UnlockScreen), QSignalSpy(hands.tools.worker.failed)
    hands.type("not the right one")
    hands.until(lambda: bool(hands.shell.findChildren(TodayScreen)))
    (made,) = hands.shell.findChildren(MainWindow)
    assert not made.isVisible()
    assert screen.isVisible()
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: not hands.tools.worker.busy)
    assert screen.isVisible()
    hands.unlock()
    assert hands.shell.findChildren(MainWindow) == [made]
    assert made.isVisible()
    assert hands.find(TodayScreen).isVisible()
    QTest.qWait(300)  # what was still to be imported by then makes no second one
    assert hands.shell.findChildren(MainWindow) == [made]
    assert told.count() == 0, "without a vault there is nothing to ask"


class Watched(QObject):
    """Keeps what is shown and gets the keyboard in one widget and all that is in it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []
        for each in (widget, *widget.findChildren(QWidget)):
            each.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.FocusIn):
            self.seen.append(event.type())
        return False


def test_on_other_ways_from_the_lock_screen_the_frame_stays_hidden(hands: Hands) -> None:
    hands.type("not the right one")
    hands.until(lambda: bool(hands.shell.findChildren(TodayScreen)))
    watched = Watched(hands.shell.findChildren(MainWindow)[0])
    for go, way in (
        (hands.shell.show_first_run, FirstRunScreen),
        (hands.shell.show_restore, RestoreScreen),
        (partial(hands.shell.show_emergency, None), EmergencyScreen),
        (partial(hands.shell.show_lock_screen, None), UnlockScreen),
    ):
        go()
        hands.settle()
        assert hands.find(way).isVisible()
    assert watched.seen == []


def test_a_lock_before_the_desk_is_read_leaves_it_as_it_lay(
    hands: Hands, unlocked: Unlock, clients: list[Client]
) -> None:
    vault = unlocked()
    kept = {"today/appointment": {"kept": "", "length": "50"}, "place": {"screen": "clients"}}
    for name, form in kept.items():
        vault.desk.keep(name, form)
    vault.close()
    hands.type("x")
    hands.until(lambda: bool(hands.shell.findChildren(TodayScreen)))
    screen = hands.find(UnlockScreen)
    screen.unlocked.connect(lambda *_opened: hands.shell.lock())
    screen.unlock_with(PASSPHRASE)
    hands.until(lambda: hands.locks == 1)
    vault = unlocked()
    found = vault.desk.all()
    vault.close()
    assert found == kept


def test_time_at_the_lock_screen_is_not_that_of_the_practice(hands: Hands) -> None:
    """Whoever goes away while they type is watched anew once the practice is open."""
    hands.type("not the right one")
    hands.until(lambda: bool(hands.shell.findChildren(TodayScreen)))
    watch = hands.shell.findChildren(IdleWatch)[0]
    watch.set_minutes(0)
    assert not watch.look()
    hands.unlock()
    assert hands.shell.findChildren(IdleWatch)[0] is watch
    assert watch.seconds_left == 600
    watch.set_minutes(0)
    assert watch.look()
    hands.until(lambda: hands.locks == 1)


def test_each_screen_is_made_while_nobody_touches_anything(hands: Hands, quick: None) -> None:
    hands.unlock()
    window = hands.find(MainWindow)
    hands.until(lambda: len(window._screens) == 8)
    assert window._stack.currentWidget() is window._screens["today"]
    assert not any(window._screens[each].isVisible() for each in window._screens if each != "today")


def test_what_lies_on_the_desk_for_them_is_there_after_a_lock(
    hands: Hands, quick: None, unlocked: Unlock, clients: list[Client]
) -> None:
    vault = unlocked()
    kept = on_the_desk(clients[0])
    for name, form in kept.items():
        vault.desk.keep(name, form)
    vault.close()
    hands.unlock()
    window = hands.find(MainWindow)
    hands.until(lambda: len(window._screens) == 8)
    hands.lock()
    vault = unlocked()
    found = vault.desk.all()
    vault.close()
    assert {name for name in kept if name not in found} == set()
    assert found["clients/new-client"]["name"] == "Ruth Okafor"
    assert found["client/caret"] == kept["client/caret"]


def test_it_waits_while_somebody_types(
    hands: Hands, quick: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.ahead.QUIET_MS", 200)
    done: list[str] = []
    ahead = Ahead(hands.tools.touches, hands.shell)
    ahead.begin([lambda: done.append("one"), lambda: done.append("two")])
    for _key in range(6):
        QTest.qWait(60)
        QTest.keyClick(hands.shell, Qt.Key.Key_Shift)
    assert done == []
    hands.until(lambda: done == ["one", "two"])
    ahead.begin([lambda: done.append("three")])
    ahead.stop()
    QTest.qWait(250)
    assert done == ["one", "two"]
