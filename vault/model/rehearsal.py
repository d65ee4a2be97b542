"""A rehearsal: a backup was restored, proved whole and wiped, and what opened it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from vault.model.dates import birthday

_EVERY_YEARS = 1
"""A recovery key, or a set of cards, is to be shown to open a backup once in so many years."""


@dataclass(frozen=True)
class Rehearsed:
    """What a rehearsal proved.

    `way_in` is the one whose secret was typed, or came from files, and of which `compartment`;
    both are empty for a rehearsal with the key in hand, which asks for nothing.
    """

    snapshot: str
    compartment: str = ""
    way_in: str = ""


@dataclass(frozen=True)
class RehearsalKept:
    """A rehearsal as the chain tells of it: what it proved, and when (UTC)."""

    done: Rehearsed
    at: datetime


@dataclass(frozen=True)
class PaperWay:
    """A way in that is on paper: a recovery key, or a set of cards of which any `k` of `n` open.

    `made` is the day since when it is there, `rehearsed` the one on which it last opened a backup.
    """

    compartment: str
    way_in: str
    made: date
    rehearsed: date | None = None
    name: str = field(repr=False, default="")
    k: int = 0
    n: int = 0

    @property
    def is_cards(self) -> bool:
        """Whether these are executor cards."""
        return self.k > 0

    @property
    def due_on(self) -> date:
        """The day from which on it wants to be rehearsed."""
        return birthday(self.rehearsed or self.made, _EVERY_YEARS)

    def is_due(self, today: date) -> bool:
        """Tell whether it wants to be rehearsed."""
        return today >= self.due_on


def due_papers(papers: Iterable[PaperWay], today: date) -> tuple[PaperWay, ...]:
    """Return those that want to be rehearsed, the one that has waited longest first."""
    due = [each for each in papers if each.is_due(today)]
    return tuple(sorted(due, key=lambda each: each.due_on))
