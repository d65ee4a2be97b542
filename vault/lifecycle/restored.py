"""What a restored vault knows of it: an entry, and the snapshot on its list of backups."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from vault.format.backup_manifest import Manifest
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.sitting import Sitting, Surroundings
from vault.model.audit import Action, Fact
from vault.model.backup import BackupMade, Snapshot
from vault.model.secret import Secret
from vault.storage.files import explained
from vault.storage.folder import VaultFolder
from vault.storage.records_store import records_tables


def as_made(place: Path, snapshot: Snapshot, manifest: Manifest, folder: VaultFolder) -> BackupMade:
    """Return the snapshot as the records list it: it was made after what stands in them.

    `folder` has its files, none of them open. Raises StorageFailed.
    """
    process = _process_files(folder)
    return BackupMade(
        place=os.fsencode(place.absolute()).decode("utf-8", "replace"),
        snapshot=snapshot.name,
        made_at=snapshot.made_at,
        records=manifest.records,
        size=sum(each.size for each in manifest.files),
        written=0,
        process_sha256=_sha256(process[0]) if process else None,
        process_proved=manifest.process_proved,
    )


def enter_restored(
    folder: VaultFolder, secret: Secret, surroundings: Surroundings, made: BackupMade
) -> None:
    """Say in the chain that the vault was restored, keep from where, let this computer know."""
    sitting = Sitting(folder, replace(surroundings, accept_older=True))
    try:
        fact = Fact(Action.VAULT_RESTORED, RECORDS, detail={"snapshot": made.snapshot})
        place = sitting.find(RECORDS, secret)
        store = sitting.begin(place, records_tables)
        try:
            with store.write(fact) as tables:
                tables.backups.add(replace(made, drafts_sha256=tables.notes.drafts_sha256()))
                if made.process_sha256 is not None and made.process_proved:
                    # As it was copied, open or not: the manifest says so under the records' key.
                    size = _process_files(folder)[0].stat().st_size
                    tables.backups.put_process_closed(size, made.process_sha256)
            sitting.remember(RECORDS, store)
            sitting.state.forget(PROCESS)
        finally:
            store.close()
    finally:
        sitting.lock.release()


def _process_files(folder: VaultFolder) -> list[Path]:
    return sorted(folder.path.glob(f"{PROCESS}-*.db"))


def _sha256(path: Path) -> str:
    with explained(), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
