"""What one does with backups while the vault is open: choose places, keep what was proved."""

from vault.errors import NotAllowed, NotFound
from vault.model.audit import Action, Fact
from vault.model.backup import BackupMade
from vault.storage.records_store import RecordsStore
from vault.translation import _

_NO_CHANGE = (
    Action.VAULT_CREATED,
    Action.VAULT_UNLOCKED,
    Action.VAULT_RESTORED,
    Action.UNLOCKS_FAILED,
    Action.OLDER_ACCEPTED,
    Action.HEADER_CAUGHT_UP,
    Action.SIGNING_KEY_MADE,
    Action.PROCESS_NOTES_BEGUN,
    Action.CLIENT_VIEWED,
    Action.CHAIN_EXPORTED,
    Action.PRACTICE_EXPORTED,
    Action.BACKUP_PLACE_ADDED,
    Action.BACKUP_PLACE_REMOVED,
    Action.BACKUP_MADE,
    Action.BACKUP_REHEARSED,
)


class Backups:
    """Backup places, and the backups that were proved there."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def places(self) -> list[str]:
        """Return the folders that backups go to, in the order in which they were added."""
        return self._store.tables.backups.places()

    def add_place(self, path: str) -> None:
        """Let backups go to a folder too. Raises NotAllowed for one that is on the list."""
        if path in self.places():
            raise NotAllowed(_("Backups go to this place already."))
        with self._store.write(Fact(Action.BACKUP_PLACE_ADDED, "backup")) as tables:
            tables.backups.add_place(path, self._store.clock.now())

    def remove_place(self, path: str) -> None:
        """Let backups go there no more; what lies there stays. Raises NotFound."""
        if path not in self.places():
            raise NotFound(_("Backups do not go to this place."))
        with self._store.write(Fact(Action.BACKUP_PLACE_REMOVED, "backup")) as tables:
            tables.backups.remove_place(path)

    def record(self, made: BackupMade) -> None:
        """Keep that a backup was made, once it is proved at its place."""
        fact = Fact(
            Action.BACKUP_MADE,
            made.snapshot,
            detail={
                "seq": made.records.seq,
                "chain_head": made.records.chain_head,
                "size": made.size,
            },
        )
        with self._store.write(fact) as tables:
            tables.backups.add(made)

    def latest(self, place: str | None = None) -> BackupMade | None:
        """Return the newest backup of a place, or of all in use; None when there is none."""
        return self._store.tables.backups.latest(place)

    def list_all(self) -> list[BackupMade]:
        """Return every backup that was proved, newest first."""
        return self._store.tables.backups.list_all()

    def changes_since(self, made: BackupMade | None) -> int:
        """Return how many changes a restored backup would lack; of None, all there are.

        Openings, views, exports and backups change nothing. What leaves no entry counts as one:
        process notes, whose file alone can be compared here, and words typed into drafts.
        """
        changes = self._store.audit.count_after(made.records.seq if made else 0, _NO_CHANGE)
        closed = self._store.tables.backups.process_closed()
        others = closed is not None and (made is None or closed[1] != made.process_sha256)
        if not changes and self._store.tables.notes.drafts_sha256() != (
            made.drafts_sha256 if made else ""
        ):
            changes = 1
        return changes + others
