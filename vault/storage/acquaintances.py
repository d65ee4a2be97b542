"""The table of the licensee's own list."""

from vault.errors import NotFound
from vault.model.conflict import Acquaintance, Relationship
from vault.model.ids import AcquaintanceId, is_id
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = "id, name, relationship, words"


class AcquaintanceTable:
    """With whom the licensee has another relationship than a professional one with a client."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, acquaintance: AcquaintanceId) -> Acquaintance:
        """Return one person. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM acquaintance WHERE id = ?",
            (acquaintance if is_id(acquaintance) else "",),
        )
        if row is None:
            raise NotFound(_("There is nobody of this id on your own list."))
        return _acquaintance(row)

    def has(self, acquaintance: AcquaintanceId) -> bool:
        """Tell whether there is somebody of this id."""
        found = self._database.row("SELECT 1 FROM acquaintance WHERE id = ?", (acquaintance,))
        return found is not None

    def ids(self) -> list[AcquaintanceId]:
        """Return the ids of everyone."""
        return [
            AcquaintanceId(row[0]) for row in self._database.rows("SELECT id FROM acquaintance")
        ]

    def list_all(self) -> list[Acquaintance]:
        """Return everyone by name."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM acquaintance ORDER BY name COLLATE NOCASE, id"
        )
        return [_acquaintance(row) for row in rows]

    def put(self, each: Acquaintance) -> None:
        """Add somebody, or keep a changed one."""
        self._database.change(
            f"INSERT OR REPLACE INTO acquaintance ({_COLUMNS}) VALUES (?, ?, ?, ?)",
            (each.id, each.name, each.relationship, each.words),
        )

    def remove(self, acquaintance: AcquaintanceId) -> None:
        """Take somebody out."""
        self._database.change("DELETE FROM acquaintance WHERE id = ?", (acquaintance,))


def _acquaintance(row: Row) -> Acquaintance:
    acquaintance, name, relationship, words = row
    return Acquaintance(acquaintance, name, Relationship(relationship), words)
