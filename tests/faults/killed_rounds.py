"""Rounds in which a process is killed on a copy of a vault, and what is found after each."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

_ENOUGH = 5
"""Rounds for each kill: one that was done before it could be killed is no kill."""


def killed_rounds(
    what: str,
    made: Path,
    kills: int,
    run: Callable[[Path, float | None], float | None],
    moment: Callable[[], float],
    after: Callable[[Path], str],
) -> Counter[str]:
    """Kill so many processes, each on a copy of `made`; return what `after` says, and print it.

    `run` works on a copy, killed after some seconds, and returns how long it took unless killed;
    `moment` gives the part of the time of a whole run after which it is.
    """
    path = made.with_name("killed.strongroom")
    shutil.copytree(made, path)
    took = run(path, None)
    assert took is not None
    shutil.rmtree(path)
    found: Counter[str] = Counter()
    rounds = 0
    while found.total() < kills and rounds < _ENOUGH * kills:
        rounds += 1
        shutil.copytree(made, path)
        if run(path, moment() * took) is None:
            found[after(path)] += 1
        shutil.rmtree(path)
    print(f"{what}: {found.total()} in {rounds} rounds: {dict(found)}")
    assert found.total() == kills
    return found
