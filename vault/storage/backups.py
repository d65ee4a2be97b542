"""The tables of backups: the places they go to, and each one that was proved at its place."""

from datetime import datetime

from vault.model.audit import Mark
from vault.model.backup import BackupMade, Snapshot, kept
from vault.model.dates import utc_text
from vault.storage.database import Database, Row

_COLUMNS = (
    "place, snapshot, made_at, seq, chain_head, generation, size, written, "
    "process_sha256, process_proved, drafts_sha256"
)


class BackupTable:
    """Backup places and backups. A path stands here and nowhere outside of the vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def places(self) -> list[str]:
        """Return the paths of the backup places, in the order in which they were added."""
        return [str(row[0]) for row in self._database.rows("SELECT path FROM backup_place")]

    def add_place(self, path: str, at: datetime) -> None:
        """Add a place."""
        self._database.change(
            "INSERT INTO backup_place (path, added_at) VALUES (?, ?)", (path, utc_text(at))
        )

    def remove_place(self, path: str) -> None:
        """Remove a place; what was backed up there stays on the list of backups."""
        self._database.change("DELETE FROM backup_place WHERE path = ?", (path,))

    def add(self, made: BackupMade) -> None:
        """Keep that a backup was made and proved."""
        mark = made.records
        self._database.change(
            f"INSERT INTO backup ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                made.place,
                made.snapshot,
                utc_text(made.made_at),
                mark.seq,
                mark.chain_head,
                mark.generation,
                made.size,
                made.written,
                made.process_sha256,
                made.process_proved,
                made.drafts_sha256,
            ),
        )

    def process_closed(self) -> tuple[int, str] | None:
        """Return size and SHA-256 of the process database when it was last closed, or None."""
        row = self._database.row("SELECT size, sha256 FROM process_closed")
        return (int(row[0]), str(row[1])) if row else None

    def put_process_closed(self, size: int, sha256: str) -> None:
        """Keep what the process database is, now that it is closed."""
        self._database.change(
            "INSERT OR REPLACE INTO process_closed VALUES (1, ?, ?)", (size, sha256)
        )

    def latest(self, place: str | None = None) -> BackupMade | None:
        """Return the newest backup of a place, or of all in use; None when there is none."""
        in_use = "WHERE place IN (SELECT path FROM backup_place)"
        where, values = ("WHERE place = ?", (place,)) if place is not None else (in_use, ())
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM backup {where} ORDER BY made_at DESC, id DESC LIMIT 1", values
        )
        return _made(row) if row else None

    def list_all(self) -> list[BackupMade]:
        """Return every backup that was proved, newest first."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM backup ORDER BY made_at DESC, id DESC")
        return [_made(row) for row in rows]

    def kept(self) -> list[BackupMade]:
        """Return the backups that are known to be there still (`backup.kept`), newest first."""
        made = self.list_all()
        there: set[tuple[str, str]] = set()
        for place in {each.place for each in made}:
            here = [Snapshot(each.snapshot, each.made_at) for each in made if each.place == place]
            there |= {(place, name) for name in kept(here)}
        return [each for each in made if (each.place, each.snapshot) in there]


def _made(row: Row) -> BackupMade:
    place, snapshot, made_at, seq, chain_head, generation, size, written, *others = row
    digest, proved, drafts = others
    return BackupMade(
        place=place,
        snapshot=snapshot,
        made_at=datetime.fromisoformat(made_at),
        records=Mark(seq, chain_head, generation),
        size=size,
        written=written,
        process_sha256=digest,
        process_proved=None if proved is None else bool(proved),
        drafts_sha256=drafts,
    )
