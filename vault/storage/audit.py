"""The table of audit entries."""

from collections.abc import Iterable, Iterator, Sequence

from vault.model.audit import Action, Entry, Link, entry_of
from vault.storage.database import Database

_COLUMNS = "seq, at, way_in, action, subject, client, detail, previous, hash"
_OF_REHEARSALS = (
    "action IN ('vault.created', 'vault.process-notes-begun', 'way-in.added', "
    "'share.cards-made', 'backup.rehearsed')"
)
"""Word for word as in the index of schema 7, which is used for no other words."""


class AuditTable:
    """The chain of one compartment, as rows that can only be appended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, links: Iterable[Link]) -> None:
        """Append entries whose hashes are computed."""
        self._database.change_all(
            f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", links
        )

    def last(self) -> tuple[int, str] | None:
        """Return the number and the hash of the last entry, or None in an empty chain."""
        row = self._database.row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        return (int(row[0]), str(row[1])) if row else None

    def hash_at(self, seq: int) -> str | None:
        """Return the hash of the entry of that number, or None when there is none."""
        row = self._database.row("SELECT hash FROM audit WHERE seq = ?", (seq,))
        return str(row[0]) if row else None

    def has(self, action: Action) -> bool:
        """Tell whether an action stands in the chain. Reads it all where it does not."""
        found = self._database.row("SELECT 1 FROM audit WHERE action = ? LIMIT 1", (action,))
        return found is not None

    def last_of(self, action: Action, *, up_to: int | None = None) -> Entry | None:
        """Return the newest entry of an action, or None. Reads it all where there is none.

        `up_to` is the number of the last entry that is looked at.
        """
        sql = (
            f"SELECT {_COLUMNS} FROM audit WHERE action = ?1 AND (?2 IS NULL OR seq <= ?2) "
            "ORDER BY seq DESC LIMIT 1"
        )
        row = self._database.row(sql, (action, up_to))
        return entry_of(row) if row else None

    def first_of(self, action: Action) -> Entry | None:
        """Return the oldest entry of an action, or None. Reads it all where there is none."""
        sql = f"SELECT {_COLUMNS} FROM audit WHERE action = ? ORDER BY seq LIMIT 1"
        row = self._database.row(sql, (action,))
        return entry_of(row) if row else None

    def of_rehearsals(self) -> Iterator[Entry]:
        """Yield what tells of ways in that came and of rehearsals, in order; none else is read."""
        sql = f"SELECT {_COLUMNS} FROM audit WHERE {_OF_REHEARSALS} ORDER BY seq"
        return map(entry_of, self._database.rows(sql))

    def of_supervisors(self) -> Iterator[Entry]:
        """Yield what tells of supervisors and their keys, in order. Reads the whole chain."""
        sql = f"SELECT {_COLUMNS} FROM audit WHERE action = 'supervisor.added' ORDER BY seq"
        return map(entry_of, self._database.rows(sql))

    def of_files(self) -> Iterator[Entry]:
        """Yield what tells of files that were written outside, in order. Reads the whole chain."""
        sql = (
            f"SELECT {_COLUMNS} FROM audit "
            "WHERE action IN ('record.released', 'audit.exported', 'practice.exported') "
            "OR (action IN ('onset.printed', 'letter.printed', 'participant.terms-printed') "
            "AND detail LIKE '%\"sha256\":%') "
            "ORDER BY seq"
        )
        return map(entry_of, self._database.rows(sql))

    def notices_of(self, client: str) -> Iterator[Entry]:
        """Yield what tells of printed notices for a client, in order; none else is read."""
        sql = (
            f"SELECT {_COLUMNS} FROM audit "
            "WHERE action = 'onset.printed' AND client = ? ORDER BY seq"
        )
        return map(entry_of, self._database.rows(sql, (client,)))

    def of_subject(self, action: Action, subject: str) -> Entry | None:
        """Return the newest entry of an action about something. Reads the whole chain."""
        sql = (
            f"SELECT {_COLUMNS} FROM audit WHERE action = ? AND subject = ? "
            "ORDER BY seq DESC LIMIT 1"
        )
        row = self._database.row(sql, (action, subject))
        return entry_of(row) if row else None

    def releases_of(self, client: str) -> Iterator[Entry]:
        """Yield what tells of copies of a client's record, in order; none else is read."""
        sql = (
            f"SELECT {_COLUMNS} FROM audit "
            "WHERE action = 'record.released' AND client = ? ORDER BY seq"
        )
        return map(entry_of, self._database.rows(sql, (client,)))

    def exports_with(self, client: str) -> Iterator[Entry]:
        """Yield what tells of everything written out since a client was added, in order."""
        sql = (
            f"SELECT {_COLUMNS} FROM audit WHERE action = 'practice.exported' AND seq > "
            "(SELECT min(seq) FROM audit WHERE action = 'client.added' AND subject = ?) "
            "ORDER BY seq"
        )
        return map(entry_of, self._database.rows(sql, (client,)))

    def count_after(self, seq: int, but: Sequence[Action]) -> int:
        """Return how many entries follow a number, leaving some actions out."""
        marks = ", ".join("?" * len(but))
        sql = f"SELECT count(*) FROM audit WHERE seq > ? AND action NOT IN ({marks})"
        row = self._database.row(sql, (seq, *but))
        return int(row[0]) if row else 0

    def after(self, seq: int, limit: int = -1) -> Iterator[Entry]:
        """Yield the entries after a number, in order: `limit` of them, or all that follow.

        Raises Damaged for one whose detail cannot be read.
        """
        return map(entry_of, self.links(seq, limit))

    def links(self, seq: int, limit: int = -1) -> Iterator[Link]:
        """Yield what `after` does, as the rows hold it: for proving a long chain."""
        sql = f"SELECT {_COLUMNS} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?"
        return self._database.stream(sql, (seq, limit))
