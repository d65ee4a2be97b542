"""Takes everything of one client out of the records, in one transaction of the caller.

SQLite writes zeros over what it deletes (`secure_delete`), in the tables and their indexes, and the
indexes of words do so too (`secure-delete` of FTS5). The triggers that keep anyone from deleting
what was signed are dropped and made again within the same transaction: before its commit nobody
else sees the database without them.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from vault.model.ids import ClientId, DocumentId
from vault.storage.database import Database
from vault.storage.document_texts import DocumentTextTable

OF_CLIENT = {
    "addendum": "client",
    "administration": "client",
    "amendment": "client",
    "appointment": "client",
    "charge": "client",
    "conflict_check": "client",
    "document": "client",
    "episode": "client",
    "hold": "client",
    "note": "client",
    "onset_given": "client",
    "participant": "unit",
    "payment": "client",
    "representative": "client",
    "retention_review": "client",
}
"""The tables with an id whose rows are of one client, and the column that says whose."""

_TEXTS_FOR_ONE = 50
"""How many texts are indexed anew in the time in which one is taken out of the index."""

_OF_NOTES = ("cosignature", "draft", "draft_history", "note_session")
"""What goes with its note."""


def destroy_record(database: Database, client: ClientId, *, indexed: bool = True) -> list[str]:
    """Delete everything of a client; return the ids of what went, that of the client first.

    Unless `indexed`, the caller makes the index of words anew.

    What others say of the client in their own records stays: in the file of a couple the person
    takes part as before, and has no file any more; the birth date, by which that file is kept,
    stands there from now on. A note that was filed elsewhere belongs there and stays, with the
    marker of its move, which has ids and no words.
    """
    ids: list[str] = [client]
    # Also what was taken out before: its earlier values are there still, and go now.
    ids += _ids(database, "SELECT DISTINCT subject FROM earlier_value WHERE client = ?", client)
    database.change("PRAGMA defer_foreign_keys=ON")
    with _deletable(database):
        notes = "SELECT id FROM note WHERE client = ?"
        ids += _ids(database, f"SELECT id FROM cosignature WHERE note IN ({notes})", client)
        for table, column in OF_CLIENT.items():
            ids += _ids(database, f"SELECT id FROM {table} WHERE {column} = ?", client)
        if indexed:
            _unindex(database, "client = ?", client)
        database.change("DELETE FROM note_text WHERE client = ?", (client,))
        texts = DocumentTextTable(database)
        for (document,) in database.rows("SELECT id FROM document WHERE client = ?", (client,)):
            texts.remove(DocumentId(document))
        for table in _OF_NOTES:
            database.change(f"DELETE FROM {table} WHERE note IN ({notes})", (client,))
        database.change("DELETE FROM unit_terms WHERE unit = ?", (client,))
        database.change("DELETE FROM import_chart WHERE client = ?", (client,))
        database.change("DELETE FROM earlier_value WHERE client = ?", (client,))
        database.change(
            "UPDATE participant SET file = NULL, birth_date = coalesce(birth_date, "
            "(SELECT birth_date FROM client WHERE id = ?1)) WHERE file = ?1",
            (client,),
        )
        for table, column in OF_CLIENT.items():
            database.change(f"DELETE FROM {table} WHERE {column} = ?", (client,))
        ids = list(dict.fromkeys(ids))
        for each in ids:
            database.change("DELETE FROM desk WHERE instr(name || value, ?) > 0", (each,))
        _forget_names(database, client)
    return ids


def take_out(database: Database, ids: Collection[str], new: Collection[ClientId]) -> None:
    """Delete what an import brought: the records that it made, and single things in others.

    The caller has made sure that nothing was changed or added since.
    """
    database.change("PRAGMA defer_foreign_keys=ON")
    every, going = _count(database, "note_text"), set(ids)
    there = {row[0] for row in database.rows("SELECT owner FROM note_text")}
    # Out of the index one text goes slowly, and securely; many go faster with the whole of it.
    anew = len(there & going) > every // _TEXTS_FOR_ONE
    with _deletable(database):
        for client in new:
            destroy_record(database, client, indexed=not anew)
        for table in ("appointment", "document", "episode", "hold", "note", "set_aside"):
            there = {row[0] for row in database.rows(f"SELECT id FROM {table}")}
            for each in there & going:
                _take_out_one(database, table, each, indexed=not anew)
    if anew:
        database.change("INSERT INTO note_index (note_index) VALUES ('rebuild')")


def _take_out_one(database: Database, table: str, thing: str, *, indexed: bool) -> None:
    if table == "document":
        DocumentTextTable(database).remove(DocumentId(thing))
    if table == "note":
        if indexed:
            _unindex(database, "owner = ?", thing)
        database.change("DELETE FROM note_text WHERE owner = ?", (thing,))
        database.change("DELETE FROM note_session WHERE note = ?", (thing,))
    if table == "appointment":
        for beside in ("note_session", "appointment_session"):
            database.change(f"DELETE FROM {beside} WHERE appointment = ?", (thing,))
    database.change(f"DELETE FROM {table} WHERE id = ?", (thing,))


def _unindex(database: Database, which: str, value: str) -> None:
    """Take texts out of the index of words."""
    for row in database.rows(f"SELECT id, client, text FROM note_text WHERE {which}", (value,)):
        database.change(
            "INSERT INTO note_index (note_index, rowid, client, text) VALUES ('delete', ?, ?, ?)",
            row,
        )


def _count(database: Database, table: str) -> int:
    row = database.row(f"SELECT count(*) FROM {table}")
    return int(row[0]) if row is not None else 0


def destroyed_ids(database: Database, destruction: str) -> list[str]:
    """Return the ids of what one destruction took from a compartment, as its register has them."""
    row = database.row("SELECT ids FROM destruction WHERE id = ?", (destruction,))
    return list(json.loads(row[0])) if row is not None else []


def counted(database: Database, client: ClientId) -> dict[str, int]:
    """Return how many rows of each table are a client's; tables with none are left out."""
    found = {}
    for table, column in OF_CLIENT.items():
        row = database.row(f"SELECT count(*) FROM {table} WHERE {column} = ?", (client,))
        if row is not None and row[0]:
            found[table] = int(row[0])
    return found


def files_of(database: Database, client: ClientId) -> list[DocumentId]:
    """Return the documents of a client, each of which has a sealed file of its own."""
    rows = database.rows("SELECT id FROM document WHERE client = ? ORDER BY id", (client,))
    return [DocumentId(row[0]) for row in rows]


def _forget_names(database: Database, client: ClientId) -> None:
    row = database.row(
        "SELECT n.id, c.name, c.preferred_name FROM client_number AS n "
        "JOIN client AS c ON c.id = n.client WHERE n.client = ?",
        (client,),
    )
    if row is not None:
        database.change(
            "INSERT INTO client_index (client_index, rowid, name, preferred_name) "
            "VALUES ('delete', ?, ?, ?)",
            row,
        )
    database.change("DELETE FROM client_number WHERE client = ?", (client,))
    database.change("DELETE FROM client WHERE id = ?", (client,))


def _ids(database: Database, sql: str, client: ClientId) -> list[str]:
    return [str(row[0]) for row in database.rows(sql, (client,))]


@contextmanager
def _deletable(database: Database) -> Iterator[None]:
    """Let rows be deleted that triggers keep, for as long as it lasts."""
    triggers = database.rows(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
        "AND sql LIKE '%BEFORE DELETE ON%' AND tbl_name <> 'audit' ORDER BY name"
    )
    for name, _sql in triggers:
        database.change(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in triggers:
        database.change(sql)
