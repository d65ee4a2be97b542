"""Naming and removing ways in, and a key after a loss: asked for, done, refused, cut off."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, Keys, in_order
from tests.ui.record import ask
from tests.ui.screens.settings.test_settings_screen import opens, shown, texts, type_into
from tests.ui.window import Hands
from ui.recovery_reminder import remind, unconfirmed
from ui.screens.settings.key_rooms import LossRoom, NameRoom, RemoveRoom
from ui.screens.settings.rooms import ChangeRoom
from ui.screens.settings.screen import SettingsScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.widgets.working_page import WorkingPage
from vault.errors import StorageFailed, WrongSecret
from vault.lifecycle import change_key as module
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase, RecoveryKey
from vault.storage.database import Database

NEW = "quarry lantern ribbon velvet"


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands) -> SettingsScreen:
    """The settings of a practice in order that has one backup, shown."""
    vault = unlocked()
    in_order(vault)
    vault.close()
    hands.unlock()
    return shown(hands)


def press(hands: Hands, name: str) -> None:
    """Press the button of this accessible name."""
    hands.find(QPushButton, name).click()
    hands.settle()


def remove(hands: Hands, passphrase: str = PASSPHRASE) -> None:
    """Ask for the removal of the records' recovery key, and type a passphrase."""
    press(hands, "Remove…: Recovery key on paper")
    type_into(hands, hands.find(RemoveRoom).old, passphrase)
    QTest.keyClick(hands.find(RemoveRoom).old, Qt.Key.Key_Return)


def lock_screen(hands: Hands) -> str:
    """Wait for the fresh lock screen; return what it says."""
    hands.until(lambda: hands.locks == 1)
    return texts(hands.find(UnlockScreen))


def lose(hands: Hands, screen: SettingsScreen, compartment: str, old: str, new: str = NEW) -> None:
    """Ask for a new key and passphrase after a loss."""
    screen.change_key(compartment)
    room = hands.find(LossRoom)
    type_into(hands, room.old, old)
    type_into(hands, room.new.first, new)
    hands.until(lambda: not room.new.is_judging)
    hands.settle()
    type_into(hands, room.new.again, new)
    QTest.keyClick(room.new.again, Qt.Key.Key_Return)


def test_a_way_in_is_named_and_shown_by_its_name(hands: Hands, screen: SettingsScreen) -> None:
    names = "Name…: Recovery key on paper"
    press(hands, names)
    room = hands.find(NameRoom)
    type_into(hands, room.name, "x" * 81)
    hands.press(Qt.Key.Key_Return)
    assert "longer than 80" in texts(room)
    type_into(hands, room.name, "in the bank")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.asking is None)
    hands.settle()
    assert "in the bank" in texts(screen.ways_in)
    press(hands, f"{names}, “in the bank”")
    assert hands.find(NameRoom).name.text() == "in the bank"
    type_into(hands, hands.find(NameRoom).name, " ")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.asking is None)
    hands.settle()
    assert "in the bank" not in texts(screen.ways_in)


def test_a_way_in_is_removed_and_the_lock_screen_says_so(
    hands: Hands, screen: SettingsScreen, keys: Keys, path: Path, around: Surroundings
) -> None:
    ask(hands, lambda v: remind(v, ("records", "process")))
    type_into(hands, screen.practice.form.field("phone"), "617-555-0199")
    press(hands, "Remove…: Recovery key on paper")
    said = texts(hands.find(RemoveRoom))
    assert "Copies made before today still open with the old key. They are listed here." in said
    assert "/media/green-usb" in said
    assert "1 backup: 22 Nov 2026" in said
    hands.press(Qt.Key.Key_Escape)
    assert opens_not_yet(hands, keys["records"])
    remove(hands)
    assert "Removed. The records have a new key; the passphrase is the same." in lock_screen(hands)
    hands.unlock()
    again = shown(hands)
    assert again.practice.form.value().phone == "617-555-0199", "what was unfinished is there"
    assert again.ways_in.ways is not None
    assert [each.way_in for each in again.ways_in.ways.records] == ["passphrase:1"]
    assert ask(hands, unconfirmed) == ("process",), "nobody can check a paper that is no more"
    hands.lock()
    assert "Removed" not in texts(hands.find(UnlockScreen)), "said once"
    hands.stop()
    assert not opens(path, RecoveryKey(keys["records"]), around)
    assert verify(path, Passphrase(PASSPHRASE), state=around.state).ok


def opens_not_yet(hands: Hands, key: str) -> bool:
    """Tell whether a key still opens, with nothing closed or changed."""
    return hands.locks == 0 and ask(hands, lambda v: v.ways_in.is_secret(key))


def test_a_wrong_passphrase_removes_nothing_and_closes_nothing(
    hands: Hands, screen: SettingsScreen, keys: Keys
) -> None:
    for typed in ("not it", keys["records"]):
        remove(hands, typed)
        room = hands.find(RemoveRoom)
        hands.until(lambda room=room: "not the present passphrase" in texts(room))  # type: ignore[misc]
        hands.press(Qt.Key.Key_Escape)
    assert opens_not_yet(hands, keys["records"])


def test_the_last_passphrase_is_changed_and_not_removed(
    hands: Hands, screen: SettingsScreen
) -> None:
    press(hands, "Remove…: Passphrase")
    assert screen.asking is None
    assert (
        screen.ways_in.refused["records"]
        .text()
        .startswith("The last passphrase cannot be removed.")
    )
    press(hands, "Change passphrase")
    hands.find(ChangeRoom)


def test_who_came_by_paper_sets_a_passphrase_first(hands: Hands, keys: Keys) -> None:
    press(hands, "Use recovery key")
    hands.unlock(keys["records"])
    screen = shown(hands)
    press(hands, "Remove…: Recovery key on paper")
    assert screen.asking is None
    assert "Choose a new passphrase first" in screen.ways_in.refused["records"].text()


@pytest.mark.parametrize("by_paper", [False, True])
def test_after_a_loss_the_records_have_a_new_key_and_passphrase(
    hands: Hands,
    screen: SettingsScreen,
    keys: Keys,
    path: Path,
    around: Surroundings,
    by_paper: bool,
) -> None:
    lose(hands, screen, "records", keys["records"] if by_paper else PASSPHRASE)
    assert "The records have a new key and the new passphrase." in lock_screen(hands)
    hands.unlock(NEW)
    hands.stop()
    assert (path / "records-2.db").exists()
    assert not opens(path, Passphrase(PASSPHRASE), around)
    assert opens(path, RecoveryKey(keys["records"]), around)


@pytest.mark.parametrize("open_now", [False, True])
def test_process_notes_get_theirs_open_or_closed(
    hands: Hands, screen: SettingsScreen, path: Path, open_now: bool
) -> None:
    if open_now:
        ask(hands, lambda v: v.open_process(Passphrase(PROCESS_PASSPHRASE)) and None)
    lose(hands, screen, "process", PROCESS_PASSPHRASE)
    assert "Process notes have a new key and the new passphrase." in lock_screen(hands)
    hands.unlock()
    assert ask(hands, lambda v: v.open_process(Passphrase(NEW)).ways_in.used) == "passphrase:3"
    ask(hands, lambda v: v.close_process())
    with pytest.raises(WrongSecret):
        ask_raising(hands, lambda v: v.open_process(Passphrase(PROCESS_PASSPHRASE)))
    assert (path / "process-2.db").exists()
    assert (path / "records-1.db").exists()


def ask_raising(hands: Hands, job: Callable[[Any], object]) -> None:
    """Ask the vault, and raise what it raises."""
    errors: list[Exception] = []
    hands.tools.worker.run(job, owner=hands.shell, failed=errors.append)
    hands.settle()
    raise errors[0]


def test_the_passphrase_of_the_other_compartment_is_refused_before_anything_closes(
    hands: Hands, screen: SettingsScreen
) -> None:
    lose(hands, screen, "records", PASSPHRASE, PROCESS_PASSPHRASE)
    room = hands.find(LossRoom)
    hands.until(lambda: "must not have the same" in texts(room))
    assert hands.locks == 0


class Held:
    """Holds a change of key where its new database is proved, as a large vault does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.free = Event()
        prove = module._Change._prove

        def wait(change: Any, fresh: Any, progress: Any) -> None:
            progress.start(400)
            progress.step(8)
            while not self.free.wait(0.01):
                progress.check()
            prove(change, fresh, progress)

        monkeypatch.setattr(module._Change, "_prove", wait)


def test_it_shows_how_far_it_is_and_is_cancelled(
    hands: Hands,
    screen: SettingsScreen,
    keys: Keys,
    path: Path,
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Held(monkeypatch)
    remove(hands)
    hands.until(lambda: hands.shell.findChild(WorkingPage) is not None)
    page = hands.find(WorkingPage)
    hands.until(lambda: page.bar.maximum() == 400)
    assert "Changing the key of the records" in texts(page)
    assert not screen.isVisible()
    QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Escape)
    assert "Canceled. Nothing was changed." in lock_screen(hands)
    hands.stop()
    assert not (path / "records-2.db").exists()
    assert opens(path, RecoveryKey(keys["records"]), around)


def test_closing_the_window_meanwhile_cancels_and_ends_the_program(
    hands: Hands, screen: SettingsScreen, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Held(monkeypatch)
    remove(hands)
    hands.until(lambda: hands.shell.findChild(WorkingPage) is not None)
    hands.shell.close()
    hands.until(lambda: hands.ended == [0])
    hands.stop()
    assert not (path / "records-2.db").exists()
    hands.start()
    assert "Canceled. Nothing was changed." in texts(hands.find(UnlockScreen))


def test_a_full_disk_changes_nothing_and_is_told(
    hands: Hands, screen: SettingsScreen, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise StorageFailed("The disk is full.", hint="Make room.")

    monkeypatch.setattr(Database, "make_file", full)
    remove(hands)
    assert "The disk is full. Make room." in lock_screen(hands)
    hands.unlock()
    ways = shown(hands).ways_in.ways
    assert ways is not None
    assert len(ways.records) == 2


def test_whoever_goes_elsewhere_while_it_is_checked_changes_nothing(
    hands: Hands, screen: SettingsScreen, keys: Keys
) -> None:
    press(hands, "Remove…: Recovery key on paper")
    room = hands.find(RemoveRoom)
    type_into(hands, room.old, PASSPHRASE)
    with hands.held():
        QTest.keyClick(room.old, Qt.Key.Key_Return)
        hands.tools.navigation.go("today")
    assert opens_not_yet(hands, keys["records"])
    assert shown(hands).asking is None
