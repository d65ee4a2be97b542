"""Everything as plain files, from Settings: asked with the passphrase, written, called off."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, Keys, in_order, with_record
from tests.ui.screens.settings.test_settings_screen import shown, texts, type_into
from tests.ui.window import Hands
from ui.screens.settings.export_room import ExportRoom
from ui.screens.settings.screen import SettingsScreen
from vault.model.export import Format

WORDS = "zqcanary of the session"


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands) -> SettingsScreen:
    """The settings of a practice with one record, shown."""
    vault = unlocked()
    with_record(vault, WORDS)
    in_order(vault)
    vault.close()
    hands.unlock()
    return shown(hands)


def room_of(hands: Hands, screen: SettingsScreen, passphrase: str = PASSPHRASE) -> ExportRoom:
    """Ask for the export; type a passphrase; let PDFs be: they take their time."""
    screen.export.begin.click()
    hands.settle()
    room = hands.find(ExportRoom)
    assert room.old is not None
    type_into(hands, room.old, passphrase)
    room.formats[Format.PDF].box.setChecked(False)
    return room


def test_it_is_written_while_one_goes_on(
    hands: Hands, screen: SettingsScreen, tmp_path: Path
) -> None:
    out = tmp_path / "mine"
    hands.answers.path = str(out)
    room = room_of(hands, screen)
    assert not room.process_passphrase.isVisible()
    QTest.keyClick(room, Qt.Key.Key_Return)
    hands.until(lambda: screen.export.banner.text() != "")
    assert screen.export.banner.text().startswith("Written. 1 client, 1 note and 0 documents")
    assert screen.asking is None
    assert WORDS in (out / "data/records/00001/record.json").read_text()
    assert not (out / "data/records/00001/record.pdf").exists()
    assert not (out / "data/process-notes").exists()
    assert screen.export.begin.isVisible()
    assert not screen.export.cancel.isVisible()


def test_a_wrong_passphrase_or_a_taken_place_is_said_and_nothing_is_written(
    hands: Hands, screen: SettingsScreen, tmp_path: Path
) -> None:
    hands.answers.path = str(tmp_path / "mine")
    room = room_of(hands, screen, "not it")
    room.primary.click()
    hands.until(lambda: not room.is_busy)
    assert "The passphrase is wrong." in texts(room)
    assert not (tmp_path / "mine").exists()
    assert screen.asking is room
    assert room.old is not None
    hands.answers.path = str(tmp_path)
    type_into(hands, room.old, PASSPHRASE)
    room.primary.click()
    hands.until(lambda: not room.problem.isHidden())
    assert "something at this place" in room.problem.text()
    hands.answers.path = ""
    room.primary.click()
    hands.settle()
    assert screen.asking is room


def test_process_notes_come_with_their_own_passphrase(
    hands: Hands, screen: SettingsScreen, tmp_path: Path
) -> None:
    out = tmp_path / "mine"
    hands.answers.path = str(out)
    room = room_of(hands, screen)
    room.process.box.setChecked(True)
    room.primary.click()
    hands.settle()
    assert not out.exists()
    type_into(hands, room.process_passphrase, "not it")
    room.primary.click()
    hands.until(lambda: not room.is_busy)
    assert screen.asking is room
    assert not out.exists()
    type_into(hands, room.process_passphrase, PROCESS_PASSPHRASE)
    room.primary.click()
    hands.until(lambda: screen.export.banner.text() != "")
    chain = json.loads((out / "data/process-notes/audit-process.json").read_text())
    assert chain["compartment"] == "process"


def test_a_lock_leaves_no_half_of_it(hands: Hands, screen: SettingsScreen, tmp_path: Path) -> None:
    place = tmp_path / "o"
    hands.answers.path = str(place / "mine")
    room = room_of(hands, screen)
    room.primary.click()
    screen.export.put_down()
    hands.until(lambda: not screen.export.job.running)
    left = list(place.iterdir()) if place.exists() else []
    assert left in ([], [place / "mine"])  # called off, or it was whole before


def test_whoever_came_by_the_paper_key_is_not_asked_for_a_passphrase(
    unlocked: Unlock, hands: Hands, keys: Keys, tmp_path: Path
) -> None:
    vault = unlocked()
    with_record(vault, WORDS)
    in_order(vault)
    vault.close()
    hands.find(QPushButton, "Use recovery key").click()
    hands.unlock(keys["records"])
    screen = shown(hands)
    hands.answers.path = str(tmp_path / "mine")
    screen.export.begin.click()
    hands.settle()
    room = hands.find(ExportRoom)
    assert room.old is None
    room.formats[Format.PDF].box.setChecked(False)
    QTest.keyClick(room, Qt.Key.Key_Return)
    hands.until(lambda: screen.export.banner.text() != "")
    assert WORDS in (tmp_path / "mine/data/records/00001/record.json").read_text()
