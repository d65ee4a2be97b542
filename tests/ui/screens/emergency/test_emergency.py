"""The door for whoever comes when the licensee cannot: the list of calls, cards, a backup."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.practice import PASSPHRASE, FixedClock, Keys
from tests.services.test_call_sheets import new_card
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.cards_page import CardsPage
from ui.screens.emergency.screen import EmergencyScreen
from ui.screens.restore.screen import RestoreScreen
from ui.screens.succession.call_sheet_card import CallSheetCard
from ui.screens.unlock.screen import UnlockScreen
from vault.errors import VaultError
from vault.lifecycle.call_sheet import open_call_sheet
from vault.lifecycle.paper_key import read_key_file
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import Client
from vault.model.secret import Passphrase


@pytest.fixture
def card(clients: list[Client], path: Path, around: Surroundings) -> str:
    """The key of a call card of a practice with clients."""
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    key = new_card(vault).key
    vault.close()
    return key


@pytest.fixture
def screen(card: str, hands: Hands) -> EmergencyScreen:
    """What stands behind the link of the lock screen."""
    hands.find(QPushButton, "I am not the licensee: they are ill or have died").click()
    hands.settle()
    return hands.find(EmergencyScreen)


def test_a_card_shows_whom_to_call_and_the_licensee_sees_it(
    screen: EmergencyScreen, card: str, clients: list[Client], hands: Hands, path: Path
) -> None:
    assert screen.place_name.text() == path.name
    screen.key.setText(card.lower())
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.sheet.isVisible())
    assert clients[0].name in screen.sheet.toPlainText()
    assert screen.sheet.isReadOnly()
    assert screen.key.text() == ""
    assert "will see" in screen.banner.text()
    assert (path / "openings.log").exists()
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: hands.shell.findChild(UnlockScreen) is not None)
    assert hands.shell.findChild(EmergencyScreen) is None, "no name stays behind"


def test_a_list_does_not_stay_on_the_screen(
    screen: EmergencyScreen, card: str, hands: Hands
) -> None:
    screen.key.setText(card)
    screen.open()
    hands.until(lambda: screen.sheet.isVisible())
    assert screen._shown.isActive()
    screen._shown.timeout.emit()
    assert screen.sheet.toPlainText() == ""
    assert not screen.sheet.isVisible()


def test_what_is_wrong_is_said_and_nothing_is_lost(
    screen: EmergencyScreen, keys: Keys, hands: Hands, tmp_path: Path
) -> None:
    screen.open()
    assert "Type the key" in screen.banner.text()
    screen.key.setText(keys["process"])
    screen.open()
    hands.until(lambda: "does not open this call sheet" in screen.banner.text())
    assert screen.go.isEnabled()
    assert not screen.sheet.isVisible()
    (tmp_path / "empty").mkdir()
    hands.answers.path = str(tmp_path / "empty")
    screen.choose.click()
    screen.open()
    hands.until(lambda: "no call sheet here" in screen.banner.text())


def test_the_licensee_makes_the_card_in_succession(
    clients: list[Client], hands: Hands, path: Path, tmp_path: Path
) -> None:
    hands.unlock()
    hands.tools.navigation.go("succession")
    hands.settle()
    card = hands.find(CallSheetCard)
    hands.until(lambda: "0 call cards" in card.said.text())
    hands.answers.path = str(tmp_path / "card")
    card.paper.save.click()
    hands.until(lambda: "1 call card" in card.said.text())
    key = read_key_file(tmp_path / "card.pdf")
    assert clients[0].name in open_call_sheet(path, key, FixedClock()).text
    hands.until(card.paper.save.isEnabled)
    card.paper.save.click()
    hands.until(lambda: "exists" in card.paper.problem.text())


def test_a_call_card_is_printed_and_opens_nothing_before(
    clients: list[Client],
    hands: Hands,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", lambda: ["A printer"])
    hands.unlock()
    hands.tools.navigation.go("succession")
    hands.settle()
    card = hands.find(CallSheetCard)
    hands.answers.path = ""  # nobody chooses one
    card.paper.print.click()
    hands.until(card.paper.print.isEnabled)
    assert ask(hands, lambda v: v.call_sheets.cards()) == 0
    hands.answers.path = str(tmp_path / "printed.pdf")
    card.paper.print.click()
    hands.until(lambda: "1 call card" in card.said.text())
    assert card.paper.said.text() == "Sent to the printer."
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000

    def jams(*_pages: object) -> None:
        raise VaultError("The printer took nothing.")

    monkeypatch.setattr("ui.screens.succession.call_sheet_card.print_pages", jams)
    card.paper.print.click()
    hands.until(lambda: "took nothing" in card.paper.problem.text())
    assert ask(hands, lambda v: v.call_sheets.cards()) == 1


def test_it_goes_on_to_cards_or_to_a_backup(
    screen: EmergencyScreen, hands: Hands, tmp_path: Path
) -> None:
    screen.cards.click()
    hands.settle()
    assert hands.find(CardsPage).isVisible()
    hands.shell.show_emergency(None)
    hands.settle()
    other = hands.find(EmergencyScreen)
    other.open()
    assert "Choose the vault" in other.banner.text()
    other.cards.click()
    assert other.choose.hasFocus()
    (tmp_path / "empty").mkdir()
    hands.answers.path = str(tmp_path / "empty")
    other.choose.click()
    other.cards.click()
    assert other.banner.text() == "There is no vault and no backup in this folder."
    other.restore.click()
    hands.settle()
    assert hands.find(RestoreScreen).isVisible()


def test_the_list_stands_in_the_place_of_its_key_until_it_is_closed(
    screen: EmergencyScreen, card: str, hands: Hands
) -> None:
    screen.key.setText(card)
    screen.open()
    hands.until(lambda: screen.sheet.isVisible())
    assert not screen.key.isVisible()
    screen.close_sheet.click()
    assert screen.key.hasFocus()
    assert (screen.sheet.toPlainText(), screen.banner.text()) == ("", "")


def test_the_door_is_for_the_vault_that_is_shown(
    clients: list[Client], hands: Hands, path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.strongroom"
    shutil.copytree(path, other)
    hands.find(UnlockScreen).show_vault(other)
    hands.find(QPushButton, "I am not the licensee: they are ill or have died").click()
    hands.settle()
    assert hands.find(EmergencyScreen).place_name.text() == "other.strongroom"
