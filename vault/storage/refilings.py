"""The table of notes that were filed in the wrong record."""

from datetime import datetime

from vault.model.ids import ClientId, NoteId
from vault.model.refiling import Refiling
from vault.storage.database import Database, Row

_SELECT = "SELECT note, from_client, to_client, at FROM refiling"


class RefilingTable:
    """Every move of a signed note, in order; none is ever changed or taken out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, refiling: Refiling) -> None:
        """Keep one more."""
        self._database.change(
            "INSERT INTO refiling (note, from_client, to_client, at) VALUES (?, ?, ?, ?)",
            (refiling.note, refiling.from_client, refiling.to_client, refiling.at.isoformat()),
        )

    def of_note(self, note: NoteId) -> list[Refiling]:
        """Return where a note was taken, the first time first."""
        rows = self._database.rows(f"{_SELECT} WHERE note = ? ORDER BY id", (note,))
        return [_refiling(row) for row in rows]

    def list_all(self) -> list[Refiling]:
        """Return every move, the first first."""
        return [_refiling(row) for row in self._database.rows(f"{_SELECT} ORDER BY id")]

    def out_of(self, client: ClientId) -> list[Refiling]:
        """Return what was taken out of a record and is not back, each note once, in order.

        Also of a note that has gone since, with the record it was taken to.
        """
        rows = self._database.rows(
            f"{_SELECT} WHERE id IN (SELECT max(r.id) FROM refiling AS r LEFT JOIN note AS n "
            "ON n.id = r.note WHERE r.from_client = ?1 AND n.client IS NOT ?1 GROUP BY r.note) "
            "ORDER BY id",
            (client,),
        )
        return [_refiling(row) for row in rows]

    def into(self, client: ClientId) -> list[Refiling]:
        """Return how notes came into a record that were first filed in another, each once."""
        rows = self._database.rows(
            f"{_SELECT} WHERE id IN (SELECT max(r.id) FROM refiling AS r JOIN note AS n "
            "ON n.id = r.note WHERE n.client = ?1 AND n.first_client <> ?1 GROUP BY r.note) "
            "ORDER BY id",
            (client,),
        )
        return [_refiling(row) for row in rows]


def _refiling(row: Row) -> Refiling:
    note, from_client, to_client, at = row
    return Refiling(
        note=note, from_client=from_client, to_client=to_client, at=datetime.fromisoformat(at)
    )
