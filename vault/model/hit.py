"""What a search finds."""

from dataclasses import dataclass, field
from datetime import date

from vault.model.ids import ClientId
from vault.model.participant import Role
from vault.model.representative import RepresentativeKind


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
class PersonHit:
    """Somebody in a client's file, found by name: who takes part, acts, or whose a contact is.

    `standing` is what they are there, None for a contact.
    """

    client: ClientId
    name: str = field(repr=False)
    standing: Role | RepresentativeKind | None = None


@dataclass(frozen=True)
class Hits:
    """What holds the words: notes, newest session first, documents, newest first, people by name.

    Clients themselves are not among the people: lists of clients find them.
    """

    notes: tuple[Hit, ...] = ()
    documents: tuple[DocumentHit, ...] = ()
    people: tuple[PersonHit, ...] = ()
    more: bool = False
    """Whether more hold the words than so many as were asked for."""

    @property
    def whose(self) -> list[ClientId]:
        """In whose records they stand, once for each hit."""
        whose = [each.client for each in self.notes] + [each.client for each in self.documents]
        return [ClientId(each) for each in whose] + [each.client for each in self.people]
