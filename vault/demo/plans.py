"""The treatment plans of an invented client, and the goals that each session worked on."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from vault.demo.invented import Invented
from vault.demo.sentence import Facts, Line
from vault.model.client import ClientKind
from vault.model.goal import WORKED_ON

_RENEWED = timedelta(days=182)
_NEAR_THE_END = 4
"""A plan is not renewed when so few sessions are left, or fewer."""

_FIRST_GOALS, _FEWEST, _MOST_NEXT = 3, 2, 3
_WORKED_ON_SHARE, _TWO_SHARE = 0.8, 0.25
_WITH_PARENT_SHARE = 0.25
_SERVICES = {
    ClientKind.INDIVIDUAL: "Individual therapy",
    ClientKind.COUPLE: "Couple therapy",
    ClientKind.FAMILY: "Family therapy",
    ClientKind.GROUP: "Group therapy",
}
BY_VIDEO = "y video"
"""What a note says only of a session by video, at the beginning of a sentence or within."""

_AT_HOME = "At home in Exampleton, Massachusetts"


def planned_after(days: Sequence[date]) -> tuple[int, ...]:
    """Return after which sessions, by number from 0, a plan is written; `days` are theirs."""
    written = [0] if days else []
    for at, day in enumerate(days):
        if day - days[written[-1]] >= _RENEWED and len(days) - at > _NEAR_THE_END:
            written.append(at)
    return tuple(written)


class Planner:
    """Plans the therapy of one client, and says of each session what stands beside its words."""

    def __init__(self, client: Invented, seed: int) -> None:
        number = (seed * 1_000_003 + client.number) * 31 + 7
        self._rand = random.Random(number).random  # noqa: S311 - repeatable, not secret
        self._pools = client.theme.pools
        rhythm = "weekly" if client.hours.every == 1 else "every two weeks"
        self._facts: Facts = {
            **client.facts,
            "rhythm": (rhythm,),
            "Rhythm": (rhythm.capitalize(),),
        }
        self._goals: list[str] = []
        self._coming = [
            *self._some_of("treatment-next", _MOST_NEXT),
            *self._some_of("treatment-keep", _MOST_NEXT),
        ]
        self.problems, self._why, self._done = (
            self._one_of(f"treatment-{part}") for part in ("problems", "why", "done")
        )
        self._frequency = self._one_of("treatment-frequency")
        self._always = {
            "service": _SERVICES[client.kind],
            "modality": self._one_of("modality"),
            "place": "Office",
            **self._who(client),
        }
        self._parent = self._with_parent() if client.theme.minor else ""

    def plan(self) -> tuple[str, ...]:
        """Return the sections of the next plan; from here on sessions work on its goals."""
        problems, why, reached = self.problems, self._why, ""
        if self._goals:
            problems = f"{problems}\n{self._one_of('treatment-now')}"
        if not self._goals:
            self._goals = self._some_of("treatment-goals", _FIRST_GOALS)
        elif self._coming or len(self._goals) > _FEWEST:
            reached = self._goals.pop(0)
            self._goals += self._coming[:1]
            del self._coming[:1]
        if reached:
            why = f"{why}\nReached since the last plan: {reached}."
        goals = "\n".join(self._goals)
        review = self._one_of("treatment-review")
        return (problems, goals, why, self._done, self._frequency, review)

    def particulars(self, words: Sequence[str], *, last: bool) -> Mapping[str, str]:
        """Return the particulars of a session by name; `words` are the sections of its note."""
        found = dict(self._always)
        if any(BY_VIDEO in text for text in words):
            found |= {"place": "Telehealth", "location": _AT_HOME}
        if self._parent and (not self._goals or self._rand() < _WITH_PARENT_SHARE):
            found["participants"] = self._parent
        worked_on = self._worked_on() if self._goals and not last else ""
        if worked_on:
            found[WORKED_ON] = worked_on
        return found

    def _worked_on(self) -> str:
        """Return one goal or two, mostly of those that stand first and are reached next."""
        rand, goals = self._rand, self._goals
        if rand() > _WORKED_ON_SHARE:
            return ""
        at = int(rand() * rand() * len(goals))
        if rand() < _TWO_SHARE:
            return "\n".join(goals[at : at + 2])
        return goals[at]

    def _who(self, client: Invented) -> dict[str, str]:
        keys = {ClientKind.COUPLE: ("one", "other"), ClientKind.FAMILY: ("one", "other", "teen")}
        names = [client.facts[key][0] for key in keys.get(client.kind, ())]
        return {"participants": ", ".join(names)} if names else {}

    def _with_parent(self) -> str:
        his, parent = (self._facts[key][0] for key in ("His", "parent"))
        return f"{his} {parent}, for part of the session"

    def _some_of(self, use: str, most: int) -> list[str]:
        """Return lines of a use that fit the client, at most so many, in the order they stand."""
        known = [line for line in self._pools.get(use, ()) if line.needs <= self._facts.keys()]
        while len(known) > most:
            del known[int(self._rand() * len(known))]
        return [self._fill(line) for line in known]

    def _one_of(self, use: str) -> str:
        known = [line for line in self._pools[use] if line.needs <= self._facts.keys()]
        return self._fill(known[int(self._rand() * len(known))])

    def _fill(self, line: Line) -> str:
        return line.fill(self._facts, self._rand)
