"""Bench: how long until the lock screen, and until the practice, against an empty window."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.measure import Row, at_most, taking_turns
from tests.practice import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15


def rows(path: Path) -> list[Row]:
    """Return the rows of starting: ratios to an empty QMainWindow, and the memory it takes."""
    folder = path.parent
    memory: list[float] = []

    def practice() -> float:
        painted, peak = _start(folder, "practice", str(path), PASSPHRASE)
        memory.append(peak)
        return painted

    empty, locked, opened = taking_turns(
        [
            lambda: _start(folder, "empty")[0],
            lambda: _start(folder, "locked", str(path))[0],
            practice,
        ],
        ROUNDS,
    )
    bare = statistics.median(empty)
    return [
        at_most("lock screen / an empty window", statistics.median(locked) / bare, 1.4),
        at_most(
            "practice shown, less typing and KDF / empty", statistics.median(opened) / bare, 1.5
        ),
        at_most("memory of the shown practice", statistics.median(memory), 95, "MB"),
    ]


def _start(folder: Path, arm: str, *arguments: str) -> tuple[float, float]:
    """Run one start in a process of its own; return seconds until painted and its peak in MB."""
    env = os.environ | {
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second start compiles nothing either
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.one_start", arm, *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    painted, spent, peak = (float(word) for word in done.stdout.split()[-3:])
    return painted - begun - spent, peak
