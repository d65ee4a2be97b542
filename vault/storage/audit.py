"""The table of audit entries."""

import json
from collections.abc import Iterator

from vault.model.audit import Entry
from vault.model.canonical import canonical
from vault.storage.database import Database, Row

_COLUMNS = "seq, at, way_in, action, subject, client, detail, previous, hash"


class AuditTable:
    """The chain of one compartment, as rows that can only be appended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, entry: Entry) -> None:
        """Append an entry whose hash is computed."""
        self._database.change(
            f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.seq,
                entry.at,
                entry.way_in,
                entry.action,
                entry.subject,
                entry.client,
                canonical(entry.detail).decode("ascii"),
                entry.previous,
                entry.hash,
            ),
        )

    def last(self) -> tuple[int, str] | None:
        """Return the number and the hash of the last entry, or None in an empty chain."""
        row = self._database.row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        return (int(row[0]), str(row[1])) if row else None

    def hash_at(self, seq: int) -> str | None:
        """Return the hash of the entry of that number, or None when there is none."""
        row = self._database.row("SELECT hash FROM audit WHERE seq = ?", (seq,))
        return str(row[0]) if row else None

    def after(self, seq: int) -> Iterator[Entry]:
        """Yield the entries after a number, in order."""
        sql = f"SELECT {_COLUMNS} FROM audit WHERE seq > ? ORDER BY seq"
        return (_entry(row) for row in self._database.stream(sql, (seq,)))


def _entry(row: Row) -> Entry:
    seq, at, way_in, action, subject, client, detail, previous, own_hash = row
    return Entry(seq, at, way_in, action, subject, client, json.loads(detail), previous, own_hash)
