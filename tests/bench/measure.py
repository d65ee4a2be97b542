"""What every row of the bench is made of: arms that take turns, medians, and a ratio."""

import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the bench: `value` was measured in this run, `holds` says whether it is good."""

    name: str
    value: float
    unit: str
    goal: str
    holds: bool

    def as_json(self) -> dict[str, Any]:
        """Return the row as `dev.py bench --json` prints it."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "goal": self.goal,
            "holds": self.holds,
        }


def at_most(name: str, value: float, limit: float, unit: str = "ratio") -> Row:
    """Return a row whose value must not be above a limit."""
    return Row(name, value, unit, f"≤ {limit:g}", value <= limit)


def at_least(name: str, value: float, limit: float, unit: str) -> Row:
    """Return a row whose value must not be below a limit."""
    return Row(name, value, unit, f"≥ {limit:g}", value >= limit)


def growth(name: str, measured: Mapping[int, float], limit: float) -> Row:
    """Return how a measure grows with the size of a vault, from the smallest to the largest.

    The exponent is 0 for what does not grow, and 1 for what grows as the vault does.
    """
    least, most = min(measured), max(measured)
    grown = math.log(measured[most] / measured[least]) / math.log(most / least)
    return at_most(f"{name}, growth exponent", grown, limit, "exponent")


def seconds(job: Callable[[], object]) -> float:
    """Return how long a job took."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def taking_turns(
    arms: Sequence[Callable[[], float]], rounds: int, warm_up: int = 1
) -> list[list[float]]:
    """Run the arms one after the other, round by round, so that both meet the same machine.

    Each arm returns its own measure. The rounds of the warm-up are not kept.
    """
    kept: list[list[float]] = [[] for _arm in arms]
    for number in range(rounds + warm_up):
        for arm, values in zip(arms, kept, strict=True):
            value = arm()
            if number >= warm_up:
                values.append(value)
    return kept


def ratio(values: Sequence[float], yardstick: Sequence[float]) -> float:
    """Return the ratio of two medians."""
    return statistics.median(values) / statistics.median(yardstick)


def percentile(values: Sequence[float], part: int) -> float:
    """Return the value below which `part` percent of the values lie."""
    return statistics.quantiles(values, n=100)[part - 1]
