"""Who is in the made-up practice: those written by hand, and as many invented ones as are asked."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, count, islice, pairwise

from vault.demo.beside import beside
from vault.demo.invented import Invented, invented_clients
from vault.demo.moved import written_by_hand
from vault.demo.people import DemoClient, DemoNote
from vault.demo.prose import count_notes, course_of, notes_of
from vault.demo.week import NOTES_OF_TODAY
from vault.model.client import ClientKind

USUAL_CLIENTS = 24
_USUAL_SHARE = 0.1
_MOST_CLIENTS = 100_000
_BEFORE_THE_FIRST = timedelta(weeks=4)
_LONG_AGO = timedelta(days=8 * 365)
_FULL = 3
"""In a practice that is made to be measured one of so many clients has particulars of sessions."""


@dataclass(frozen=True)
class DemoSize:
    """How much is made up; None is what a small practice has. The same for the same `seed`.

    `clients` are at least so many: where their sessions do not reach for `notes`, there are more.
    """

    clients: int | None = None
    notes: int | None = None
    process_notes: int | None = None
    seed: int = 1
    documents_mb: int = 0

    @property
    def is_looked_at(self) -> bool:
        """Whether it is made for a person: one of so many notes is made to be measured."""
        return self.notes is None


@dataclass(frozen=True)
class Cast:
    """The invented clients, and the notes of everybody in the order of their sessions.

    A number stands for a client: those `written` by hand first, then `invented`.
    """

    size: DemoSize
    written: tuple[DemoClient, ...]
    invented: tuple[Invented, ...]
    skipped: tuple[int, ...]
    """How many of the oldest notes of each are left out, to reach the number that was asked for."""

    total: int
    """How many notes `sessions` yields."""

    @property
    def opened(self) -> date:
        """The day on which the practice began to use Strongroom: some weeks before one by hand."""
        by_hand = min(each.notes[0].day for each in self.written) - _BEFORE_THE_FIRST
        return min([by_hand, *(each.first for each in self.invented)])

    def sessions(self) -> Iterator[tuple[int, DemoNote]]:
        """Yield each client's number and note, in the order in which the sessions took place."""
        apart = self._share_of_process_notes()
        told = [iter(each.notes) for each in self.written]
        told += [
            islice(self._told(each, apart), skipped, None)
            for each, skipped in zip(self.invented, self.skipped, strict=True)
        ]
        return heapq.merge(*map(_numbered, count(), told), key=_moment)

    def _told(self, client: Invented, apart: float) -> Iterator[DemoNote]:
        looked_at = self.size.is_looked_at
        full = looked_at or client.number % _FULL == 0
        notes = notes_of(client, self.size.seed, apart, particulars=full)
        if not looked_at:
            return notes
        others = beside(client, self.size.seed, course_of(client, self.size.seed))
        return heapq.merge(notes, others, key=lambda note: (note.day, note.start))

    def _share_of_process_notes(self) -> float:
        if self.size.process_notes is None or not self.total:
            return _USUAL_SHARE
        # Plans leave none.
        return min(1.0, 1.4 * self.size.process_notes / self.total + 0.01)


def cast_of(size: DemoSize, today: date, of_today: int = NOTES_OF_TODAY) -> Cast:
    """Choose who is needed for a size, beside `of_today` notes of the day itself.

    Nobody is invented to have a session on that day.
    """
    by_hand = written_by_hand(today)
    written = sum(len(each.notes) for each in by_hand)
    wanted = None if size.notes is None else max(0, size.notes - written - of_today)
    usual = USUAL_CLIENTS if size.notes is None else 0
    least = max(0, (usual if size.clients is None else size.clients) - len(by_hand))
    chosen: list[Invented] = []
    counts: list[int] = []
    notes = 0
    lacking = [_is_a_family_with_a_minor, _ended_long_ago]
    for each in invented_clients(size.seed, _MOST_CLIENTS, today - timedelta(days=1)):
        if len(chosen) >= least and notes >= (wanted or 0):
            break
        found = [kind for kind in lacking if kind(each)]
        if not found and 0 < least - len(chosen) <= len(lacking):
            continue  # the last places are for what a practice should not lack
        lacking = [kind for kind in lacking if kind not in found]
        chosen.append(each)
        counts.append(count_notes(each, size.seed))
        if size.is_looked_at:
            counts[-1] += len(beside(each, size.seed, course_of(each, size.seed)))
        notes += counts[-1]
    spare = 0 if wanted is None else max(0, notes - wanted)
    left_out = _left_out(counts, spare)
    return Cast(size, by_hand, tuple(chosen), left_out, notes - spare + written)


def _is_a_family_with_a_minor(client: Invented) -> bool:
    """Tell whether it is a family that still comes: the teenager of one is a minor."""
    return client.kind is ClientKind.FAMILY and client.end is None


def _ended_long_ago(client: Invented) -> bool:
    """Tell whether an adult's record is so old that it need be kept no longer."""
    ended = client.end is not None and client.until - client.end > _LONG_AGO
    return ended and client.kind is ClientKind.INDIVIDUAL and not client.theme.minor


def _left_out(counts: list[int], spare: int) -> tuple[int, ...]:
    """Divide the notes that are too many among the clients, as many as each has."""
    total = max(1, sum(counts))
    up_to = [so_far * spare // total for so_far in accumulate(counts, initial=0)]
    return tuple(after - before for before, after in pairwise(up_to))


def _numbered(number: int, notes: Iterator[DemoNote]) -> Iterator[tuple[int, DemoNote]]:
    return ((number, note) for note in notes)


def _moment(session: tuple[int, DemoNote]) -> tuple[date, str, int]:
    number, note = session
    return note.day, note.start, number
