"""Bench: from a passphrase to the first list, against the derivation alone."""

import statistics
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.measure import Row, at_most, growth, ratio, seconds, taking_turns
from tests.bench.one_start import derivation
from tests.bench.practice_of import reopened
from tests.practice import PASSPHRASE

ROUNDS = 9
_FIRST_ROWS = 100


def rows(vaults: Mapping[int, Path]) -> list[Row]:
    """Return the row of unlocking for each size: it has to be flat."""
    found, medians = [], {}
    for size, path in vaults.items():
        opened, derived = taking_turns([_opening(path), _deriving(path)], ROUNDS)
        name = f"unlock to first list / the derivation, {size:,} notes"
        found.append(at_most(name, ratio(opened, derived), 1.05))
        medians[size] = statistics.median(opened)
    return [*found, growth("unlock to first list", medians, 0.05)]


def _opening(path: Path) -> Callable[[], float]:
    def open_it() -> float:
        opened = []

        def to_first_list() -> None:
            vault = reopened(path)
            opened.append(vault)
            vault.clients.page("", 0, _FIRST_ROWS)

        spent = seconds(to_first_list)
        opened[0].close()
        return spent

    return open_it


def _deriving(path: Path) -> Callable[[], float]:
    return lambda: derivation(path, PASSPHRASE)
