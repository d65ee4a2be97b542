"""The goals of a treatment plan, and the sessions that worked on them.

A goal is a line of the plan; a note of a session names it in the same words, which stay readable
when the plan is gone. What the newest plan no longer says is still shown with its sessions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from vault.model.ids import NoteId

GOALS = "goals"
"""The section of a treatment plan that has them."""
WORKED_ON = "goals-worked-on"
"""The particular of a session that names them."""

_BULLET = re.compile(r"^(?:[-*•–]|\(?\d{1,2}[.)])\s+")
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class WorkedOn:
    """A signed note of a session: its day, and the goals it names, one a line."""

    note: NoteId
    day: date
    text: str = field(repr=False)


@dataclass(frozen=True)
class Goal:
    """One goal: `planned` if the newest plan has it, and the sessions that named it.

    `last` and `last_note` are the newest of them; None when there is none.
    """

    text: str = field(repr=False)
    planned: bool
    sessions: int = 0
    last: date | None = None
    last_note: NoteId | None = None


def goal_lines(text: str) -> tuple[str, ...]:
    """Return the goals that a text names, one a line, without bullets and numbers, each once."""
    lines = (_BULLET.sub("", line.strip()).strip() for line in _BREAK.split(text))
    first: dict[str, str] = {}
    for line in lines:
        if line:
            first.setdefault(_folded(line), line)
    return tuple(first.values())


def goals(plan: str, sessions: Iterable[WorkedOn]) -> tuple[Goal, ...]:
    """Return the goals of a plan in its order, then those that only sessions name, newest first.

    `plan` is the text of its section, "" without a plan; `sessions` are given oldest first.
    """
    named = {_folded(line): line for line in goal_lines(plan)}
    planned = dict.fromkeys(named)
    found: dict[str, list[WorkedOn]] = {key: [] for key in named}
    for each in sessions:
        for line in goal_lines(each.text):
            key = _folded(line)
            named.setdefault(key, line)
            found.setdefault(key, []).append(each)
    others = [key for key in found if key not in planned]
    others.sort(key=lambda key: found[key][-1].day, reverse=True)
    return tuple(_goal(named[key], found[key], key in planned) for key in (*planned, *others))


def choices(found: Iterable[Goal], named: str) -> tuple[tuple[str, bool], ...]:
    """Return what can be chosen for a note: the goals of the plan, and whether each is chosen.

    `named` is what the note names; of that, what no plan has stands behind them.
    """
    chosen = {_folded(line): line for line in goal_lines(named)}
    planned = [goal.text for goal in found if goal.planned]
    offered = [(text, chosen.pop(_folded(text), None) is not None) for text in planned]
    return (*offered, *((line, True) for line in chosen.values()))


def _goal(text: str, sessions: list[WorkedOn], planned: bool) -> Goal:
    last = sessions[-1] if sessions else None
    return Goal(
        text, planned, len(sessions), last.day if last else None, last.note if last else None
    )


def _folded(line: str) -> str:
    """Return a line as it is compared: a full stop at its end and the case do not matter."""
    return " ".join(line.casefold().split()).rstrip(".")
