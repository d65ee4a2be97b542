"""Bench: a draft's autosave against the same commit without encryption."""

import statistics
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.bench.measure import Row, at_most, percentile, ratio, seconds, taking_turns
from tests.bench.practice_of import PlainDatabase, notes_over
from tests.practice import a_client, a_note
from vault.model.note import Section
from vault.storage.database import Database

ROUNDS = 400


def rows(folder: Path) -> list[Row]:
    """Return the rows of autosave: its cost beside the bare one, and how even it is."""
    arms, databases = [], []
    for kind in (Database, PlainDatabase):
        arm, database = _typing(kind, folder)
        arms.append(arm)
        databases.append(database)
    encrypted, plain = taking_turns(arms, ROUNDS, warm_up=20)
    for database in databases:
        database.close()
    middle = statistics.median(encrypted)
    return [
        at_most("draft autosave / the same commit unencrypted", ratio(encrypted, plain), 1.15),
        at_most("draft autosave, 99th percentile / median", percentile(encrypted, 99) / middle, 5),
        at_most("draft autosave, median", middle * 1000, 20, "ms"),
    ]


def _typing(kind: type[Database], folder: Path) -> tuple[Callable[[], float], Database]:
    clients, notes, database = notes_over(kind, folder)
    client = clients.add([a_client()])[0]
    note = notes.begin([a_note(client, "Slept six hours. " * 150)])[0]
    typed = [note.sections[0].text]

    def save() -> float:
        typed[0] += "more "
        written = replace(note, sections=(Section("note", typed[0]),))
        return seconds(lambda: notes.save_draft(written))

    return save, database
