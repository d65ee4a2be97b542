"""Bench: reading and searching warm, encrypted against the same tables in the clear; long lists."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.measure import Row, at_most, ratio, seconds, taking_turns
from tests.bench.practice_of import PlainDatabase, fill, notes_over, reopened
from tests.bench.searching import WORDS
from vault.open_vault import OpenVault
from vault.services.notes.writing import Notes
from vault.storage.database import Database

ROUNDS = 15
LIST_ROUNDS = 60
_READ = 200
_PAGE = 100


def rows(folder: Path, notes: int) -> list[Row]:
    """Return the rows of warm reads and searches over so many notes."""
    folder.mkdir()
    services, databases = [], []
    for kind in (Database, PlainDatabase):
        clients, kept, database = notes_over(kind, folder)
        fill(clients, kept.begin, notes)
        services.append(kept)
        databases.append(database)
    reads = taking_turns([_reading(each) for each in services], ROUNDS, warm_up=2)
    searches = taking_turns([_searching(each) for each in services], ROUNDS, warm_up=2)
    for database in databases:
        database.close()
    return [
        at_most(f"warm reads / unencrypted, {notes:,} notes", ratio(*reads), 1.05),
        at_most(f"warm searches / unencrypted, {notes:,} notes", ratio(*searches), 1.05),
    ]


def list_row(vaults: Mapping[int, Path]) -> Row:
    """Return what the first page of the longest list costs against that of the shortest."""
    least, most = min(vaults), max(vaults)
    opened = [reopened(vaults[size]) for size in (most, least)]
    try:
        spent = taking_turns([_listing(vault) for vault in opened], LIST_ROUNDS, warm_up=5)
    finally:
        for vault in opened:
            vault.close()
    return at_most(f"list, first page, {most:,} / {least:,} notes", ratio(*spent), 1.05)


def _reading(notes: Notes) -> Callable[[], float]:
    ids = [row.id for row in notes.list_rows()]
    chosen = random.Random(1).sample(ids, _READ)
    return lambda: seconds(lambda: [notes.get(each) for each in chosen])


def _searching(notes: Notes) -> Callable[[], float]:
    return lambda: seconds(lambda: [notes.search(word) for word in WORDS])


def _listing(vault: OpenVault) -> Callable[[], float]:
    return lambda: seconds(lambda: vault.notes.page(None, 0, _PAGE))
