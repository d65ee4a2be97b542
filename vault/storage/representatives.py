"""The table of who may act for a client."""

import json
from datetime import date

from vault.errors import NotFound
from vault.model.ids import ClientId, RepresentativeId, is_id
from vault.model.representative import Power, Representative, RepresentativeKind
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = "id, client, name, kind, powers, paper, paper_day, since, until, document, scope"


class RepresentativeTable:
    """Everyone who acts or has acted for a client."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, representative: RepresentativeId) -> Representative:
        """Return one representative. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM representative WHERE id = ?",
            (representative if is_id(representative) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such representative."))
        return _representative(row)

    def has(self, representative: RepresentativeId) -> bool:
        """Tell whether there is a representative of this id."""
        found = self._database.row("SELECT 1 FROM representative WHERE id = ?", (representative,))
        return found is not None

    def ids(self) -> list[RepresentativeId]:
        """Return the ids of all representatives."""
        rows = self._database.rows("SELECT id FROM representative")
        return [RepresentativeId(row[0]) for row in rows]

    def list_all(self) -> list[Representative]:
        """Return everyone who acts or has acted for any client, by client."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM representative ORDER BY client, id")
        return [_representative(row) for row in rows]

    def of_client(self, client: ClientId) -> list[Representative]:
        """Return who acts or has acted for a client, the first to begin first, then by name."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM representative WHERE client = ? ORDER BY since, name, id",
            (client,),
        )
        return [_representative(row) for row in rows]

    def going_on(self, day: date) -> list[Representative]:
        """Return everyone who has no last day yet on a day, or a later one, by client."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM representative WHERE until IS NULL OR until > ? "
            "ORDER BY client, since, id",
            (day.isoformat(),),
        )
        return [_representative(row) for row in rows]

    def put(self, each: Representative) -> None:
        """Add a representative, or keep a changed one."""
        self._database.change(
            f"INSERT INTO representative ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, "
            "powers = excluded.powers, paper = excluded.paper, paper_day = excluded.paper_day, "
            "since = excluded.since, until = excluded.until, document = excluded.document, "
            "scope = excluded.scope",
            (
                each.id,
                each.client,
                each.name,
                each.kind,
                json.dumps(list(each.powers)),
                each.paper,
                each.paper_day.isoformat() if each.paper_day else None,
                each.since.isoformat(),
                each.until.isoformat() if each.until else None,
                each.document,
                each.scope,
            ),
        )

    def remove(self, representative: RepresentativeId) -> None:
        """Take a representative out."""
        self._database.change("DELETE FROM representative WHERE id = ?", (representative,))


def _representative(row: Row) -> Representative:
    representative, client, name, kind, powers, paper, paper_day, since, until, document, scope = (
        row
    )
    return Representative(
        id=representative,
        client=client,
        name=name,
        kind=RepresentativeKind(kind),
        powers=tuple(Power(each) for each in json.loads(powers)),
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
        paper=paper,
        paper_day=date.fromisoformat(paper_day) if paper_day else None,
        document=document,
        scope=scope,
    )
