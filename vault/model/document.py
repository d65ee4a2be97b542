"""A document that was attached to a client's file: what it is, and which file it is kept as."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import Json
from vault.model.dates import utc_text
from vault.model.ids import ClientId, DocumentId
from vault.model.in_error import InError, in_error_for
from vault.model.template import Part
from vault.model.text import clean_line, clean_name
from vault.resource_files import read_resource
from vault.translation import _, of_resource

TERMINATION = "termination"
"""The kind of a letter by which care ended."""

SIZE_LIMIT = 2 * 1024**3
"""Most bytes of one document."""


class Rerelease(StrEnum):
    """Whether a document may be given on: what who sent it said, or what the licensee decided."""

    ASK = "ask"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class DocumentKind:
    """What one kind of document is; the flags are those of `RecordKind`.

    `needs_consent` tells that it is of what the client agreed to beforehand.
    """

    id: str
    part: Part
    release: bool
    handoff: bool
    look_first: bool
    needs_consent: bool
    _title: str

    @property
    def title(self) -> str:
        """What it is called, such as "Report or evaluation"."""
        return of_resource(self._title)


@dataclass(frozen=True)
class AttachedFile:
    """The file of a document: its own name, media type, bytes and their SHA-256 in hex.

    `sealed_size` and `sealed_sha256` are those of the age file in which it is kept, `recipient` is
    whom that is sealed to.
    """

    name: str = field(repr=False)
    media: str
    size: int
    sha256: str = field(repr=False)
    sealed_size: int
    sealed_sha256: str
    recipient: str


@dataclass(frozen=True)
class Document:
    """A document of a client. `day` is its own date, None where it has none or it is not known.

    `received` is when it came to the licensee, `source` from whom, `author` who wrote it; `consent`
    is the id of the document, or of the line of the onset list, that is the consent to a recording.
    One that is `in_error` stays readable and is in no copy.
    """

    id: DocumentId
    client: ClientId
    title: str = field(repr=False)
    kind: str
    day: date | None
    received: date
    file: AttachedFile
    added_at: datetime
    source: str = field(default="", repr=False)
    rerelease: Rerelease = Rerelease.ASK
    consent: str = ""
    in_error: InError | None = None
    author: str = field(default="", repr=False)

    def cleaned(self, today: date) -> "Document":
        """Return this with its text normalised.

        Raises BadInput for a title that says nothing, a kind that does not exist, days that are to
        come or in an order that cannot be, and a consent to what is no recording.
        """
        if self.consent and not document_kind(self.kind).needs_consent:
            raise BadInput(_("Only a recording names the consent to it."))
        document_kind(self.kind)
        if self.received > today or (self.day is not None and self.day > today):
            raise BadInput(_("A day of the document is in the future."))
        if self.day is not None and self.day > self.received:
            raise BadInput(_("A document cannot have come before the day it is of."))
        return replace(
            self,
            title=clean_name(self.title, _("The title")),
            source=clean_line(self.source, _("From whom it came")),
            author=clean_line(self.author, _("Who wrote it")),
        )

    def marked(self, reason: str, at: datetime) -> "Document":
        """Return this as one that does not belong here, and why.

        Raises BadInput without a reason, NotAllowed for one that is marked already.
        """
        if self.in_error is not None:
            raise NotAllowed(_("This document is marked in error already."))
        return replace(self, in_error=in_error_for(reason, at))

    def standing(self) -> "Document":
        """Return this without its mark. Raises NotAllowed for one that has none."""
        if self.in_error is None:
            raise NotAllowed(_("This document is not marked in error."))
        return replace(self, in_error=None)

    @property
    def looked_at_first(self) -> bool:
        """Whether a person must look before a copy names it.

        It is not to be given on, or holds the words of whoever wrote it or it came from, and nobody
        decided yet that it may be.
        """
        if self.rerelease is Rerelease.ASK:
            said = self.source.strip() or self.author.strip()
            return document_kind(self.kind).look_first and bool(said)
        return self.rerelease is Rerelease.NO

    @property
    def lacks_consent(self) -> bool:
        """Whether it is of what must be agreed to, and names no consent."""
        return document_kind(self.kind).needs_consent and not self.consent

    @property
    def content(self) -> Json:
        """What its seal covers, and what therefore never changes."""
        file = self.file
        return {
            "id": self.id,
            "client": self.client,
            "name": file.name,
            "media": file.media,
            "size": file.size,
            "sha256": file.sha256,
            "sealed_size": file.sealed_size,
            "sealed_sha256": file.sealed_sha256,
            "recipient": file.recipient,
            "added_at": utc_text(self.added_at),
        }


@cache
def document_kinds() -> Mapping[str, DocumentKind]:
    """Return every kind of document by its id, in the order in which one chooses."""
    rows = tomllib.loads(read_resource("document-kinds.toml").decode())["kind"]
    return {
        row["id"]: DocumentKind(
            id=row["id"],
            part=Part(row["part"]),
            release=row["release"],
            handoff=row["handoff"],
            look_first=row.get("look_first", False),
            needs_consent=row.get("consent", False),
            _title=row["title"],
        )
        for row in rows
    }


def document_kind(kind: str) -> DocumentKind:
    """Return a kind of document. Raises BadInput for one that does not exist."""
    found = document_kinds().get(kind)
    if found is None:
        raise BadInput(
            _("There is no such kind of document."),
            hint=_("Kinds: {names}.").format(names=", ".join(document_kinds())),
        )
    return found


def title_from(name: str) -> str:
    """Return the title that a file's own name suggests: without its ending."""
    stem = name.rpartition(".")[0] or name
    # What nobody sees, and what turns the order around, is no part of a title.
    stem = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in stem)
    return " ".join(stem.replace("_", " ").split())[:200] or _("Document")
