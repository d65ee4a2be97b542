"""Of which kind a note is, as SQL asks for it: by words from our own resources alone.

The id of an own template is `own-`, its kind, and 33 characters more.
"""

from collections.abc import Iterable
from functools import cache

from vault.model.template import PROGRESS_NOTE, Part, RecordKind, kinds, templates_of

_RANDOM_PART = 33


@cache
def progress_notes() -> str:
    """Return the condition that a note is a progress note, such as `(template IN ('dap', …) …)`."""
    return of_kind(PROGRESS_NOTE)


@cache
def of_the_record(column: str = "template") -> str:
    """Return the condition that a note is part of the treatment record."""
    return _condition((each for each in kinds().values() if each.part is Part.RECORD), column)


@cache
def sessions(column: str = "template") -> str:
    """Return the condition that a note tells of a session."""
    return _condition((each for each in kinds().values() if each.session), column)


@cache
def contacts() -> str:
    """Return the condition that a note is a professional contact."""
    return _condition(each for each in kinds().values() if each.contact)


@cache
def of_kind(kind: str) -> str:
    """Return the condition that a note is of one kind."""
    return _condition([kinds()[kind]])


@cache
def offered() -> str:
    """Return the condition that a note's template can be chosen: no own one that was removed."""
    return "(template NOT GLOB 'own-*' OR template IN (SELECT id FROM own_template))"


def _condition(those: Iterable[RecordKind], column: str = "template") -> str:
    ids = [each.id for each in those]
    shipped = _list(name for each in ids for name in templates_of(kind=each))
    own = _list(f"own-{each}" for each in ids)
    begins = f"substr({column}, 1, length({column}) - {_RANDOM_PART})"
    return f"({column} IN {shipped} OR {begins} IN {own})"


def _list(words: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{each}'" for each in words) + ")"
