"""Bench: a made-up practice and what it is made by, many finished notes kept and signed at once."""

import random
from pathlib import Path
from shutil import rmtree
from statistics import median

from tests.bench.measure import Row, at_least, at_most, ratio, seconds, taking_turns
from tests.bench.practice_of import PlainDatabase, notes_over, session
from tests.practice import FixedClock, a_client
from vault.crypto.kdf import FLOOR
from vault.demo.cast import DemoSize
from vault.demo.make import make_demo
from vault.lifecycle.sitting import Surroundings
from vault.storage.database import Database

NOTES = 10_000
MANY = 100_000
ROUNDS = 3


def rows(folder: Path) -> list[Row]:
    """Return the rows of a demo, as notes a second, and of the same verb without encryption."""
    folder.mkdir()
    encrypted, plain, demo = taking_turns(
        [
            lambda: _taking_in(Database, folder),
            lambda: _taking_in(PlainDatabase, folder),
            lambda: _making(folder, NOTES),
        ],
        ROUNDS,
    )
    made, kept = "notes made a second, with index", "bulk import with index / unencrypted"
    many = _making(folder, MANY)
    return [
        at_least(f"{made}, {NOTES:,}", NOTES / median(demo), 2000, "notes/s"),
        at_least(f"{made}, {MANY:,}, once", MANY / many, 2000, "notes/s"),
        at_most(f"{kept}, {NOTES:,} notes", ratio(encrypted, plain), 1.3),
    ]


def _taking_in(kind: type[Database], folder: Path) -> float:
    place = folder / "bulk"
    place.mkdir()
    clients, notes, database = notes_over(kind, place)
    dice = random.Random(1)
    kept = clients.add([a_client(f"Client {number:06}") for number in range(NOTES // 100)])
    written = [session(kept, number, dice) for number in range(NOTES)]
    took = seconds(lambda: list(notes.take_in(written)))
    database.close()
    rmtree(place)
    return took


def _making(folder: Path, notes: int) -> float:
    place = folder / "demo"
    state = folder / "state"
    around = Surroundings(FixedClock(), state, cost=FLOOR)
    took = seconds(lambda: make_demo(place, around, DemoSize(notes=notes)))
    rmtree(place)
    rmtree(state)
    return took
