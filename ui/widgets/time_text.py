"""Times of day as people type them: "16:00", "4 pm", "1600"."""

import re
from datetime import time

_TYPED = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?\s*m?\.?\Z", re.ASCII)


def read_time(text: str) -> time | None:
    """Return the time in a text, or None when there is none."""
    found = _TYPED.match(text.strip().casefold())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
