"""Times of day as people type and read them."""

import re
from datetime import time

from PySide6.QtCore import QLocale, QTime

_TYPED = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?\s?m?\.?", re.ASCII | re.IGNORECASE)


def shown_time(moment: time, locale: QLocale) -> str:
    """Return a time as a field shows it, in the locale's short format."""
    # The C locale of a bare system has seconds in its short format; a session has none.
    pattern = locale.timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
    return locale.toString(QTime(moment.hour, moment.minute), pattern)


def read_time(text: str) -> time | None:
    """Return the time in a text such as "4:50 PM", "4p", "16:50" or "1650"; None if there is none.

    Hours without AM or PM are those of a day of 24.
    """
    # Newer locale data put a narrow no-break space before AM and PM.
    found = _TYPED.fullmatch(re.sub(r"\s", " ", text.strip()))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
