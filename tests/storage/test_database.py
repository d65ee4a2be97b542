"""The one way to open a database, what it refuses, and what it notices while it is open."""

import contextlib
import functools
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlcipher3 import dbapi2

from tests.conftest import Unlock
from tests.practice import LICENSEE, PASSPHRASE, a_client, with_record
from vault.crypto.kdf import derive
from vault.errors import Damaged, StorageFailed, VaultError
from vault.format.vault_header import RECORDS, parse_header
from vault.lifecycle.compartments import CompartmentPlace, find_key
from vault.model.secret import Passphrase, Secret
from vault.storage.database import PAGE_SIZE, Database
from vault.storage.folder import VaultFolder

KEY = bytes(range(32))
_RESERVED = 80  # SQLCipher 4: 16 bytes of IV, 64 of HMAC-SHA512


def place_of(path: Path, name: str = RECORDS, secret: Secret | None = None) -> CompartmentPlace:
    """Return a compartment of a vault with its key, as unlocking finds it."""
    header = parse_header((path / "vault.json").read_bytes())
    return find_key(VaultFolder(path), header, name, secret or Passphrase(PASSPHRASE))


def raw_connection(file: Path, key: bytes) -> Any:
    """Open a database as a stranger with the key would: without any of our pragmas."""
    connection = dbapi2.connect(f"{file.as_uri()}?mode=rw", uri=True, isolation_level=None)
    connection.set_key(b"x'" + key.hex().encode() + b"'")
    return connection


def decrypted_pages(file: Path, key: bytes) -> bytes:
    """Return every page of a database decrypted without SQLCipher, free pages included."""
    data = file.read_bytes()
    assert data
    assert len(data) % PAGE_SIZE == 0
    plain = []
    for start in range(0, len(data), PAGE_SIZE):
        page = data[start : start + PAGE_SIZE]
        body = page[16 if start == 0 else 0 : -_RESERVED]
        iv = page[-_RESERVED : -_RESERVED + 16]
        decryptor = Cipher(algorithms.AES256(key), modes.CBC(iv)).decryptor()
        plain.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(plain)


_cached_derive = functools.lru_cache(maxsize=None)(derive)


def derive_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each passphrase and salt be derived once a process: the same keys, in less time."""
    monkeypatch.setattr("vault.format.key_slots.derive", _cached_derive)
    monkeypatch.setattr("vault.services.ways_in.derive", _cached_derive)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Make a small database of this test's own; return it closed."""
    path = tmp_path / "small.db"
    Database.make_file(path)
    database = Database(path, KEY, new=True)
    with database.transaction():
        database.change("CREATE TABLE t (n INTEGER PRIMARY KEY, words TEXT)")
        for n in range(100):
            database.change("INSERT INTO t VALUES (?, ?)", (n, f"plainword {n} " * 20))
    database.close()
    return path


def count(path: Path, key: bytes = KEY) -> int:
    """Return how many rows a fresh opening finds."""
    database = Database(path, key)
    try:
        found = database.row("SELECT count(*) FROM t")
        return int(found[0]) if found else -1
    finally:
        database.close()


def test_a_database_is_ciphertext_from_the_first_byte(file: Path) -> None:
    data = file.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"plainword" not in data
    assert b"CREATE TABLE" not in data
    assert b"plainword 7" in decrypted_pages(file, KEY)


def test_the_key_is_raw_and_nothing_is_derived_from_it(file: Path) -> None:
    """A key form that SQLCipher takes for a passphrase would derive another key."""
    connection = dbapi2.connect(str(file))
    connection.set_key(KEY)
    with pytest.raises(dbapi2.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()
    raw = raw_connection(file, KEY)
    assert raw.execute("SELECT count(*) FROM t").fetchone() == (100,)
    raw.close()


def test_the_pragmas_are_those_of_the_format_page(file: Path) -> None:
    database = Database(file, KEY)
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "fullfsync": 1,
        "temp_store": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "locking_mode": "normal",
        "page_size": PAGE_SIZE,
    }
    found = {}
    for name in wanted:
        row = database.row(f"PRAGMA {name}")
        assert row is not None
        found[name] = int(row[0]) if str(row[0]).isdecimal() else row[0]
    database.close()
    assert found == wanted


def test_no_key_but_the_right_one_opens_it(file: Path) -> None:
    before = file.read_bytes()
    for other in (bytes(32), KEY[::-1], bytes([KEY[0] ^ 1]) + KEY[1:]):
        with pytest.raises(Damaged):
            Database(file, other)
    assert file.read_bytes() == before
    assert count(file) == 100


def empty(path: Path) -> None:
    """Leave nothing of a file but its name."""
    path.write_bytes(b"")


def less_than_a_page(path: Path) -> None:
    """Leave the first half of the first page."""
    path.write_bytes(path.read_bytes()[:2048])


def odd_tail(path: Path) -> None:
    """Cut within a page."""
    path.write_bytes(path.read_bytes()[:-100])


def cut_pages(path: Path) -> None:
    """Cut the last two pages: SQLCipher's own check would not notice."""
    path.write_bytes(path.read_bytes()[: -2 * PAGE_SIZE])


def padded(path: Path) -> None:
    """Add a page of zeros."""
    path.write_bytes(path.read_bytes() + bytes(PAGE_SIZE))


def plain_sqlite(path: Path) -> None:
    """Put an ordinary database of SQLite there."""
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (n)")
    connection.commit()
    connection.close()
    os.truncate(path, 2 * PAGE_SIZE)


def zeros(path: Path) -> None:
    """Overwrite everything with zeros."""
    path.write_bytes(bytes(path.stat().st_size))


def missing(path: Path) -> None:
    """Delete the file."""
    path.unlink()


SPOILED = [empty, less_than_a_page, odd_tail, cut_pages, padded, plain_sqlite, zeros, missing]


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_what_is_not_this_database_is_refused_and_left(
    file: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(file)
    before = file.read_bytes() if file.exists() else None
    with pytest.raises(Damaged):
        Database(file, KEY)
    assert (file.read_bytes() if file.exists() else None) == before


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_a_vault_whose_database_is_spoiled_stays_shut(
    path: Path, unlocked: Unlock, spoil: Callable[[Path], None]
) -> None:
    spoil(path / "records-1.db")
    with pytest.raises(Damaged):
        unlocked()


def test_a_database_of_another_vault_is_refused(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    """Even when its key fits: the vault id within does not."""
    key = place_of(path).subkey("sqlcipher")
    raw = raw_connection(path / "records-1.db", key)
    raw.execute("UPDATE vault_meta SET value = ? WHERE name = 'vault_id'", ("0" * 32,))
    raw.close()
    with pytest.raises(Damaged) as refusal:
        unlocked()
    assert refusal.value.sentence == "A database of this folder belongs to another vault."


def test_modes_are_made_private_again_and_it_is_said(path: Path, unlocked: Unlock) -> None:
    path.chmod(0o755)
    (path / "records-1.db").chmod(0o644)
    vault = unlocked()
    assert len(vault.warnings) == 1
    with_record(vault, "Something to write.")
    vault.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    modes_found = {
        item.name: stat.S_IMODE(item.stat().st_mode) for item in path.iterdir() if item.is_file()
    }
    assert set(modes_found.values()) == {0o600}, modes_found


@pytest.fixture(params=[400, 900], ids=["in a page", "over two"])
def spoiled(file: Path, request: pytest.FixtureRequest) -> Path:
    """A database of long rows: a page of one of them, and of no other, is damaged."""
    database = Database(file, KEY)
    with database.transaction():
        for n in range(1000, 1020):
            database.change("INSERT INTO t VALUES (?, ?)", (n, f"row {n} " * request.param))
    database.close()
    plain, usable = decrypted_pages(file, KEY), PAGE_SIZE - _RESERVED
    pages = [plain[at - 16 : at - 16 + usable] for at in range(usable, len(plain), usable)]
    page = 1 + next(n for n, each in enumerate(pages) if b"row 1007 " * 400 in each)
    data = bytearray(file.read_bytes())
    data[page * PAGE_SIZE + 2000] ^= 1
    file.write_bytes(data)
    return file


def read_row(database: Database, number: int) -> Any:
    """Return the words of one row."""
    row = database.row("SELECT words FROM t WHERE n = ?", (number,))
    return row[0][:8] if row else None


def test_a_damaged_page_costs_what_lies_on_it_and_not_the_sitting(spoiled: Path) -> None:
    database = Database(spoiled, KEY)
    read = set()
    for number in range(1000, 1020):
        try:
            read.add(read_row(database, number))
        except Damaged:
            read.add(number)
    assert read == {f"row {n}" for n in range(1000, 1020) if n != 1007} | {1007}
    with database.transaction():
        database.change("INSERT INTO t VALUES (5000, 'kept')")
    assert database.row("PRAGMA foreign_keys") == (1,)
    assert database.row("PRAGMA synchronous") == (3,)
    assert database.structure_problems()
    assert read_row(database, 5000) == "kept"
    database.close()
    again = Database(spoiled, KEY)
    assert read_row(again, 5000) == "kept"
    again.close()


def test_a_damaged_page_met_in_a_change_undoes_it_and_the_next_one_is_made(spoiled: Path) -> None:
    database = Database(spoiled, KEY)

    def change() -> None:
        with database.transaction():
            database.change("UPDATE t SET words = 'lost' WHERE n < 1005")
            with contextlib.suppress(Damaged):
                read_row(database, 1007)
            database.change("UPDATE t SET words = words || '.' WHERE n = 1007")

    with pytest.raises(Damaged):
        change()
    assert read_row(database, 1001) == "row 1001"
    with database.transaction():
        database.change("UPDATE t SET words = 'kept' WHERE n = 1001")
    assert read_row(database, 1001) == "kept"
    database.close()


def test_what_cannot_be_opened_again_is_damaged_and_no_defect(spoiled: Path) -> None:
    database = Database(spoiled, KEY)
    data = bytearray(spoiled.read_bytes())
    data[:PAGE_SIZE] = bytes(PAGE_SIZE)
    whole = spoiled.read_bytes()
    with spoiled.open("r+b") as file:
        file.write(data)
    for _try in range(2):
        with pytest.raises(Damaged):
            read_row(database, 1007)
    with spoiled.open("r+b") as file:
        file.write(whole)
    with pytest.raises(Damaged):
        read_row(database, 1003)
    assert read_row(database, 1003) == "row 1003"
    database.close()


def replaced(file: Path) -> None:
    """Put a copy in its place, as a program that keeps folders in step does."""
    copy = file.with_name("copy")
    shutil.copy2(file, copy)
    os.replace(copy, file)


def renamed(file: Path) -> None:
    """Move it away."""
    file.rename(file.with_name("moved"))


def deleted(file: Path) -> None:
    """Delete it."""
    file.unlink()


MOVED = [replaced, renamed, deleted]


@pytest.mark.parametrize("move", MOVED, ids=lambda move: move.__name__)
def test_a_file_that_moved_while_open_takes_no_more_changes(
    file: Path, move: Callable[[Path], None], long: bool
) -> None:
    """R11: what was acknowledged stands in the file that was moved; nothing more is."""
    rounds = acknowledged_lost = noticed = 0
    whole = file.read_bytes()
    for number in range(100 if long else 20):
        for name in ("copy", "moved"):
            file.with_name(name).unlink(missing_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(whole)
        database = Database(file, KEY)
        with database.transaction():
            database.change("INSERT INTO t VALUES (?, 'kept')", (1000 + number,))
        copy = file.with_name("moved")
        if move is deleted:
            os.link(file, copy)
        move(file)
        try:
            with database.transaction():
                database.change("INSERT INTO t VALUES (?, 'never said to be saved')", (2000,))
        except StorageFailed:
            noticed += 1
        database.close()
        rounds += 1
        acknowledged_lost += count(copy if move is not replaced else file) < 101
    sys.stdout.write(
        f"file {move.__name__} while open: {rounds} rounds, noticed {noticed}, "
        f"acknowledged and lost {acknowledged_lost}\n"
    )
    assert (noticed, acknowledged_lost) == (rounds, 0)


def test_a_file_moved_within_a_change_is_not_acknowledged(file: Path) -> None:
    database = Database(file, KEY)

    def change() -> None:
        with database.transaction():
            database.change("INSERT INTO t VALUES (1000, 'lost')")
            replaced(file)

    with pytest.raises(StorageFailed):
        change()
    database.close()
    assert count(file) == 100


@pytest.mark.parametrize("move", MOVED, ids=lambda move: move.__name__)
def test_a_vault_that_was_moved_while_open_says_so(
    path: Path, unlocked: Unlock, move: Callable[[Path], None]
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    move(path / "records-1.db")
    with pytest.raises(StorageFailed) as refusal:
        vault.clients.add([a_client()])
    assert "moved, replaced or deleted" in refusal.value.sentence
    assert [client.name for client in vault.clients.list_all()] == []


def test_a_transaction_is_whole_or_nothing(file: Path) -> None:
    database = Database(file, KEY)

    def fail_midway() -> None:
        with database.transaction():
            database.change("DELETE FROM t")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    with pytest.raises(RuntimeError, match="needs a transaction"):
        database.change("DELETE FROM t")
    database.close()
    assert count(file) == 100


def test_an_error_of_the_database_never_quotes_what_was_written(file: Path) -> None:
    database = Database(file, KEY)
    canary = "canaryinanerror"
    with database.transaction():
        database.change(f"CREATE TABLE strictly (n INTEGER CHECK (n <> '{canary}')) STRICT")
    with pytest.raises(VaultError) as refusal, database.transaction():
        database.change("INSERT INTO strictly VALUES (?)", (canary,))
    database.close()
    shown = f"{refusal.value!r} {refusal.value.hint} {refusal.value.__cause__!r}"
    assert canary not in shown
    assert refusal.value.__suppress_context__


def test_a_folder_with_any_name_opens(path: Path, unlocked: Unlock, tmp_path: Path) -> None:
    """A name with ?, # and % must not be taken for a part of an address."""
    from vault.lifecycle.sitting import Surroundings
    from vault.lifecycle.unlock import unlock
    from vault.model.dates import SystemClock

    strange = tmp_path / "a?mode=ro#b%20c & é'.strongroom"
    path.rename(strange)
    vault = unlock(strange, Passphrase(PASSPHRASE), Surroundings(SystemClock()))
    with_record(vault, "Here too.")
    vault.close()
    assert (strange / "records-1.db").stat().st_size > PAGE_SIZE
