"""Dates and times as the record has them: ISO 8601 in, ISO 8601 out."""

import re
from datetime import UTC, date, datetime, time
from typing import Protocol

from vault.errors import BadInput
from vault.translation import _

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}\Z", re.ASCII)


class Clock(Protocol):
    """Tells the time, so that a test can decide what time it is."""

    def now(self) -> datetime:
        """Return the present moment with the offset of the place."""


class SystemClock:
    """The computer's own clock, in its own time zone."""

    def now(self) -> datetime:
        """Return the present moment, to the second, with the local offset."""
        return datetime.now().astimezone().replace(microsecond=0)


def parse_date(text: str) -> date:
    """Return the day that `text` (YYYY-MM-DD) names.

    Raises BadInput with the form that is expected.
    """
    if _DATE.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise BadInput(_("A date must be a real day written as YYYY-MM-DD, such as 2026-05-14."))


def parse_time(text: str) -> time:
    """Return the time of day that `text` (HH:MM, 24 hours) names.

    Raises BadInput with the form that is expected.
    """
    if _TIME.match(text):
        try:
            return time.fromisoformat(text)
        except ValueError:
            pass
    raise BadInput(_("A time must be written as HH:MM with 24 hours, such as 14:30."))


def wall_clock(moment: datetime, now: datetime) -> datetime:
    """Return a moment, which has a zone, as the clock on the wall shows it where `now` was told.

    `now` has the offset of its own day only; when that is the computer's, the computer's zone is
    taken with its summer time. Raises OverflowError at the ends of the calendar.
    """
    own = now.astimezone().utcoffset() == now.utcoffset()
    return moment.astimezone(None if own else now.tzinfo).replace(tzinfo=None)


def utc_text(moment: datetime) -> str:
    """Return a moment as UTC text to the second, `2026-05-14T15:20:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def birthday(birth: date, years: int) -> date:
    """Return the day on which someone born on `birth` has lived `years` years.

    A child of 29 February has that birthday on 1 March in a common year (the later day, which is
    the stricter one: `feb29 = "mar1"` of the retention rules).
    """
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return date(birth.year + years, 3, 1)
