"""Tells what somebody of a given name is called too: English short forms, by a table made by hand.

The only module that knows the library; the table is read when it is first asked.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nicknames import NickNamer

_NO_NAMES = frozenset({"es", "fall", "jr", "left", "life", "mc", "one", "see", "than"})
"""What the table has, and what cannot be looked for in a text."""


def long_forms(name: str) -> set[str]:
    """Return what a given name, folded, may be short for."""
    return _table().canonicals_of(name)


def nicknames_of(name: str) -> frozenset[str]:
    """Return what somebody of a given name, folded, is called too, and what it may be short for.

    What is a word of nearly every text is none of them.
    """
    forms = {*_table().nicknames_of(name), *long_forms(name)} - _NO_NAMES - {name}
    return frozenset(form for form in forms if form.isalpha() and len(form) > 1)


@lru_cache(maxsize=1)
def _table() -> "NickNamer":
    from nicknames import NickNamer

    return NickNamer()
