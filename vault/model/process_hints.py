"""What looks as if it stood in the wrong place: parts of the record in the text of a process note.

45 CFR 164.501 leaves out of psychotherapy notes, wherever they are written: medication prescription
and monitoring; counseling session start and stop times; modalities and frequencies of treatment
furnished; results of clinical tests; any summary of diagnosis, functional status, treatment plan,
symptoms, prognosis, progress to date. Risk is looked for beside these, by no rule but that others
must find it. What is found here is a hint for the clinician, who alone knows; nothing is refused
for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from vault.model.process_hint_phrases import CLOCK, MisplacedKind, Phrase, phrases


@dataclass(frozen=True)
class Misplaced:
    """Characters `start` to `end` of a text, and what they look like."""

    start: int
    end: int
    kind: MisplacedKind


# Every repetition is bounded, so that the time grows with the length of the text and not faster.
# What may stand before digits is looked for backwards from them, so that letters cost nothing.
_TO = r"[ ]?(?:-|–|—|to|until|till|and)[ ]?"
_HOUR = r"(?:1[0-2]|0?[1-9])"
_UNIT = r"(?:mg|mcg|µg|μg|ml)"
_AT_DIGITS = (
    (
        MisplacedKind.SESSION_TIMES,
        re.compile(
            rf"(?<![\w:.])(?:{CLOCK}{_TO}(?:{CLOCK}|noon\b)|{_HOUR}{_TO}(?:{CLOCK}|noon\b))",
            re.IGNORECASE,
        ),
        re.compile(r"(?<!\w)(?:from|between)[ ]\Z", re.IGNORECASE),
    ),
    (
        MisplacedKind.MEDICATION,
        re.compile(
            r"(?<!\w)(?<!\d[.,])\d{1,4}(?:[.,]\d{1,3})?[ ]?"
            rf"{_UNIT}(?!\w)(?:[ ]of[ ][^\W\d_]{{3,30}})?",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w-])[^\W\d_]{3,30}(?:,|[ ](?:at|to|of))?[ ]\Z"),
    ),
)
_CODE = re.compile(r"F(?<![\w.-]F)\d\d(?:\.[0-9A-Z]{1,4})?(?![\w-])")
_LONGEST_BEFORE_DIGITS = 36
_DIGITS = re.compile(r"[0-9]+")
_WORD = re.compile(r"\w+")
_MY = re.compile(r"\b(?:my|own)[^\S\n]\Z", re.IGNORECASE)
_BEFORE_A_SENTENCE = ' \t-*•–("“'
_LONGEST_BEFORE = 6
_ENDS = re.compile(r"[.!?…][\"'”’)\]]?(?=\s|\Z)")
_NO_END = re.compile(r"(?:(?<!\w)(?:Dr|Mr|Ms|Mrs|St|vs|approx|[a-z]\.[a-z]|[A-Z]))\.\Z")
_LONGEST_ABBREVIATION = 8


def misplaced(text: str) -> list[Misplaced]:
    """Return what looks misplaced, in the order of the text, none upon another.

    What is of one kind and overlaps, or is a space apart, is one passage. None leaves its line.
    """
    apart: list[Misplaced] = []
    for each in sorted(chain(_shapes(text), _said(text)), key=lambda at: (at.start, -at.end)):
        last = apart[-1] if apart else None
        if last is not None and last.kind is each.kind and _is_one(text, last, each):
            apart[-1] = replace(last, end=max(last.end, each.end))
        elif last is None or each.start >= last.end:
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


def _is_one(text: str, last: Misplaced, following: Misplaced) -> bool:
    if following.start <= last.end:
        return True
    return text[last.end : following.start] == " " and text[last.end - 1].isalnum()


def _said(text: str) -> Iterator[Misplaced]:
    """Find phrases, each at the word that it begins with."""
    known = phrases()
    for word, following in pairwise(chain(_WORD.finditer(text), [None])):
        beginning = known.get(word.group().lower()) if word is not None else None
        if word is None or beginning is None:
            continue
        second = following.group().lower() if following is not None else ""
        for phrase in beginning:
            if phrase.second is not None and second not in phrase.second:
                continue  # nearly every phrase ends here
            match = phrase.pattern.match(text, word.start())
            if match is not None and _may_stand(phrase, text, word.start()):
                yield Misplaced(match.start(), match.end(), phrase.kind)


def _may_stand(phrase: Phrase, text: str, at: int) -> bool:
    before = text[max(0, at - _LONGEST_BEFORE) : at]
    if phrase.begins:
        rest = before.rstrip(_BEFORE_A_SENTENCE)
        return rest[-1] in ".!?…;\n" if rest else at == len(before)
    return _MY.search(before) is None


def _shapes(text: str) -> Iterator[Misplaced]:
    """Find clocks, doses and codes."""
    for code in _CODE.finditer(text):
        yield Misplaced(code.start(), code.end(), MisplacedKind.DIAGNOSIS)
    for digits in _DIGITS.finditer(text):
        at = digits.start()
        for kind, pattern, leading in _AT_DIGITS:
            match = pattern.match(text, at)
            if match is not None:
                first = max(0, at - _LONGEST_BEFORE_DIGITS)
                before = leading.search(text[first:at])
                start = at if before is None else first + before.start()
                yield Misplaced(start, match.end(), kind)
