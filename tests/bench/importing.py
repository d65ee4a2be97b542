"""Bench: notes brought in with their index, against the same rows without a key."""

import random
import statistics
from datetime import date
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2

from tests.bench.measure import Row, at_most, seconds
from tests.bench.practice_of import an_opened
from tests.practice import LICENSEE, NOON
from vault.model.incoming.batch import Basis, Origin
from vault.model.incoming.plan import Plan
from vault.open_vault import OpenVault
from vault.storage.migrate import scripts_of

NOTES, CLIENTS, WORDS, ROUNDS = 10_000, 200, 400, 3
_GOAL = 1.3


def row(folder: Path) -> Row:
    """Return how long 10,000 notes of 2.5 KB take to come in, to the bare rows with the index."""
    folder.mkdir()
    source = _source(folder / "notes.csv")
    ours, bare = [], []
    for number in range(ROUNDS):
        place = folder / f"round-{number}"
        place.mkdir()
        vault = an_opened(place)
        try:
            vault.practice.set(LICENSEE)
            plan = vault.imports.plan(source, vault.imports.to_read(source).read())
            ours.append(seconds(partial(_bring_in, vault, plan)))
            bare.append(seconds(partial(_bare, place / "bare.db", plan)))
        finally:
            vault.close()
    value = statistics.median(ours) / statistics.median(bare)
    return at_most(f"{NOTES:,} notes brought in / unencrypted", value, _GOAL)


def _source(path: Path) -> Path:
    dice = random.Random("an import")
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["".join(dice.choices(letters, k=dice.randrange(3, 9))) for _word in range(4_000)]
    lines = ["Client,DOB,Date of Service,Start Time,End Time,Note"]
    for number in range(NOTES):
        client, words = number % CLIENTS, " ".join(dice.choices(known, k=WORDS))
        name = f"Ana {letters[client // 20]}{letters[client % 20]}rte"
        day = date.fromordinal(738_000 + number % 900).isoformat()
        lines.append(f"{name},1980-01-{client % 28 + 1:02},{day},09:00,09:50,{words}")
    path.write_text("\n".join(lines))
    return path


def _bring_in(vault: OpenVault, plan: Plan) -> None:
    sealed = vault.imports.to_seal(plan).seal()
    vault.imports.bring_in(sealed, Origin(Basis.OWN, NOON.date()))


def _bare(path: Path, plan: Plan) -> None:
    """Put the same rows into the same tables of a database without a key."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("BEGIN")
    for _number, script in scripts_of("records"):
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if dbapi2.complete_statement(statement):
                connection.execute(statement)
                statement = ""
    notes = [note for made in plan.made for note in made.notes]
    at, zeros = NOON.isoformat(), "0" * 128
    texts = ["\n".join(part.text for part in each.sections) for each in notes]
    connection.executemany(
        "INSERT INTO note_text (id, owner, note, client, text, parts, salt, seal) "
        "VALUES (?, ?, ?, ?, ?, '[]', x'00', ?)",
        [
            (number, each.id, each.id, each.client, text, zeros[:64])
            for number, (each, text) in enumerate(zip(notes, texts, strict=True), 1)
        ],
    )
    connection.executemany(
        "INSERT INTO note_index (rowid, client, text) VALUES (?, ?, ?)",
        [
            (number, each.client, text)
            for number, (each, text) in enumerate(zip(notes, texts, strict=True), 1)
        ],
    )
    connection.executemany(
        "INSERT INTO note (id, client, template, service_date, start, stop, begun_at, signed_at, "
        "signed_by, public_key, signature, running) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(each.id, each.client, each.template, each.service_date.isoformat()),
                *("09:00", "09:50", at, at, "{}", zeros[:64], zeros, 1),
            )
            for each in notes
        ],
    )
    connection.execute("COMMIT")
    connection.close()
