"""The one timeline of a client: notes and documents by their days, read by pages from indexes."""

import json
from collections.abc import Sequence
from datetime import date

from vault.errors import NotFound
from vault.model.document_row import DocumentRow
from vault.model.ids import ClientId
from vault.model.note_row import NoteRow
from vault.storage.database import Database, Row
from vault.storage.note_lists import NoteLists
from vault.translation import _

_DAY = "coalesce(day, received)"
_NOTES = "SELECT id, service_date AS day, start AS at, begun_at, running FROM note WHERE client = ?"
_DOCUMENTS = (
    f"SELECT id, {_DAY} AS day, NULL AS at, added_at AS begun_at, 0 AS running "
    "FROM document WHERE client = ?"
)
_BOTH = f"{_NOTES} UNION ALL {_DOCUMENTS}"
_LISTED = "(SELECT value FROM json_each(?))"
_NEWEST_FIRST = "ORDER BY 2 DESC, 3 DESC, 4 DESC, 5 DESC, 1 DESC"
_PLACE = "day, coalesce(at, ''), begun_at, running, id"


class Timeline:
    """The tables note and document together. Of one day, documents stand beneath its sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._notes = NoteLists(database)

    def page(self, client: ClientId, offset: int, limit: int) -> list[NoteRow | DocumentRow]:
        """Return `limit` rows of a client from `offset` on, newest first."""
        # Both parts come sorted and are merged: what lies before the page is passed over by its
        # keys, and only the rows of the page are read.
        rows = self._database.rows(
            f"{_BOTH} {_NEWEST_FIRST} LIMIT ? OFFSET ?",
            (client, client, max(limit, 0), max(offset, 0)),
        )
        ids = [str(row[0]) for row in rows]
        found: dict[str, NoteRow | DocumentRow] = {}
        found |= {note.id: note for note in self._notes.of_ids(ids)}
        found |= {each.id: each for each in self._documents(f"id IN {_LISTED}", json.dumps(ids))}
        return [found[each] for each in ids if each in found]

    def documents(self, client: ClientId, offset: int, limit: int) -> list[DocumentRow]:
        """Return `limit` documents of a client from `offset` on, newest first."""
        return self._documents("client = ?", client, max(limit, 0), max(offset, 0))

    def count_documents(self, client: ClientId) -> int:
        """Return how many documents a client has."""
        row = self._database.row("SELECT count(*) FROM document WHERE client = ?", (client,))
        return int(row[0]) if row else 0

    def position(self, client: ClientId, known: str, *, documents: bool = False) -> int:
        """Return the number, from 0, of a note or document in its client's timeline, newest first.

        With `documents` among these alone. Raises NotFound.
        """
        rows = _DOCUMENTS if documents else _BOTH
        whose: Sequence[str] = (client,) if documents else (client, client)
        row = self._database.row(
            f"WITH row AS ({rows}), here AS (SELECT * FROM row WHERE id = ?) "
            f"SELECT (SELECT count(*) FROM row WHERE ({_PLACE}) > (SELECT {_PLACE} FROM here)) "
            "FROM here",
            (*whose, known),
        )
        if row is None:
            raise NotFound(_("There is no such note or document."))
        return int(row[0])

    def _documents(
        self, those: str, value: str, limit: int = -1, offset: int = 0
    ) -> list[DocumentRow]:
        rows = self._database.rows(
            f"SELECT id, client, title, kind, {_DAY}, received, source, error_at IS NOT NULL "
            f"FROM document WHERE {those} ORDER BY {_DAY} DESC, added_at DESC, id DESC "
            "LIMIT ? OFFSET ?",
            (value, limit, offset),
        )
        return [_document(row) for row in rows]


def _document(row: Row) -> DocumentRow:
    known, client, title, kind, day, received, source, in_error = row
    return DocumentRow(
        id=known,
        client=client,
        title=title,
        kind=kind,
        day=date.fromisoformat(day),
        received=date.fromisoformat(received),
        source=source,
        in_error=bool(in_error),
    )
