"""Bench: search as one types, newest twenty with their words around, and how it grows."""

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.measure import Row, at_most, growth, seconds
from tests.bench.practice_of import reopened
from vault.open_vault import OpenVault

WORDS = ("sleep", "argument", "morning", "homework", "letter")
UNFINISHED = ("slee", "argu", "argumen", "morn", "homew", "lett")
"""What is on the line between two keys; nearly every note of the bench holds what begins so."""

ROUNDS = 40
ONE_FRAME_MS = 16


def rows(vaults: Mapping[int, Path]) -> list[Row]:
    """Return the rows of search in vaults by their number of notes, and how it grows."""
    words = {size: _median(path, WORDS) * 1000 for size, path in vaults.items()}
    unfinished = {size: _median(path, UNFINISHED) * 1000 for size, path in vaults.items()}
    return [
        *(at_most(f"search, a word, {size:,} notes", ms, 2, "ms") for size, ms in words.items()),
        growth("search, a word", words, 0.1),
        *(
            at_most(f"search, an unfinished word, {size:,} notes", ms, ONE_FRAME_MS, "ms")
            for size, ms in unfinished.items()
        ),
        growth("search, an unfinished word", unfinished, 1),
    ]


def _median(path: Path, typed: Sequence[str]) -> float:
    vault = reopened(path)
    try:
        return statistics.median(_times(vault, typed))
    finally:
        vault.close()


def _times(vault: OpenVault, typed: Sequence[str]) -> list[float]:
    for text in typed:
        vault.notes.search(text)  # each client's first view of a sitting leaves an entry
    return [
        seconds(lambda text=text: vault.notes.search(text))  # type: ignore[misc]
        for _round in range(ROUNDS)
        for text in typed
    ]
