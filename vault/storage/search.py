"""Queries on a full-text index: newest first, with snippets."""

import unicodedata
from datetime import date

from vault.model.hit import DocumentHit, Hit
from vault.model.ids import is_id
from vault.storage.database import Database, Row

SNIPPET_WORDS = 16


def search_notes(database: Database, text: str, client: str | None, limit: int) -> list[Hit]:
    """Return at most `limit` notes and addenda that hold every word, newest session first."""
    return _newest(
        database,
        "SELECT t.client, t.note, n.service_date, snippet(note_index, 1, '', '', '…', ?) "
        "FROM note_index JOIN note_text AS t ON t.id = note_index.rowid "
        "JOIN note AS n ON n.id = t.note "
        "WHERE note_index MATCH ? ORDER BY note_index.rowid DESC LIMIT ?",
        match_queries(text, client),
        limit,
    )


def search_documents(
    database: Database, text: str, client: str | None, limit: int
) -> list[DocumentHit]:
    """Return at most `limit` documents whose title and words hold every word, newest first."""
    rows = _first_rows(
        database,
        "SELECT d.client, d.id, d.title, d.received, d.error_at IS NOT NULL, "
        "snippet(document_index, 2, '', '', '…', ?) "
        "FROM document_index JOIN document_text AS t ON t.id = document_index.rowid "
        "JOIN document AS d ON d.id = t.document "
        "WHERE document_index MATCH ? ORDER BY d.received DESC, d.id LIMIT ?",
        match_queries(text, client, "{title text}"),
        limit,
    )
    return [
        DocumentHit(client, known, title, date.fromisoformat(received), snippet, bool(in_error))
        for client, known, title, received, in_error, snippet in rows
    ]


def search_process_notes(
    database: Database, text: str, client: str | None, limit: int
) -> list[Hit]:
    """Return at most `limit` process notes that hold every word, newest first."""
    return _newest(
        database,
        "SELECT t.client, t.owner, n.day, snippet(process_index, 1, '', '', '…', ?) "
        "FROM process_index JOIN process_text AS t ON t.id = process_index.rowid "
        "JOIN process_note AS n ON n.id = t.owner "
        "WHERE process_index MATCH ? ORDER BY process_index.rowid DESC LIMIT ?",
        match_queries(text, client),
        limit,
    )


def match_queries(text: str, client: str | None, columns: str = "text") -> list[str]:
    """Return the FTS5 queries for typed words, to be asked in turn until there is enough.

    Every word must be there. The first query takes the last word as it stands, the second as one
    that may still be unfinished and finds all that the first finds: FTS5 reads whole words from
    the newest on, but merges every place of what only begins so before it tells the first. Words
    are quoted, so nothing typed is an operator. Empty when there is no word to look for.
    """
    words = words_of(text)
    if not words or not (client is None or is_id(client)):
        return []
    every = " AND ".join(f'"{word}"' for word in words)
    whose = "" if client is None else f'client : "{client}" AND '
    return [f"{whose}{columns} : ({every})", f"{whose}{columns} : ({every}*)"]


def words_of(text: str) -> list[str]:
    """Return the words of a query as the index divides them: letters, marks and digits."""
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    return "".join(kept).split()


def _newest(database: Database, sql: str, queries: list[str], limit: int) -> list[Hit]:
    return [_hit(row) for row in _first_rows(database, sql, queries, limit)]


def _first_rows(database: Database, sql: str, queries: list[str], limit: int) -> list[Row]:
    rows: list[Row] = []
    for query in queries:
        rows = database.rows(sql, (SNIPPET_WORDS, query, limit))
        if len(rows) == limit:
            break
    return rows


def _hit(row: Row) -> Hit:
    client, note, day, snippet = row
    return Hit(client, note, date.fromisoformat(day), snippet)
