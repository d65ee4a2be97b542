"""From the lock screen back to a vault: the backup, the secret, the place, and the practice."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.lifecycle.test_backup import back_up
from tests.practice import PASSPHRASE, Keys
from tests.ui.window import Hands
from ui.screens.restore.screen import RestoreScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.widgets.banner import Banner
from ui.widgets.card_words import CardWords
from vault.crypto import age
from vault.crypto.shares import split
from vault.lifecycle.restore import PLACE_NAME
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import Client
from vault.model.secret import Passphrase


@pytest.fixture
def disk(clients: list[Client], path: Path, around: Surroundings, tmp_path: Path) -> Path:
    """A disk that was chosen for backups, with one on it."""
    disk = tmp_path / "disk"
    (disk / "other things").mkdir(parents=True)
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    back_up(vault, disk / PLACE_NAME)
    vault.close()
    return disk


@pytest.fixture
def screen(disk: Path, hands: Hands, tmp_path: Path) -> RestoreScreen:
    """The way back, the disk chosen, the vault to go into a folder of its own."""
    hands.find(UnlockScreen).restore_asked.emit()
    hands.settle()
    screen = hands.find(RestoreScreen)
    hands.answers.path = str(disk)
    screen.choose_place.click()
    hands.settle()
    (tmp_path / "new").mkdir()
    hands.answers.path = str(tmp_path / "new")
    screen.choose_folder.click()
    return screen


def test_a_backup_becomes_the_practice_again(
    screen: RestoreScreen, hands: Hands, tmp_path: Path
) -> None:
    assert screen.snapshots.count() == 1
    assert "1 backup" in screen.place_said.text()
    screen.name.setText("Rivera Counseling")
    screen.secret.setText(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    vault = tmp_path / "new" / "Rivera Counseling.strongroom"
    assert vault.is_dir()
    assert "proved whole" in hands.find(Banner).text()
    hands.unlock()
    assert hands.practice_shows()
    assert hands.tools.settings.current.last_vault == str(vault)


def test_the_recovery_key_does_it_too(
    screen: RestoreScreen, hands: Hands, tmp_path: Path, keys: Keys
) -> None:
    screen.other_secret.click()
    screen.secret.setText(keys["records"])
    screen.begin()
    hands.settle()
    assert (tmp_path / "new" / "Restored practice.strongroom").is_dir()


def test_what_is_wrong_is_said_and_nothing_is_made(
    screen: RestoreScreen, hands: Hands, tmp_path: Path
) -> None:
    screen.begin()
    assert "Type the passphrase" in screen.banner.text()
    screen.secret.setText("not this one")
    screen.begin()
    hands.settle()
    assert "does not open" in screen.banner.text()
    assert screen.secret.hasFocus()
    screen.secret.setText(PASSPHRASE)
    screen.name.setText("  ")
    screen.begin()
    assert "name of the practice" in screen.banner.text()
    (tmp_path / "new" / "There.strongroom").mkdir()
    screen.name.setText("There")
    screen.begin()
    hands.settle()
    assert "something at this place" in screen.banner.text()
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["There.strongroom"]
    hands.answers.path = str(tmp_path / "new")
    screen.choose_place.click()
    hands.settle()
    assert "no backup" in screen.banner.text()


def test_escape_leads_back_and_calls_off(
    screen: RestoreScreen, hands: Hands, tmp_path: Path
) -> None:
    screen.secret.setText(PASSPHRASE)
    screen.begin()
    screen.back_out()
    hands.settle()
    assert "Canceled" in screen.banner.text()
    assert list((tmp_path / "new").iterdir()) == []
    hands.press(Qt.Key.Key_Escape)
    assert hands.find(UnlockScreen).isVisible()


def test_cards_of_another_vault_do_not_restore_it(
    screen: RestoreScreen, hands: Hands, tmp_path: Path
) -> None:
    hands.find(QPushButton, "Use executor cards").click()
    for card in split(age.new_identity(), 2, 3)[:2]:
        hands.find(CardWords).boxes[0].many.emit(card)
    hands.press(Qt.Key.Key_Return)
    assert "Cards 1, 2 accepted" in screen.cards_said.text()
    assert screen.go.hasFocus()
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: hands.find(CardWords).banner.isVisible())
    assert "These cards open another vault" in hands.find(CardWords).banner.text()
    hands.press(Qt.Key.Key_Escape)
    assert screen.secret.hasFocus()
    assert not screen.cards_said.isVisible()
    assert list((tmp_path / "new").iterdir()) == []


def test_who_typed_cards_may_use_the_passphrase_all_the_same(
    screen: RestoreScreen, hands: Hands, tmp_path: Path
) -> None:
    screen.use_cards.click()
    for card in split(age.new_identity(), 2, 3)[:2]:
        hands.find(CardWords).boxes[0].many.emit(card)
    hands.press(Qt.Key.Key_Return)
    hands.find(QPushButton, "Use passphrase").click()
    assert screen.secret.hasFocus()
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    assert (tmp_path / "new" / "Restored practice.strongroom").is_dir()
    assert "change the key next" in hands.find(Banner).text()
