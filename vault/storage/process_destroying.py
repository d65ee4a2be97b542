"""Takes everything of one client out of the process notes, in one transaction of the caller."""

import json
from datetime import datetime

from vault.model.ids import ClientId, DestructionId
from vault.storage.database import Database


class ProcessDestructions:
    """What went from this compartment, by destruction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def has(self, destruction: DestructionId) -> bool:
        """Tell whether a destruction was carried out here."""
        sql = "SELECT 1 FROM destruction WHERE id = ?"
        return self._database.row(sql, (destruction,)) is not None

    def ids_of(self, client: ClientId) -> list[str]:
        """Return the ids of a client's process notes."""
        rows = self._database.rows("SELECT id FROM process_note WHERE client = ?", (client,))
        return [str(row[0]) for row in rows]

    def destroyed(self) -> dict[str, str]:
        """Return the id of everything that was destroyed here, each with its destruction."""
        rows = self._database.rows("SELECT id, ids FROM destruction")
        return {each: str(own) for own, ids in rows for each in json.loads(ids)}

    def destroy(self, destruction: DestructionId, client: ClientId, at: datetime) -> None:
        """Delete the process notes and the draft about a client, and keep which notes went."""
        ids = self.ids_of(client)
        rows = self._database.rows(
            "SELECT id, client, text FROM process_text WHERE client = ?", (client,)
        )
        for row in rows:
            self._database.change(
                "INSERT INTO process_index (process_index, rowid, client, text) "
                "VALUES ('delete', ?, ?, ?)",
                row,
            )
        for table in ("process_text", "process_note", "process_draft"):
            self._database.change(f"DELETE FROM {table} WHERE client = ?", (client,))
        self._database.change(
            "INSERT INTO destruction (id, client, at, ids) VALUES (?, ?, ?, ?)",
            (destruction, client, at.isoformat(), json.dumps(ids)),
        )
