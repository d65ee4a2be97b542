"""Queries on a full-text index: newest first, with snippets."""

import unicodedata
from datetime import date

from vault.model.hit import Hit
from vault.model.ids import is_id
from vault.storage.database import Database, Row

SNIPPET_WORDS = 16


def search_notes(database: Database, text: str, client: str | None, limit: int) -> list[Hit]:
    """Return at most `limit` notes and addenda that hold every word, newest session first."""
    query = match_query(text, client)
    if query is None:
        return []
    rows = database.rows(
        "SELECT t.client, t.note, n.service_date, snippet(note_index, 1, '', '', '…', ?) "
        "FROM note_index JOIN note_text AS t ON t.id = note_index.rowid "
        "JOIN note AS n ON n.id = t.note "
        "WHERE note_index MATCH ? ORDER BY note_index.rowid DESC LIMIT ?",
        (SNIPPET_WORDS, query, limit),
    )
    return [_hit(row) for row in rows]


def search_process_notes(
    database: Database, text: str, client: str | None, limit: int
) -> list[Hit]:
    """Return at most `limit` process notes that hold every word, newest first."""
    query = match_query(text, client)
    if query is None:
        return []
    rows = database.rows(
        "SELECT t.client, t.owner, n.day, snippet(process_index, 1, '', '', '…', ?) "
        "FROM process_index JOIN process_text AS t ON t.id = process_index.rowid "
        "JOIN process_note AS n ON n.id = t.owner "
        "WHERE process_index MATCH ? ORDER BY process_index.rowid DESC LIMIT ?",
        (SNIPPET_WORDS, query, limit),
    )
    return [_hit(row) for row in rows]


def match_query(text: str, client: str | None) -> str | None:
    """Return the FTS5 query for typed words, or None when there is no word to look for.

    Every word must be there, the last one may still be unfinished. Words are quoted, so nothing
    typed is an operator.
    """
    words = words_of(text)
    if not words or not (client is None or is_id(client)):
        return None
    quoted = [f'"{word}"' for word in words]
    quoted[-1] += "*"
    query = "text : (" + " AND ".join(quoted) + ")"
    return query if client is None else f'client : "{client}" AND {query}'


def words_of(text: str) -> list[str]:
    """Return the words of a query as the index divides them: letters, marks and digits."""
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    return "".join(kept).split()


def _hit(row: Row) -> Hit:
    client, note, day, snippet = row
    return Hit(client, note, date.fromisoformat(day), snippet)
