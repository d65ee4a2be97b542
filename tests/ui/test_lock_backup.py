"""A backup at the lock: made when it is quick, seen, skipped, called off, and never in the way."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, a_client, a_process_note, answered
from tests.ui.record import ask
from tests.ui.test_locking import read, with_clock
from tests.ui.window import Hands
from ui import backing_up, lock_backup
from ui.backing_up import BackedUp
from ui.main_window import MainWindow
from ui.screens.unlock.screen import UnlockScreen
from ui.widgets.working_page import WorkingPage
from vault.errors import StorageFailed
from vault.lifecycle.restore import inspect_backups
from vault.lifecycle.verify_backups import verify_backups
from vault.model.secret import Passphrase
from vault.model.settings import VaultSettings
from vault.open_vault import OpenVault
from vault.progress import Progress


@pytest.fixture
def place(unlocked: Unlock, hands: Hands, tmp_path: Path) -> Path:
    """A backup place with one backup of a practice that was changed since, unlocked."""
    place = tmp_path / "disk" / "backups"
    place.parent.mkdir()
    vault = unlocked()
    answered(vault)
    vault.backups.add_place(str(place))
    prepared = vault.prepare_backup()
    vault.backups.record(prepared.run(str(place), Progress()))
    prepared.discard()
    vault.clients.add([a_client()])
    vault.close()
    hands.unlock()
    return place


def backups(place: Path) -> int:
    """Return how many backups lie at a place."""
    return len(inspect_backups(place).snapshots)


class Held:
    """Holds a backup where its copy is written, as a slow disk does.

    `deaf` tells that it does not hear being called off either, as one that is stuck.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, deaf: bool = False) -> None:
        self.free = Event()
        copy = backing_up._copy_to

        def wait(prepared: Any, places: Any, progress: Progress) -> BackedUp:
            progress.start(50)
            progress.step(9)
            while not self.free.wait(0.01):
                if not deaf:
                    progress.step(0)
            return copy(prepared, places, progress)

        monkeypatch.setattr(backing_up, "_copy_to", wait)


def press_lock(hands: Hands) -> None:
    """Press Ctrl+L, and wait for nothing."""
    focus = hands.shell.focusWidget() or hands.shell
    QTest.keyClick(focus, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def seen(hands: Hands) -> WorkingPage:
    """Wait until the backup at the lock is shown."""
    hands.until(lambda: hands.shell.findChild(WorkingPage) is not None)
    return hands.find(WorkingPage)


def test_what_changed_is_backed_up_before_the_lock(hands: Hands, place: Path) -> None:
    hands.lock()
    assert backups(place) == 2
    assert verify_backups(place, Passphrase(PASSPHRASE)).ok
    assert hands.tools.settings.current.backup_rate > 0
    hands.unlock()
    assert ask(hands, lambda v: v.backups.changes_since(v.backups.latest())) == 0
    hands.lock()
    assert backups(place) == 2, "nothing has changed since"


def test_it_is_seen_and_shows_nothing_of_the_record(
    hands: Hands, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    hands.tools.navigation.go("clients")
    hands.settle()
    press_lock(hands)
    assert not hands.shell.findChildren(MainWindow)[0].isVisible()
    page = seen(hands)
    assert "Backing up, then locked" in read(hands.shell)
    assert "Whitfield" not in read(hands.shell)
    hands.until(lambda: page.bar.maximum() == 50)
    held.free.set()
    hands.until(lambda: hands.locks == 1)
    assert backups(place) == 2


def again(hands: Hands) -> None:
    """Press Ctrl+L once more."""
    press_lock(hands)


def escape(hands: Hands) -> None:
    """Press Escape."""
    QTest.keyClick(hands.shell.focusWidget() or hands.shell, Qt.Key.Key_Escape)


def sleep(hands: Hands) -> None:
    """Let the computer go to sleep."""
    hands.shell.lock()


def close(hands: Hands) -> None:
    """Close the window."""
    hands.shell.close()


@pytest.mark.parametrize("skip", [again, escape, sleep, close])
def test_it_is_skipped(
    hands: Hands, place: Path, monkeypatch: pytest.MonkeyPatch, skip: Any
) -> None:
    monkeypatch.setattr(lock_backup, "LIMIT_MS", 15_000)
    Held(monkeypatch)
    press_lock(hands)
    seen(hands)
    skip(hands)
    hands.until(lambda: hands.locks == 1 or hands.ended == [0])
    assert backups(place) == 1
    assert hands.tools.settings.current.backup_rate == 0, "a skip says nothing of the disk"


def test_what_takes_too_long_is_called_off_even_where_it_is_stuck(
    hands: Hands, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_backup, "LIMIT_MS", 150)
    held = Held(monkeypatch, deaf=True)
    closed: list[bool] = []
    worker = hands.tools.worker
    close_vault = worker.close

    def watched(**given: Any) -> None:
        closed.append(held.free.is_set())
        held.free.set()  # the test has one process; the program would end here
        close_vault(**given)

    monkeypatch.setattr(worker, "close", watched)
    press_lock(hands)
    hands.until(lambda: hands.locks == 1)
    assert closed == [False], "the lock waited for the disk"
    hands.unlock()
    begun: list[bool] = []
    hands.tools.backing_up.began.connect(lambda: begun.append(True))
    hands.lock()
    assert begun == [], "what took too long is not begun at the next lock"
    ask_for_one(hands)
    assert hands.tools.settings.current.backup_rate > lock_backup.UNMEASURED, "measured anew"


def ask_for_one(hands: Hands) -> None:
    """Unlock, and back up by hand."""
    hands.unlock()
    hands.tools.backing_up.begin()
    hands.until(lambda: not hands.tools.backing_up.running)


def seconds_count(hands: Hands, place: Path) -> None:
    """The computer is about to sleep, or its screen is locked."""
    hands.shell.lock()


def nobody_there(hands: Hands, place: Path) -> None:
    """Nobody touches it for the minutes of the settings."""
    with_clock(hands).now += 3600


def session_ends(hands: Hands, place: Path) -> None:
    """The system ends the session."""
    hands.shell.close()


def large(hands: Hands, place: Path) -> None:
    """The last backup took long for what it held."""
    hands.tools.settings.change(backup_rate=1000)
    press_lock(hands)


def by_hand(hands: Hands, place: Path) -> None:
    """Backups are made by hand alone."""
    ask(hands, lambda v: v.settings.set(VaultSettings(backup_every_days=0)))
    press_lock(hands)


def away(hands: Hands, place: Path) -> None:
    """The disk is not connected."""
    place.rename(place.with_name("elsewhere"))
    press_lock(hands)


def changing_the_key(hands: Hands, place: Path) -> None:
    """The vault closes for other work."""
    from ui.closed_work import ClosedWork

    hands.shell.work_closed(ClosedWork("", "", lambda _path, _progress: "Done."))


@pytest.mark.parametrize(
    "how", [seconds_count, nobody_there, session_ends, large, by_hand, away, changing_the_key]
)
def test_no_backup_is_made_where_none_should_be(hands: Hands, place: Path, how: Any) -> None:
    how(hands, place)
    hands.until(lambda: hands.locks == 1 or hands.ended == [0])
    there = place if place.exists() else place.with_name("elsewhere")
    assert backups(there) == 1


def test_a_place_without_a_backup_waits_for_the_first(
    hands: Hands, place: Path, tmp_path: Path
) -> None:
    second = tmp_path / "disk" / "second"
    second.mkdir()
    ask(hands, lambda v: v.backups.add_place(str(second)))
    hands.lock()
    assert backups(place) == 2
    assert list(second.iterdir()) == []


class ByThePerson(QCloseEvent):
    """What the window's own button sends; a program can send none like it."""

    def spontaneous(self) -> bool:
        """Say that it comes from outside of the program."""
        return True


def test_closing_the_window_backs_up_too(hands: Hands, place: Path) -> None:
    hands.shell.closeEvent(ByThePerson())
    hands.until(lambda: hands.ended == [0])
    assert backups(place) == 2


def test_process_notes_are_closed_first_and_proved(hands: Hands, place: Path) -> None:
    hands.lock()

    def write(vault: OpenVault) -> None:
        client = vault.clients.add([a_client("Marcus Bell")])[0]
        vault.open_process(Passphrase(PROCESS_PASSPHRASE)).notes.add([a_process_note(client)])

    hands.unlock()
    ask(hands, write)
    hands.lock()
    hands.unlock()
    made = ask(hands, lambda v: v.backups.list_all())
    assert [each.process_proved for each in made] == [True, True, True]
    assert made[0].process_sha256 != made[1].process_sha256
    assert ask(hands, lambda v: v.backups.changes_since(made[0])) == 0


def test_what_failed_is_told_on_the_lock_screen(
    hands: Hands, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_prepared: Any, places: Sequence[Any], _progress: Progress) -> BackedUp:
        return BackedUp(failed=((places[0][0], StorageFailed("The disk is full.")),))

    monkeypatch.setattr(backing_up, "_copy_to", full)
    hands.lock()
    said = read(hands.find(UnlockScreen))
    assert "The backup did not succeed. The disk is full." in said


def test_a_backup_that_runs_already_is_called_off_and_not_waited_for(
    hands: Hands, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Held(monkeypatch)
    hands.tools.backing_up.begin()
    hands.until(lambda: hands.tools.backing_up.running)
    hands.lock()
    assert backups(place) == 1
