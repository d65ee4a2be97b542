"""What one does with process notes: write, read and find them, under their own key."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from vault.errors import NotAllowed, NotFound
from vault.model.audit import Action, Fact
from vault.model.draft_history import History, Step
from vault.model.hit import Hit
from vault.model.ids import ClientId, ProcessNoteId, is_id
from vault.model.process_note import (
    DRAFT_TEXT,
    ProcessDraft,
    ProcessNote,
    ProcessNoteRow,
    new_process_note,
)
from vault.model.text import clean_text
from vault.storage.process_store import ProcessStore
from vault.translation import _


class ProcessNotes:
    """The clinician's process notes. Nothing here touches the records.

    `check_not_held` raises for a client whose file is on hold: no draft about them is discarded.
    """

    def __init__(self, store: ProcessStore, check_not_held: Callable[[ClientId], None]) -> None:
        self._store = store
        self._check_not_held = check_not_held

    def add(self, notes: Sequence[ProcessNote], *, clears_draft: bool = False) -> list[ProcessNote]:
        """Keep process notes, all or none; with `clears_draft` the drafts they were written as go.

        Both is one change: no crash can leave the words twice, or nowhere.
        """
        facts = [
            Fact(Action.PROCESS_NOTE_ADDED, note.id, note.client, {"seal": note.seal.digest})
            for note in notes
        ]
        with self._store.write(*facts) as tables:
            tables.notes.add(notes)
            if clears_draft:
                for note in notes:
                    tables.drafts.remove(note.client)
        return list(notes)

    def add_brought(self, thing: str, client: ClientId, day: date, text: str) -> ProcessNote:
        """Keep what was set aside at an import as a process note, under its own id.

        Done before, it does nothing: a crash between this and the end of its seal leaves it twice,
        and the next try ends it. Raises NotFound for what is no client's id, BadInput as
        `new_process_note` does.
        """
        if not is_id(client):
            raise NotFound(_("There is no such client."))
        note = new_process_note(ProcessNoteId(thing), client, day, text, self._store.clock.now())
        if note.id in self._store.tables.notes.ids():
            return self._store.tables.notes.get(note.id)
        return self.add([note])[0]

    def get(self, note_id: ProcessNoteId) -> ProcessNote:
        """Return one process note; the view is logged. Raises NotFound, Damaged."""
        note = self._store.tables.notes.get(note_id)
        self._store.viewed(Action.PROCESS_NOTE_VIEWED, [note.client])
        return note

    def keep_draft(
        self, client_id: ClientId, day: date, text: str, history: History | None = None
    ) -> None:
        """Keep what is being written about a client.

        With it is kept what can be undone: `history`, or else what this adds to it. While that
        brings words back the draft stays without a word; else it goes. Unchanged, nothing is
        written.
        Raises NotFound for what is no client's id, BadInput as `clean_text` does.
        """
        if not is_id(client_id):
            raise NotFound(_("There is no such client."))
        text = clean_text(text, _("The process note"))
        kept = self._store.tables.drafts.get(client_id)
        if history is None and kept is not None:
            history = kept.history.followed({DRAFT_TEXT: kept.text}, {DRAFT_TEXT: text})
        said = bool(text.strip() or history)
        wanted = ProcessDraft(client_id, day, text, history or History()) if said else None
        if wanted == kept:
            return
        with self._store.write(Fact(Action.PROCESS_DRAFT_KEPT, client_id, client_id)) as tables:
            if wanted is None:
                tables.drafts.remove(client_id)
            else:
                tables.drafts.put(wanted)

    def undo(self, client_id: ClientId) -> ProcessDraft:
        """Take the last edit of a draft back and return what it says then.

        Raises NotFound without a draft, NotAllowed where there is nothing to undo.
        """
        draft = self._kept_draft(client_id)
        return self._keep_undone(draft, draft.history.undo())

    def redo(self, client_id: ClientId) -> ProcessDraft:
        """Do again what was undone last in a draft. Raises as `undo` does."""
        draft = self._kept_draft(client_id)
        return self._keep_undone(draft, draft.history.redo())

    def discard_draft(self, client_id: ClientId) -> None:
        """Throw away what is being written about a client, and what can be undone in it.

        Raises NotAllowed where the client's file is on hold.
        """
        if self._store.tables.drafts.get(client_id) is not None:
            self._check_not_held(client_id)
            with self._store.write(Fact(Action.PROCESS_DRAFT_KEPT, client_id, client_id)) as tables:
                tables.drafts.remove(client_id)

    def draft(self, client_id: ClientId) -> ProcessDraft | None:
        """Return what is being written about a client, or None; the view is logged."""
        draft = self._store.tables.drafts.get(client_id) if is_id(client_id) else None
        self._store.viewed(Action.PROCESS_NOTE_VIEWED, [client_id] if draft else [])
        return draft

    def page(self, client_id: ClientId, offset: int, limit: int) -> list[ProcessNoteRow]:
        """Return `limit` rows from `offset` on of a client's process notes, newest first.

        First words are shown, so the view is logged.
        """
        rows = self._store.tables.notes.page(client_id, offset, limit) if is_id(client_id) else []
        self._store.viewed(Action.PROCESS_NOTE_VIEWED, [row.client for row in rows])
        return rows

    def count(self, client_id: ClientId) -> int:
        """Return how many process notes a client has."""
        return self._store.tables.notes.count(client_id) if is_id(client_id) else 0

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

    def _kept_draft(self, client_id: ClientId) -> ProcessDraft:
        draft = self._store.tables.drafts.get(client_id) if is_id(client_id) else None
        if draft is None:
            raise NotFound(_("No process note is being written about this client."))
        return draft

    def _keep_undone(self, draft: ProcessDraft, found: tuple[History, Step] | None) -> ProcessDraft:
        text = found[1].done_to(draft.text) if found is not None else None
        if found is None or text is None:
            raise NotAllowed(_("There is nothing in this draft to undo, or to do again."))
        self.keep_draft(draft.client, draft.day, text, found[0])
        return replace(draft, text=text, history=found[0])
