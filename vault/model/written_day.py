"""Reads a day as people write it: 2026-05-14, 5/14/26, 14.05.2026, May 14, 2026.

What no calendar has is no day. In a day of numbers alone, whether the month or the day comes first
is not told by the words: who reads says so (`order_of` finds it out of a whole column).
"""

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NTH = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4}|\d{2})"
_GAP = r"[\s\-/.,]{1,3}"
_FORMS = tuple(
    re.compile(rf"(?<![\w./-]){form}(?!\w)(?![./-]\d)", re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T ]\d{1,2}:\d{2}[\d:.]*Z?)?",
        rf"{_MONTH}{_GAP}{_NTH}{_GAP}(?P<y>\d{{4}})",
        rf"{_NTH}{_GAP}(?:of )?{_MONTH}{_GAP}{_YEAR}",
        rf"(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep){_YEAR}",
    )
)
_NUMBERS = _FORMS[-1]


def days_in(text: str, latest: date, *, month_first: bool) -> list[date]:
    """Return the days that a text names, in its order.

    A year of two figures is the last such year until that of `latest`.
    """
    found: list[tuple[int, date]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            day = _day(match, latest, month_first)
            if day is not None:
                found.append((match.start(), day))
    return [day for _at, day in sorted(found)]


def read_day(text: str, latest: date, *, month_first: bool) -> date | None:
    """Return the day that is all that a text says, but for an hour and the day of the week."""
    plain = " ".join(text.split())
    plain = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? ", "", plain, flags=re.IGNORECASE)
    plain = re.sub(
        r",? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?$", "", plain, flags=re.IGNORECASE
    )
    for form in _FORMS:
        match = form.fullmatch(plain)
        day = _day(match, latest, month_first) if match is not None else None
        if day is not None:
            return day
    return None


def order_of(texts: Iterable[str]) -> bool | None:
    """Return whether the month comes first in days of numbers alone; None where nothing tells.

    One day above twelve tells it of all; a column that has both kinds tells nothing.
    """
    first = second = False
    for text in texts:
        match = _NUMBERS.search(text)
        if match is not None:
            first = first or int(match["a"]) > len(_MONTHS)
            second = second or int(match["b"]) > len(_MONTHS)
    return second if first != second else None


def _day(match: re.Match[str], latest: date, month_first: bool) -> date | None:
    parts = match.groupdict()
    if parts.get("name"):
        month, day = 1 + _MONTHS.index(parts["name"].lower()), int(parts["d"])
    elif parts.get("a"):
        one, other = int(parts["a"]), int(parts["b"])
        month, day = (one, other) if month_first else (other, one)
    else:
        month, day = int(parts["m"]), int(parts["d"])
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += latest.year - latest.year % 100
        year -= 100 if year > latest.year else 0
    try:
        return date(year, month, day)
    except ValueError:
        return None
