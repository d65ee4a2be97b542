"""The phrases by which a process note looks as if it held a part of the record.

They are data, resources/process-hints.toml, which says how a phrase is written. Each is looked for
at the words that it begins with alone, so that many cost no more than few.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from vault.resource_files import read_resource


class MisplacedKind(StrEnum):
    """What a passage looks like: what 45 CFR 164.501 leaves out of psychotherapy notes; risk."""

    MEDICATION = "medication"
    SESSION_TIMES = "session-times"
    TREATMENT = "treatment"
    TEST_RESULT = "test-result"
    DIAGNOSIS = "diagnosis"
    FUNCTIONAL_STATUS = "functional-status"
    PLAN = "plan"
    SYMPTOMS = "symptoms"
    PROGNOSIS = "prognosis"
    PROGRESS = "progress"
    RISK = "risk"


@dataclass(frozen=True)
class Phrase:
    """The parts of a phrase; `begins`: only where a sentence begins, as a heading does."""

    kind: MisplacedKind
    begins: bool
    parts: tuple[str, ...] = field(repr=False)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it looks like, from its first word on. Made when that word is first met."""
        return re.compile(_pattern(self.parts))

    @cached_property
    def second(self) -> frozenset[str] | None:
        """The words one of which comes after its first, in lower case; None where others may."""
        if len(self.parts) == 1 or self.parts[1] in (*_SIGNS, "..") or self.parts[1][0] == "!":
            return None
        first, following = (list(_choices(part)) for part in self.parts[:2])
        if not all(map(_FIRST.fullmatch, first)) or any(each.endswith("*") for each in following):
            return None
        return frozenset(_FIRST.findall(each)[0].lower() for each in following)


CLOCK = r"(?:[0-2]?\d[:.][0-5]\d(?:[ ]?[ap]\.?m\b\.?)?|(?:1[0-2]|[1-9])[ ]?[ap]\.?m\b\.?)"
"""A time of day, such as 10:05 or 3 pm."""
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]"
_CLOCK_WORDS = (
    r"(?:half|(?:a )?quarter|five|ten|twenty(?:-five)?|\d{1,2})(?: minutes)? "
    rf"(?:past|to|after|before|of) (?:{_HOURS})\b|(?:{_HOURS}) o['’]clock"
)

# Every repetition is bounded: see `process_hints`.
_APART = r"(?:,?[^\S\n]{1,3}|-)"
_UP_TO_THREE = rf"{_APART}(?:[\w'’-]{{1,20}}{_APART}){{0,3}}"
_SIGNS = {
    ":": (r"[^\S\n]?:[^\S\n]?", r"\w[\w'’-]{0,30}"),
    "@": (r"(?::[^\S\n]?|[^\S\n])", f"(?i:{CLOCK}|{_CLOCK_WORDS})"),
    "%": (r"(?:[^\S\n]?[:=,(][^\S\n]?|[^\S\n])", r"\d{1,3}(?:/\d{1,3})?(?![\w:%])"),
}
"""What stands before a sign, where no words do, and what it stands for."""
_NUMBERS = tuple(str(number) for number in range(1, 121))
_FIRST = re.compile(r"\w+")


@cache
def phrases() -> Mapping[str, Sequence[Phrase]]:
    """Return the phrases by the word that each begins with, in lower case."""
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for kind, rows in _table()["phrases"].items():
        for row in rows:
            parts = tuple(row.split())
            begins = parts[0] == "^"
            phrase = Phrase(MisplacedKind(kind), begins, parts[begins:])
            for first in {_FIRST.findall(each)[0].lower() for each in _choices(phrase.parts[0])}:
                found[first].append(phrase)
    return found


def _pattern(parts: Sequence[str]) -> str:
    pattern, gap = "", ""
    for part in parts:
        if part == "..":
            gap = _UP_TO_THREE
            continue
        if part.startswith("!"):
            return pattern + rf"(?!\w|-\d|{_APART}{_one_of(_choices(part[1:]))})"
        if part in _SIGNS:
            before, sign = _SIGNS[part]
            gap = f"(?:{gap}|{before})" if gap == _UP_TO_THREE else before
        else:
            sign = _one_of(_choices(part))
        pattern += gap + sign
        gap = _APART
    return pattern + r"(?!\w|-\d)"


def _choices(part: str) -> Iterator[str]:
    """Return what may stand for a part of a phrase."""
    for each in part.split("|"):
        if each == "#":
            yield from (*_table()["words"]["number"], *_NUMBERS)
        elif each.startswith("{"):
            name = each.strip("{}")
            for words in _table()["words"][name]:
                yield words
                if name == "measure" and "-" in words:
                    yield from (words.replace("-", ""), words.replace("-", " "))
        else:
            yield each


def _one_of(words: Iterable[str]) -> str:
    """Return the pattern of any of the words, the longest that fits."""
    return "(?:" + "|".join(map(_exactly, sorted(set(words), key=len, reverse=True))) + ")"


def _exactly(words: str) -> str:
    stem = words.endswith("*")
    pattern = re.escape(words.rstrip("*")).replace("'", "['’]").replace(r"\ ", r"[^\S\n]")
    pattern += r"\w{0,12}" if stem else r"(?!\w|-\d)"
    return pattern if words != words.lower() else f"(?i:{pattern})"


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(read_resource("process-hints.toml").decode())
