"""Where people are named in a text: any part of a name, in any case, with or without accents.

It knows names that are joined or divided, the plural, scripts without spaces, and names that are
words too. It knows no nicknames.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Generic, TypeVar

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
_PARTICLES = frozenset(
    """
    al bin da das de del den der di do dos du el ibn la le of ten van von
    """.split()  # noqa: SIM905 - twenty lines else
)
"""Parts of names that are words of any text; not searched for where a name has them small."""

_ALSO_WORDS = _PARTICLES | frozenset(
    """
    angel april art august autumn bill bliss bob chance chase cherry christian clay cliff dawn dean
    drew earl faith frank gene glen grace grant guy harmony heath holly hope hunter iris ivy jack
    jasmine jean joy june lily mark mason max may melody mercy miles misty olive pat patience pearl
    penny pierce rain ray reed rich rob robin rose sandy sky skip stew sue summer terry trinity
    violet wade ward will win young
    """.split()  # noqa: SIM905 - sixty lines else
)
"""Names that are words too: in small letters they are taken for the word."""

Who = TypeVar("Who")
Found = tuple[int, int, list[Who]]
"""Where a part of a name begins and ends in a text, and whose it can be."""


class NamesInText(Generic[Who]):
    """The names of people, in parts as they are searched for."""

    def __init__(self, names: Mapping[Who, Sequence[str]]) -> None:
        """`names` has everything that each is called."""
        self._owners: dict[str, list[Who]] = {}
        self._within: dict[str, list[Who]] = {}
        self._orders: list[tuple[Who, list[str]]] = []
        for who, called in names.items():
            for name in called:
                self._take_in(who, name)

    def found_in(self, text: str) -> list[Found[Who]]:
        """Return where parts of names stand in a text, in order; none within another."""
        found = [*self._whole_words(text), *self._joined_words(text), *self._substrings(text)]
        found.sort(key=lambda each: (each[0], -each[1]))
        out: list[Found[Who]] = []
        for each in found:
            if not out or each[0] >= out[-1][1]:
                out.append(each)
        return out

    def following(self, owners: Sequence[Who], before: str, after: str) -> list[Who]:
        """Return those in whose name one part comes right before the other."""
        pair = [folded(before), folded(after)]
        found: list[Who] = []
        for each, parts in self._orders:
            follows = any(parts[at : at + 2] == pair for at in range(len(parts)))
            if follows and each in owners and each not in found:
                found.append(each)
        return found

    def _take_in(self, each: Who, name: str) -> None:
        parts = [written for _place, written in _words(name)]
        self._orders.append((each, [folded(part) for part in parts]))
        searched = 0
        for number, written in enumerate(parts):
            part = folded(written)
            if _is_in(written, _SCRIPTS_WITHOUT_SPACES):
                self._add(self._within, part, each)
                if _is_in(written, _HAN_AND_HANGUL) and len(written) > 2:
                    self._add(self._within, folded(written[1:]), each)  # without the family's
            elif (written.islower() and part in _PARTICLES) or (number and part in _SUFFIXES):
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

    def _add(self, where: dict[str, list[Who]], part: str, each: Who) -> None:
        owners = where.setdefault(part, [])
        if part and each not in owners:
            owners.append(each)

    def _whole_words(self, text: str) -> Iterator[Found[Who]]:
        for start, written in _words(text):
            owners = self._of(written)
            if owners:
                yield start, start + len(written), owners

    def _joined_words(self, text: str) -> Iterator[Found[Who]]:
        """Yield what is one name with a hyphen, an apostrophe or the end of a line in it."""
        words = list(_words(text))
        for (start, first), (after, second) in pairwise(words):
            if _JOINED.fullmatch(text[start + len(first) : after]):
                owners = self._owners.get(folded(first + second))
                if owners:
                    yield start, after + len(second), owners

    def _of(self, written: str) -> list[Who]:
        word = folded(written)
        for part in (word, word.removesuffix("s"), word.removesuffix("es")):
            if (part == word or len(part) > 2) and part in self._owners:
                is_word = written.islower() and part in _ALSO_WORDS
                return [] if is_word else self._owners[part]
        return []

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
            yield first, last + 1, self._within[found[0]]


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
    return part in _PARTICLES


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each run of letters of one kind of script, with where it begins."""
    for kind, run in groupby(enumerate(text), key=lambda each: _kind(each[1])):
        if kind:
            letters = list(run)
            yield letters[0][0], "".join(letter for _place, letter in letters)


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
