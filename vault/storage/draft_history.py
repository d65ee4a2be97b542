"""The table draft_history: what can be undone in drafts, until they are signed or thrown away."""

from vault.model.draft_history import History
from vault.model.history_text import history_from, history_text
from vault.model.ids import NoteId
from vault.storage.database import Database


class DraftHistoryTable:
    """What can be undone in the drafts of progress notes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, note: NoteId) -> History:
        """Return what can be undone in a draft: nothing, where none is kept."""
        row = self._database.row("SELECT steps FROM draft_history WHERE note = ?", (note,))
        return history_from(row[0] if row is not None else "")

    def put(self, note: NoteId, history: History) -> None:
        """Keep what can be undone in a draft, in place of what was before."""
        if not history:
            self._database.change("DELETE FROM draft_history WHERE note = ?", (note,))
            return
        self._database.change(
            "INSERT INTO draft_history (note, steps) VALUES (?, ?) "
            "ON CONFLICT (note) DO UPDATE SET steps = excluded.steps",
            (note, history_text(history)),
        )
