"""The storage statement, saved from Settings."""

from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import answered
from tests.ui.screens.settings.test_settings_screen import shown
from tests.ui.window import Hands
from ui.screens.settings.screen import SettingsScreen


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands) -> SettingsScreen:
    """The settings, shown."""
    vault = unlocked()
    answered(vault)
    vault.close()
    hands.unlock()
    return shown(hands)


def test_it_is_saved_as_a_page_and_never_over_a_file(
    hands: Hands, screen: SettingsScreen, tmp_path: Path
) -> None:
    card = screen.statement
    hands.answers.path = ""
    card.save_button.click()
    hands.settle()
    assert card.banner.text() == ""
    file = tmp_path / "How records are kept.pdf"
    hands.answers.path = str(file)
    card.save_button.click()
    hands.until(lambda: card.banner.text() != "")
    assert card.banner.text().startswith("Saved as “How records are kept.pdf”.")
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    card.save_button.click()
    hands.until(lambda: card.banner.text() != "" and "Saved" not in card.banner.text())
    assert file.read_bytes() == before
    assert "Save a storage statement" in [each.words for each in screen.commands()]
