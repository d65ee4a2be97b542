"""Where people are named in a text: any part of a name, in any case, with or without accents.

It knows names that are joined or divided, the plural, scripts without spaces, initials, and the
nicknames it is told of. What may be a word as well as a name is found as possible.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Generic, NamedTuple, TypeVar

from vault.model.names_also_words import (
    ABBREVIATIONS,
    ALSO_CAPITAL_WORDS,
    ALSO_WORDS,
    PARTICLES,
)

_JOINED = re.compile(r"[-'\u2019\u02bb\u02bc\u00b7\u2010\u2011]\n?")
"""What may stand within a name, or divide it at the end of a line."""

_APOSTROPHE = re.compile(r"['\u2019\u02bb\u02bc]")

_SCRIPTS_WITHOUT_SPACES = (
    (0x0590, 0x08FF),  # Hebrew and Arabic write short words onto the next one
    (0x0E00, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x2E80, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),
    (0x20000, 0x3FFFF),
)
_HAN_AND_HANGUL = ((0x1100, 0x11FF), (0x3400, 0x9FFF), (0xAC00, 0xD7FF), (0x20000, 0x3FFFF))

_PLAIN = str.maketrans("\u0142\u00f8\u0111\u0131\u00f0\u0127", "lodidh", "\u02b9\u02bb\u02bc")
"""Letters with a stroke, which Unicode does not take apart; apostrophes that are letters."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BETWEEN_INITIALS = re.compile(r"\.[ \u00a0]?-?|[ \u00a0]|-")
_HISSES = re.compile(r"(?:[sxz]|[cs]h)\Z")
"""How a name ends whose plural has "es"."""
_NOT = re.compile(r"['\u2019]t\b", re.IGNORECASE)
"""What follows "don" and "won" where no Don is meant."""

_LAST_POINT = re.compile(r"\.(?=['\u2019]|[ \u00a0]?[a-z,;:)\]])")
"""The point of a last initial, where no sentence ends with it."""

Who = TypeVar("Who")

Nicknames = Callable[[str], Collection[str]]
"""Tells what somebody of a given name is called too, and what a short form may be short for."""


class Found(NamedTuple, Generic[Who]):
    """Where a part of a name begins and ends in a text, and whose it can be.

    It is `possible` where as likely a word or an abbreviation is meant.
    """

    start: int
    stop: int
    owners: list[Who]
    possible: bool = False


def no_nicknames(_name: str) -> Collection[str]:
    """Know none."""
    return ()


class NamesInText(Generic[Who]):
    """The names of people, in parts as they are searched for."""

    def __init__(
        self, names: Mapping[Who, Sequence[str]], nicknames: Nicknames = no_nicknames
    ) -> None:
        """`names` has everything that each is called."""
        self._nicknames = nicknames
        self._owners: dict[str, list[Who]] = {}
        self._within: dict[str, list[Who]] = {}
        self._called: dict[str, list[Who]] = {}
        self._initials: dict[str, list[Who]] = {}
        self._orders: list[tuple[Who, list[Collection[str]]]] = []
        for who, called in names.items():
            for name in called:
                self._take_in(who, name)

    def found_in(self, text: str) -> list[Found[Who]]:
        """Return where parts of names stand in a text, in order; none within another."""
        found = [*self._whole_words(text), *self._joined_words(text), *self._substrings(text)]
        found += self._spelled_initials(text)
        found.sort(key=lambda each: (each.start, -each.stop, each.possible))
        out: list[Found[Who]] = []
        for each in found:
            if not out or each.start >= out[-1].stop:
                out.append(each)
        return out

    def following(self, owners: Sequence[Who], before: str, after: str) -> list[Who]:
        """Return those in whose name one part comes right before the other.

        Of the second its initial is enough.
        """
        first, second = folded(before), folded(after)
        found: list[Who] = []
        for each, parts in self._orders:
            follows = any(
                first in part and (second in follower or second in {name[:1] for name in follower})
                for part, follower in pairwise(parts)
            )
            if follows and each in owners and each not in found:
                found.append(each)
        return found

    def _take_in(self, each: Who, name: str) -> None:
        parts = [written for _place, written in _words(name)]
        self._take_in_given(each, name, parts)
        searched = 0
        for number, written in enumerate(parts):
            part = folded(written)
            if _is_in(written, _SCRIPTS_WITHOUT_SPACES):
                self._add(self._within, part, each)
                if _is_in(written, _HAN_AND_HANGUL) and len(written) > 2:
                    self._add(self._within, folded(written[1:]), each)  # without the family's
            elif (written.islower() and part in PARTICLES) or (number and part in _SUFFIXES):
                continue
            elif len(part) > 1:
                self._add(self._owners, part, each)
            else:
                continue
            searched += 1
        for chunk in name.split():
            if len(list(_words(chunk))) > 1:
                self._add(self._owners, _letters(chunk), each)
        if not searched and name.strip():
            self._add(self._within, folded(name), each)

    def _take_in_given(self, each: Who, name: str, written: Sequence[str]) -> None:
        """Take in what is made of a name: nicknames of what is given, and initials."""
        parts = [folded(part) for part in written]
        family = len(list(_words(name.partition(",")[0]))) if "," in name else 0
        given = range(family, len(parts)) if family else range(max(1, len(parts) - 1))
        called: list[Collection[str]] = [{part} for part in parts]
        for number in given if parts else ():
            forms = frozenset(self._nicknames(parts[number])) - {parts[number]}
            called[number] = forms | {parts[number]}
            for form in forms:
                self._add(self._called, form, each)
        self._orders.append((each, called))
        letters = [
            part[0]
            for number, part in enumerate(parts)
            if part and not (written[number].islower() and part in PARTICLES)
            if not (number and part in _SUFFIXES) and not _is_in(part, _SCRIPTS_WITHOUT_SPACES)
        ]
        letters = letters[family:] + letters[:family]
        if len(letters) > 1:
            self._add(self._initials, "".join(letters), each)
            self._add(self._initials, letters[0] + letters[-1], each)

    def _add(self, where: dict[str, list[Who]], part: str, each: Who) -> None:
        owners = where.setdefault(part, [])
        if part and each not in owners:
            owners.append(each)

    def _whole_words(self, text: str) -> Iterator[Found[Who]]:
        for start, written in _words(text):
            owners, possible = self._of(written)
            if owners and not _NOT.match(text, start + len(written)):
                yield Found(start, start + len(written), owners, possible)

    def _joined_words(self, text: str) -> Iterator[Found[Who]]:
        """Yield what is one name with a hyphen, an apostrophe or the end of a line in it."""
        words = list(_words(text))
        for (start, first), (after, second) in pairwise(words):
            if _JOINED.fullmatch(text[start + len(first) : after]):
                owners = self._owners.get(folded(first + second))
                if owners:
                    yield Found(start, after + len(second), owners)

    def _of(self, written: str) -> tuple[list[Who], bool]:
        """Return whose name a word is, and whether it only may be."""
        word = folded(written)
        small = written.islower()
        for part in (word, *_singular(word)):
            if part in self._owners:
                if small and part != word:  # "carries", and "wills" that are no Will's
                    return ([] if part in ALSO_WORDS else self._owners[part]), True
                return self._owners[part], small and part in ALSO_WORDS
        for form in (word,) if small else (word, *_singular(word)):
            if form in self._called:
                short = len(form) < 3 and (small or written.isupper())
                is_word = form in ALSO_WORDS if small else form in ALSO_CAPITAL_WORDS
                return self._called[form], short or is_word
        return (self._initials.get(word, []) if written.isupper() else []), True

    def _spelled_initials(self, text: str) -> Iterator[Found[Who]]:
        """Yield initials that stand one by one, such as "K. R."; with points they are certain."""
        words = list(_words(text)) if self._initials else []
        longest = max(map(len, self._initials), default=0)
        for run in _runs_of_letters(text, words):
            letters = folded("".join(letter for _place, letter in run))
            for begins in range(len(run)):
                for ends in range(min(len(run), begins + longest), begins + 1, -1):
                    owners = self._initials.get(letters[begins:ends])
                    found = _initials_at(text, run, begins, ends) if owners else None
                    if owners and found:
                        yield Found(found[0], found[1], owners, found[2])
                        break

    def _substrings(self, text: str) -> Iterator[Found[Who]]:
        if not self._within:
            return
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(text):
            plain = _folded_letter(letter)
            letters.append(plain)
            places += [place] * len(plain)
        whole = "".join(letters)
        longest_first = sorted(filter(None, self._within), key=len, reverse=True)
        for found in re.finditer("|".join(map(re.escape, longest_first)), whole):
            first, last = places[found.start()], places[found.end() - 1]
            # Whole letters: a syllable is not cut for what it is made of.
            if found.start() and places[found.start() - 1] == first:
                continue
            if found.end() < len(places) and places[found.end()] == last:
                continue
            yield Found(first, last + 1, self._within[found[0]])


def name_parts(name: str) -> list[str]:
    """Return the parts of a name in order, folded, without what follows a name, such as Jr."""
    plain = _APOSTROPHE.sub("", name)
    if plain.isascii():  # as nearly all are, and thousands are looked through at once
        parts = re.findall("[a-z]+", plain.lower())
    else:
        parts = [folded(written) for _place, written in _words(plain)]
    parts = [part for part in parts if part]
    return [part for number, part in enumerate(parts) if not number or part not in _SUFFIXES]


def is_particle(part: str) -> bool:
    """Tell whether a part of a name, folded, is such as "van" or "de"."""
    return part in PARTICLES


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each run of letters of one kind of script, with where it begins."""
    for kind, run in groupby(enumerate(text), key=lambda each: _kind(each[1])):
        if kind:
            letters = list(run)
            yield letters[0][0], "".join(letter for _place, letter in letters)


def _singular(word: str) -> list[str]:
    """Return the names of which a word can be the plural: "Garcias", "Joneses"."""
    found = []
    for ending in ("s", "es"):
        name = word.removesuffix(ending)
        if len(name) > 2 and name != word and bool(_HISSES.search(name)) is (ending == "es"):
            found.append(name)
    return found


def _runs_of_letters(
    text: str, words: Sequence[tuple[int, str]]
) -> Iterator[list[tuple[int, str]]]:
    """Yield single letters that follow each other as initials do."""
    run: list[tuple[int, str]] = []
    for start, written in words:
        if len(folded(written)) == 1:
            end = run[-1][0] + len(run[-1][1]) if run else 0
            if run and not _BETWEEN_INITIALS.fullmatch(text[end:start]):
                yield run
                run = []
            run.append((start, written))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _initials_at(
    text: str, run: Sequence[tuple[int, str]], begins: int, ends: int
) -> tuple[int, int, bool] | None:
    """Return where letters stand, and whether they only may be initials; None if they are none."""
    start, stop = run[begins][0], run[ends - 1][0] + len(run[ends - 1][1])
    written = "".join(letter for _place, letter in run[begins:ends])
    pointed = text[start:stop].count(".") == ends - begins - 1
    known = folded(written) in ABBREVIATIONS
    if not written.isupper() and (not pointed or known):
        return None  # "e.g.", or letters that somebody counts
    # As in "U.S.A.": the letters beside these belong to them.
    before = begins > 0 and start - run[begins - 1][0] == 2 and text[start - 1] == "."
    following = run[ends][0] if ends < len(run) else stop
    after = text[stop:following] == text[following + 1 : following + 2] == "."
    possible = known or not pointed or not written.isupper() or before or after
    point = _LAST_POINT.match(text, stop) if pointed else None
    return start, point.end() if point else stop, possible


@lru_cache(maxsize=4096)
def _kind(letter: str) -> int:
    """Return 1 for what is in a word, 2 in a script without spaces, 0 for what divides words."""
    # With what is written over a letter, and what nobody sees between two of them.
    if not letter.isalpha() and unicodedata.category(letter) not in ("Mn", "Mc", "Me", "Cf"):
        return 0
    return 2 if _is_in(letter, _SCRIPTS_WITHOUT_SPACES) else 1


def _is_in(written: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= ord(letter) <= last for letter in written for first, last in ranges)


def _letters(text: str) -> str:
    return "".join(folded(written) for _place, written in _words(text))


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    return _plain(letter)  # letters alone are kept: no word of a record


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    apart = unicodedata.normalize("NFKD", apart.casefold())
    return "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Me", "Cf"))


def folded(text: str) -> str:
    """Return a text without its case, its accents, and what nobody sees of it."""
    return " ".join(_plain(text).split())
