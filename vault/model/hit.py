"""What a search finds."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hit:
    """A place where the words stand: whose record, which note, and the words around."""

    client: str
    note: str
    snippet: str = field(repr=False)
