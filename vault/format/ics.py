"""Reads calendar files (iCalendar, RFC 5545): the events in them, each by itself.

A file comes from another program or another person: everything about it is bounded, and an event
that cannot be read leaves the others. Time zones that a file defines itself are not read.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from vault.errors import BadInput
from vault.model.appointment import MOST_MINUTES, Place
from vault.model.text import LINE_LIMIT
from vault.translation import _

ICS_LIMIT = 5_000_000
"""Bytes of a calendar file."""

MOST_EVENTS = 10_000
"""Events in a calendar file, those that are over included."""

_MOST_OF_ONE = 100_000
"""Characters of an event that are read at all: a thousand starts left out are 17,000."""

NOT_READABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError)
"""What the libraries raise of an event that is none; OSError for a zone that is no file."""

_WANTED = {
    "UID",
    "SUMMARY",
    "LOCATION",
    "STATUS",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "EXRULE",
    "RECURRENCE-ID",
}
_NAME = re.compile(r"[A-Za-z0-9-]+")
_PLACES = (
    (Place.TELEHEALTH, r"zoom|teams|meet\.google|doxy|webex|telehealth|video|https?:|online"),
    (Place.PHONE, r"phone|tel:|\bcall\b"),
    (Place.HOME, r"\bhome\b"),
)

Start = datetime | date
"""A start as a clock in the event's zone shows it; a bare day stands for all starts of it."""


class UnreadEvent(Exception):
    """Why an event is left out: one sentence, without a word of the event."""


@dataclass(frozen=True)
class ReadEvent:
    """An event as the file has it: `start` is by the clock of its `zone` (None: the reader's).

    `rule` are the parts of its RRULE by name, `but_not` the starts that it leaves out. `replaces`
    is the start, with its zone, of the session of a series that this event takes the place of.
    """

    uid: str = field(repr=False)
    summary: str = field(repr=False)
    start: datetime
    minutes: int
    zone: tzinfo | None
    place: Place
    cancelled: bool
    rule: dict[str, list[Any]] | None = field(repr=False)
    but_not: frozenset[Start]
    replaces: Start | None


def read_events(data: bytes) -> tuple[list[ReadEvent], list[str]]:
    """Return the events of a calendar file, and a sentence for each that cannot be read.

    Raises BadInput for what is no calendar file, or a larger one than any practice has.
    """
    if len(data) > ICS_LIMIT:
        raise BadInput(_("This calendar file is larger than 5 MB. Nothing was read."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not re.match(r"\s*BEGIN:VCALENDAR\s", text, re.IGNORECASE):
        raise BadInput(
            _("This is not a calendar file."), hint=_("Export one as .ics from your calendar.")
        )
    events: list[ReadEvent] = []
    unread: list[str] = []
    for number, lines in enumerate(_blocks(text)):
        if number >= MOST_EVENTS:
            raise BadInput(_("This calendar file has more than 10,000 events. Nothing was read."))
        try:
            events.append(_event(lines))
        except UnreadEvent as reason:
            unread.append(str(reason))
    return events, unread


def by_clock_of(zone: tzinfo | None, start: Start) -> Start:
    """Return a start as the clock of a zone shows it, to the minute; a bare day stays one."""
    if not isinstance(start, datetime):
        return start
    if start.tzinfo is not None and zone is not None:
        start = start.astimezone(zone)
    return start.replace(tzinfo=None, second=0, microsecond=0)


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each event that matter; what stands within it, as an alarm, does not."""
    lines: list[str] | None = None
    within = 0
    wanted = False
    for line in re.split(r"\r\n|\n|\r", text):
        if line[:1] in (" ", "\t"):
            if lines is not None and wanted:
                lines.append(line)
            continue
        wanted = False
        mark = line.strip().upper()
        if mark == "BEGIN:VEVENT":
            lines, within = [], 0
        elif mark == "END:VEVENT" and lines is not None:
            yield lines
            lines = None
        elif mark.startswith("BEGIN:"):
            within += 1
        elif mark.startswith("END:"):
            within = max(0, within - 1)
        elif lines is not None and within == 0:
            name = _NAME.match(line)
            wanted = name is not None and name[0].upper() in _WANTED
            if wanted:
                lines.append(line)


def _event(lines: list[str]) -> ReadEvent:
    from icalendar import Event

    if sum(map(len, lines)) > _MOST_OF_ONE:
        raise UnreadEvent(_("An event could not be read."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where it guesses which zone a name means
            event = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]))
            if event.errors:
                raise UnreadEvent(_("An event could not be read."))
            return _read(event)
    except NOT_READABLE:
        raise UnreadEvent(_("An event could not be read.")) from None


def _read(event: Any) -> ReadEvent:
    begin = event["DTSTART"].dt
    if not isinstance(begin, datetime):
        day = date(begin.year, begin.month, begin.day).isoformat()
        raise UnreadEvent(_("An event on {day} lasts all day.").format(day=day))
    day = begin.date().isoformat()
    if begin.tzinfo is None and "TZID" in event["DTSTART"].params:
        raise UnreadEvent(_("An event on {day} is in an unknown time zone.").format(day=day))
    replaces = event.get("RECURRENCE-ID")
    if "RDATE" in event or "EXRULE" in event or (replaces and "RANGE" in replaces.params):
        raise UnreadEvent(
            _("An event from {day} on repeats in a way that is not read.").format(day=day)
        )
    left_out = event.get("EXDATE", [])
    lists = left_out if isinstance(left_out, list) else [left_out]
    start = by_clock_of(begin.tzinfo, begin)
    if not isinstance(start, datetime):
        raise TypeError
    return ReadEvent(
        uid=_line(event, "UID"),
        summary=_line(event, "SUMMARY"),
        start=start,
        minutes=_minutes(event, begin),
        zone=begin.tzinfo,
        place=_place(_line(event, "LOCATION")),
        cancelled=_line(event, "STATUS").upper() == "CANCELLED",
        rule=_rule(event),
        but_not=frozenset(
            by_clock_of(begin.tzinfo, each.dt) for each_list in lists for each in each_list.dts
        ),
        replaces=replaces.dt if replaces else None,
    )


def _rule(event: Any) -> dict[str, list[Any]] | None:
    rule = event.get("RRULE")
    if rule is None:
        return None
    # A calendar with two rules for one event gives a list of them: that has no items.
    return {str(name).upper(): list(parts) for name, parts in rule.items()}


def _minutes(event: Any, begin: datetime) -> int:
    day = begin.date().isoformat()
    if "DTEND" in event:
        end = event["DTEND"].dt
        if begin.tzinfo is not None and end.tzinfo is not None:
            begin, end = begin.astimezone(UTC), end.astimezone(UTC)
        length = end - begin  # a TypeError when only one of them has a zone
    else:
        length = event["DURATION"].dt if "DURATION" in event else timedelta(0)
    minutes = int(length / timedelta(minutes=1))
    if minutes < 1:
        raise UnreadEvent(_("An event on {day} has no length.").format(day=day))
    if minutes > MOST_MINUTES:
        raise UnreadEvent(_("An event on {day} is longer than any session.").format(day=day))
    return minutes


def _line(event: Any, name: str) -> str:
    """Return a text as one line, as long as a line may be."""
    return " ".join(str(event.get(name, "")).replace("\0", " ").split())[:LINE_LIMIT]


def _place(location: str) -> Place:
    for place, words in _PLACES:
        if re.search(words, location, re.IGNORECASE):
            return place
    return Place.OFFICE
