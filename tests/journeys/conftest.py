"""What the journeys stand on: the window in the light look, and what a licensee leaves behind."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.journeys.left_behind import leave_behind
from tests.storage.test_database import derive_once
from tests.ui.conftest import nothing_ahead, plain_locale, remembered_look, theme

__all__ = ["nothing_ahead", "plain_locale", "remembered_look", "theme"]


@pytest.fixture
def left(unlocked: Unlock, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the paper and the disk; nothing else of the practice is there any more."""
    derive_once(monkeypatch)
    vault = unlocked()
    leave_behind(vault, tmp_path)
    vault.close()
    shutil.rmtree(path)
    shutil.rmtree(tmp_path / "state")
    return tmp_path
