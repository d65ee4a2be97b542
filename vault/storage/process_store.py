"""The process database: process notes, their search, their own audit chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vault.errors import Damaged, NotFound
from vault.model.history_text import history_from, history_text
from vault.model.hit import Hit
from vault.model.ids import ClientId, ProcessNoteId, is_id
from vault.model.note_row import opening_of
from vault.model.process_note import ProcessDraft, ProcessNote, ProcessNoteRow
from vault.model.seal import Seal
from vault.storage.database import Database, Row
from vault.storage.search import search_process_notes
from vault.storage.store import Store
from vault.translation import _

_QUERY = (
    "SELECT n.id, n.client, n.day, n.written_at, t.text, t.salt, t.seal "
    "FROM process_note AS n LEFT JOIN process_text AS t ON t.owner = n.id "
)
_READ_FOR_OPENING = 1_000


class ProcessNoteTable:
    """Process notes and their words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, note_id: ProcessNoteId) -> ProcessNote:
        """Return one process note.

        Raises NotFound; Damaged when the words are missing or not what was sealed.
        """
        row = self._database.row(_QUERY + "WHERE n.id = ?", (note_id if is_id(note_id) else "",))
        if row is None:
            raise NotFound(_("There is no such process note."))
        return _process_note(row)

    def of_client(self, client_id: ClientId) -> list[ProcessNote]:
        """Return a client's process notes, oldest first."""
        rows = self._database.rows(
            _QUERY + "WHERE n.client = ? ORDER BY n.day, n.written_at, n.id", (client_id,)
        )
        return [_process_note(row) for row in rows]

    def ids(self) -> list[str]:
        """Return the ids of all process notes."""
        return [str(row[0]) for row in self._database.rows("SELECT id FROM process_note")]

    def list_rows(self, client_id: ClientId | None) -> list[tuple[str, str, str]]:
        """Return (id, client, day) of the process notes of one client, or of all."""
        where, values = ("WHERE client = ?", (client_id,)) if client_id else ("", ())
        rows = self._database.rows(
            f"SELECT id, client, day FROM process_note {where} ORDER BY day, written_at, id",
            values,
        )
        return [(str(row[0]), str(row[1]), str(row[2])) for row in rows]

    def page(self, client_id: ClientId, offset: int, limit: int) -> list[ProcessNoteRow]:
        """Return `limit` of a client's process notes from `offset` on, newest first."""
        rows = self._database.rows(
            "SELECT p.id, p.day, p.written_at, substr(t.text, 1, ?) FROM "
            "(SELECT n.id, n.day, n.written_at, t.id AS number FROM process_note AS n "
            "LEFT JOIN process_text AS t ON t.owner = n.id WHERE n.client = ? "
            "ORDER BY n.day DESC, n.written_at DESC, t.id DESC LIMIT ? OFFSET ?) AS p "
            "LEFT JOIN process_text AS t ON t.id = p.number "
            "ORDER BY p.day DESC, p.written_at DESC, p.number DESC",
            (_READ_FOR_OPENING, client_id, max(limit, 0), max(offset, 0)),
        )
        return [
            ProcessNoteRow(
                id=note_id,
                client=client_id,
                day=date.fromisoformat(day),
                written_at=datetime.fromisoformat(written_at),
                opening=opening_of(text or ""),
            )
            for note_id, day, written_at, text in rows
        ]

    def count(self, client_id: ClientId) -> int:
        """Return how many process notes a client has."""
        row = self._database.row("SELECT count(*) FROM process_note WHERE client = ?", (client_id,))
        return int(row[0]) if row else 0

    def add(self, notes: Sequence[ProcessNote]) -> None:
        """Keep process notes and index them."""
        self._database.change_all(
            "INSERT INTO process_note VALUES (?, ?, ?, ?)",
            (
                (note.id, note.client, note.day.isoformat(), note.written_at.isoformat())
                for note in notes
            ),
        )
        row = self._database.row("SELECT coalesce(max(id), 0) + 1 FROM process_text")
        numbered = list(enumerate(notes, row[0] if row else 1))
        self._database.change_all(
            "INSERT INTO process_text (id, owner, client, text, salt, seal) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                (row_id, note.id, note.client, note.text, note.seal.salt, note.seal.digest)
                for row_id, note in numbered
            ),
        )
        self._database.change_all(
            "INSERT INTO process_index (rowid, client, text) VALUES (?, ?, ?)",
            ((row_id, note.client, note.text) for row_id, note in numbered),
        )


class ProcessDraftTable:
    """What is being written: at most one draft for each client."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, client_id: ClientId) -> ProcessDraft | None:
        """Return what is being written about a client, or None."""
        row = self._database.row(
            "SELECT day, text, history FROM process_draft WHERE client = ?", (client_id,)
        )
        if row is None:
            return None
        day, text, history = row
        return ProcessDraft(client_id, date.fromisoformat(day), text, history_from(history))

    def put(self, draft: ProcessDraft) -> None:
        """Keep what is being written, in place of what was before."""
        self._database.change(
            "INSERT INTO process_draft (client, day, text, history) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (client) DO UPDATE SET day = excluded.day, text = excluded.text, "
            "history = excluded.history",
            (draft.client, draft.day.isoformat(), draft.text, history_text(draft.history)),
        )

    def remove(self, client_id: ClientId) -> None:
        """Take away what is being written about a client."""
        self._database.change("DELETE FROM process_draft WHERE client = ?", (client_id,))


@dataclass(frozen=True)
class ProcessTables:
    """The tables of the process compartment."""

    notes: ProcessNoteTable
    drafts: ProcessDraftTable
    database: Database

    def search(self, text: str, client: str | None, limit: int) -> list[Hit]:
        """Return the process notes that hold every word, newest first."""
        return search_process_notes(self.database, text, client, limit)


ProcessStore = Store[ProcessTables]


def process_tables(database: Database) -> ProcessTables:
    """Return the tables of an open process database."""
    return ProcessTables(ProcessNoteTable(database), ProcessDraftTable(database), database)


def _process_note(row: Row) -> ProcessNote:
    note_id, client, day, written_at, text, salt, digest = row
    if text is None:
        raise _broken(note_id)
    note = ProcessNote(
        note_id,
        client,
        date.fromisoformat(day),
        text,
        datetime.fromisoformat(written_at),
        Seal(salt, digest),
    )
    if not note.seal.fits(note.content):
        raise _broken(note_id)
    return note


def _broken(note_id: str) -> Damaged:
    return Damaged(
        _("The words of process note {id} are not what was sealed.").format(id=note_id),
        hint=_("Restore it from your newest backup. Every other note can still be read."),
    )
