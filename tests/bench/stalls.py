"""Bench: the longest time for which the window of a large practice answers nothing."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bench.measure import Row, at_most

ROOT = Path(__file__).resolve().parents[2]


def row(path: Path, notes: int) -> Row:
    """Return the longest gap between two beats of the window's thread, in a process of its own."""
    env = os.environ | {
        "XDG_CONFIG_HOME": str(path.parent / "config"),
        "XDG_STATE_HOME": str(path.parent / "state"),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(path.parent / "compiled"),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second start compiles nothing either
    _use(path, env)
    return at_most(
        f"longest stall of the window, {notes:,} notes", _use(path, env) * 1000, 100, "ms"
    )


def _use(path: Path, env: Mapping[str, str]) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.one_use", str(path)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1])
