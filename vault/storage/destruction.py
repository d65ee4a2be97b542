"""The register of records that were destroyed, and are to be: outlives what it is about."""

import json
from datetime import datetime

from vault.errors import NotFound
from vault.model.canonical import canonical, parse_canonical_text
from vault.model.destruction import Destruction
from vault.model.ids import ClientId, DestructionId, is_id
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = (
    "id, client, asked, asked_by, keeps_name, withdrawn, begun, process_done, done, cleaned, "
    "contents, ids, salt, token, public_key, signature"
)


class DestructionTable:
    """One row for each time that the end of a record was asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, destruction: DestructionId) -> Destruction:
        """Return one. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM destruction WHERE id = ?",
            (destruction if is_id(destruction) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such destruction."))
        return _destruction(row)

    def has(self, destruction: DestructionId) -> bool:
        """Tell whether there is one of this id."""
        sql = "SELECT 1 FROM destruction WHERE id = ?"
        return self._database.row(sql, (destruction,)) is not None

    def ids(self) -> list[DestructionId]:
        """Return the ids of all."""
        return [DestructionId(row[0]) for row in self._database.rows("SELECT id FROM destruction")]

    def list_all(self) -> list[Destruction]:
        """Return all, the newest first."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM destruction ORDER BY asked DESC, id")
        return [_destruction(row) for row in rows]

    def of_client(self, client: ClientId) -> list[Destruction]:
        """Return those of one client, the newest first."""
        return [each for each in self.list_all() if each.client == client]

    def destroyed(self) -> dict[str, str]:
        """Return the id of everything that was destroyed, each with its destruction."""
        rows = self._database.rows("SELECT id, ids FROM destruction WHERE done IS NOT NULL")
        return {each: str(own) for own, ids in rows for each in json.loads(ids)}

    def took(self, thing: str) -> bool:
        """Tell whether the thing of an id was destroyed."""
        sql = "SELECT 1 FROM destruction WHERE done IS NOT NULL AND instr(ids, ?) > 0 LIMIT 1"
        return self._database.row(sql, (thing,)) is not None

    def put(self, each: Destruction) -> None:
        """Add one, or keep how far it has come."""
        self._database.change(
            f"INSERT INTO destruction ({_COLUMNS}) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET "
            "withdrawn = excluded.withdrawn, begun = excluded.begun, "
            "process_done = excluded.process_done, done = excluded.done, "
            "cleaned = excluded.cleaned, contents = excluded.contents, ids = excluded.ids, "
            "salt = excluded.salt, token = excluded.token, public_key = excluded.public_key, "
            "signature = excluded.signature",
            (
                each.id,
                each.client,
                each.asked.isoformat(),
                each.asked_by,
                int(each.keeps_name),
                *map(_text, (each.withdrawn, each.begun, each.process_done)),
                *map(_text, (each.done, each.cleaned)),
                canonical(each.contents).decode("ascii"),
                json.dumps(each.ids),
                each.salt,
                each.token,
                each.public_key,
                each.signature,
            ),
        )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _destruction(row: Row) -> Destruction:
    own, client, asked, asked_by, keeps_name, *rest = row
    moments, (contents, ids, salt, token, public_key, signature) = rest[:5], rest[5:]
    withdrawn, begun, process_done, done, cleaned = (
        datetime.fromisoformat(each) if each else None for each in moments
    )
    return Destruction(
        id=own,
        client=client,
        asked=datetime.fromisoformat(asked),
        asked_by=asked_by,
        keeps_name=bool(keeps_name),
        withdrawn=withdrawn,
        begun=begun,
        process_done=process_done,
        done=done,
        cleaned=cleaned,
        contents=parse_canonical_text(contents),
        ids=tuple(json.loads(ids)),
        salt=salt,
        token=token,
        public_key=public_key,
        signature=signature,
    )
