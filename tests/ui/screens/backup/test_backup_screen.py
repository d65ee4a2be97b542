"""The place Backup in the whole window: places, a backup that runs, what is told of it."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.lifecycle.test_backup import flip
from tests.practice import PASSPHRASE, FixedClock, a_client, a_note, answered
from tests.ui.window import Hands
from ui.auto_backup import AutoBackup, waiting
from ui.notices import Notice
from ui.screens.backup.place_row import PlaceRow
from ui.screens.backup.screen import BackupScreen
from ui.screens.settings.screen import SettingsScreen
from ui.screens.today.screen import TodayScreen
from ui.side_bar import SideBar
from ui.widgets.labels import Pill
from vault.lifecycle.restore import PLACE_NAME, inspect_backups
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import Client
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault


@pytest.fixture
def clients(unlocked: Unlock) -> list[Client]:
    """Two clients of a practice that was never backed up."""
    vault = unlocked()
    answered(vault)
    made = vault.clients.add([a_client("Dana Whitfield"), a_client("Marcus Bell")])
    vault.close()
    return made


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A disk with other things on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "photo.jpg").write_bytes(b"cat")
    return disk


@pytest.fixture
def screen(clients: list[Client], hands: Hands) -> BackupScreen:
    """The place Backup of a practice without a backup."""
    hands.unlock()
    return shown(hands)


def shown(hands: Hands) -> BackupScreen:
    """Go to the place Backup."""
    hands.tools.navigation.go("backup")
    hands.settle()
    return hands.find(BackupScreen)


def wait(hands: Hands) -> None:
    """Wait until a backup has run."""
    hands.until(lambda: not hands.tools.backing_up.running)
    hands.settle()


def choose(screen: BackupScreen, hands: Hands, disk: Path) -> None:
    """Choose a disk for backups; the first is made at once."""
    hands.answers.path = str(disk)
    screen.add_place()
    hands.settle()
    wait(hands)


def asked(hands: Hands, job: object) -> object:
    """Return what the open vault answers."""
    answers: list[object] = []
    hands.tools.worker.run(job, owner=hands.shell, done=answers.append)  # type: ignore[arg-type]
    hands.settle()
    return answers[0]


def pill(hands: Hands) -> str:
    """Return what the first place's pill says."""
    row = hands.find(PlaceRow)
    return next(each.text() for each in row.findChildren(Pill) if each.isVisible())


def test_the_first_place_gets_a_backup_at_once(
    screen: BackupScreen, hands: Hands, disk: Path
) -> None:
    assert screen.empty.isVisible()
    hands.answers.path = str(disk)
    screen.empty.acted.emit()
    hands.settle()
    wait(hands)
    place = disk / PLACE_NAME
    assert (disk / "photo.jpg").read_bytes() == b"cat"
    assert len(inspect_backups(place).snapshots) == 1
    assert "Backed up and read back" in screen.banner.text()
    assert not screen.empty.isVisible()
    assert pill(hands) == "up to date"
    assert "today" in said_beside("Backup", hands)
    hands.tools.navigation.go("today")
    hands.settle()
    assert "Backup, read back" in texts(hands.find(TodayScreen))


def texts(widget: object) -> str:
    """Return what can be read on a screen."""
    assert isinstance(widget, TodayScreen | SideBar | BackupScreen)
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def said_beside(entry: str, hands: Hands) -> str:
    """Return what a screen reader says of an entry of the side bar."""
    bar = hands.find(SideBar)
    return next(
        each.accessibleDescription()
        for each in bar.findChildren(type(bar._lock))
        if each.accessibleName() == entry
    )


def test_a_vault_without_a_backup_is_due_today(clients: list[Client], hands: Hands) -> None:
    hands.unlock()
    today = hands.find(TodayScreen)
    assert "Back up the vault" in texts(today)
    assert "All of it lies on this one disk" in texts(today)
    assert "No backup" in texts(today)
    (row,) = (each for each in today.page.rows if each.key[1] == "backup")
    row.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.find(BackupScreen).isVisible()


def test_a_change_since_is_counted_and_a_week_makes_it_due(
    screen: BackupScreen, hands: Hands, disk: Path, clock: FixedClock, clients: list[Client]
) -> None:
    choose(screen, hands, disk)
    client = clients[0]
    asked(hands, lambda v: v.notes.begin([a_note(client)]))
    shown(hands)
    screen.reload()
    hands.settle()
    assert pill(hands) == "1 change since"
    hands.tools.navigation.go("today")
    hands.settle()
    assert "Back up the vault" not in texts(hands.find(TodayScreen))
    clock.advance(days=7)
    hands.find(TodayScreen).reload()
    hands.settle()
    assert "1 change since the last one" in texts(hands.find(TodayScreen))


def test_cancelling_leaves_the_place_as_it_was(
    screen: BackupScreen, hands: Hands, disk: Path
) -> None:
    choose(screen, hands, disk)
    with hands.held():
        screen.back_up()
        assert screen.cancel.isVisible()
        assert not screen.now_button.isEnabled()
        hands.tools.backing_up.cancel()
    wait(hands)
    assert "Canceled" in screen.banner.text()
    assert len(inspect_backups(disk / PLACE_NAME).snapshots) == 1
    assert screen.now_button.isEnabled()


def test_a_disk_that_is_not_connected_is_told(
    screen: BackupScreen, hands: Hands, disk: Path
) -> None:
    choose(screen, hands, disk)
    shutil.rmtree(disk)
    screen.reload()
    hands.settle()
    assert pill(hands) == "not connected"
    assert not hands.find(PlaceRow).check.isEnabled()
    screen.back_up()
    hands.settle()
    wait(hands)
    assert "Connect the disk" in screen.banner.text()
    assert not disk.exists()


def test_checking_finds_a_block_that_rotted(screen: BackupScreen, hands: Hands, disk: Path) -> None:
    choose(screen, hands, disk)
    hands.find(PlaceRow).check.click()
    hands.settle()
    assert "whole" in screen.banner.text()
    flip(next((disk / PLACE_NAME).glob("blocks/*/*")), random.Random(3))
    hands.find(PlaceRow).check.click()
    hands.settle()
    assert "damaged" in screen.banner.text()
    assert not inspect_backups(disk / PLACE_NAME).snapshots[0].whole


def test_a_place_that_was_removed_comes_back_with_undo(
    screen: BackupScreen, hands: Hands, disk: Path
) -> None:
    choose(screen, hands, disk)
    place = str(disk / PLACE_NAME)
    notices: list[object] = []
    hands.tools.notices.said.connect(notices.append)
    hands.find(PlaceRow).remove_asked.emit(place)
    hands.settle()
    assert asked(hands, lambda v: v.backups.places()) == []
    (notice,) = notices
    notice.run()  # type: ignore[attr-defined]
    hands.settle()
    assert asked(hands, lambda v: v.backups.places()) == [place]


def test_a_lock_calls_a_backup_off_and_nothing_is_left(
    screen: BackupScreen, hands: Hands, disk: Path, path: Path
) -> None:
    choose(screen, hands, disk)
    screen.back_up()
    hands.lock()
    assert [each.name for each in path.iterdir() if "backup" in each.name] == []
    assert len(inspect_backups(disk / PLACE_NAME).snapshots) <= 2
    hands.unlock()
    shown(hands).back_up()
    wait(hands)
    assert "Backed up" in hands.find(BackupScreen).banner.text()


def with_backup(vault: OpenVault, place: Path) -> None:
    """Back up to a place that is on the list."""
    from tests.lifecycle.test_backup import back_up

    if str(place) not in vault.backups.places():
        vault.backups.add_place(str(place))
    back_up(vault, place)


def test_what_waits_is_what_is_old_and_lacks_a_change(
    path: Path, around: Surroundings, clock: FixedClock, tmp_path: Path
) -> None:
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    assert waiting(vault, clock) == ()
    vault.clients.add([a_client()])
    with_backup(vault, tmp_path / "place")
    assert waiting(vault, clock) == ()
    vault.clients.add([a_client()])
    assert waiting(vault, clock) == ()
    clock.advance(days=1)
    assert waiting(vault, clock) == (str(tmp_path / "place"),)
    vault.settings.set(replace(vault.settings.get(), backup_every_days=0))
    assert waiting(vault, clock) == ()
    vault.settings.set(replace(vault.settings.get(), backup_every_days=2))
    assert waiting(vault, clock) == ()
    clock.advance(days=1)
    assert len(waiting(vault, clock)) == 1
    with_backup(vault, tmp_path / "place")
    clock.advance(days=9)
    assert waiting(vault, clock) == ()
    vault.close()


def test_it_backs_up_by_itself_where_the_disk_is_there(
    screen: BackupScreen, hands: Hands, disk: Path, clock: FixedClock, clients: list[Client]
) -> None:
    choose(screen, hands, disk)
    client = clients[0]
    asked(hands, lambda v: v.notes.begin([a_note(client)]))
    clock.advance(days=1)
    (auto,) = hands.shell.findChildren(AutoBackup)
    auto.look()
    hands.settle()
    wait(hands)
    assert len(inspect_backups(disk / PLACE_NAME).snapshots) == 2
    assert pill(hands) == "up to date"
    asked(hands, lambda v: v.notes.begin([a_note(client)]))
    clock.advance(days=1)
    shutil.move(disk, disk.with_name("taken out"))
    notices: list[object] = []
    hands.tools.notices.said.connect(notices.append)
    auto.look()
    hands.settle()
    wait(hands)
    assert notices == [], "a disk that is not there is nothing to be told of each quarter hour"


def test_the_days_of_the_call_sheet_move_on_while_the_vault_stays_open(
    screen: BackupScreen, hands: Hands, clock: FixedClock
) -> None:
    asked(hands, lambda v: v.call_sheets.make_card(lambda _card: None))
    (auto,) = hands.shell.findChildren(AutoBackup)
    clock.advance(days=3)
    auto.look()
    hands.settle()
    assert asked(hands, lambda v: v.call_sheets.refresh()) is False, "it was written by itself"


def test_the_first_backup_is_restored_to_see_that_it_can_be_and_then_once_a_month(
    screen: BackupScreen, hands: Hands, disk: Path, clock: FixedClock
) -> None:
    choose(screen, hands, disk)
    rehearsed = asked(hands, lambda v: v.rehearsals.last().at)
    assert rehearsed == clock.now()
    hands.tools.navigation.go("today")
    hands.settle()
    assert "Restored and proved" in texts(hands.find(TodayScreen))
    (auto,) = hands.shell.findChildren(AutoBackup)
    clock.advance(days=29)
    auto.rehearse()
    hands.settle()
    assert asked(hands, lambda v: v.rehearsals.last().at) == rehearsed
    clock.advance(days=1)
    auto.rehearse()
    hands.settle()
    assert asked(hands, lambda v: v.rehearsals.last().at) == clock.now()


def test_a_backup_that_cannot_be_restored_is_told_and_grows_old_on_today(
    screen: BackupScreen, hands: Hands, disk: Path, clock: FixedClock
) -> None:
    choose(screen, hands, disk)
    flip(next((disk / PLACE_NAME).glob("blocks/*/*")), random.Random(3))
    notices: list[Notice] = []
    hands.tools.notices.said.connect(notices.append)
    (auto,) = hands.shell.findChildren(AutoBackup)
    clock.advance(days=61)
    auto.rehearse()
    hands.settle()
    (notice,) = notices
    assert "could not be restored" in notice.sentence
    hands.tools.navigation.go("today")
    hands.settle()
    pills = {
        each.text(): each.property("pill")
        for each in hands.find(TodayScreen).findChildren(Pill)
        if each.isVisible()
    }
    assert pills["61 days ago"] == "red"


def test_the_days_between_backups_are_kept(screen: BackupScreen, hands: Hands, disk: Path) -> None:
    choose(screen, hands, disk)
    screen.days.setValue(4)
    hands.lock()
    hands.unlock()
    assert asked(hands, lambda v: v.settings.get().backup_every_days) == 4
    assert shown(hands).days.value() == 4


def test_an_installer_is_kept_beside_the_backups(
    screen: BackupScreen, hands: Hands, disk: Path, tmp_path: Path
) -> None:
    choose(screen, hands, disk)
    row = hands.find(PlaceRow)
    assert "No installers" in row.installers.text()
    file = tmp_path / "Strongroom-1.0.AppImage"
    file.write_bytes(b"installs" * 1000)
    hands.answers.path = str(file)
    row.add_installer.click()
    hands.until(lambda: bool(screen.banner.text()))
    hands.settle()
    assert "Copied and read back" in screen.banner.text()
    assert (disk / PLACE_NAME / "installers" / file.name).read_bytes() == file.read_bytes()
    assert hands.find(PlaceRow).installers.text() == "Installers of Strongroom for Linux"
    assert screen.now_button.isEnabled()
    hands.find(PlaceRow).add_installer.click()
    hands.until(lambda: "already" in screen.banner.text())
    assert screen.now_button.isEnabled()


def test_a_sheet_for_a_lost_computer_leads_to_the_key(
    screen: BackupScreen, hands: Hands, disk: Path, tmp_path: Path
) -> None:
    choose(screen, hands, disk)
    hands.answers.path = str(tmp_path / "lost")
    screen.lost.click()
    hands.until(lambda: "Saved" in screen.banner.text())
    assert (tmp_path / "lost.pdf").read_bytes().startswith(b"%PDF-")
    screen.banner.acted.emit()
    hands.settle()
    assert hands.find(SettingsScreen).isVisible()
