"""Bench: notes brought in with their index, against the same import without encryption."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import rmtree

from tests.bench.measure import Row, at_most, ratio, seconds, taking_turns
from tests.bench.practice_of import PlainDatabase, imports_over
from tests.practice import NOON
from vault.model.incoming.batch import Basis, Origin
from vault.model.incoming.plan import Plan
from vault.services.imports.service import Imports
from vault.storage.database import Database

NOTES, CLIENTS, WORDS, ROUNDS = 10_000, 200, 400, 3
_GOAL = 1.3


def rows(folder: Path) -> list[Row]:
    """Return how long 10,000 notes of 2.5 KB take to come in, to the same into a plain database."""
    folder.mkdir()
    source = _source(folder / "notes.csv")
    encrypted, plain = taking_turns(
        [
            lambda: _brought_in(Database, folder, source),
            lambda: _brought_in(PlainDatabase, folder, source),
        ],
        ROUNDS,
    )
    name = f"{NOTES:,} notes brought in, indexed / unencrypted"
    return [at_most(name, ratio(encrypted, plain), _GOAL)]


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


def _brought_in(kind: type[Database], folder: Path, source: Path) -> float:
    with _place(folder) as place:
        imports, database = imports_over(kind, place)
        sealed = imports.to_seal(_planned(imports, source)).seal()
        took = seconds(lambda: imports.bring_in(sealed, Origin(Basis.OWN, NOON.date())))
        database.close()
        return took


def _planned(imports: Imports, source: Path) -> Plan:
    return imports.plan(source, imports.to_read(source).read())


@contextmanager
def _place(folder: Path) -> Iterator[Path]:
    place = folder / "import"
    place.mkdir()
    yield place
    rmtree(place)
