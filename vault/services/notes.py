"""What one does with progress notes: begin, write, sign, add to, read, find."""

from collections.abc import Sequence
from datetime import datetime

from vault.crypto.signature import public_key, sign
from vault.errors import NotAllowed
from vault.model.addendum import Addendum, new_addendum
from vault.model.audit import Action, Fact
from vault.model.canonical import canonical
from vault.model.ids import AddendumId, ClientId, NoteId, new_id
from vault.model.note import Note, Signature, signed_message
from vault.model.practice import Licensee
from vault.model.seal import Seal
from vault.storage.notes import NoteRow
from vault.storage.records_store import RecordsStore
from vault.storage.search import Hit
from vault.translation import _


class Notes:
    """The progress notes of all clients.

    `signing_key` is the licensee's, or None through a way in that may not sign.
    """

    def __init__(self, store: RecordsStore, signing_key: bytes | None) -> None:
        self._store = store
        self._signing_key = signing_key

    def begin(self, notes: Sequence[Note]) -> list[Note]:
        """Keep new drafts, all or none, and index them.

        Raises NotFound when one names no client, NotAllowed when there is a note of that id.
        """
        ids = [note.id for note in notes]
        if len(set(ids)) < len(ids) or any(map(self._store.tables.notes.has, ids)):
            raise NotAllowed(_("There is a note of this id already. Nothing was changed."))
        facts = []
        for note in notes:
            self._store.tables.clients.get(note.client)
            facts.append(Fact(Action.NOTE_BEGUN, note.id, note.client))
        with self._store.write(*facts) as tables:
            for note in notes:
                tables.notes.put(note)
        return list(notes)

    def save_draft(self, note: Note) -> Note:
        """Keep what has been written so far; unchanged, nothing is written.

        Raises NotAllowed when the note was signed meanwhile, NotFound when it was never begun.
        """
        kept = self._store.tables.notes.get(note.id)
        changed = kept.changed(
            template=note.template,
            service_date=note.service_date,
            start=note.start,
            stop=note.stop,
            sections=note.sections,
        )
        if changed is not kept:
            with self._store.write(Fact(Action.DRAFT_SAVED, note.id, note.client)) as tables:
                tables.notes.put_draft(changed)
        return changed

    def settle(self, note_id: NoteId) -> Note:
        """Index a draft whose editor closes. Raises NotFound."""
        note = self._store.tables.notes.get(note_id)
        if self._store.tables.notes.has_draft(note_id):
            with self._store.write(Fact(Action.DRAFT_SAVED, note.id, note.client)) as tables:
                tables.notes.put(note)
        return note

    def sign(self, note_id: NoteId) -> Note:
        """Sign a draft. From here on only addenda can change what it says.

        Raises NotAllowed for a signed or empty note, and through a way in that may not sign.
        """
        note = self._store.tables.notes.get(note_id).ready_to_sign()
        if note.seal is None:
            note = note.sealed()
        signed = note.sign(self._signature(note.seal))
        with self._store.write(
            Fact(Action.NOTE_SIGNED, note.id, note.client, self._proof(signed.seal, signed))
        ) as tables:
            tables.notes.put(signed)
        return signed

    def addend(self, note_id: NoteId, text: str) -> Addendum:
        """Add signed words to a signed note.

        Raises NotAllowed for a draft, and through a way in that may not sign; BadInput when
        there are no words.
        """
        note = self._store.tables.notes.get(note_id)
        addendum = new_addendum(AddendumId(new_id()), note, text, self._store.clock.now())
        signed = addendum.sign(self._signature(addendum.seal))
        with self._store.write(
            Fact(Action.ADDENDUM_SIGNED, signed.id, note.client, self._proof(addendum.seal, signed))
        ) as tables:
            tables.addenda.put(signed, note.service_date)
        return signed

    def get(self, note_id: NoteId) -> Note:
        """Return a note with its words; the view is logged. Raises NotFound, Damaged."""
        note = self._store.tables.notes.get(note_id)
        self._store.viewed(Action.CLIENT_VIEWED, [note.client])
        return note

    def addenda(self, note_id: NoteId) -> tuple[Addendum, ...]:
        """Return a note's addenda in the order they were written; the view is logged."""
        return self._store.tables.addenda.of_note(self.get(note_id).id)

    def list_rows(self, client_id: ClientId | None = None) -> list[NoteRow]:
        """Return the notes of one client, or of all, without their words, oldest first.

        Raises NotFound when there is no such client.
        """
        if client_id is not None:
            self._store.tables.clients.get(client_id)
        return self._store.tables.notes.list_rows(client_id)

    def search(self, text: str, client_id: ClientId | None = None, limit: int = 20) -> list[Hit]:
        """Return at most `limit` notes that hold every word, newest session first.

        The words around are shown, so this is a view of each client that is found.
        """
        hits = self._store.tables.search(text, client_id, limit)
        self._store.viewed(Action.CLIENT_VIEWED, [hit.client for hit in hits])
        return hits

    def _signature(self, sealed: Seal | None) -> Signature:
        if self._signing_key is None or sealed is None:
            raise NotAllowed(
                _("Signing needs the licensee's own passphrase."),
                hint=_("Through this way in, notes can be read but not signed."),
            )
        by = self._store.tables.practice.get()
        at = self._store.clock.now()
        return Signature(
            by=by,
            at=at,
            public_key=public_key(self._signing_key).hex(),
            value=self._sign(sealed, by, at),
        )

    def _sign(self, sealed: Seal, by: Licensee, at: datetime) -> str:
        message = canonical(signed_message(sealed, by, at))
        return sign(self._signing_key or b"", message).hex()

    @staticmethod
    def _proof(sealed: Seal | None, signed: Note | Addendum) -> dict[str, str | int]:
        signature = signed.signature
        return {
            "seal": sealed.digest if sealed else "",
            "public_key": signature.public_key if signature else "",
            "signature": signature.value if signature else "",
        }
