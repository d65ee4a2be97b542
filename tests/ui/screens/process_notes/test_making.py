"""The first time: their own passphrase, not that of the records, and a checked paper key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE
from tests.ui.record import ask
from tests.ui.screens.first_run.guide import key_on
from tests.ui.screens.process_notes.rooms import go_to_door, texts_of, with_a_client
from tests.ui.window import Hands
from ui.recovery_reminder import unconfirmed
from ui.screens.process_notes.screen import ProcessNotesScreen
from ui.screens.settings.screen import SettingsScreen
from ui.screens.today.screen import TodayScreen
from vault.crypto.kdf import FLOOR
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.model.secret import NewSecrets, RecoveryKey


@pytest.fixture
def path(tmp_path: Path, around: Surroundings) -> Path:
    """A vault that has no process notes yet."""
    made = tmp_path / "new.strongroom"
    create(made, NewSecrets(PASSPHRASE), clock=around.clock, cost=FLOOR)
    return made


@pytest.fixture
def screen(hands: Hands) -> ProcessNotesScreen:
    """The page that makes them."""
    screen = go_to_door(hands, with_a_client(hands))
    assert screen.making.isVisible()
    return screen


def offer(hands: Hands, screen: ProcessNotesScreen, first: str, second: str) -> None:
    """Type both passphrases and press Enter."""
    screen.making.fields.first.setFocus()
    screen.making.fields.first.setText(first)
    hands.until(lambda: not screen.making.fields.is_judging)
    hands.settle()
    screen.making.fields.again.setText(second)
    screen.making.fields.again.setFocus()
    hands.press(Qt.Key.Key_Return)


def test_weak_or_different_ones_are_refused(hands: Hands, screen: ProcessNotesScreen) -> None:
    offer(hands, screen, "password", "password")
    assert "stronger" in screen.making.fields.error()
    offer(hands, screen, PROCESS_PASSPHRASE, PROCESS_PASSPHRASE + "x")
    assert "not the same" in screen.making.fields.error()
    assert not ask(hands, lambda v: v.process_door.exists)


def test_the_records_passphrase_is_refused(hands: Hands, screen: ProcessNotesScreen) -> None:
    offer(hands, screen, PASSPHRASE, PASSPHRASE)
    assert "same passphrase" in screen.making.fields.error()
    assert not ask(hands, lambda v: v.process_door.exists)


def test_the_compartment_is_made_and_its_paper_key_checked(
    hands: Hands, screen: ProcessNotesScreen, tmp_path: Path
) -> None:
    offer(hands, screen, PROCESS_PASSPHRASE, PROCESS_PASSPHRASE)
    paper = screen.paper
    assert paper.isVisible()
    panel = paper.panel
    assert panel is not None
    key = key_on(panel)
    hands.answers.path = str(tmp_path / "key.txt")
    panel.paper.save.click()
    hands.settle()
    assert key in (tmp_path / "key.txt").read_text("utf-8")
    panel.typed.setFocus()
    hands.type("WRONGEND")
    hands.press(Qt.Key.Key_Return)
    assert "group 1 is not right" in texts_of(panel)
    assert paper.isVisible()
    panel.typed.setText(key.lower())
    hands.press(Qt.Key.Key_Return)
    assert screen.work.room.isVisible()
    assert paper.panel is None
    assert ask(hands, unconfirmed) == ()
    assert key not in "".join(texts_of(screen).split())
    screen.lock()
    hands.settle()
    assert ask(hands, lambda v: v.open_process(RecoveryKey(key)).notes.list_rows()) == []


def test_a_key_that_never_got_on_paper_is_reminded_of(
    hands: Hands, screen: ProcessNotesScreen
) -> None:
    offer(hands, screen, PROCESS_PASSPHRASE, PROCESS_PASSPHRASE)
    assert screen.paper.isVisible()
    hands.lock()
    hands.unlock()
    assert ask(hands, unconfirmed) == ("process",)
    hands.tools.navigation.go("today")
    hands.settle()
    assert "Check the recovery key on paper" in texts_of(hands.find(TodayScreen).page)
    hands.tools.navigation.go("settings")
    hands.settle()
    assert "recovery key not checked" in texts_of(hands.find(SettingsScreen).ways_in)


def test_leaving_before_the_paper_is_checked_closes_it(
    hands: Hands, screen: ProcessNotesScreen
) -> None:
    offer(hands, screen, PROCESS_PASSPHRASE, PROCESS_PASSPHRASE)
    assert screen.paper.isVisible()
    hands.tools.navigation.go("today")
    hands.settle()
    assert screen.paper.panel is None
    assert ask(hands, lambda v: v.process is None)
