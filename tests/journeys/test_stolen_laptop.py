"""The laptop is stolen: a backup becomes a vault on another one, and gets keys nobody else has."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import Unlock
from tests.journeys.person import Person, at_a_computer
from tests.lifecycle.test_backup import back_up
from tests.practice import (
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    a_client,
    a_note,
    a_process_note,
    answered,
)
from tests.storage.test_database import derive_once, place_of
from tests.ui.record import ask
from ui.theme import Theme
from vault.errors import Damaged, WrongSecret
from vault.lifecycle.restore import PLACE_NAME, inspect_backups
from vault.lifecycle.restore import restore as restore_backup
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action, Mark
from vault.model.secret import Passphrase
from vault.storage.database import Database

SIGNED = "She slept six hours."
PRIVATE = "A thought kept apart."
NEW, NEW_PROCESS = "quarry lantern ribbon velvet", "harbor cactus willow ember"
FIRST, OTHER = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)


@pytest.fixture
def mark(unlocked: Unlock, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mark:
    """How far the vault had come when it was backed up to `disk`; a thief has it, in `stolen`."""
    derive_once(monkeypatch)
    vault = unlocked()
    answered(vault)
    (client,) = vault.clients.add([a_client("Dana Whitfield")])
    (note,) = vault.notes.begin([a_note(client, SIGNED)])
    vault.notes.sign(note.id)
    process = vault.open_process(OTHER)
    process.notes.add([a_process_note(client, PRIVATE)])
    vault.close_process()
    place = tmp_path / "disk" / PLACE_NAME
    place.mkdir(parents=True)
    vault.backups.add_place(str(place))
    made = back_up(vault, place)
    vault.close()
    shutil.move(path, tmp_path / "stolen")
    shutil.rmtree(tmp_path / "state")
    return made.records


@pytest.fixture
def laptop(tmp_path: Path, around: Surroundings) -> Surroundings:
    """Another computer, which has never seen the vault."""
    return replace(around, state=tmp_path / "new state")


@pytest.fixture
def person(
    qtbot: QtBot, theme: Theme, mark: Mark, laptop: Surroundings, tmp_path: Path
) -> Iterator[Person]:
    """Her at that computer; Strongroom was just installed."""
    (tmp_path / "documents").mkdir()
    person = at_a_computer(qtbot, theme, laptop, tmp_path / "new config")
    yield person
    person.stop()


def restore(person: Person, tmp_path: Path) -> None:
    """Let the backup on the disk become a vault."""
    person.click("Restore a backup")
    assert person.focused() == "Choose where backups lie"
    person.choose(tmp_path / "disk", "Choose where backups lie")
    person.choose(tmp_path / "documents", "Choose where it goes")
    person.fill("Name of the vault's folder", "Rivera Counseling")
    person.fill("Passphrase", PASSPHRASE)
    person.press_return()
    person.wait("Restored and proved whole, as it was on Sun 22 Nov 2026, 12:00.")


def unlocked_with(person: Person, passphrase: str, words: str) -> None:
    """Type a passphrase on the lock screen, and wait for what is then shown."""
    assert person.focused() == "Passphrase"
    person.type(passphrase)
    person.press_return()
    person.wait(words)


def change_key(person: Person, compartment: str, old: str, new: str) -> str:
    """Change the key of a compartment after the loss; return what was said before."""
    person.click("Settings")
    person.click(f"Change the key after a loss…: {compartment}")
    said = person.says()
    assert person.focused() == "The present passphrase, or the recovery key"
    person.type(old)
    person.fill("The new passphrase", new)
    person.fill("The same once more", new)
    locked = person.locks
    person.press_return()
    person.until(lambda: person.locks > locked)
    return said


def no_longer_opens(vault: Path, stolen: Path) -> None:
    """Check that neither what she had nor the key in the stolen copy opens the new files."""
    for name, secret in (("records", FIRST), ("process", OTHER)):
        with pytest.raises(WrongSecret):
            place_of(vault, name, secret)
        key = place_of(stolen, name, secret).subkey("sqlcipher")
        Database(stolen / f"{name}-1.db", key).close()
        with pytest.raises(Damaged):
            Database(vault / f"{name}-2.db", key)


def old_copies_open(around: Surroundings, tmp_path: Path) -> None:
    """Check that what was said of old copies is so: the thief's, and the backup made before."""
    opened = unlock(tmp_path / "stolen", FIRST, around)
    assert opened.notes.page(None, 0, 9)
    opened.close()
    place = tmp_path / "disk" / PLACE_NAME
    old, new = (each.name for each in inspect_backups(place).snapshots)
    restore_backup(place, tmp_path / "old", FIRST, surroundings=around, snapshot=old)
    with pytest.raises(WrongSecret):
        restore_backup(place, tmp_path / "newer", FIRST, surroundings=around, snapshot=new)


def test_the_laptop_is_stolen(
    person: Person, mark: Mark, tmp_path: Path, around: Surroundings, laptop: Surroundings
) -> None:
    place = tmp_path / "disk" / PLACE_NAME
    vault = tmp_path / "documents" / "Rivera Counseling.strongroom"
    assert person.focused() == "Set up a new vault"
    restore(person, tmp_path)
    assert "change the key next" in person.says()
    unlocked_with(person, PASSPHRASE, "Vault health")
    entries = ask(person, lambda v: v.audit.export())
    assert (entries[mark.seq - 1].seq, entries[mark.seq - 1].hash) == (mark.seq, mark.chain_head)
    assert Action.VAULT_RESTORED in [each.action for each in entries[mark.seq :]]

    said = change_key(person, "Records", PASSPHRASE, NEW)
    assert "Copies made before today still open with the old key. They are listed here." in said
    assert f"{place}\n1 backup: 22 Nov 2026" in said
    person.wait("The records have a new key and the new passphrase. Copies made before")
    unlocked_with(person, NEW, "Ways in")
    change_key(person, "Process notes", PROCESS_PASSPHRASE, NEW_PROCESS)
    person.wait("Process notes have a new key and the new passphrase. Copies made before")
    unlocked_with(person, PASSPHRASE, "This passphrase does not open it.")
    unlocked_with(person, NEW, "Ways in")
    person.click("Backup")
    person.click("Back up now")
    person.wait("Backed up and read back.")
    person.click("Today")
    person.click("Dana Whitfield, 14 May, signed")
    person.wait(SIGNED)
    person.stop()
    no_longer_opens(vault, tmp_path / "stolen")
    old_copies_open(around, tmp_path)
    assert not (vault / "records-1.db").exists(), "the old file goes with the next backup"
    assert verify(vault, Passphrase(NEW), Passphrase(NEW_PROCESS), state=laptop.state).ok
