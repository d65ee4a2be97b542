"""A document as a list beside notes shows it."""

from dataclasses import dataclass, field
from datetime import date

from vault.model.ids import ClientId, DocumentId


@dataclass(frozen=True)
class DocumentRow:
    """One row. `day` is the document's own date, or else `received`, when it came."""

    id: DocumentId
    client: ClientId
    title: str = field(repr=False)
    kind: str
    day: date
    received: date
    source: str = field(default="", repr=False)
    in_error: bool = False
    author: str = field(default="", repr=False)
