"""Lists of clients: pages and counts by name, and the words of names that find them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from vault.errors import NotFound
from vault.model.client import ClientKind, ClientStatus
from vault.model.client_row import ClientRow
from vault.model.ids import ClientId, is_id
from vault.storage.database import Database, Row
from vault.storage.search import words_of
from vault.storage.template_lists import sessions
from vault.translation import _

_FOUND = (
    "client_index JOIN client_number AS n ON n.id = client_index.rowid "
    "JOIN client AS c ON c.id = n.client WHERE client_index MATCH ?"
)
_LISTED = "(SELECT value FROM json_each(?))"
_AT_ONCE = 500
"""Ids in one statement; SQLite has a limit."""


class ClientLists:
    """The table client as lists show it, and the index client_index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, text: str) -> int:
        """Return how many clients there are whose names hold every word of `text`."""
        source = _source(text)
        row = self._database.row(f"SELECT count(*) FROM {source[0]}", source[1]) if source else None
        return int(row[0]) if row else 0

    def page(
        self, text: str, offset: int, limit: int, pins: Sequence[ClientId] = ()
    ) -> list[ClientRow]:
        """Return `limit` of these clients from `offset` on, by name; those of `pins` before others.

        These are few and stand in a part of their own, so that an index still gives the others.
        """
        limit, offset = max(limit, 0), max(offset, 0)
        if not pins:
            return self._part(text, offset, limit)
        marks = json.dumps(list(pins))
        first = self._part(text, 0, len(pins), f"c.id IN {_LISTED}", (marks,))
        found = [replace(row, pinned=True) for row in first][offset : offset + limit]
        offset = max(offset - len(first), 0)
        others = self._part(text, offset, limit - len(found), f"c.id NOT IN {_LISTED}", (marks,))
        return found + others

    def _part(
        self, text: str, offset: int, limit: int, those: str = "true", values: Sequence[str] = ()
    ) -> list[ClientRow]:
        source = _source(text)
        if source is None:
            return []
        joined = "AND" if " WHERE " in source[0] else "WHERE"
        rows = self._database.rows(
            f"SELECT {_columns()} FROM {source[0]} {joined} {those} "
            "ORDER BY c.name COLLATE NOCASE, c.id LIMIT ? OFFSET ?",
            (*source[1], *values, limit, offset),
        )
        return [_client_row(row) for row in rows]

    def row(self, client_id: ClientId, pins: Sequence[ClientId] = ()) -> ClientRow:
        """Return one client's row. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_columns()} FROM client AS c WHERE c.id = ?",
            (client_id if is_id(client_id) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such client."))
        return replace(_client_row(row), pinned=client_id in pins)

    def names(self, ids: Sequence[ClientId]) -> dict[ClientId, str]:
        """Return the names of clients by their ids; who does not exist is left out."""
        found: dict[ClientId, str] = {}
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._database.rows(f"SELECT id, name FROM client WHERE id IN ({marks})", some)
            found.update((ClientId(row[0]), str(row[1])) for row in rows)
        return found


@cache
def _columns() -> str:
    return (
        "c.id, c.name, c.preferred_name, c.birth_date, c.kind, c.status, "
        f"(SELECT service_date FROM note WHERE client = c.id AND {sessions()} "
        "ORDER BY service_date DESC LIMIT 1), "
        "(SELECT count(*) FROM note INDEXED BY note_unsigned_of_client "
        "WHERE client = c.id AND signed_at IS NULL)"
    )


def _source(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return what to select from, and its values; None when nothing can be found."""
    if not text.strip():
        return "client AS c", ()
    words = words_of(text)
    return (_FOUND, (" AND ".join(f'"{word}"*' for word in words),)) if words else None


def _client_row(row: Row) -> ClientRow:
    client_id, name, preferred_name, birth_date, kind, status, last_session, drafts = row
    return ClientRow(
        id=client_id,
        name=name,
        preferred_name=preferred_name,
        birth_date=date.fromisoformat(birth_date) if birth_date else None,
        kind=ClientKind(kind),
        status=ClientStatus(status),
        last_session=date.fromisoformat(last_session) if last_session else None,
        drafts=int(drafts),
    )
