"""A second, looser sound of a name: Kohn is Cohen, Pfeiffer Fifer, Tsai Cai, Meyers Maier.

A name is first written as it is mostly said in the United States; two are alike when what is
written then sounds alike and is at most one letter apart.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import jellyfish

_AS_SAID = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"^nguy", "w"),  # Nguyen is said as Win
        (r"^hs", "x"),  # Hsu is Xu
        (r"^zh", "ch"),  # Zhu is Chu
        (r"pf", "f"),
        (r"ph", "f"),
        (r"^kh", "k"),
        (r"dt", "t"),
        (r"ck|c(?=[aou]|[^aeiouyh]|$)", "k"),
        (r"(?<=[aeiouy])h", ""),
        (r"(?<!^)y", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_BEFORE_S = "bdfgklmnprtw"
"""A family's name that ends in one of these and an s is the same without it as a rule."""
_LEAST = 5
"""Of a shorter family's name too little would be left."""


def sound_loosely_alike(one: str, other: str, *, families: bool) -> bool:
    """Tell whether two parts of names sound alike; `families`: of the names of families."""
    if not (one.isascii() and other.isascii()):
        return False
    theirs = _forms(other, families)
    return any(_alike(form, each) for form in _forms(one, families) for each in theirs)


@lru_cache(maxsize=20_000)
def _forms(name: str, family: bool) -> tuple[tuple[str, str], ...]:
    """Return how a part may be written as it is said, each with its sound."""
    written = dict.fromkeys(_written(name, family))
    return tuple((form, jellyfish.metaphone(form)) for form in written)


def _written(name: str, family: bool) -> Iterator[str]:
    ends_in_s = len(name) >= _LEAST and name[-1] == "s" and name[-2] in _BEFORE_S
    name = name[:-1] if family and ends_in_s else name
    yield _as_said(name)
    if re.match("[cz][aeiou]", name):
        yield _as_said(f"ts{name[1:]}")  # Cai is Tsai, Zeng Tseng


def _as_said(name: str) -> str:
    for pattern, said in _AS_SAID:
        name = pattern.sub(said, name)
    return name


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[1] != other[1]:
        return False
    if one[0] == other[0]:
        return True
    return len(one[1]) > 1 and jellyfish.damerau_levenshtein_distance(one[0], other[0]) == 1
