"""A client as a list shows them."""

from dataclasses import dataclass, field
from datetime import date

from vault.model.client import ClientKind, ClientStatus
from vault.model.ids import ClientId


@dataclass(frozen=True)
class ClientRow:
    """One row of a list of clients.

    `last_session` is the day of the newest note, signed or not, or None before there is one;
    `drafts` is how many notes are not signed; `pinned` that it stands before others.
    """

    id: ClientId
    name: str = field(repr=False)
    preferred_name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    kind: ClientKind
    status: ClientStatus
    last_session: date | None
    drafts: int
    pinned: bool = False
