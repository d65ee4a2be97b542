"""The tables of the emergency page: what it says, and every edition that was printed."""

import json
from dataclasses import asdict
from datetime import datetime

from vault.model.canonical import canonical
from vault.model.dates import utc_text
from vault.model.emergency import Edition, EmergencyPlan
from vault.storage.database import Database


class EmergencyTable:
    """One plan, and the editions of its page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self) -> EmergencyPlan | None:
        """Return the plan, or None before there is one."""
        row = self._database.row("SELECT plan FROM emergency_plan")
        return EmergencyPlan(**json.loads(row[0])) if row else None

    def put(self, plan: EmergencyPlan) -> None:
        """Keep the plan."""
        self._database.change(
            "INSERT OR REPLACE INTO emergency_plan (id, plan) VALUES (1, ?)",
            (canonical(asdict(plan)).decode("ascii"),),
        )

    def edition(self) -> Edition | None:
        """Return the newest edition that was printed, or None."""
        row = self._database.row(
            "SELECT number, sha256 FROM emergency_edition ORDER BY number DESC LIMIT 1"
        )
        return Edition(*row) if row else None

    def printed_at(self) -> datetime | None:
        """Return when the newest edition was printed, or None."""
        row = self._database.row(
            "SELECT printed_at FROM emergency_edition ORDER BY number DESC LIMIT 1"
        )
        return datetime.fromisoformat(row[0]) if row else None

    def add(self, edition: Edition, at: datetime) -> None:
        """Keep that an edition was printed."""
        self._database.change(
            "INSERT INTO emergency_edition (number, printed_at, sha256) VALUES (?, ?, ?)",
            (edition.number, utc_text(at), edition.sha256),
        )
