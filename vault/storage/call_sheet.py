"""The table of the call sheet: what callsheet.age was last written of."""

from datetime import datetime

from vault.model.dates import utc_text
from vault.storage.database import Database


class CallSheetTable:
    """One row: the SHA-256 of the words and of whom they were sealed to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def written(self) -> str | None:
        """Return the SHA-256 of what was last written, or None."""
        row = self._database.row("SELECT sha256 FROM call_sheet")
        return str(row[0]) if row else None

    def put(self, sha256: str, at: datetime) -> None:
        """Keep what was written now."""
        self._database.change(
            "INSERT OR REPLACE INTO call_sheet (id, sha256, written_at) VALUES (1, ?, ?)",
            (sha256, utc_text(at)),
        )
