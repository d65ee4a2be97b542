"""What one does with process notes: write, read and find them, under their own key."""

from collections.abc import Sequence

from vault.model.audit import Action, Fact
from vault.model.ids import ClientId, ProcessNoteId, is_id
from vault.model.process_note import ProcessNote
from vault.storage.process_store import ProcessStore
from vault.storage.search import Hit


class ProcessNotes:
    """The clinician's process notes. Nothing here touches the records."""

    def __init__(self, store: ProcessStore) -> None:
        self._store = store

    def add(self, notes: Sequence[ProcessNote]) -> list[ProcessNote]:
        """Keep process notes, all or none."""
        facts = [
            Fact(Action.PROCESS_NOTE_ADDED, note.id, note.client, {"seal": note.seal.digest})
            for note in notes
        ]
        with self._store.write(*facts) as tables:
            for note in notes:
                tables.notes.add(note)
        return list(notes)

    def get(self, note_id: ProcessNoteId) -> ProcessNote:
        """Return one process note; the view is logged. Raises NotFound, Damaged."""
        note = self._store.tables.notes.get(note_id)
        self._store.viewed(Action.PROCESS_NOTE_VIEWED, [note.client])
        return note

    def list_rows(self, client_id: ClientId | None = None) -> list[tuple[str, str, str]]:
        """Return (id, client, day) of the process notes of one client, or of all."""
        if client_id is not None and not is_id(client_id):
            return []
        return self._store.tables.notes.list_rows(client_id)

    def search(self, text: str, client_id: ClientId | None = None, limit: int = 20) -> list[Hit]:
        """Return at most `limit` process notes that hold every word; a view of whom they are of."""
        hits = self._store.tables.search(text, client_id, limit)
        self._store.viewed(Action.PROCESS_NOTE_VIEWED, [hit.client for hit in hits])
        return hits
