"""The table of what lies unfinished on the desk."""

import json
from typing import Any

from vault.storage.database import Database


class DeskTable:
    """Values by name, each the canonical JSON of an object."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """Return the JSON that lies under a name, or None."""
        row = self._database.row("SELECT value FROM desk WHERE name = ?", (name,))
        return str(row[0]) if row else None

    def all(self) -> dict[str, dict[str, Any]]:
        """Return everything on the desk by its name."""
        rows = self._database.rows("SELECT name, value FROM desk ORDER BY name")
        return {str(name): json.loads(value) for name, value in rows}

    def put(self, name: str, value: str) -> None:
        """Lay a value under a name, in place of the one before."""
        self._database.change(
            "INSERT INTO desk VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def remove(self, name: str) -> None:
        """Take away what lies under a name."""
        self._database.change("DELETE FROM desk WHERE name = ?", (name,))
