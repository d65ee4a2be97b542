"""What was understood of what came: people, notes, sessions and files, each with its place."""

from dataclasses import dataclass, field
from datetime import date, time

from vault.model.client import ClientKind, Contact
from vault.model.incoming.set_aside import AsideIn
from vault.model.incoming.table import Place, Problem
from vault.model.names_in_text import folded


@dataclass(frozen=True)
class Who:
    """By what something names a client: the key of the other program, a name, a birth date."""

    key: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)

    @property
    def said(self) -> bool:
        """Whether it names anybody."""
        return bool(self.key or self.name)

    @property
    def same_name(self) -> str:
        """The name as it is compared: without case, marks and the order of its words."""
        return " ".join(sorted(folded(self.name.replace(",", " ")).split()))


@dataclass(frozen=True)
class PersonIn:
    """A client. `first` and `last` are the days of the first and of the last service, if told.

    `held` tells that a hold was open on the record where it came from.
    """

    who: Who
    preferred: str = field(default="", repr=False)
    contacts: tuple[Contact, ...] = field(default=(), repr=False)
    closed: bool = False
    first: date | None = None
    last: date | None = None
    place: Place = field(default_factory=lambda: Place(""))
    kind: ClientKind = ClientKind.INDIVIDUAL
    held: bool = False


@dataclass(frozen=True)
class NoteIn:
    """A note: `parts` are its words, each under the heading it had there."""

    who: Who
    day: date
    start: time | None
    stop: time | None
    title: str = field(repr=False)
    parts: tuple[tuple[str, str], ...] = field(repr=False)
    author: str = field(repr=False)
    signed: str = field(repr=False)
    place: Place


@dataclass(frozen=True)
class SessionIn:
    """A session that was planned or took place; `kept` is None where nothing tells."""

    who: Who
    day: date
    start: time
    minutes: int
    kept: bool | None
    place: Place


@dataclass(frozen=True)
class FileIn:
    """A file that becomes a document. `index` is which of the source's files it is.

    `begins` is the first line of its words, where it was looked into: for a person to see whose it
    is, and for nothing that is kept.
    """

    who: Who
    index: int
    title: str = field(repr=False)
    kind: str
    day: date | None
    place: Place
    begins: str = field(default="", repr=False)


@dataclass(frozen=True)
class Incoming:
    """Everything that was understood, in the order of the source, and what was not.

    `aside` looks like psychotherapy notes: it was not read.
    """

    people: tuple[PersonIn, ...] = ()
    notes: tuple[NoteIn, ...] = ()
    sessions: tuple[SessionIn, ...] = ()
    files: tuple[FileIn, ...] = ()
    problems: tuple[Problem, ...] = ()
    aside: tuple[AsideIn, ...] = ()

    def __add__(self, more: "Incoming") -> "Incoming":
        """Return both, this one first."""
        return Incoming(
            self.people + more.people,
            self.notes + more.notes,
            self.sessions + more.sessions,
            self.files + more.files,
            self.problems + more.problems,
            self.aside + more.aside,
        )
