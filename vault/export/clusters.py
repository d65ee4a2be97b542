"""Splits text into what stands on the page as one: a letter with its marks, or an emoji.

A row of characters that is one emoji by the Unicode standard (UTS #51: families, flags, keycaps) is
kept only when a font has a picture of its own for it, so that the page shows the whole of what its
text says; of any other row the parts are shown, and what joined them becomes a visible mark.
"""

import re
import unicodedata
from collections.abc import Iterator

from vault.export.coverage import EMOJI_STYLE, NON_JOINER, Coverage

_SKIN = "\U0001f3fb-\U0001f3ff"
_TAGS = "\U000e0020-\U000e007f"
_BASE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"

_ROW = re.compile(
    rf"[0-9#*]{EMOJI_STYLE}?\u20e3"
    rf"|{_FLAG}"
    # Long enough for every sequence there is; a bound, because a text may go on for a megabyte.
    rf"|{_BASE}(?:[{EMOJI_STYLE}{_SKIN}{_TAGS}]|\u200d{_BASE}){{1,12}}"
)


def combines(character: str) -> bool:
    """Tell whether a character is part of the letter before it, as an accent is."""
    return character == NON_JOINER or unicodedata.category(character)[0] == "M"


def clusters(text: str, coverage: Coverage) -> Iterator[str]:
    """Split printable text into letters with their marks, and emoji with all their characters."""
    for part, drawn in apart(text, coverage):
        start = 0
        for at in range(1, len(part)):
            if not drawn and not combines(part[at]):
                yield part[start:at]
                start = at
        yield part[start:]


def apart(text: str, coverage: Coverage) -> Iterator[tuple[str, bool]]:
    """Split a text into rows that stand as one picture (True) and all that is between (False).

    The parts make up the text, in its order; none is empty.
    """
    start = at = 0
    while found := _ROW.search(text, at):
        row = _drawn(found[0], coverage)
        at = found.start() + max(len(row), 1)
        if row:
            if found.start() > start:
                yield text[start : found.start()], False
            yield row, True
            start = at
    if start < len(text):
        yield text[start:], False


def _drawn(row: str, coverage: Coverage) -> str:
    """Return the longest beginning of a row that stands as one picture, or nothing."""
    for end in range(len(row), 1, -1):
        if coverage.draws(row[:end]):
            return row[:end]
    return ""
