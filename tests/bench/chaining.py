"""Bench: an entry of the audit chain against a bare commit, and proving the chain."""

import hashlib
import statistics
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.bench.measure import Row, at_most, growth, ratio, seconds, taking_turns
from tests.bench.practice_of import notes_over, reopened
from vault.model.audit import Action, Fact
from vault.open_vault import OpenVault
from vault.storage.database import Database

ROUNDS = 300
PROOF_ROUNDS = 5
_ROW = ("x" * 32, "2026-11-25T12:00:00Z", "passphrase:1", "client.viewed", "{}", "y" * 64)


def rows(folder: Path, vaults: Mapping[int, Path]) -> list[Row]:
    """Return the rows of appending with and without the head file, and of proving."""
    folder.mkdir()
    vault = reopened(vaults[min(vaults)])
    clients, _notes, database = notes_over(Database, folder)
    with database.transaction():
        database.change("CREATE TABLE bare (a, b, c, d, e, f, g INTEGER PRIMARY KEY)")
    fact = Fact(Action.CHAIN_EXPORTED, "audit")

    def bare() -> None:
        with database.transaction():
            database.change("INSERT INTO bare (a, b, c, d, e, f) VALUES (?, ?, ?, ?, ?, ?)", _ROW)

    def append() -> None:
        with clients._store.write(fact):
            pass

    def append_with_head() -> None:
        with vault.clients._store.write(fact):
            pass

    commit, entry, headed = taking_turns(
        [
            lambda: seconds(bare),
            lambda: seconds(append),
            lambda: seconds(append_with_head),
        ],
        ROUNDS,
        warm_up=20,
    )
    database.close()
    vault.close()
    return [
        at_most("audit entry / a bare commit", ratio(entry, commit), 1.2),
        at_most("audit entry with the head file / a bare commit", ratio(headed, commit), 2.2),
        *_proofs(vaults),
    ]


def _proofs(vaults: Mapping[int, Path]) -> Iterator[Row]:
    medians = {}
    for size, path in vaults.items():
        row, medians[size] = _proof(path, size)
        yield row
    yield growth("proving the chain", medians, 1.05)


def _proof(path: Path, size: int) -> tuple[Row, float]:
    vault = reopened(path)
    try:
        proved, scanned = taking_turns([_proving(vault), _scanning(vault)], PROOF_ROUNDS)
        entries = vault.audit.mark.seq
    finally:
        vault.close()
    name = f"proving {entries:,} entries / scan and hashes, {size:,} notes"
    return at_most(name, ratio(proved, scanned), 1.2), statistics.median(proved)


def _proving(vault: OpenVault) -> Callable[[], float]:
    return lambda: seconds(vault.audit.first_broken)


def _scanning(vault: OpenVault) -> Callable[[], float]:
    database = vault.clients._store.database

    def scan() -> None:
        for row in database.stream("SELECT * FROM audit ORDER BY seq"):
            hashlib.sha256("".join(map(str, row)).encode()).hexdigest()

    return lambda: seconds(scan)
