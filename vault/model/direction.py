"""In which direction a text runs, by the Unicode Bidirectional Algorithm (UAX #9)."""

import re
import unicodedata
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
"""Around a text inside a line: its direction is its own, and the line's does not touch it."""

LEFTWARD: Final = frozenset({"R", "AL"})
"""The classes of letters that stand from right to left: Hebrew, Arabic and their relatives."""

_ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}[^{POP_ISOLATE}]*{POP_ISOLATE}")


def has_leftward(text: str) -> bool:
    """Tell whether a text has a letter of a script that is written from right to left."""
    return not text.isascii() and not LEFTWARD.isdisjoint(map(unicodedata.bidirectional, set(text)))


def runs_leftward(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: its first letter says so (P2, P3).

    What is isolated does not count.
    """
    if not has_leftward(text):
        return False
    for character in _ISOLATED.sub("", text):
        direction = unicodedata.bidirectional(character)
        if direction == "L" or direction in LEFTWARD:
            return direction != "L"
    return False


def isolated(text: str) -> str:
    """Return a text to be put into a sentence, whose words and numbers must not change places."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if has_leftward(text) else text
