"""The call sheet of a closed vault, a backup or a file; and what the owner sees of it."""

import stat
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.export import pdf_tools
from tests.practice import FixedClock, Keys, a_client
from tests.services.test_call_sheets import new_card
from tests.storage.test_database import derive_once
from vault.errors import NotFound, WrongSecret
from vault.lifecycle.call_sheet import keep_call_card, open_call_sheet
from vault.lifecycle.paper_key import read_key_file
from vault.lifecycle.restore import restore
from vault.lifecycle.sitting import Surroundings
from vault.model.audit import Action
from vault.model.secret import RecoveryKey
from vault.progress import Progress


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def card(path: Path, unlocked: Unlock) -> str:
    """A vault with a client; the key of a call card."""
    vault = unlocked()
    vault.clients.add([a_client("Dana Whitfield")])
    key = new_card(vault).key
    vault.close()
    return key


def test_an_opening_is_entered_in_the_owners_log(path: Path, card: str, unlocked: Unlock) -> None:
    for _time in range(2):
        opened = open_call_sheet(path, card, FixedClock())
        assert "Dana Whitfield" in opened.text
        assert opened.logged
    log = path / "openings.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.read_text().count("\n") == 2
    assert card not in log.read_text()
    vault = unlocked()
    assert any("opened 2 times" in warning for warning in vault.warnings)
    entries = [each for each in vault.audit.export() if each.action == Action.CALL_SHEET_OPENED]
    assert [each.detail for each in entries] == [{"count": 2}]
    vault.close()
    assert not log.exists()
    vault = unlocked()
    assert vault.warnings == ()
    vault.close()


def test_openings_fill_no_disk(path: Path, card: str) -> None:
    (path / "openings.log").write_bytes(b"x" * 65_500)
    assert open_call_sheet(path, card, FixedClock()).logged
    assert (path / "openings.log").stat().st_size == 65_500


def test_a_folder_that_cannot_be_written_still_shows_it(path: Path, card: str) -> None:
    (path / "openings.log").mkdir()
    opened = open_call_sheet(path, card, FixedClock())
    assert "Dana Whitfield" in opened.text
    assert not opened.logged


def test_a_backup_and_a_file_open_too(
    path: Path, card: str, keys: Keys, unlocked: Unlock, tmp_path: Path, around: Surroundings
) -> None:
    place = tmp_path / "disk"
    vault = unlocked()
    vault.backups.add_place(str(place))
    prepared = vault.prepare_backup()
    vault.backups.record(prepared.run(str(place), Progress()))
    prepared.discard()
    vault.close()
    opened = open_call_sheet(place, card, FixedClock())
    assert "Dana Whitfield" in opened.text
    assert not opened.logged
    file = tmp_path / "list.age"
    file.write_bytes((path / "callsheet.age").read_bytes())
    assert open_call_sheet(file, card, FixedClock()).text == opened.text
    restored = tmp_path / "Restored.strongroom"
    restore(place, restored, RecoveryKey(keys["records"]), surroundings=around)
    assert open_call_sheet(restored, card, FixedClock()).text == opened.text


def test_stock_age_opens_it(path: Path, card: str, tmp_path: Path) -> None:
    key = tmp_path / "key.txt"
    key.write_text(card + "\n")
    command = [pdf_tools.tool("age"), "-d", "-i", str(key), str(path / "callsheet.age")]
    done = subprocess.run(command, capture_output=True, check=True)
    assert "Dana Whitfield" in done.stdout.decode()


def test_another_key_and_no_sheet_are_told_apart(
    path: Path, card: str, keys: Keys, tmp_path: Path
) -> None:
    with pytest.raises(WrongSecret, match="does not open this call sheet"):
        open_call_sheet(path, keys["process"], FixedClock())
    with pytest.raises(WrongSecret, match="not a recovery key"):
        open_call_sheet(path, "some words", FixedClock())
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "empty", tmp_path / "nothing"):
        with pytest.raises(NotFound):
            open_call_sheet(place, card, FixedClock())
    assert not (path / "openings.log").exists()


@pytest.mark.parametrize("name", ["card.pdf", "card.txt"])
def test_a_card_is_kept_as_a_page_or_a_text(unlocked: Unlock, tmp_path: Path, name: str) -> None:
    vault = unlocked()
    file = tmp_path / name
    recipient = vault.call_sheets.make_card(lambda made: keep_call_card(file, made))
    vault.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = read_key_file(file)
    assert "AGE-SECRET-KEY-1" in key
    assert recipient not in key
