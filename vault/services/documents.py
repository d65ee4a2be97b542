"""What one does with documents: attach, read, put right what is said of them, take a copy out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from vault.errors import BadInput, Cancelled, Damaged, NotAllowed, StorageFailed, VaultError
from vault.foreign.foreign_file import ForeignFile
from vault.model.audit import Action, Fact
from vault.model.document import Document
from vault.model.hit import DocumentHit
from vault.model.ids import ClientId, DocumentId, check_new
from vault.model.media import has_words
from vault.model.seal import seal
from vault.model.search import Filters
from vault.model.taken_out import TakenOut
from vault.progress import Progress
from vault.storage.documents import KeptDocument
from vault.storage.documents_folder import DocumentsFolder, SealedDocument, SealedFile
from vault.storage.records_store import RecordsStore
from vault.storage.scan_folder import ScanFolder
from vault.translation import _

_CONSENT, _RECORDING = "consent", "recording"
"""The kind of document, and the item of the onset list, that can be a consent to a recording."""

READ_LIMIT = 200_000_000
"""Most bytes of a document that is read into memory, to be shown."""


@dataclass(frozen=True)
class FileToAttach:
    """A file that is to be attached; sealing it needs no vault, and runs on any thread."""

    source: Path = field(repr=False)
    _folder: DocumentsFolder

    def seal(self, progress: Progress | None = None) -> SealedFile:
        """Seal a copy of it. Raises BadInput, StorageFailed, Cancelled; nothing is left then."""
        return self._folder.seal(self.source, progress or Progress())

    def discard(self, sealed: SealedFile) -> None:
        """Take away what was sealed and is not to be attached."""
        self._folder.discard(sealed)


@dataclass(frozen=True)
class OpenedDocument:
    """A document with what opens its file: read on any thread, while the vault is open."""

    document: Document
    _identity: str = field(repr=False)
    _folder: DocumentsFolder

    def read(self, progress: Progress | None = None) -> bytes:
        """Return its plain bytes, proved. They are in memory alone.

        Raises BadInput for more than READ_LIMIT, Damaged, StorageFailed, Cancelled.
        """
        if self.document.file.size > READ_LIMIT:
            raise BadInput(
                _("This document is too large to be shown here."),
                hint=_("Save a copy of it, and open that."),
            )
        out = BytesIO()
        self.write(out, progress)
        return out.getvalue()

    def look(
        self,
        progress: Progress | None = None,
        begun: Callable[[ForeignFile], object] = lambda _file: None,
    ) -> ForeignFile:
        """Open it in a process of its own, to be looked at; close that.

        `begun` gets it before it has answered, to end it early. Raises as `read` does, and
        VaultError for what cannot be shown.
        """
        return ForeignFile(self.read(progress), self.document.file.media, begun)

    def words(self, progress: Progress | None = None) -> str:
        """Return the words in it, pages divided by U+000C; none for what has none to be read.

        Raises Damaged, StorageFailed, Cancelled.
        """
        if self.document.file.size > READ_LIMIT or not has_words(self.document.file.media):
            return ""
        try:
            with self.look(progress) as opened:
                return opened.words(progress or Progress())
        except (Damaged, StorageFailed, Cancelled):
            raise
        except VaultError:
            return ""

    def save(self, path: Path, progress: Progress | None = None) -> None:
        """Write a plain copy to a new private file; from then on it is outside of the vault.

        Raises NotAllowed when the name is taken or within the vault, Damaged, StorageFailed,
        Cancelled; no file is left then.
        """
        self._folder.save_to(
            path, self.document.id, self._identity, self.document.file, progress or Progress()
        )

    def delete_plain(self, path: Path, progress: Progress | None = None) -> None:
        """Delete the file that was attached from where it was, if it is the very same still.

        Raises NotAllowed for another one, or within the vault, StorageFailed, Cancelled.
        """
        self._folder.delete_plain(path, self.document.file, progress or Progress())

    def write(self, out: BinaryIO, progress: Progress | None = None) -> None:
        """Write its plain bytes to a stream. Nobody may use them before this returns.

        Raises Damaged when they are not what was attached, StorageFailed, Cancelled.
        """
        self._folder.write_to(
            out, self.document.id, self._identity, self.document.file, progress or Progress()
        )


class Documents:
    """Documents of all clients. The file of each lies sealed beside the databases."""

    def __init__(self, store: RecordsStore, folder: Path) -> None:
        self._store = store
        self._folder = DocumentsFolder(folder)
        self._removed = TakenOut[DocumentId, tuple[KeptDocument, str | None]]()
        self._added_now: set[DocumentId] = set()

    def to_attach(self, source: Path) -> FileToAttach:
        """Return what seals a copy of a file."""
        return FileToAttach(source, self._folder)

    def scan_folder(self) -> ScanFolder | None:
        """Return the folder in which a scanner lays its files, None where none is named."""
        named = self._store.tables.settings.get().scan_folder
        return ScanFolder(Path(named)) if named else None

    def discard(self, sealed: SealedFile) -> None:
        """Take away what was sealed and is not to be attached."""
        self._folder.discard(sealed)

    def attach(self, attached: Sequence[tuple[Document, SealedFile]]) -> list[Document]:
        """Attach sealed files to clients' files at this moment, all or none; return the documents.

        Raises NotFound, NotAllowed for an id that is taken, BadInput as `Document.cleaned` does,
        StorageFailed; the sealed files then wait, to be given again or discarded.
        """
        tables, now = self._store.tables, self._store.clock.now()
        kept = []
        for document, sealed in attached:
            tables.clients.get(document.client)
            new = replace(document, file=sealed.file, added_at=now).cleaned(now.date())
            self._check_consent(new)
            kept.append(KeptDocument(new, sealed.identity, seal(new.content)))
        check_new([each.document.id for each in kept], tables.documents.has)
        with self._store.write(*map(_added, kept)) as tables:
            for each in kept:
                tables.documents.add(each)
                tables.document_texts.put(each.document)
            # Before the commit: a row without its file would be damage, a file without its row
            # is nothing that anyone can open.
            self._name(attached)
        self._added_now.update(each.document.id for each in kept)
        return [each.document for each in kept]

    def _name(self, attached: Sequence[tuple[Document, SealedFile]]) -> None:
        """Give sealed files their names, all or none. Raises StorageFailed."""
        try:
            for document, sealed in attached:
                self._folder.keep(sealed, document.id)
        except StorageFailed:
            for document, _sealed in attached:
                self._folder.remove(document.id)
            raise

    def get(self, document: DocumentId) -> Document:
        """Return one document; the view is logged. Raises NotFound, Damaged."""
        found = self._store.tables.documents.get(document)
        self._store.viewed(Action.CLIENT_VIEWED, [found.client])
        return found

    def of_client(self, client: ClientId) -> list[Document]:
        """Return a client's documents, the newest that came first; the view is logged.

        Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return tables.documents.of_client(client)

    def open(self, document: DocumentId) -> OpenedDocument:
        """Return what reads a document's file; the view is logged. Raises NotFound, Damaged."""
        kept = self._store.tables.documents.kept(document)
        self._store.viewed(Action.CLIENT_VIEWED, [kept.document.client])
        return OpenedDocument(kept.document, kept.identity, self._folder)

    def log_copy(self, document: DocumentId) -> None:
        """Enter in the chain that a plain copy left the vault. Raises NotFound."""
        kept = self._store.tables.documents.get(document)
        with self._store.write(Fact(Action.DOCUMENT_COPIED, kept.id, kept.client)):
            pass

    def change(self, document: Document) -> Document:
        """Keep what is now said of a document, and its mark; its file and client stay.

        Raises NotFound, and as `Document.cleaned` and `marked` do; unchanged, nothing is written.
        """
        kept = self._store.tables.documents.get(document.id)
        now = self._store.clock.now()
        said = replace(
            document,
            client=kept.client,
            file=kept.file,
            added_at=kept.added_at,
            in_error=kept.in_error,
        ).cleaned(now.date())
        self._check_consent(said)
        changed, actions = said, [Action.DOCUMENT_CHANGED] if said != kept else []
        if document.in_error is None and kept.in_error is not None:
            changed, actions = said.standing(), [*actions, Action.DOCUMENT_STANDS]
        elif document.in_error is not None and kept.in_error is None:
            changed = said.marked(document.in_error.reason, now)
            actions.append(Action.DOCUMENT_IN_ERROR)
        if actions:
            facts = [Fact(action, kept.id, kept.client) for action in actions]
            with self._store.write(*facts) as tables:
                tables.documents.put(changed)
                if changed.title != kept.title:
                    tables.document_texts.put(changed)
        return changed

    def mark_in_error(self, document: DocumentId, reason: str) -> Document:
        """Say that a document does not belong in this record, and why; it stays readable.

        Raises NotFound, and as `Document.marked` does.
        """
        kept = self._store.tables.documents.get(document)
        return self.change(kept.marked(reason, self._store.clock.now()))

    def mark_as_standing(self, document: DocumentId) -> Document:
        """Take a mark back. Raises NotFound, and as `Document.standing` does."""
        return self.change(self._store.tables.documents.get(document).standing())

    def may_remove(self, document: DocumentId) -> bool:
        """Tell whether a document was attached in this sitting, so that it can be taken out."""
        return document in self._added_now

    def remove(self, document: DocumentId) -> Document:
        """Take out a document that was attached by mistake in this sitting; it can be undone.

        Also one whose file is damaged, so that it can be attached again. Raises NotFound,
        NotAllowed for any other of an earlier sitting, and the scan of a co-signature: it can be
        marked in error; and for one that is named as the signed letter of an end or signed terms.
        """
        kept = self._store.tables.documents.kept(document)
        self._check_unnamed(document)
        if not self.may_remove(document) and not self._is_lost(kept.document):
            raise NotAllowed(
                _("A document stays in the record once you have locked."),
                hint=_("Mark it in error, with the reason: it then goes into no copy."),
            )
        fact = Fact(Action.DOCUMENT_REMOVED, document, kept.document.client)
        words = self._store.tables.document_texts.words(document)
        with self._store.write(fact) as tables:
            tables.documents.remove(document)
            tables.document_texts.remove(document)
        self._removed.keep(document, (kept, words))
        return kept.document

    def undo_remove(self, document: DocumentId) -> Document:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when nothing of this id was, or it is back.
        """
        kept, words = self._removed.to_put_back(document, self._store.tables.documents.has)
        with self._store.write(_added(kept)) as tables:
            tables.documents.add(kept)
            tables.document_texts.put(kept.document, words)
        return kept.document

    def keep_words(self, document: DocumentId, words: str) -> None:
        """Let a document be found by the words that were read in it. Raises NotFound."""
        kept = self._store.tables.documents.get(document)
        with self._store.write() as tables:
            tables.document_texts.put(kept, words)

    def words(self, document: DocumentId) -> str | None:
        """Return the words that were read in a document, None while it was not read; a view.

        Raises NotFound.
        """
        self.get(document)
        return self._store.tables.document_texts.words(document)

    def without_words(self, client: ClientId | None = None) -> list[DocumentId]:
        """Return the documents, of one client or of all, in which no word was found yet."""
        return self._store.tables.document_texts.without_words(client)

    def unread(self, client: ClientId) -> list[DocumentId]:
        """Return the documents of a client that were not read for their words yet."""
        return self._store.tables.document_texts.unread(client)

    def search(
        self, text: str, client: ClientId | None = None, limit: int = 20
    ) -> list[DocumentHit]:
        """Return at most `limit` documents whose title and words hold every word; a view of each.

        The newest stands first: by its own date, or else when it came.
        """
        hits = self._store.tables.search_documents(text, Filters(client=client), limit)
        self._store.viewed(Action.CLIENT_VIEWED, [hit.client for hit in hits])
        return hits

    def close(self) -> None:
        """Take away the sealed files that nothing has: nothing can open them any more.

        Not where an older state of the vault was accepted once: what they were may come back.
        """
        with suppress(VaultError):
            if not self._store.audit.has(Action.OLDER_ACCEPTED):
                self._folder.sweep([each.id for each in self._store.tables.sealed_files()])

    def consents(self, client: ClientId) -> list[tuple[str, date]]:
        """Return what can be the consent to a recording of a client: its id, and its day.

        Documents of the kind for it, and what the onset list has of recording. Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        found: list[tuple[str, date]] = [
            (each.id, each.day or each.received)
            for each in tables.documents.of_client(client)
            if each.kind == _CONSENT and each.in_error is None
        ]
        given = tables.onset.of_client(client)
        found += [(each.id, each.day) for each in given if each.item == _RECORDING and each.day]
        return sorted(found, key=lambda each: (each[1], each[0]))

    def _check_consent(self, document: Document) -> None:
        known = {each for each, _day in self.consents(document.client)} if document.consent else ()
        if document.consent and document.consent not in known:
            raise BadInput(_("This is no consent of this client to a recording."))

    def _check_unnamed(self, document: DocumentId) -> None:
        tables = self._store.tables
        if tables.cosignatures.any_with(document):
            raise NotAllowed(
                _("This document is the scan of a co-signature, and stays."),
                hint=_("Mark it in error, with the reason: it then goes into no copy."),
            )
        if tables.episodes.any_with(document):
            raise NotAllowed(
                _("This document is named as the letter by which care ended."),
                hint=_("Say under Care first that it is not the letter."),
            )
        if tables.set_aside.any_with(document):
            raise NotAllowed(
                _("This document is the paper on which something set aside was taken out."),
                hint=_("Mark it in error, with the reason: it then goes into no copy."),
            )
        if tables.participants.any_with(document):
            raise NotAllowed(
                _("This document is named as the terms that somebody signed."),
                hint=_("Say under People first that it is not."),
            )

    def _is_lost(self, document: Document) -> bool:
        file = document.file
        sealed = SealedDocument(document.id, file.sealed_size, file.sealed_sha256)
        return self._folder.problem(sealed, Progress()) is not None


def _added(kept: KeptDocument) -> Fact:
    detail = {"seal": kept.seal.digest}
    return Fact(Action.DOCUMENT_ADDED, kept.document.id, kept.document.client, detail)
