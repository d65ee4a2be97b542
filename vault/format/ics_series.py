"""From the events of a calendar file to sessions: single ones, and weekly ones where they are.

What a weekly appointment cannot say (every other week, a session left out or moved) becomes single
sessions within the next twelve months.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Any

from vault.errors import BadInput
from vault.format.ics import NOT_READABLE, ReadEvent, Start, UnreadEvent, by_clock_of
from vault.model.dates import wall_clock
from vault.model.ics import IcsEvent, IcsReading
from vault.translation import _, count_of

MOST_SESSIONS = 5_000
"""Sessions that one file may bring."""

MOST_SERIES = 300
"""Series that may be written out as single sessions: each can mean a walk through many years."""

_MOST_YEARS = 20
_AHEAD = timedelta(days=365)
_WEEK = timedelta(weeks=1)
_MOST_COUNTED = 1_000
_MOST_INTERVAL = 366
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_PARTS = {
    "DAILY": _EVERY,
    "WEEKLY": _EVERY | {"BYDAY"},
    "MONTHLY": _EVERY | {"BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": _EVERY,
}
"""What each frequency may say. Nothing that could match no day for thousands of years."""

_STEPS = {"DAILY": timedelta(days=1), "WEEKLY": _WEEK}
_MOST_MONTHS_APART = 6
_MOST_OF_A_WEEKDAY = 4


def sessions_of(events: list[ReadEvent], unread: list[str], now: datetime) -> IcsReading:
    """Return the sessions from the day of `now` on, in the time of the place that `now` is of.

    `unread` are sentences for events left out before. Raises BadInput for more sessions than any
    practice has.
    """
    replaced: dict[str, list[Start]] = defaultdict(list)
    for event in events:
        if event.replaces is not None and event.uid:
            replaced[event.uid].append(event.replaces)
    found: list[IcsEvent] = []
    skipped = list(unread)
    over = series = 0
    for event in events:
        try:
            # An id names one series: the first that has it.
            moved = replaced.pop(event.uid, []) if event.rule and not event.replaces else []
            one = _Series(event, moved, now)
            sessions = [] if event.cancelled else one.sessions(may_write_out=series < MOST_SERIES)
        except UnreadEvent as reason:
            skipped.append(str(reason))
            continue
        except NOT_READABLE:
            skipped.append(_("An event could not be read."))
            continue
        found += sessions
        series += one.written_out
        over += not sessions and not event.cancelled
        if event.cancelled and event.replaces is None:
            day = event.start.date().isoformat()
            skipped.append(_("An event on {day} was canceled.").format(day=day))
        if len(found) > MOST_SESSIONS:
            raise BadInput(
                _("This calendar file has more than 5,000 sessions. Nothing was read."),
                hint=_("Export fewer calendars, or a shorter time."),
            )
    if over:
        skipped.append(count_of("{n} event is over.", "{n} events are over.", over))
    found.sort(key=lambda each: (each.day, each.start))
    return IcsReading(tuple(found), tuple(skipped))


@dataclass
class _Series:
    """One event and the sessions it means."""

    event: ReadEvent
    replaced: list[Start]
    now: datetime
    written_out: bool = False

    def sessions(self, *, may_write_out: bool) -> list[IcsEvent]:
        """Return the sessions from today on; none when all is over. Raises UnreadEvent."""
        event, today = self.event, self.now.date()
        day = event.start.date().isoformat()
        years = event.start.year - today.year
        if event.rule is None and years < -1:
            return []
        if abs(years) > _MOST_YEARS:
            raise UnreadEvent(_("An event on {day} is too far away.").format(day=day))
        if event.rule is None:
            return self._single([event.start])
        try:
            rule = _Rule(event.rule, event)
        except NOT_READABLE:
            raise UnreadEvent(
                _("An event from {day} on repeats in a way that is not read.").format(day=day)
            ) from None
        if rule.until is not None and rule.until.date() < today - timedelta(days=1):
            return []
        left_out = event.but_not | {by_clock_of(event.zone, each) for each in self.replaced}
        coming = {each for each in left_out if _day_of(each) >= today - timedelta(days=1)}
        if rule.weekdays and not coming and not (rule.count and len(rule.weekdays) > 1):
            return [each for weekday in rule.weekdays for each in self._weekly(weekday, rule)]
        if not may_write_out:
            raise UnreadEvent(_("An event from {day} on is one series too many.").format(day=day))
        self.written_out = True
        last = datetime.combine(today + _AHEAD, time.max)
        if event.start > last:
            raise UnreadEvent(_("An event on {day} is more than a year ahead.").format(day=day))
        starts = takewhile(
            lambda start: start <= last, rule.starts(today - timedelta(days=1), last)
        )
        return self._single([each for each in starts if not {each, each.date()} & left_out])

    def _single(self, starts: list[datetime]) -> list[IcsEvent]:
        local = [self._local(start) for start in starts]
        return [self._found(each) for each in local if each.date() >= self.now.date()]

    def _weekly(self, weekday: int, rule: "_Rule") -> Iterator[IcsEvent]:
        today = self.now.date()
        first = self.event.start
        first += timedelta(days=(weekday - first.weekday()) % 7)
        last = rule.until
        if rule.count:
            last = first + (rule.count - 1) * _WEEK
        behind = (today - timedelta(days=1) - first.date()).days
        first += max(0, -(-behind // 7)) * _WEEK
        while self._local(first).date() < today:
            first += _WEEK
        if last is not None and first > last:
            return
        local = self._local(first)
        last_day = local.date() + (last - first) // _WEEK * _WEEK if last is not None else None
        if last_day == local.date():
            yield self._found(local)
        else:
            yield self._found(local, weekly=True, last_day=last_day)

    def _local(self, start: datetime) -> datetime:
        zone = self.event.zone
        return start if zone is None else wall_clock(start.replace(tzinfo=zone), self.now)

    def _found(
        self, local: datetime, *, weekly: bool = False, last_day: date | None = None
    ) -> IcsEvent:
        return IcsEvent(
            summary=self.event.summary,
            day=local.date(),
            start=local.time(),
            minutes=self.event.minutes,
            weekly=weekly,
            last_day=last_day,
            place=self.event.place,
        )


class _Rule:
    """An RRULE that is understood: `until` None and `count` 0 where it does not say so.

    `weekdays` are those of a rule that is just weekly, the event's own among them; else empty.
    """

    def __init__(self, parts: dict[str, list[Any]], event: ReadEvent) -> None:
        """Read the parts. Raises one of NOT_READABLE for a rule that is not understood."""
        (frequency,) = parts["FREQ"]
        self._frequency = str(frequency).upper()
        if set(parts) - _PARTS[self._frequency]:
            raise ValueError
        self._event = event
        self._interval = _one(parts, "INTERVAL", 1)
        self.count = _one(parts, "COUNT", 0)
        self.until = _until(parts, event)
        self._byday = [_weekday(str(each)) for each in parts.get("BYDAY", [])]
        self._bymonthday = [int(each) for each in parts.get("BYMONTHDAY", [])]
        self._bysetpos = [int(each) for each in parts.get("BYSETPOS", [])]
        self._week_start = _DAYS.index(str(parts.get("WKST", ["MO"])[0]).upper())
        self._check()
        own = event.start.weekday()
        days = {day for day, _nth in self._byday} or {own}
        just_weekly = self._frequency == "WEEKLY" and self._interval == 1 and own in days
        self.weekdays = sorted(days) if just_weekly else []

    def starts(self, first: date, last: datetime) -> Iterator[datetime]:
        """Yield the starts by the clock of the event's zone: all from `first`, to `last` or on."""
        from dateutil import rrule

        begin = self._event.start
        if self._frequency in _STEPS and not self.count:
            # What is over is not walked through: as many whole steps as fit.
            step = _STEPS[self._frequency] * self._interval
            begin += max(0, (first - begin.date()) // step) * step
        options: dict[str, Any] = {"interval": self._interval, "wkst": self._week_start}
        if self._byday:
            options["byweekday"] = [
                rrule.weekday(day, nth) if nth else rrule.weekday(day) for day, nth in self._byday
            ]
        if self._bymonthday:
            options["bymonthday"] = self._bymonthday
        if self._bysetpos:
            options["bysetpos"] = self._bysetpos
        if self.count:
            options["count"] = self.count
        else:
            options["until"] = min(self.until, last) if self.until else last
        frequency = getattr(rrule, self._frequency)
        return iter(rrule.rrule(frequency, dtstart=begin, **options))

    def _check(self) -> None:
        """Raise ValueError for what could match no day, and so would be searched for ever."""
        nth = [each for _day, each in self._byday if each]
        if not (1 <= self._interval <= _MOST_INTERVAL and 0 <= self.count <= _MOST_COUNTED):
            raise ValueError
        if self._frequency == "WEEKLY" and nth:
            raise ValueError
        if self._frequency == "MONTHLY" and self._interval > _MOST_MONTHS_APART:
            raise ValueError
        if any(abs(each) > _MOST_OF_A_WEEKDAY + 1 for each in nth):
            raise ValueError
        if any(not 1 <= abs(each) <= 31 for each in self._bymonthday) or (
            self._bymonthday and self._byday
        ):
            raise ValueError
        if self._bysetpos:
            too_far = any(not 1 <= abs(each) <= _MOST_OF_A_WEEKDAY for each in self._bysetpos)
            if too_far or nth or not self._byday:
                raise ValueError


def _one(parts: dict[str, list[Any]], name: str, default: int) -> int:
    (value,) = parts.get(name, [default])
    return int(value)


def _weekday(text: str) -> tuple[int, int]:
    """Return a weekday, Monday being 0, and which of the month it is (0: every one)."""
    nth, day = re.fullmatch(r"([+-]?\d{1,2})?([A-Z]{2})", text.upper()).groups()  # type: ignore[union-attr]
    return _DAYS.index(day), int(nth or 0)


def _until(parts: dict[str, list[Any]], event: ReadEvent) -> datetime | None:
    if "UNTIL" not in parts:
        return None
    (until,) = parts["UNTIL"]
    until = by_clock_of(event.zone, until)
    if not isinstance(until, datetime):
        until = datetime.combine(until, time.max)
    return until if until.year <= event.start.year + 2 * _MOST_YEARS else None


def _day_of(start: Start) -> date:
    return start.date() if isinstance(start, datetime) else start
