"""What looks as if it stood in the wrong place: parts of the record in the text of a process note.

45 CFR 164.501 leaves out of psychotherapy notes, wherever they are written: medication prescription
and monitoring; counseling session start and stop times; modalities and frequencies of treatment
furnished; results of clinical tests; any summary of diagnosis, functional status, treatment plan,
symptoms, prognosis, progress to date. What is found here is a hint for the clinician, who alone
knows; nothing is refused for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain


class MisplacedKind(StrEnum):
    """What a passage looks like."""

    TEST_RESULT = "test-result"
    DIAGNOSIS = "diagnosis"
    MEDICATION = "medication"
    SESSION_TIMES = "session-times"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Misplaced:
    """Characters `start` to `end` of a text, and what they look like."""

    start: int
    end: int
    kind: MisplacedKind


# Every repetition is bounded, so that the time grows with the length of the text and not faster.
_NAMES = (
    r"(?:(?i:PHQ(?:[- ]?(?:15|9|8|4|2|A))?|GAD(?:[- ]?(?:7|2))?|PCL(?:[- ]?(?:5|C|M))?)"
    r"|AUDIT(?:-C)?|DAST(?:-?(?:10|20))?|BDI(?:-?(?:II|2))?|BAI|BHS|C-?SSRS|MADRS|HAM-?[AD]"
    r"|HDRS|ASRS|Y-?BOCS|EPDS|ACE-?IQ|DES(?:-?II)?|OQ-?45(?:\.2)?|CORE-?(?:10|OM)|MDQ|SDQ|SCARED"
    r"|CES-?D|DASS(?:-?(?:21|42))?|ISI|WHO-?5|WHODAS|GAF|IES-?R|EAT-?26|MoCA|MMSE|CBCL|CDI)"
)
_LINK = r"(?:[ \t]?[:=,(][ \t]?|[ \t](?:[a-zA-Z]{1,10}[ \t]){0,3})"
_TIME = r"(?:[0-2]?\d[:.][0-5]\d(?:[ ]?[ap]\.?m\b\.?)?|(?:1[0-2]|[1-9])[ ]?[ap]\.?m\b\.?)"
_UNIT = r"(?:mg|mcg|µg|μg|ml)"

_PATTERNS: tuple[tuple[MisplacedKind, re.Pattern[str]], ...] = (
    (
        MisplacedKind.TEST_RESULT,
        re.compile(rf"(?<![\w-]){_NAMES}{_LINK}\d{{1,3}}(?:/\d{{1,3}})?(?![\w:%])"),
    ),
    (
        MisplacedKind.TEST_RESULT,
        re.compile(
            rf"(?<!\w)\d{{1,3}}(?:/\d{{1,3}})?[ ](?:points[ ])?(?:on|in)[ ]"
            rf"(?:(?:the|a|an|her|his|their|this)[ ])?{_NAMES}(?![\w-])"
        ),
    ),
    (MisplacedKind.DIAGNOSIS, re.compile(r"(?<![\w.-])F\d\d(?:\.[0-9A-Z]{1,4})?(?![\w-])")),
    (
        MisplacedKind.MEDICATION,
        re.compile(
            rf"(?<![\w-])(?:[^\W\d_]{{3,30}}(?:,|[ ](?:at|to|of))?[ ])?"
            rf"\d{{1,4}}(?:[.,]\d{{1,3}})?[ ]?{_UNIT}(?!\w)(?:[ ]of[ ][^\W\d_]{{3,30}})?",
            re.IGNORECASE,
        ),
    ),
    (
        MisplacedKind.SESSION_TIMES,
        re.compile(
            rf"(?<![\w:.])(?:(?:from|between)[ ])?{_TIME}"
            rf"[ ]?(?:-|–|—|to|until|till|and)[ ]?{_TIME}",
            re.IGNORECASE,
        ),
    ),
    (
        MisplacedKind.SESSION_TIMES,
        re.compile(
            r"(?<!\w)(?:started|began|begun|ended|stopped|finished|start(?:[ ]time)?"
            rf"|stop(?:[ ]time)?)(?::|[ ]at|[ ]was)?[ ]{_TIME}",
            re.IGNORECASE,
        ),
    ),
    (
        MisplacedKind.SUMMARY,
        re.compile(
            r"\A[ \t]{0,8}(?:diagnos[ie]s|treatment plan|prognosis|symptoms|functional status"
            r"|progress to date|medications?)[ ]?:[ \t]?\S{1,40}",
            re.IGNORECASE,
        ),
    ),
)
_PARAGRAPH = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]?(?=\s|\Z)")
_NO_END = re.compile(r"(?:(?<!\w)(?:Dr|Mr|Ms|Mrs|St|vs|approx|[a-z]\.[a-z]|[A-Z]))\.\Z")
_LONGEST_ABBREVIATION = 8


def misplaced(text: str) -> list[Misplaced]:
    """Return what looks misplaced, in the order of the text, none upon another."""
    found = sorted(
        chain.from_iterable(
            _in_paragraph(paragraph.group(), paragraph.start())
            for paragraph in _PARAGRAPH.finditer(text)
        ),
        key=lambda each: (each.start, -each.end),
    )
    apart: list[Misplaced] = []
    for each in found:
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


def sentence_around(text: str, place: Misplaced) -> tuple[int, int]:
    """Return where the sentence begins and ends in which something was found.

    A sentence never goes beyond its paragraph, and has no white space around it.
    """
    first = text.rfind("\n", 0, place.start) + 1
    last = text.find("\n", place.end)
    last = len(text) if last < 0 else last
    start, end = first, last
    for mark in _ENDS.finditer(text, first, last):
        if _NO_END.search(text[max(first, mark.end() - _LONGEST_ABBREVIATION) : mark.end()]):
            continue
        if mark.end() <= place.start:
            start = mark.end()
        elif mark.end() >= place.end:
            end = mark.end()
            break
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def without(text: str, start: int, end: int) -> str:
    """Return a text without the characters `start` to `end`, and without the gap they would leave.

    A paragraph that held nothing else goes with its line.
    """
    before, after = text[:start], text[end:]
    if before.endswith((" ", "\t")) and (not after or after[0].isspace()):
        before = before.rstrip(" \t")
    elif not before or before.endswith("\n"):
        after = after.lstrip(" \t")
        if after.startswith("\n"):
            after = after[1:]
            if before.endswith("\n\n") or not before:
                after = after.removeprefix("\n")
    return before + after


def _in_paragraph(paragraph: str, offset: int) -> Iterator[Misplaced]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(paragraph):
            yield Misplaced(offset + match.start(), offset + match.end(), kind)
