"""The table of earlier values: what was said of a thing, and which entry replaced it."""

from collections.abc import Iterable
from datetime import datetime

from vault.errors import Damaged
from vault.model.canonical import canonical, parse_canonical_text
from vault.model.dates import utc_text
from vault.model.earlier_value import EarlierValue
from vault.model.ids import ClientId
from vault.model.seal import Seal
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = "subject, entry, kind, client, replaced_at, value, salt, seal"
_INSERT = f"INSERT INTO earlier_value ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class EarlierValueTable:
    """What was said of things before they were changed; it is never found by a search."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_thing(self, subject: str) -> list[EarlierValue]:
        """Return what was said of a thing, the oldest first.

        Raises Damaged for what is not what was sealed.
        """
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM earlier_value WHERE subject = ? ORDER BY entry", (subject,)
        )
        return [_earlier_value(row) for row in rows]

    def entries(self) -> list[tuple[str, int]]:
        """Return the thing and the entry of each."""
        rows = self._database.rows("SELECT subject, entry FROM earlier_value ORDER BY entry")
        return [(str(subject), int(entry)) for subject, entry in rows]

    def get(self, subject: str, entry: int) -> EarlierValue | None:
        """Return the one that an entry replaced, or None. Raises as `of_thing` does."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM earlier_value WHERE subject = ? AND entry = ?",
            (subject, entry),
        )
        return _earlier_value(row) if row is not None else None

    def has(self, subject: str) -> bool:
        """Tell whether there is any of a thing."""
        found = self._database.row("SELECT 1 FROM earlier_value WHERE subject = ?", (subject,))
        return found is not None

    def changed(self, client: ClientId) -> dict[str, datetime]:
        """Return the things of a client's file that were changed, and when for the last time."""
        rows = self._database.rows(
            "SELECT subject, max(replaced_at) FROM earlier_value WHERE client = ? GROUP BY subject",
            (client,),
        )
        return {str(subject): datetime.fromisoformat(at) for subject, at in rows}

    def of_client(self, client: ClientId) -> list[EarlierValue]:
        """Return all of a file, the oldest first. Raises as `of_thing` does."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM earlier_value WHERE client = ? ORDER BY entry", (client,)
        )
        return [_earlier_value(row) for row in rows]

    def last_of_client(self, client: ClientId) -> list[EarlierValue]:
        """Return the newest of each thing of a file, by entry. Raises as `of_thing` does."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM earlier_value AS e WHERE client = ? AND entry = "
            "(SELECT max(entry) FROM earlier_value WHERE subject = e.subject) ORDER BY entry",
            (client,),
        )
        return [_earlier_value(row) for row in rows]

    def add(self, each: EarlierValue) -> None:
        """Add an earlier value."""
        self._database.change(
            _INSERT,
            (
                each.subject,
                each.entry,
                each.kind,
                each.client,
                utc_text(each.replaced_at),
                canonical(each.said).decode("ascii"),
                each.seal.salt,
                each.seal.digest,
            ),
        )

    def remove(self, subject: str, entry: int) -> None:
        """Take out the one that an entry replaced."""
        self._database.change(
            "DELETE FROM earlier_value WHERE subject = ? AND entry = ?", (subject, entry)
        )

    def take_out(self, subject: str) -> list[Row]:
        """Take out everything that was said of a thing before, and return its rows as they are."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM earlier_value WHERE subject = ?", (subject,)
        )
        self._database.change("DELETE FROM earlier_value WHERE subject = ?", (subject,))
        return rows

    def put_back(self, rows: Iterable[Row]) -> None:
        """Put back rows that were taken out."""
        self._database.change_all(_INSERT, rows)


def _earlier_value(row: Row) -> EarlierValue:
    subject, entry, kind, client, replaced_at, said, salt, digest = row
    found = EarlierValue(
        entry=entry,
        kind=kind,
        subject=subject,
        client=client,
        replaced_at=datetime.fromisoformat(replaced_at),
        said=parse_canonical_text(said),
        seal=Seal(salt, digest),
    )
    if not found.fits():
        raise Damaged(_("This earlier value is not what was sealed."))
    return found
