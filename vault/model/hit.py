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
