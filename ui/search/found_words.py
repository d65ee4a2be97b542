"""Where the words that were looked for stand in a line, so that they can be drawn bold."""

import re
import unicodedata

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")
_LEAD = 28
_STEM = 4


def found_spans(line: str, words: str) -> list[Span]:
    """Return where words of `line` begin as one of `words` does, without regard to case or accents.

    The index knows words by their stem ("slept" stays apart, "sleeping" is found by "sleeps"): a
    word is also taken for found when all but the last three letters agree.
    """
    wanted = [_folded(word) for word in _WORD.findall(words)]
    return [
        match.span()
        for match in _WORD.finditer(line)
        if any(_agrees(_folded(match.group()), word) for word in wanted)
    ]


def from_first(line: str, spans: list[Span], room: int) -> tuple[str, list[Span]]:
    """Return the line from a little before its first span, when that would lie beyond `room`.

    `room` is in characters.
    """
    if not spans or spans[0][1] <= room:
        return line, spans
    cut = line.rfind(" ", 0, max(1, spans[0][0] - _LEAD)) + 1
    shift = cut - 1
    return f"…{line[cut:]}", [(start - shift, end - shift) for start, end in spans]


def _agrees(word: str, wanted: str) -> bool:
    if word.startswith(wanted):
        return True
    least = max(_STEM, len(wanted) - 3)
    return len(wanted) > _STEM and word[:least] == wanted[:least]


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
