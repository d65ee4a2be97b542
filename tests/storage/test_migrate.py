"""Migrations: a copy put aside, all of a script or nothing, and a newer schema left as it is."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, FixedClock, an_appointment, with_record
from tests.storage.test_database import place_of, raw_connection
from tests.vectors.changes import good_copy, secret_of
from vault.crypto.kdf import FLOOR
from vault.errors import BadInput, NewerFormat, OlderThanSeen, StorageFailed, VaultError
from vault.lifecycle import compartments
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase
from vault.storage.database import Database
from vault.storage.migrate import Script, copy_aside, migrate, schema_version, scripts_of, start

KEY = bytes(range(32))
SECOND = """-- A made-up second step.
CREATE TABLE colour (name TEXT PRIMARY KEY) STRICT;
INSERT INTO colour VALUES ('green;blue');
CREATE TRIGGER colour_stays BEFORE DELETE ON colour
BEGIN SELECT RAISE(ABORT, 'no; never'); END;
"""
BROKEN = """CREATE TABLE half (n INTEGER) STRICT;
INSERT INTO half VALUES (1);
INSERT INTO half VALUES ('not a number');
"""


NEWEST = scripts_of("records")[-1][0]
NEXT = NEWEST + 1


def with_scripts(monkeypatch: pytest.MonkeyPatch, *more: Script) -> None:
    """Let the records have more scripts than this version has."""
    scripts = [*scripts_of("records"), *more]

    def made_up(compartment: str) -> list[Script]:
        return scripts if compartment == "records" else scripts_of(compartment)

    monkeypatch.setattr(compartments, "scripts_of", made_up)


def copies(path: Path) -> list[str]:
    """Return the names of copies put aside."""
    return sorted(item.name for item in path.glob("*.before-schema-*"))


def test_a_new_vault_has_the_newest_schema(path: Path) -> None:
    place = place_of(path)
    database = place.open_database()
    assert schema_version(database) == NEWEST >= 2
    database.close()
    assert copies(path) == []


def test_the_scripts_are_numbered_without_a_gap() -> None:
    for compartment in ("records", "process"):
        numbers = [number for number, _script in scripts_of(compartment)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(script.rstrip().endswith(";") for _number, script in scripts_of(compartment))


def test_a_migration_puts_a_copy_aside_and_keeps_the_record(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    client = with_record(vault, "Before the migration.")
    vault.close()
    before = (path / "records-1.db").read_bytes()
    with_scripts(monkeypatch, (NEXT, SECOND))
    vault = unlocked()
    note = vault.notes.list_rows(client.id)[0].id
    assert vault.notes.get(note).sections[0].text == "Before the migration."
    vault.close()
    assert copies(path) == [f"records-1.db.before-schema-{NEXT}"]
    copy = path / copies(path)[0]
    assert copy.read_bytes() == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    database = place_of(path).open_database()
    assert schema_version(database) == NEXT
    assert database.rows("SELECT name FROM colour") == [("green;blue",)]
    database.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()


def test_a_migration_runs_once(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_scripts(monkeypatch, (NEXT, SECOND))
    unlocked().close()
    (path / f"records-1.db.before-schema-{NEXT}").unlink()
    unlocked().close()
    assert copies(path) == []


def test_a_script_that_fails_leaves_the_old_schema_whole(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    with_record(vault, "Still here.")
    vault.close()
    with_scripts(monkeypatch, (NEXT, SECOND), (NEXT + 1, BROKEN))
    with pytest.raises(VaultError):
        unlocked()
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    assert raw.execute("SELECT value FROM vault_meta WHERE name = 'schema'").fetchone() == (
        str(NEXT),
    )
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    raw.close()
    with_scripts(monkeypatch, (NEXT, SECOND))
    vault = unlocked()
    assert len(vault.notes.search("still")) == 1


def test_without_room_for_the_copy_nothing_is_migrated(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (path / "records-1.db").read_bytes()

    def no_room(source: Path, copy: Path) -> None:
        raise OSError(28, "No space left on device")

    with_scripts(monkeypatch, (NEXT, SECOND))
    monkeypatch.setattr("vault.storage.migrate.shutil.copy2", no_room)
    with pytest.raises(StorageFailed):
        unlocked()
    assert (path / "records-1.db").read_bytes() == before


def test_a_newer_schema_is_refused_and_not_a_byte_changes(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_scripts(monkeypatch, (NEXT, SECOND))
    unlocked().close()
    monkeypatch.undo()
    before = {item.name: item.read_bytes() for item in path.iterdir() if item.is_file()}
    with pytest.raises(NewerFormat):
        unlocked()
    assert {item.name: item.read_bytes() for item in path.iterdir() if item.is_file()} == before


def test_a_vault_that_is_refused_is_not_migrated(
    path: Path, unlocked: Unlock, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_record(vault := unlocked())
    vault.close()
    (path / "records.head").unlink()
    with_scripts(monkeypatch, (NEXT, SECOND))
    before = (path / "records-1.db").read_bytes()
    with pytest.raises(OlderThanSeen):
        unlocked()
    assert not verify(path, Passphrase(PASSPHRASE)).ok
    assert (path / "records-1.db").read_bytes() == before
    assert copies(path) == []
    unlock(path, Passphrase(PASSPHRASE), replace(around, accept_older=True)).close()
    assert copies(path) == [f"records-1.db.before-schema-{NEXT}"]


def test_a_vault_of_the_first_schema_gets_appointments_when_it_is_opened(tmp_path: Path) -> None:
    path, secret = good_copy(tmp_path), secret_of("passphrase")
    before = (path / "records-1.db").read_bytes()
    assert verify(path, secret, secret_of("process_passphrase")).problems == ()
    assert (path / "records-1.db").read_bytes() == before, "a full check migrates nothing"
    vault = unlock(path, secret, Surroundings(FixedClock(), cost=FLOOR))
    client = vault.clients.list_all()[0]
    rows = vault.notes.list_rows()
    kept = vault.appointments.add([an_appointment(client)])[0]
    vault.close()
    assert copies(path) == ["records-1.db.before-schema-2"]
    assert (path / copies(path)[0]).read_bytes() == before
    vault = unlock(path, secret, Surroundings(FixedClock(), cost=FLOOR))
    assert vault.notes.list_rows() == rows
    assert vault.appointments.day(kept.day)[0].appointment == kept.id
    vault.close()
    assert verify(path, secret, secret_of("process_passphrase")).problems == ()
    assert copies(path) == ["records-1.db.before-schema-2"]


def test_the_copy_is_of_a_closed_file(tmp_path: Path) -> None:
    source = tmp_path / "records-1.db"
    source.write_bytes(b"anything")
    assert copy_aside(source, 6) == tmp_path / "records-1.db.before-schema-7"
    assert (tmp_path / "records-1.db.before-schema-7").read_bytes() == b"anything"
    with pytest.raises(StorageFailed):
        copy_aside(tmp_path / "none.db", 1)


def small(tmp_path: Path, *scripts: Script) -> Database:
    """Return an open database made of these scripts."""
    path = tmp_path / "small.db"
    Database.make_file(path)
    database = Database(path, KEY, new=True)
    first = "CREATE TABLE vault_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    start(database, [(1, first), *scripts], lambda: None)
    return database


def test_each_script_is_recorded_with_its_number(tmp_path: Path) -> None:
    database = small(tmp_path)
    assert schema_version(database) == 1
    migrate(database, [(1, ""), (2, SECOND), (3, "CREATE TABLE third (n) STRICT;")][:2])
    assert schema_version(database) == 2
    with pytest.raises((BadInput, RuntimeError)):
        migrate(database, [(1, ""), (2, SECOND), (3, "CREATE TABLE third (n) STRICT;")])
    assert schema_version(database) == 2
    database.close()


def test_a_script_whose_last_statement_is_cut_is_not_recorded_as_done(tmp_path: Path) -> None:
    database = small(tmp_path)
    cut = "CREATE TABLE one (n INTEGER) STRICT;\nCREATE TABLE two (n INTEGER) STRICT"
    with pytest.raises((RuntimeError, VaultError)):
        migrate(database, [(1, ""), (2, cut)])
    assert schema_version(database) == 1
    assert database.rows("SELECT name FROM sqlite_master WHERE name = 'one'") == []
    database.close()
