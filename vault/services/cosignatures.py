"""What one does about co-signatures: name supervisors, see what waits, co-sign it, or on paper."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from vault.crypto.kdf import KdfCost, writing_cost
from vault.crypto.signature import Signer
from vault.errors import BadInput, NotAllowed, NotFound
from vault.format.supervisor_key import make_supervisor_key, open_supervisor_key
from vault.model.addendum import Addendum
from vault.model.audit import Action, Fact
from vault.model.canonical import canonical
from vault.model.cosignature import (
    MOST_SUPERVISORS,
    Cosignature,
    Cosigning,
    How,
    Supervisor,
    WaitingNote,
    check_may_cosign,
    check_paper_day,
    cosigned_message,
)
from vault.model.ids import CosignatureId, DocumentId, NoteId, SupervisorId, check_new, new_id
from vault.model.note import Note, Signature
from vault.model.seal import Seal
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Cosignatures:
    """Supervisors, and what they co-sign; the text that was signed stays as it was.

    `signing_key` is the licensee's, or None through a way in that may not sign;
    `is_own_passphrase` tells whether a passphrase opens this vault; `cost` is that of a
    supervisor's passphrase, measured where it is None.
    """

    def __init__(
        self,
        store: RecordsStore,
        signing_key: bytes | None,
        is_own_passphrase: Callable[[str], bool],
        cost: KdfCost | None = None,
    ) -> None:
        self._store = store
        self._signer = None if signing_key is None else Signer(signing_key)
        self._is_own_passphrase = is_own_passphrase
        self._cost = cost
        self._removed = TakenOut[SupervisorId, tuple[Supervisor, str]]()

    def supervisors(self) -> list[Supervisor]:
        """Return all who are or were supervisors, the first one first."""
        return self._store.tables.supervisors.list_all()

    def add(self, supervisor: Supervisor, passphrase: str | None = None) -> Supervisor:
        """Keep who co-signs from now on; what was signed since that day waits for it.

        With the supervisor's own passphrase a signing key is made that nothing else opens; without
        one, everything is co-signed on paper. Raises BadInput as `Supervisor.cleaned` does, and for
        an empty passphrase; NotAllowed for one that opens this vault, an id that is taken, and
        through a way in that may not sign.
        """
        self._licensee()
        tables = self._store.tables
        cleaned = replace(supervisor.cleaned(), public_key="")
        check_new([cleaned.id], tables.supervisors.has)
        if len(tables.supervisors.ids()) >= MOST_SUPERVISORS:
            raise BadInput(_("There are more than {n} supervisors.").format(n=MOST_SUPERVISORS))
        wrapped = ""
        if passphrase is not None:
            self._check_passphrase(passphrase)
            cost = self._cost or writing_cost()
            public, wrapped = make_supervisor_key(cleaned.id, passphrase, cost)
            cleaned = replace(cleaned, public_key=public)
        self._keep(cleaned, wrapped)
        return cleaned

    def end(self, supervisor: SupervisorId, until: date | None) -> Supervisor:
        """Keep the last day of a supervision, or that it goes on; unchanged, nothing is written.

        Raises NotFound, BadInput for a day before the first, NotAllowed as `add` does.
        """
        self._licensee()
        kept = self._store.tables.supervisors.get(supervisor)
        ended = kept.ended(until)
        if ended != kept:
            with self._store.write(Fact(Action.SUPERVISOR_ENDED, kept.id)) as tables:
                tables.supervisors.end(kept.id, until)
        return ended

    def remove(self, supervisor: SupervisorId) -> Supervisor:
        """Take out who was entered by mistake, and return it; it can be undone.

        Raises NotFound, and NotAllowed for who co-signed something, and as `add` does.
        """
        self._licensee()
        tables = self._store.tables
        kept, wrapped = tables.supervisors.get(supervisor), tables.supervisors.wrapped(supervisor)
        if tables.cosignatures.any_by(supervisor):
            raise NotAllowed(
                _("Who has co-signed something stays."),
                hint=_("Enter the last day of the supervision instead."),
            )
        with self._store.write(Fact(Action.SUPERVISOR_REMOVED, kept.id)) as tables:
            tables.supervisors.remove(kept.id)
        self._removed.keep(kept.id, (kept, wrapped))
        return kept

    def undo_remove(self, supervisor: SupervisorId) -> Supervisor:
        """Put back who was taken out in this sitting, with the same key. Raises NotAllowed."""
        has = self._store.tables.supervisors.has
        kept, wrapped = self._removed.to_put_back(supervisor, has)
        self._keep(kept, wrapped)
        return kept

    def waiting(self) -> list[WaitingNote]:
        """Return the notes of which something waits, what was signed first before the others."""
        return self._store.tables.waiting_notes()

    def of_note(self, note: NoteId) -> Cosigning:
        """Return how a note stands; nothing is said of its words, so this is no view of its own."""
        tables, today = self._store.tables, self._today()
        made = tables.cosignatures.of_note(note)
        waiting = tables.waiting_notes([note])
        if not waiting:
            return Cosigning(made)
        since = waiting[0].since
        may = tuple(each for each in tables.supervisors.list_all() if each.may_cosign(since, today))
        return Cosigning(made, waiting[0].texts, may)

    def cosign(
        self, supervisor: SupervisorId, note: NoteId, texts: Sequence[str], passphrase: str
    ) -> list[Cosignature]:
        """Co-sign texts of one note here, with the supervisor's own passphrase; all or none.

        `texts` are those that the supervisor has read: the note, addenda of it, or both. Raises
        NotFound, NotAllowed for a draft, a text that is co-signed or waits for nothing, a
        supervisor of another time or without a passphrase; WrongSecret; nothing is changed then.
        """
        tables = self._store.tables
        by = tables.supervisors.get(supervisor)
        found = self._to_cosign(by, note, texts)
        if not by.public_key:
            raise NotAllowed(
                _("This supervisor has no passphrase here and co-signs on paper."),
                hint=_("Enter the day that stands on the paper, or add the supervisor anew."),
            )
        wrapped = tables.supervisors.wrapped(by.id)
        signer = Signer(open_supervisor_key(by.id, passphrase, wrapped, by.public_key))
        at = self._store.clock.now()
        return self._cosigned(by, found, How.HERE, at.date(), None, signer, at)

    def cosign_on_paper(
        self,
        supervisor: SupervisorId,
        note: NoteId,
        texts: Sequence[str],
        day: date,
        document: DocumentId | None = None,
    ) -> list[Cosignature]:
        """Keep that texts of one note were co-signed on paper on a day; all or none.

        It is the licensee who says so, and signs that. `document` is the scan of the paper, in the
        same record. Raises as `cosign` does, BadInput for a day that cannot be, NotAllowed for a
        document of another record and through a way in that may not sign.
        """
        signer, tables = self._licensee(), self._store.tables
        by = tables.supervisors.get(supervisor)
        found = self._to_cosign(by, note, texts)
        for text in found:
            check_paper_day(day, _signature_of(text).at.date(), self._today())
        if document is not None and tables.documents.get(document).client != found[0].client:
            raise NotAllowed(_("This document is in another record."))
        at = self._store.clock.now()
        return self._cosigned(by, found, How.ON_PAPER, day, document, signer, at)

    def _keep(self, supervisor: Supervisor, wrapped: str) -> None:
        fact = Fact(
            Action.SUPERVISOR_ADDED, supervisor.id, detail={"public_key": supervisor.public_key}
        )
        with self._store.write(fact) as tables:
            tables.supervisors.add(supervisor, wrapped)

    def _to_cosign(
        self, by: Supervisor, note_id: NoteId, texts: Sequence[str]
    ) -> list[Note | Addendum]:
        """Return the texts with their words, each proved against its seal as it is read."""
        tables = self._store.tables
        note = tables.notes.get(note_id)
        if not note.signed:
            raise NotAllowed(
                _("This note is not signed yet, so it cannot be co-signed."),
                hint=_("It is signed first by who wrote it."),
            )
        known: dict[str, Note | Addendum] = {note.id: note}
        known |= {each.id: each for each in tables.addenda.of_note(note.id)}
        if not texts or not set(texts) <= set(known):
            raise NotFound(_("There is no such text in this note."))
        made = tables.cosignatures.of_note(note.id)
        if any(text in made for text in texts):
            raise NotAllowed(_("This is co-signed already. Nothing was changed."))
        waiting = tables.waiting_notes([note.id])
        if not waiting or not set(texts) <= set(waiting[0].texts):
            raise NotAllowed(_("This waits for no co-signature."))
        for text in texts:
            check_may_cosign(by, _signature_of(known[text]).at.date(), self._today())
        return [known[text] for text in dict.fromkeys(texts)]

    def _cosigned(
        self,
        by: Supervisor,
        texts: Sequence[Note | Addendum],
        how: How,
        day: date,
        document: DocumentId | None,
        signer: Signer,
        at: datetime,
    ) -> list[Cosignature]:
        action = Action.COSIGNED if how is How.HERE else Action.COSIGNED_ON_PAPER
        made, facts = [], []
        for text in texts:
            unproved = Cosignature(
                id=CosignatureId(new_id()),
                note=text.id if isinstance(text, Note) else text.note,
                subject=text.id,
                supervisor=by.id,
                how=how,
                day=day,
                document=document,
                signature=Signature(by.who, at, signer.public_key.hex(), ""),
            )
            seal = _seal_of(text).digest
            value = signer.sign(canonical(cosigned_message(unproved, seal))).hex()
            signed = replace(unproved, signature=replace(unproved.signature, value=value))
            proof = {"seal": seal, "public_key": signer.public_key.hex(), "signature": value}
            facts.append(Fact(action, signed.id, text.client, proof))
            made.append(signed)
        with self._store.write(*facts) as tables:
            for each in made:
                tables.cosignatures.add(each)
        return made

    def _licensee(self) -> Signer:
        if self._signer is None:
            raise NotAllowed(
                _("This needs the licensee's own passphrase."),
                hint=_("Through this way in, notes can be read, and co-signed by a supervisor."),
            )
        return self._signer

    def _check_passphrase(self, passphrase: str) -> None:
        if not passphrase.strip():
            raise BadInput(_("A passphrase must not be empty."))
        if self._is_own_passphrase(passphrase):
            raise NotAllowed(
                _("A supervisor's passphrase must not be one of the vault."),
                hint=_("The supervisor chooses one that nobody else knows, and types it here."),
            )

    def _today(self) -> date:
        return self._store.clock.now().date()


def _signature_of(text: Note | Addendum) -> Signature:
    if text.signature is None:
        raise NotAllowed(_("This is not signed yet, so it cannot be co-signed."))
    return text.signature


def _seal_of(text: Note | Addendum) -> Seal:
    if text.seal is None:
        raise NotAllowed(_("This is not signed yet, so it cannot be co-signed."))
    return text.seal
