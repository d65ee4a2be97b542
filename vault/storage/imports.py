"""The tables of what was brought in: each batch, and whose records something came into."""

import json
from collections import defaultdict
from datetime import datetime

from vault.errors import NotFound
from vault.model.canonical import canonical
from vault.model.circumstances import License
from vault.model.ids import BatchId, ClientId, is_id
from vault.model.incoming.batch import Batch, BroughtFile, origin_from, origin_json
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = (
    "id, brought_at, brought_by, origin, files, counts, ids, undone_at, public_key, signature"
)


class ImportTable:
    """One row for each import. A row is never deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, batch: BatchId) -> Batch:
        """Return one. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM import_batch WHERE id = ?", (batch if is_id(batch) else "",)
        )
        if row is None:
            raise NotFound(_("There is no such import."))
        return _batch(row)

    def has(self, batch: BatchId) -> bool:
        """Tell whether there is one of this id."""
        return bool(self._database.row("SELECT 1 FROM import_batch WHERE id = ?", (batch,)))

    def ids(self) -> list[BatchId]:
        """Return the ids of all."""
        return [BatchId(row[0]) for row in self._database.rows("SELECT id FROM import_batch")]

    def list_all(self) -> list[Batch]:
        """Return all, the newest first."""
        sql = f"SELECT {_COLUMNS} FROM import_batch ORDER BY brought_at DESC, id"
        return [_batch(row) for row in self._database.rows(sql)]

    def put(self, batch: Batch) -> None:
        """Add one, or keep that it was undone."""
        files = [[each.path, each.size, each.sha256] for each in batch.files]
        undone = batch.undone_at.isoformat() if batch.undone_at is not None else None
        self._database.change(
            f"INSERT INTO import_batch ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET undone_at = excluded.undone_at, "
            "public_key = excluded.public_key, signature = excluded.signature",
            (
                batch.id,
                batch.brought_at.isoformat(),
                batch.brought_by,
                canonical(origin_json(batch.origin)).decode(),
                json.dumps(files, ensure_ascii=False, separators=(",", ":")),
                canonical(dict(batch.counts)).decode(),
                json.dumps(list(batch.ids), separators=(",", ":")),
                undone,
                batch.public_key,
                batch.signature,
            ),
        )

    def add_chart(self, batch: BatchId, client: ClientId, *, is_new: bool, consent: str) -> None:
        """Keep that a batch brought something into a record."""
        self._database.change(
            "INSERT INTO import_chart (batch, client, is_new, consent) VALUES (?, ?, ?, ?)",
            (batch, client, int(is_new), consent),
        )

    def charts(self, batch: BatchId) -> dict[ClientId, bool]:
        """Return whose records a batch went into, and whether it made them."""
        sql = "SELECT client, is_new FROM import_chart WHERE batch = ? ORDER BY client"
        return {ClientId(row[0]): bool(row[1]) for row in self._database.rows(sql, (batch,))}

    def of_client(self, client: ClientId) -> list[tuple[BatchId, str]]:
        """Return the batches that brought something into a record, and the consent told then."""
        sql = (
            "SELECT c.batch, c.consent FROM import_chart AS c JOIN import_batch AS b "
            "ON b.id = c.batch WHERE c.client = ? ORDER BY b.brought_at, b.id"
        )
        return [(BatchId(row[0]), str(row[1])) for row in self._database.rows(sql, (client,))]

    def remove_charts(self, batch: BatchId) -> None:
        """Forget whose records a batch went into."""
        self._database.change("DELETE FROM import_chart WHERE batch = ?", (batch,))

    def licenses(self) -> dict[ClientId, tuple[License, ...]]:
        """Return under which licenses of others records were kept before, by client."""
        found: defaultdict[ClientId, list[License]] = defaultdict(list)
        sql = (
            "SELECT c.client, b.origin FROM import_chart AS c JOIN import_batch AS b "
            "ON b.id = c.batch WHERE b.undone_at IS NULL ORDER BY c.client, b.brought_at"
        )
        for client, origin in self._database.rows(sql):
            license = origin_from(json.loads(origin)).license
            if license is not None and license not in found[ClientId(client)]:
                found[ClientId(client)].append(license)
        return {client: tuple(each) for client, each in found.items() if each}


def import_ids(database: Database, batch: str) -> list[str]:
    """Return the ids of what one import brought, as its row has them."""
    row = database.row("SELECT ids FROM import_batch WHERE id = ?", (batch,))
    return list(json.loads(row[0])) if row is not None else []


def _batch(row: Row) -> Batch:
    batch, brought_at, brought_by, origin, files, counts, ids, undone_at, public, signature = row
    return Batch(
        BatchId(batch),
        datetime.fromisoformat(brought_at),
        brought_by,
        origin_from(json.loads(origin)),
        tuple(BroughtFile(path, size, sha256) for path, size, sha256 in json.loads(files)),
        json.loads(counts),
        tuple(json.loads(ids)),
        datetime.fromisoformat(undone_at) if undone_at else None,
        public,
        signature,
    )
