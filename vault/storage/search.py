"""Queries on a full-text index: newest first, with snippets."""

import unicodedata
from datetime import date

from vault.model.hit import DocumentHit, Hit
from vault.model.ids import is_id
from vault.model.search import Filters
from vault.storage.database import Database, Row
from vault.storage.note_texts import ORDER_WITHIN_DAY, first_of_day
from vault.storage.template_lists import of_kind

SNIPPET_WORDS = 16


_BY_DAY = "coalesce(d.day, d.received)"
_BLANKS = f"char({', '.join(str(code) for code in range(0x3001) if chr(code).isspace())})"
"""All that `str.strip` takes off, in SQL: names are kept with their outer blanks."""

_SIGNED_BY = (
    "trim(json_extract(coalesce((SELECT signed_by FROM addendum WHERE id = t.owner), "
    f"n.signed_by), '$.name'), {_BLANKS}) = ? COLLATE NOCASE"
)
_WRITTEN_BY = f"trim(d.author, {_BLANKS}) = ? COLLATE NOCASE"

_FEW = 2_000
"""Notes of a kind up to which they are gathered before words are looked for in them."""

Asked = list[tuple[str, str | int]]
"""Conditions, and the value of each."""


def search_notes(database: Database, text: str, filters: Filters, limit: int) -> list[Hit]:
    """Return at most `limit` notes and addenda that hold every word, newest session first."""
    asked = _numbered_days(filters)
    asked += _by(_SIGNED_BY, filters)
    kind = _of_kind(database, filters.note_kind) if filters.note_kind is not None else ""
    return _newest(
        database,
        "SELECT t.client, t.note, n.service_date, snippet(note_index, 1, '', '', '…', ?) "
        "FROM note_index JOIN note_text AS t ON t.id = note_index.rowid "
        "JOIN note AS n ON n.id = t.note "
        f"WHERE note_index MATCH ? {_and(asked)} {kind} "
        "ORDER BY note_index.rowid DESC LIMIT ?",
        match_queries(text, filters.client),
        (*(value for _condition, value in asked), limit),
    )


def search_documents(
    database: Database, text: str, filters: Filters, limit: int
) -> list[DocumentHit]:
    """Return at most `limit` documents whose title and words hold every word, newest first."""
    asked = [*_days(_BY_DAY, filters), *_by(_WRITTEN_BY, filters)]
    rows = _first_rows(
        database,
        f"SELECT d.client, d.id, d.title, {_BY_DAY}, d.error_at IS NOT NULL, "
        "snippet(document_index, 2, '', '', '…', ?) "
        "FROM document_index JOIN document_text AS t ON t.id = document_index.rowid "
        "JOIN document AS d ON d.id = t.document "
        f"WHERE document_index MATCH ? {_and(asked)} ORDER BY {_BY_DAY} DESC, d.id LIMIT ?",
        match_queries(text, filters.client, "{title text}"),
        (*(value for _condition, value in asked), limit),
    )
    return [
        DocumentHit(client, known, title, date.fromisoformat(day), snippet, bool(in_error))
        for client, known, title, day, in_error, snippet in rows
    ]


def authors(database: Database) -> list[str]:
    """Return the names of those who signed notes or wrote documents, sorted.

    A name is there once, whatever its capitals and outer blanks: the filter does not tell them.
    """
    rows = database.rows(
        f"SELECT min(trim(name, {_BLANKS})) AS named FROM ("
        "SELECT DISTINCT json_extract(signed_by, '$.name') AS name FROM note "
        "WHERE signed_at IS NOT NULL UNION SELECT DISTINCT author FROM document) "
        f"GROUP BY trim(name, {_BLANKS}) COLLATE NOCASE ORDER BY named COLLATE NOCASE"
    )
    return [str(row[0]) for row in rows if row[0]]


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
        (limit,),
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


def _numbered_days(filters: Filters) -> Asked:
    """Return conditions on the numbers of texts, which are those of their days: the index knows."""
    asked: Asked = []
    if filters.first is not None:
        asked.append(("note_index.rowid >= ?", first_of_day(filters.first)))
    if filters.last is not None:
        asked.append(("note_index.rowid < ?", first_of_day(filters.last) + ORDER_WITHIN_DAY))
    return asked


def _of_kind(database: Database, kind: str) -> str:
    """Return the condition that a found text is of a note of a kind.

    To look at the note of each of many hits for one of a few is slow: these are gathered first.
    """
    those = of_kind(kind)
    row = database.row(f"SELECT count(*) FROM (SELECT 1 FROM note WHERE {those} LIMIT {_FEW})")
    if row is None or row[0] == _FEW:
        return f"AND {those}"
    notes = f"SELECT id FROM note WHERE {those}"
    # The plus keeps the index from being asked once for each of them.
    return (
        f"AND +note_index.rowid IN (SELECT id FROM note_text WHERE owner IN ({notes}) "
        f"OR owner IN (SELECT id FROM addendum WHERE note IN ({notes})))"
    )


def _days(column: str, filters: Filters) -> Asked:
    asked: Asked = []
    if filters.first is not None:
        asked.append((f"{column} >= ?", filters.first.isoformat()))
    if filters.last is not None:
        asked.append((f"{column} <= ?", filters.last.isoformat()))
    return asked


def _by(condition: str, filters: Filters) -> Asked:
    author = filters.author.strip()
    return [(condition, author)] if author else []


def _and(asked: Asked) -> str:
    return " ".join(f"AND {condition}" for condition, _value in asked)


def _newest(
    database: Database, sql: str, queries: list[str], values: tuple[str | int, ...]
) -> list[Hit]:
    return [_hit(row) for row in _first_rows(database, sql, queries, values)]


def _first_rows(
    database: Database, sql: str, queries: list[str], values: tuple[str | int, ...]
) -> list[Row]:
    """Return the rows of the first query that gives as many as the last of the values asks for."""
    rows: list[Row] = []
    for query in queries:
        rows = database.rows(sql, (SNIPPET_WORDS, query, *values))
        if len(rows) == values[-1]:
            break
    return rows


def _hit(row: Row) -> Hit:
    client, note, day, snippet = row
    return Hit(client, note, date.fromisoformat(day), snippet)
