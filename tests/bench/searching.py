"""Bench: search as one types, newest twenty with their words around, and how it grows."""

import math
import statistics
from pathlib import Path

from tests.bench.measure import Row, at_most, seconds
from tests.bench.practice_of import an_opened, fill
from vault.open_vault import OpenVault

TYPED = ("slee", "sleep", "argu", "argument", "morn", "morning", "home", "homework", "lett")
"""What is on the line after each key from the fourth letter on, word by word."""

ROUNDS = 30


def rows(folder: Path, sizes: tuple[int, ...]) -> list[Row]:
    """Return the rows of search at each size, and the exponent with which it grows."""
    medians = [_median(folder / str(size), size) for size in sizes]
    shown = [
        at_most(f"search as you type, {size:,} notes", middle * 1000, 2, "ms")
        for size, middle in zip(sizes, medians, strict=True)
    ]
    grown = math.log(medians[-1] / medians[0]) / math.log(sizes[-1] / sizes[0])
    return [*shown, at_most("search as you type, growth exponent", grown, 0.1, "exponent")]


def _median(folder: Path, size: int) -> float:
    folder.mkdir()
    vault = an_opened(folder)
    try:
        fill(vault, size)
        return statistics.median(_times(vault))
    finally:
        vault.close()


def _times(vault: OpenVault) -> list[float]:
    for typed in TYPED:
        vault.notes.search(typed)  # each client's first view of a sitting leaves an entry
    return [
        seconds(lambda text=typed: vault.notes.search(text))  # type: ignore[misc]
        for _round in range(ROUNDS)
        for typed in TYPED
    ]
