"""What the first lines of a document say of it: whose it is, born when, of which day of service."""

import re
from datetime import date

from vault.model.incoming.item import Who
from vault.model.written_day import days_in

LOOKED_AT = 4_000
"""Letters at the beginning in which labels are looked for."""

FIRST_LINE = 120
"""Most characters of a first line that are shown."""

_NAME = re.compile(
    r"(?:^|\n|\s{2,})\s*(?:client|patient)(?: name| full name)?\s*[:#]\s*(?P<name>[^\n:]{3,80}?)"
    r"(?=\s{2,}|\n|$|\s+(?:dob|date of birth|mrn|id)\b)",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:dob|date of birth|birth date|born)\s*[:#]?\s*(?P<day>[^\n]{6,30})", re.I)
_SEEN = re.compile(
    r"\b(?:date of service|service date|session date|date and time|date of session|"
    r"appointment date|visit date|date)\s*[:#]\s*(?P<day>[^\n]{6,40})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")


def labelled(text: str, today: date, *, month_first: bool) -> tuple[Who, date | None]:
    """Return who a document says that it is about, and of which day; nobody where it says none."""
    top = text[:LOOKED_AT]
    name = _NAME.search(top)
    return Who(
        name=_plain(name["name"]) if name else "", birth=_day(_BORN, top, today, month_first)
    ), (_day(_SEEN, top, today, month_first))


def first_line(text: str) -> str:
    """Return the first line of a document that has words, at most FIRST_LINE characters."""
    lines = (" ".join(line.split()) for line in text[:LOOKED_AT].splitlines())
    return next((line[:FIRST_LINE] for line in lines if _WORD.search(line)), "")


def _plain(name: str) -> str:
    if name.count(",") == 1:
        last, first = name.split(",")
        name = f"{first} {last}"
    words = _WORD.findall(name)
    return " ".join(words) if 1 < len(words) <= 5 else ""


def _day(pattern: re.Pattern[str], text: str, today: date, month_first: bool) -> date | None:
    for match in pattern.finditer(text):
        days = days_in(match["day"], today, month_first=month_first)
        if days and days[0] <= today:
            return days[0]
    return None
