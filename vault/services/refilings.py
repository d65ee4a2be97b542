"""What one does with a signed note in the wrong record: file it in the right one."""

from collections.abc import Sequence

from vault.errors import NotAllowed
from vault.model.audit import Action, Fact
from vault.model.client import ClientKind
from vault.model.ids import ClientId, NoteId
from vault.model.note import Note
from vault.model.refiling import Refiling, new_refiling
from vault.model.template import kind_of
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Refilings:
    """Notes that were filed in the wrong record.

    `may_sign` tells whether the licensee opened the vault: nobody else corrects what was signed.
    """

    def __init__(self, store: RecordsStore, *, may_sign: bool) -> None:
        self._store = store
        self._may_sign = may_sign

    def refile(self, note_id: NoteId, to_client: ClientId) -> Note:
        """Take a signed note and its addenda to the record they belong in; return the note.

        It goes as it stands, with its seal, signature and first record, out of every view, search
        and copy of the record it was in, where a marker with the day is left. The chain has an
        entry for both. It is linked to no session any more.

        Raises NotFound, NotAllowed for a draft, the record it is in, a group's session or record
        side, and through a way in that may not sign; Damaged when its words are not what was
        sealed.
        """
        if not self._may_sign:
            raise NotAllowed(
                _("Only the licensee can file a note in another record."),
                hint=_("Open the vault with the licensee's own passphrase."),
            )
        tables = self._store.tables
        note = tables.notes.get(note_id)
        if tables.clients.get(to_client).kind is ClientKind.GROUP:
            raise NotAllowed(_("A group has no record of one client; choose a member's own."))
        of_group = tables.clients.get(note.client).kind is ClientKind.GROUP
        if of_group and kind_of(note.template).session:
            raise NotAllowed(
                _("A session of a group is in the record of each who was there."),
                hint=_("Mark it in error, and write it where it belongs."),
            )
        refiling = new_refiling(note, to_client, self._store.clock.now())
        facts = (
            Fact(
                Action.NOTE_TAKEN_OUT,
                note.id,
                refiling.from_client,
                {"at": refiling.at.isoformat()},
            ),
            Fact(Action.NOTE_REFILED, note.id, refiling.to_client),
        )
        with self._store.write(*facts) as tables:
            tables.refilings.add(refiling)
            tables.notes.refile(note, to_client)
            tables.appointments.unlink(note.id)
        return tables.notes.get(note_id)

    def of_note(self, note_id: NoteId) -> Sequence[Refiling]:
        """Return where a note was taken, the first time first; none for most."""
        return self._store.tables.refilings.of_note(note_id)

    def out_of(self, client: ClientId) -> Sequence[Refiling]:
        """Return the markers of a record: what was taken out of it. Raises NotFound."""
        tables = self._store.tables
        tables.clients.get(client)
        return tables.refilings.out_of(client)
