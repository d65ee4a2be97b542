"""Tells how far two names are alike: the same, a short form, spelled or sounding alike, a family's.

Names are compared by their parts in any order, without case and accents. What sounds alike is told
by Metaphone, by the match rating approach and by a looser sound of our own, for letters of the
Latin alphabet; short forms are English ones.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

import jellyfish

from vault.detect.loose_sound import sound_loosely_alike
from vault.detect.nicknames import long_forms
from vault.model.conflict import Likeness
from vault.model.names_in_text import is_particle, name_parts

_SEVERAL = re.compile(r"\s+(?:[Aa]nd|AND|und|y|et|e)\s+|[&+/;]")
_TITLES = frozenset(
    """
    couple dr esq family group lcsw lmft lmhc lmsw md mr mrs ms mx np phd prof psyd rn
    """.split()  # noqa: SIM905 - twenty lines else
)
_BESIDE_NAMES = frozenset(
    """
    aunt boyfriend brother cell child colleague contact cousin dad daughter emergency employer
    father friend girlfriend grandfather grandma grandmother grandpa guardian her his home husband
    mobile mom mother mum my neighbor next of kin nephew niece office parent partner roommate school
    sibling sister son spouse stepfather stepmother the their uncle wife work
    """.split()  # noqa: SIM905 - fifty lines else
)
"""In small letters beside a name, or alone in its place, these say whose a contact is."""
_MOST_PARTS = 5
"""Of a longer name the first and the last parts are compared: their orders grow too many."""

_CLOSENESS = tuple(Likeness)


class NamesAlike:
    """The names somebody is looked for by."""

    def __init__(self, names: Sequence[str]) -> None:
        self._sought = [parts for name in names for parts in _people(name)]

    def likeness(self, known: Sequence[str]) -> Likeness | None:
        """Return how far the closest two names are alike; None when none are.

        `known` are the names of one who is known. A name of several people, "Ana and Rui Duarte",
        stands for each of them.
        """
        found = [
            alike
            for name in known
            for theirs in _people(name)
            for sought in self._sought
            if (alike := _likeness(sought, theirs)) is not None
        ]
        return min(found, key=_CLOSENESS.index, default=None)


def _people(name: str) -> Iterator[list[str]]:
    """Yield the parts of each person's name; who has no family name of their own has the last's."""
    said = [each for reading in _readings(name) for each in reading]
    people = [parts for each in said if (parts := _parts(each))]
    family = people[-1][1:] if people else []
    for parts in people:
        yield parts if len(parts) > 1 else [*parts, *family]


def _readings(name: str) -> Iterator[list[str]]:
    """Yield the ways to read a text as people: "Duarte, Rui" is one, "A. Duarte, R. Berg" two."""
    if name.count(",") > 1:
        yield [part for each in name.split(",") for part in _SEVERAL.split(each)]
        return
    last, comma, first = name.partition(",")
    if comma and first.strip():
        yield _SEVERAL.split(f"{first} {last}")
        if len(first.split()) > 1 and len(last.split()) > 1:
            yield [last, first]
    else:
        yield _SEVERAL.split(name.replace(",", " "))


def _parts(name: str) -> list[str]:
    words = [word.strip(".,:;()") for word in name.split()]
    if all(word.casefold() in _BESIDE_NAMES for word in words):
        return []
    parts = name_parts(" ".join(word for word in words if word not in _BESIDE_NAMES))
    parts = [part for part in parts if part not in _TITLES]
    return parts if len(parts) <= _MOST_PARTS else [parts[0], *parts[1 - _MOST_PARTS :]]


def _likeness(sought: Sequence[str], known: Sequence[str]) -> Likeness | None:
    joined = "".join(sought), "".join(known)
    if joined[0] == joined[1]:
        return Likeness.SAME  # "Vandenberg" is "van den Berg"
    whole = _whole(sought, known)
    if whole is not None and whole is not Likeness.FAMILY_NAME:
        return whole
    if min(map(len, joined)) > 8 and jellyfish.damerau_levenshtein_distance(*joined) == 1:
        return Likeness.SIMILAR
    return whole or (Likeness.FAMILY_NAME if _same_family(sought, known) else None)


def _same_family(sought: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether the last part of one name is among the later parts of the other."""
    if "".join(sought[1:]) == "".join(known[1:]) != "":
        return True
    one, other = (
        [each for each in parts[1:] if not is_particle(each)] or parts[-1:]
        for parts in (sought, known)
    )
    return any(_same_family_sound(one[-1], each) for each in other) or any(
        _same_family_sound(other[-1], each) for each in one
    )


def _whole(sought: Sequence[str], known: Sequence[str]) -> Likeness | None:
    """Compare every part of the shorter name with a part of its own of the longer one."""
    short, long = sorted((sought, known), key=len)
    if all(len(part) == 1 for part in short):
        return Likeness.SAME if sorted(short) == sorted(long) else None
    rows = []
    for at, part in enumerate(short):
        row = [
            _part_likeness(part, other, families=at > 0 and place > 0)
            for place, other in enumerate(long)
        ]
        if not any(row):
            return None  # nearly every pair of names ends here
        rows.append(row)
    found = [
        max(filter(None, pairs), key=_CLOSENESS.index)
        for order in permutations(range(len(long)), len(short))
        if all(pairs := [row[place] for row, place in zip(rows, order, strict=True)])
    ]
    closest = min(found, key=_CLOSENESS.index, default=None)
    if closest is None or not len(short) == 1 < len(long):
        return closest
    # One part alone: a first name says little, a family's name says whose.
    return Likeness.FAMILY_NAME if short[0] in long[1:] else Likeness.SIMILAR


def _part_likeness(one: str, other: str, *, families: bool) -> Likeness | None:
    """Compare two parts; `families`: neither is the first of a name."""
    if one == other:
        return Likeness.SAME
    if 1 in (len(one), len(other)):
        return Likeness.SIMILAR if one[0] == other[0] else None
    if _stems(one) & _stems(other):
        return Likeness.NICKNAME
    alike = (
        _same_sound(one, other)
        or _same_spelling(one, other)
        or _same_rating(one, other)
        or _same_short(one, other)
        or sound_loosely_alike(one, other, families=families)
    )
    return Likeness.SIMILAR if alike else None


def _stems(part: str) -> set[str]:
    return {part, *long_forms(part)}


def _same_family_sound(one: str, other: str) -> bool:
    return _same_sound(one, other) or sound_loosely_alike(one, other, families=True)


def _same_sound(one: str, other: str) -> bool:
    if one == other:
        return True
    if not (one.isascii() and other.isascii()):
        return False
    sound = jellyfish.metaphone(one)
    if sound != jellyfish.metaphone(other):
        return False
    return len(sound) > 1 or jellyfish.damerau_levenshtein_distance(one, other) == 1


def _same_spelling(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 4 else 1 if shorter < 8 else 2
    return jellyfish.damerau_levenshtein_distance(one, other) <= allowed


def _same_rating(one: str, other: str) -> bool:
    """Tell whether the match rating approach, made for names, takes two for one.

    It is too generous with short names, and with those that begin with another letter.
    """
    if one[0] != other[0] or min(len(one), len(other)) < 4:
        return False
    return one.isascii() and other.isascii() and bool(jellyfish.match_rating_comparison(one, other))


def _same_short(one: str, other: str) -> bool:
    """Tell whether two parts whose sound is one letter begin alike, such as Lee, Li and Leigh."""
    ascii_only = one.isascii() and other.isascii()
    return (
        ascii_only and one[0] == other[0] and jellyfish.metaphone(one) == jellyfish.metaphone(other)
    )
