"""Bench: search as one types, newest twenty with their words around, and how it grows."""

import math
import statistics
from collections.abc import Mapping
from pathlib import Path

from tests.bench.measure import Row, at_most, seconds
from tests.bench.practice_of import reopened
from vault.open_vault import OpenVault

TYPED = ("slee", "sleep", "argu", "argument", "morn", "morning", "home", "homework", "lett")
"""What is on the line after each key from the fourth letter on, word by word."""

ROUNDS = 30


def rows(vaults: Mapping[int, Path]) -> list[Row]:
    """Return the rows of search in vaults by their number of notes, and how it grows."""
    medians = {size: _median(path) for size, path in vaults.items()}
    shown = [
        at_most(f"search as you type, {size:,} notes", middle * 1000, 2, "ms")
        for size, middle in medians.items()
    ]
    least, most = min(medians), max(medians)
    grown = math.log(medians[most] / medians[least]) / math.log(most / least)
    return [*shown, at_most("search as you type, growth exponent", grown, 0.1, "exponent")]


def _median(path: Path) -> float:
    vault = reopened(path)
    try:
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
