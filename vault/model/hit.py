"""What a search finds."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Hit:
    """A place where the words stand: whose record, which note, of which day, the words around."""

    client: str
    note: str
    day: date
    snippet: str = field(repr=False)


@dataclass(frozen=True)
class DocumentHit:
    """A document that holds the words: whose, which, of which day, the words around.

    `day` is its own date, or else when it came. `snippet` is empty where they stand in its title
    alone and it has none.
    """

    client: str
    document: str
    title: str = field(repr=False)
    day: date
    snippet: str = field(repr=False)
    in_error: bool = False


@dataclass(frozen=True)
class Hits:
    """What holds the words: notes, newest session first, and documents, newest first."""

    notes: tuple[Hit, ...] = ()
    documents: tuple[DocumentHit, ...] = ()
