"""The table of documents: what is attached to whose file, and what opens it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from vault.crypto import age
from vault.errors import Damaged, NotFound, WrongSecret
from vault.model.dates import utc_text
from vault.model.document import AttachedFile, Document, Rerelease
from vault.model.ids import ClientId, DocumentId, is_id
from vault.model.in_error import InError
from vault.model.seal import Seal
from vault.storage.database import Database, Row
from vault.storage.documents_folder import SealedDocument
from vault.translation import _

_DOCUMENT = (
    "id, client, title, kind, day, received, source, rerelease, consent, name, media, size, "
    "sha256, sealed_size, sealed_sha256, recipient, added_at, error_at, error_reason, author"
)
_KEY = "identity, salt, seal"


@dataclass(frozen=True)
class KeptDocument:
    """A document as it is kept: with what opens its file, and the seal over what never changes."""

    document: Document
    identity: str = field(repr=False)
    seal: Seal


class DocumentTable:
    """What was attached to clients' files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, document: DocumentId) -> Document:
        """Return one document. Raises NotFound, Damaged when it is not what was sealed."""
        return self.kept(document).document

    def kept(self, document: DocumentId) -> KeptDocument:
        """Return one document with what opens it. Raises as `get` does."""
        # Every column there is: a vault is also proved before it has those of this version.
        row = self._database.row(
            "SELECT * FROM document WHERE id = ?", (document if is_id(document) else "",)
        )
        if row is None:
            raise NotFound(_("There is no such document."))
        kept = _kept(row)
        if not kept.seal.fits(kept.document.content) or not _opens(kept):
            raise Damaged(_("This document is not what was sealed."))
        return kept

    def has(self, document: DocumentId) -> bool:
        """Tell whether there is a document of this id."""
        return self._database.row("SELECT 1 FROM document WHERE id = ?", (document,)) is not None

    def ids(self) -> list[DocumentId]:
        """Return the ids of all."""
        return [DocumentId(row[0]) for row in self._database.rows("SELECT id FROM document")]

    def of_client(self, client: ClientId) -> list[Document]:
        """Return the documents of a client, the newest that came before the others."""
        rows = self._database.rows(
            f"SELECT {_DOCUMENT} FROM document WHERE client = ? ORDER BY received DESC, id",
            (client,),
        )
        return [_document(row) for row in rows]

    def files(self) -> list[SealedDocument]:
        """Return the sealed file of each."""
        rows = self._database.rows("SELECT id, sealed_size, sealed_sha256 FROM document")
        return [SealedDocument(*row) for row in rows]

    def add(self, kept: KeptDocument) -> None:
        """Add a document."""
        each, marks = kept.document, ", ".join("?" * 23)
        self._database.change(
            f"INSERT INTO document ({_DOCUMENT}, {_KEY}) VALUES ({marks})",
            (
                each.id,
                each.client,
                *_said(each),
                each.file.name,
                each.file.media,
                each.file.size,
                each.file.sha256,
                each.file.sealed_size,
                each.file.sealed_sha256,
                each.file.recipient,
                utc_text(each.added_at),
                *_error(each),
                each.author,
                kept.identity,
                kept.seal.salt,
                kept.seal.digest,
            ),
        )

    def put(self, document: Document) -> None:
        """Keep what is now said of a document; its file stays what it is."""
        self._database.change(
            "UPDATE document SET title = ?, kind = ?, day = ?, received = ?, source = ?, "
            "rerelease = ?, consent = ?, error_at = ?, error_reason = ?, author = ? WHERE id = ?",
            (*_said(document), *_error(document), document.author, document.id),
        )

    def remove(self, document: DocumentId) -> None:
        """Take a document out, with the only thing that opens its file."""
        self._database.change("DELETE FROM document WHERE id = ?", (document,))


def _kept(row: Row) -> KeptDocument:
    """Return a document of a whole row, which has no `author` before schema 33."""
    told, (identity, salt, digest), (at, reason, *author) = row[:17], row[17:20], row[20:]
    document = _document((*told, at, reason, *(author or [""])))
    return KeptDocument(document, identity, Seal(salt, digest))


def _opens(kept: KeptDocument) -> bool:
    """Tell whether an identity is the one that the file is sealed to."""
    try:
        return age.recipient_of(kept.identity) == kept.document.file.recipient
    except WrongSecret:
        return False


def _said(each: Document) -> tuple[str | None, ...]:
    day = each.day.isoformat() if each.day else None
    received = each.received.isoformat()
    consent = each.consent or None
    return each.title, each.kind, day, received, each.source, each.rerelease, consent


def _error(each: Document) -> tuple[str | None, str | None]:
    error = each.in_error
    return (utc_text(error.at), error.reason) if error is not None else (None, None)


def _document(row: Row) -> Document:
    known, client, title, kind, day, received, source, rerelease, consent, *others = row
    *file, added, at, reason, author = others
    return Document(
        id=known,
        client=client,
        title=title,
        kind=kind,
        day=date.fromisoformat(day) if day else None,
        received=date.fromisoformat(received),
        file=AttachedFile(*file),
        added_at=datetime.fromisoformat(added),
        source=source,
        rerelease=Rerelease(rerelease),
        consent=consent or "",
        in_error=InError(reason, datetime.fromisoformat(at)) if at else None,
        author=author,
    )
