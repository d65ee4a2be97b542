"""Moves what was written by hand by whole weeks, so that it ends shortly before the demo's day.

The sources keep the days they were written with. In their words a date stands in braces and is
said anew: `{2026-02}` a month, `{2026-05-15}` a day, `{2026-02-03 in full}` a day with its year;
`{school}` is what a child goes to at that time of the year.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vault.demo.diary import is_holiday
from vault.demo.people import ANNA_AND_TOM, CLIENTS, MARCUS, DemoClient, DemoNote

_EVERY_TWO_WEEKS = timedelta(days=12)
_LATELY = timedelta(days=5)
_MARCUS_MISSED_ONE = timedelta(days=14)
_BEFORE_TODAY: Mapping[str, timedelta] = {
    MARCUS.name: _MARCUS_MISSED_ONE,
    ANNA_AND_TOM.name: _EVERY_TWO_WEEKS,
}
"""How long before the demo's day the last note of a client is at least; who is not here: lately."""

_WEEK = timedelta(weeks=1)
_SUMMER = ((6, 22), (9, 1))
"""From the month and day on which schools close until the one on which they open, in MA."""

_MARK = re.compile(r"\{(?:(\d{4})-(\d\d)(?:-(\d\d))?( in full)?|school)\}")
_MIDDLE = 15


@dataclass(frozen=True)
class Move:
    """How far what was written of one client is moved, and when it begins then."""

    by: timedelta
    begins: date

    def day(self, day: date) -> date:
        """Return where a written day is moved to; its day of the week stays."""
        return day + self.by

    def words(self, text: str) -> str:
        """Return a text with the dates in it moved."""
        return _MARK.sub(self._said, text)

    def _said(self, mark: re.Match[str]) -> str:
        year, month, number, in_full = mark.groups()
        if year is None:
            here = self.begins.month, self.begins.day
            return "summer school" if _SUMMER[0] <= here < _SUMMER[1] else "school"
        day = self.day(date(int(year), int(month), int(number or _MIDDLE)))
        if number is None:
            return f"{day:%B}"
        said = f"{day:%B} {day.day}"
        return f"{said}, {day.year}" if in_full else said


def move_of(client: DemoClient, today: date) -> Move:
    """Return the move by the fewest weeks that has the last note of a client before a day.

    No note of it falls on a holiday of the practice.
    """
    days = [note.day for note in client.notes]
    before = _BEFORE_TODAY.get(client.name, _LATELY)
    by = (today - before - max(days)) // _WEEK * _WEEK
    while any(is_holiday(day + by) for day in days):
        by -= _WEEK
    return Move(by, min(days) + by)


def moved(client: DemoClient, today: date) -> DemoClient:
    """Return a client as they are on a day: as old as they were written, their notes moved."""
    move = move_of(client, today)
    born = client.birth_date
    years = move.begins.year - client.notes[0].day.year
    return replace(
        client,
        birth_date=born and born.replace(year=born.year + years),
        notes=tuple(_moved(note, move) for note in client.notes),
    )


def written_by_hand(today: date) -> tuple[DemoClient, ...]:
    """Return all clients written by hand, as they are on a day."""
    return tuple(moved(each, today) for each in CLIENTS)


def _moved(note: DemoNote, move: Move) -> DemoNote:
    return replace(
        note,
        day=move.day(note.day),
        sections=tuple(move.words(text) for text in note.sections),
        addendum=move.words(note.addendum),
        process_note=move.words(note.process_note),
        particulars={name: move.words(text) for name, text in note.particulars.items()},
    )
