"""The table of conflict checks, each with its decision."""

import json
from datetime import datetime

from vault.errors import NotFound
from vault.model.conflict import (
    ConflictCheck,
    Decision,
    FoundBefore,
    KnownAs,
    Likeness,
    is_decided_by,
)
from vault.model.ids import ClientId, ConflictCheckId
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = "id, checked_at, names, found, decision, reason, client"


class ConflictCheckTable:
    """What was looked for, what was found, and what the licensee decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def has(self, check: ConflictCheckId) -> bool:
        """Tell whether there is a check of this id."""
        return self._database.row("SELECT 1 FROM conflict_check WHERE id = ?", (check,)) is not None

    def get(self, check: ConflictCheckId) -> ConflictCheck:
        """Return the check of this id. Raises NotFound."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM conflict_check WHERE id = ?", (check,))
        if row is None:
            raise NotFound(_("There is no conflict check with this id."))
        return _check(row)

    def ids(self) -> list[ConflictCheckId]:
        """Return the ids of all checks."""
        rows = self._database.rows("SELECT id FROM conflict_check")
        return [ConflictCheckId(row[0]) for row in rows]

    def of_client(self, client: ClientId) -> list[ConflictCheck]:
        """Return the checks made for a client's file, the newest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM conflict_check WHERE client = ? "
            "ORDER BY checked_at DESC, id DESC",
            (client,),
        )
        return [_check(row) for row in rows]

    def list_all(self, limit: int) -> list[ConflictCheck]:
        """Return the `limit` newest checks, the newest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM conflict_check ORDER BY checked_at DESC, id DESC LIMIT ?",
            (max(limit, 0),),
        )
        return [_check(row) for row in rows]

    def turned_away(self) -> list[ConflictCheck]:
        """Return the checks after which no file was opened, for a conflict."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM conflict_check WHERE client IS NULL AND decision = ?",
            (Decision.CONFLICT,),
        )
        return [_check(row) for row in rows]

    def waiting(self) -> list[ConflictCheck]:
        """Return the checks that still wait for a decision, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM conflict_check WHERE decision = ? ORDER BY checked_at, id",
            (Decision.WAITS,),
        )
        left = [_check(row) for row in rows]
        # Whose file was not opened may have been decided about under any file, or under none.
        anywhere = self._decided() if any(each.client is None for each in left) else []
        return [
            each
            for each in left
            if not any(
                is_decided_by(each, later)
                for later in (anywhere if each.client is None else self.of_client(each.client))
            )
        ]

    def _decided(self) -> list[ConflictCheck]:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM conflict_check WHERE decision <> ?", (Decision.WAITS,)
        )
        return [_check(row) for row in rows]

    def of_nobody(self) -> list[ConflictCheck]:
        """Return the checks after which no file was opened, the newest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM conflict_check WHERE client IS NULL "
            "ORDER BY checked_at DESC, id DESC"
        )
        return [_check(row) for row in rows]

    def put(self, check: ConflictCheck) -> None:
        """Add a check."""
        found = [[each.id, each.known_as, each.likeness] for each in check.found]
        self._database.change(
            f"INSERT INTO conflict_check ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                check.id,
                check.checked_at.isoformat(),
                json.dumps(check.names, ensure_ascii=False),
                json.dumps(found),
                check.decision,
                check.reason,
                check.client,
            ),
        )


def _check(row: Row) -> ConflictCheck:
    check, checked_at, names, found, decision, reason, client = row
    return ConflictCheck(
        id=check,
        checked_at=datetime.fromisoformat(checked_at),
        names=tuple(json.loads(names)),
        found=tuple(
            FoundBefore(who, KnownAs(known_as), Likeness(likeness))
            for who, known_as, likeness in json.loads(found)
        ),
        decision=Decision(decision),
        reason=reason,
        client=client,
    )
