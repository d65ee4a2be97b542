"""What one does with what was set aside: see that it is there, take it out, give it back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from vault.crypto.signature import Signer
from vault.errors import BadInput, NotAllowed, StorageFailed
from vault.model.audit import Action, Fact
from vault.model.document import AttachedFile
from vault.model.hold import check_not_held
from vault.model.ids import AsideId, BatchId, DocumentId
from vault.model.incoming.set_aside import (
    AsideState,
    Authorization,
    SetAside,
    signed_ending,
)
from vault.model.media import UNKNOWN
from vault.model.seal import seal
from vault.model.text import SECTION_LIMIT
from vault.progress import Progress
from vault.storage.documents_folder import DocumentsFolder
from vault.storage.records_store import RecordsStore
from vault.storage.set_aside import KeptAside, SealedAside
from vault.translation import _

_ENDED = {
    AsideState.TAKEN_OUT: Action.ASIDE_TAKEN_OUT,
    AsideState.RETURNED: Action.ASIDE_RETURNED,
}


@dataclass(frozen=True)
class WrittenOut:
    """What was written out and proved; `path` is the file, None where a process note has it."""

    ended: SetAside
    path: Path | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ToWriteOut:
    """One thing that may leave its seal: written on any thread, while the vault is open."""

    ended: SetAside
    _identity: str = field(repr=False)
    _folder: DocumentsFolder

    def write(self, path: Path, progress: Progress | None = None) -> WrittenOut:
        """Write it, byte for byte as it came, to a new private file; read that from the disk again.

        Raises NotAllowed when the name is taken or within the vault, Damaged when it is not what
        was sealed, or the disk gives back something else, StorageFailed, Cancelled; no file is
        left then.
        """
        progress, aside, file = progress or Progress(), DocumentId(self.ended.id), self._file
        self._folder.save_to(path, aside, self._identity, file, progress)
        try:
            self._folder.check_plain(path, file, progress)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return WrittenOut(self.ended, path)

    def words(self) -> str:
        """Return it as text, to be kept as a process note. It is in memory alone.

        Raises BadInput for what is no text in UTF-8 or too long for one, Damaged, StorageFailed.
        """
        if self.ended.size > SECTION_LIMIT:
            raise BadInput(_not_a_note(), hint=_("Take it out to a file."))
        out = BytesIO()
        aside = DocumentId(self.ended.id)
        self._folder.write_to(out, aside, self._identity, self._file, Progress())
        try:
            words = out.getvalue().decode("utf-8-sig")
        except UnicodeDecodeError:
            words = "\0"
        if "\0" in words:
            raise BadInput(_not_a_note(), hint=_("Take it out to a file."))
        return words

    @property
    def _file(self) -> AttachedFile:
        each = self.ended
        return AttachedFile(
            "",
            UNKNOWN,
            each.size,
            each.sha256,
            each.sealed_size,
            each.sealed_sha256,
            each.recipient,
        )


class SetAsides:
    """What came with imports and looks like psychotherapy notes. Nothing here reads it by itself.

    `signing_key` is the licensee's, None through a way in that may not sign.
    """

    def __init__(self, store: RecordsStore, folder: Path, signing_key: bytes | None) -> None:
        self._store, self._folder = store, DocumentsFolder(folder)
        self._signer = Signer(signing_key) if signing_key is not None else None

    def add(self, batch: BatchId, sealed: Sequence[SealedAside], at: datetime) -> list[SetAside]:
        """Keep what came with an import, all or none, as part of its one change.

        Raises StorageFailed; the sealed files then wait, to be given again or discarded.
        """
        kept = [_kept(batch, number, each, at) for number, each in enumerate(sealed, 1)]
        facts = [Fact(Action.SET_ASIDE, e.aside.id, detail={"seal": e.seal.digest}) for e in kept]
        with self._store.write(*facts) as tables:
            tables.set_aside.add(kept)
            # Before the commit, as documents: a row without its file would be damage.
            try:
                for aside, _what, file in sealed:
                    self._folder.keep(file, DocumentId(aside))
            except StorageFailed:
                self._folder.delete(DocumentId(aside) for aside, _what, _file in sealed)
                raise
        return [each.aside for each in kept]

    def list_all(self) -> list[SetAside]:
        """Return everything that was set aside, what came last before the others."""
        return self._store.tables.set_aside.list_all()

    def get(self, aside: AsideId) -> SetAside:
        """Return one. Raises NotFound, Damaged."""
        return self._store.tables.set_aside.get(aside)

    def to_take_out(self, aside: AsideId, authorization: Authorization) -> ToWriteOut:
        """Return what writes one out, on an authorization; nothing is changed before `end`.

        Raises NotFound, also for a document that is none, BadInput as `Authorization.cleaned` does,
        NotAllowed for what was taken out or returned, or through a way in that may not sign.
        """
        now = self._store.clock.now()
        authorization = authorization.cleaned(now.date())
        if authorization.document is not None:
            self._store.tables.documents.get(authorization.document)
        kept = self._to_end(aside)
        return self._to_write(kept, kept.aside.taken_out(authorization, now))

    def to_return(self, aside: AsideId, to: str) -> ToWriteOut:
        """Return what writes one out, to be given back; nothing is changed before `end`.

        Raises as `to_take_out` does, and NotAllowed while a record of its import is on hold: it
        may be of that client, and leaves the practice.
        """
        kept = self._to_end(aside)
        for client in self._store.tables.imports.charts(kept.aside.batch):
            check_not_held(self._store.tables.holds.of_client(client))
        return self._to_write(kept, kept.aside.returned(to, self._store.clock.now()))

    def end(self, written: WrittenOut) -> SetAside:
        """Enter, signed, that one was taken out or returned, and take its sealed copy away.

        What a kill before this leaves in both places is better than what it leaves in neither.
        Raises NotAllowed, StorageFailed; the file that was written is then taken away again.
        """
        try:
            self._store.tables.set_aside.get(written.ended.id).check_is_here()
            ended = self._signed(written.ended)
            detail = {
                "sha256": ended.sha256,
                "public_key": ended.public_key,
                "signature": ended.signature,
            }
            with self._store.write(Fact(_ENDED[ended.state], ended.id, detail=detail)) as tables:
                tables.set_aside.end(ended)
        except BaseException:
            if written.path is not None:
                with suppress(OSError):
                    written.path.unlink()
            raise
        with suppress(StorageFailed):
            self._folder.delete([DocumentId(ended.id)])
        return ended

    def take_out_as_note(
        self, aside: AsideId, authorization: Authorization, keep: Callable[[str], object]
    ) -> SetAside:
        """Let `keep` keep the words of one as a process note, and end it here.

        Raises as `to_take_out`, `words` and `keep` do.
        """
        opened = self.to_take_out(aside, authorization)
        keep(opened.words())
        return self.end(WrittenOut(opened.ended))

    def _to_end(self, aside: AsideId) -> KeptAside:
        if self._signer is None:
            raise NotAllowed(_("What was set aside needs the licensee's own passphrase."))
        kept = self._store.tables.set_aside.kept(aside)
        kept.aside.check_is_here()
        return kept

    def _to_write(self, kept: KeptAside, ended: SetAside) -> ToWriteOut:
        return ToWriteOut(ended, kept.identity, self._folder)

    def _signed(self, ended: SetAside) -> SetAside:
        if self._signer is None:
            raise NotAllowed(_("What was set aside needs the licensee's own passphrase."))
        signed = replace(ended, public_key=self._signer.public_key.hex())
        return replace(signed, signature=self._signer.sign(signed_ending(signed)).hex())


def _kept(batch: BatchId, number: int, sealed: SealedAside, at: datetime) -> KeptAside:
    aside_id, what, part = sealed
    file = part.file
    aside = SetAside(
        aside_id,
        batch,
        number,
        what.path,
        file.size,
        file.sha256,
        file.sealed_size,
        file.sealed_sha256,
        file.recipient,
        at,
    )
    return KeptAside(aside, seal(aside.content), part.identity)


def _not_a_note() -> str:
    return _("This is no plain text that a process note can hold.")
