"""Making a backup: put one state of the vault aside, prove it, copy it, and prove the copy.

What is damaged never becomes the newest backup (B1), and nothing is called done before it was read
back from its place (B2).
"""

import contextlib
import hashlib
import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from vault.errors import Damaged, NewerFormat, NotAllowed, NotWhole, StorageFailed
from vault.format.backup_manifest import (
    BLOCK_SIZE,
    MANIFEST_LIMIT,
    BackedUpFile,
    Manifest,
    read_manifest,
    write_manifest,
)
from vault.format.head import HEAD_LIMIT, ClosedFile, claimed_closed
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.computer_state import ComputerState
from vault.lifecycle.findings import Findings
from vault.lifecycle.process_door import ProcessDoor
from vault.lifecycle.sitting import Sitting
from vault.lifecycle.verify import check_compartment, check_header
from vault.lifecycle.verify_content import check_process, check_records
from vault.model.audit import Mark
from vault.model.backup import BackupMade, kept
from vault.model.dates import utc_text
from vault.progress import Progress
from vault.resource_files import read_resource
from vault.services.ways_in import HeaderFile
from vault.storage.backup_set import MANIFEST, SMALL_FILE, BackupSet
from vault.storage.copying import copy_files
from vault.storage.files import PRIVATE_FOLDER, explained, read_file, replace_file
from vault.storage.folder import VaultFolder
from vault.storage.records_store import RecordsStore
from vault.translation import _

MAC_LABEL = "backup-mac"
"""The label of the key that proves a manifest."""

START_HERE = "START-HERE.html"
READER = (START_HERE, "read_vault.py", "rebuild_backup.py", "combine_cards.py")
"""What lies beside backups, for whoever has no Strongroom."""

_ASIDE = ".backup-*.part"


@dataclass(frozen=True)
class WhatIsKnown:
    """What an open vault knows of its state: the keys that are open, and how far it had come.

    `process` is None while process notes are closed; `closed` is then what the records say of
    their file.
    """

    records: CompartmentPlace
    process: CompartmentPlace | None
    closed: ClosedFile | None
    mark: Mark
    made_at: datetime


class StateAside:
    """One state of the vault, in a folder within it: proved once, copied to any place."""

    def __init__(self, vault: VaultFolder, folder: VaultFolder, known: WhatIsKnown) -> None:
        self._vault = vault
        self.folder = folder
        self._known = known
        self._vault_id = known.records.header.vault_id
        self._has_process = known.records.header.process is not None
        self._process_proved: bool | None = None

    def run(self, place: str, progress: Progress, *, known: bool = False) -> BackupMade:
        """Prove it, copy it to a backup place, and prove it there.

        A `known` place has backups already: where they are not, its disk is not connected.
        Raises NotWhole when the vault is damaged, NotAllowed for a place where other things or
        another vault's backups lie, StorageFailed, Cancelled; no half snapshot is then left.
        """
        backup_set = BackupSet(Path(place))
        if Path(place).resolve().is_relative_to(self._vault.path.resolve()):
            raise NotAllowed(
                _("A backup does not go into the vault's own folder."),
                hint=_("Name a folder on another disk."),
            )
        if self._process_proved is None:
            self._process_proved = self._prove(progress)
        if known:
            backup_set.require_connected()
        backup_set.make()
        self._check_owner(backup_set)
        made = self._copy(backup_set, progress)
        _put_reader(backup_set)
        self._tidy()
        return made

    def discard(self) -> None:
        """Take away what was put aside."""
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder.path)

    def _tidy(self) -> None:
        """Remove what was put aside by a migration or a change of key, until there is a backup."""
        header = self._known.records.header
        with contextlib.suppress(OSError, StorageFailed):
            for path in self._vault.path.glob("*.db.before-schema-*"):
                path.unlink()
            for name in (RECORDS, PROCESS):
                compartment = header.compartment(name)
                if compartment is not None:
                    for path in self._vault.other_epochs(name, compartment.epoch):
                        path.unlink()

    def _prove(self, progress: Progress) -> bool:
        """Prove everything that can be; return whether process notes could be.

        Raises NotWhole.
        """
        findings = Findings(progress)
        header_file = HeaderFile(self.folder)
        check_header(findings, header_file, self.folder)
        nothing_seen = ComputerState(None, self._vault_id)
        here = replace(self._known.records, folder=self.folder, header=header_file.current)
        check_compartment(findings, here, nothing_seen, check_records)
        proved = True
        if self._known.process is not None:
            there = replace(self._known.process, folder=self.folder, header=header_file.current)
            check_compartment(findings, there, nothing_seen, check_process)
        elif self._has_process:
            proved = self._compare_closed(findings)
        if findings.problems:
            raise NotWhole(
                _("The vault is damaged, so no backup was made. The older ones are kept."),
                hint=_("Run `strongroom verify` to see what is whole, and restore the rest."),
                problems=[(each.kind, each.id, each.message) for each in findings.problems],
            )
        return proved

    def _compare_closed(self, findings: Findings) -> bool:
        """Compare the closed process database with what is known of it; there is no key here."""
        here = replace(self._known.records, folder=self.folder, name=PROCESS)
        found = here.closed_file()
        if found == self._known.closed:
            return True
        claimed = claimed_closed(read_file(self.folder.head(PROCESS), HEAD_LIMIT) or b"")
        if claimed is None:  # it was open when the program ended: only its key can tell
            return False

        def problem() -> str | None:
            if found == claimed:
                return None
            return _("Process notes are not as they were when they were last closed.")

        file = self.folder.database(PROCESS, here.compartment.epoch).name
        findings.check("pages", file, problem)
        return found == claimed

    def _check_owner(self, backup_set: BackupSet) -> None:
        for each in reversed(backup_set.snapshots()):
            try:
                manifest = read_manifest(backup_set.manifest(each.name, MANIFEST_LIMIT))
            except Damaged:
                continue
            if manifest.vault_id != self._vault_id:
                raise NotAllowed(
                    _("The backups of another vault lie at this place. Nothing was written."),
                    hint=_("Name a folder of its own for each vault."),
                )
            return

    def _copy(self, backup_set: BackupSet, progress: Progress) -> BackupMade:
        with explained():
            names = sorted(path.name for path in self.folder.path.iterdir() if path.is_file())
            sizes = {name: (self.folder.path / name).stat().st_size for name in names}
        databases = [name for name in names if name.endswith(".db")]
        progress.start(2 * sum(-(-sizes[name] // BLOCK_SIZE) for name in databases))
        snapshot = backup_set.begin_snapshot(self._known.made_at)
        try:
            files, written = [], 0
            for name in names:
                if name in databases:
                    file, added = self._put_blocks(backup_set, name, progress)
                    written += added
                else:
                    data = read_file(self.folder.path / name, SMALL_FILE) or b""
                    snapshot.put(name, data)
                    written += len(data)
                    file = BackedUpFile(name, len(data), hashlib.sha256(data).hexdigest())
                files.append(file)
            manifest = Manifest(
                self._vault_id,
                utc_text(self._known.made_at),
                self._known.mark,
                self._process_proved if self._has_process else None,
                tuple(files),
            )
            data = write_manifest(manifest, self._known.records.subkey(MAC_LABEL))
            snapshot.put(MANIFEST, data)
            for file in files:
                self._read_back(backup_set, snapshot.part_name, file, progress)
            if backup_set.manifest(snapshot.part_name, MANIFEST_LIMIT) != data:
                raise _not_as_written()
            snapshot.finish()
        except BaseException:
            snapshot.discard()
            raise
        expire(backup_set)
        return BackupMade(
            place=str(backup_set.path),
            snapshot=snapshot.name,
            made_at=self._known.made_at,
            records=self._known.mark,
            size=sum(sizes.values()),
            written=written + len(data),
            process_sha256=next(
                (each.sha256 for each in files if each.name.startswith(f"{PROCESS}-")), None
            ),
            process_proved=manifest.process_proved,
        )

    def _put_blocks(
        self, backup_set: BackupSet, name: str, progress: Progress
    ) -> tuple[BackedUpFile, int]:
        whole, blocks, size, written = hashlib.sha256(), [], 0, 0
        with explained(), (self.folder.path / name).open("rb") as file:
            while piece := file.read(BLOCK_SIZE):
                digest, added = backup_set.put_block(piece)
                whole.update(piece)
                blocks.append(digest)
                size += len(piece)
                written += added
                progress.step()
        return BackedUpFile(name, size, whole.hexdigest(), tuple(blocks)), written

    def _read_back(
        self, backup_set: BackupSet, snapshot: str, file: BackedUpFile, progress: Progress
    ) -> None:
        """Read a file from the place, block by block. One found damaged there is written again."""
        if not file.blocks:
            data = backup_set.small_file(snapshot, file.name)
            if hashlib.sha256(data).hexdigest() != file.sha256:
                raise _not_as_written()
        for number, digest in enumerate(file.blocks):
            try:
                backup_set.block(digest, BLOCK_SIZE)
            except Damaged:
                with explained(), (self.folder.path / file.name).open("rb") as source:
                    source.seek(number * BLOCK_SIZE)
                    backup_set.mend_block(source.read(BLOCK_SIZE))
                backup_set.block(digest, BLOCK_SIZE)
            progress.step()


def put_aside(
    sitting: Sitting, store: RecordsStore, records: CompartmentPlace, door: ProcessDoor
) -> StateAside:
    """Put one state of an open vault aside, in a folder within it; run or discard it.

    The databases are held still while another process copies them. Raises StorageFailed.
    """
    folder = sitting.folder
    with explained():
        for leftover in folder.path.glob(_ASIDE):
            shutil.rmtree(leftover)
        aside = VaultFolder(folder.path / f".backup-{secrets.token_hex(4)}.part")
        aside.path.mkdir(mode=PRIVATE_FOLDER)
    header = sitting.header_file.current
    try:
        with contextlib.ExitStack() as still:
            still.enter_context(store.database.held_still())
            if door.opened is not None:
                still.enter_context(door.opened[1].database.held_still())
            databases = [
                folder.database(name, header.place(name).epoch)
                for name in (RECORDS, PROCESS)
                if header.compartment(name) is not None
            ]
            small = (
                folder.header,
                folder.mirror,
                folder.head(RECORDS),
                folder.head(PROCESS),
                folder.call_sheet,
            )
            # Nothing of it is synced: a crash leaves nothing that anyone reads, and syncing one
            # small file would wait until the copied databases are on the disk.
            there = [path for path in small if path.exists()]
            copy_files([(path, aside.path / path.name) for path in (*databases, *there)])
            mark, closed = store.mark, _last_closed(store)
    except BaseException:
        with contextlib.suppress(OSError):
            shutil.rmtree(aside.path)
        raise
    process = door.opened[0] if door.opened is not None else None
    known = WhatIsKnown(replace(records, header=header), process, closed, mark, store.clock.now())
    return StateAside(folder, aside, known)


def expire(backup_set: BackupSet) -> None:
    """Remove the snapshots that have had their time, and the blocks that no other one names.

    Nothing is removed while a manifest cannot be read: what it names is not known. Raises
    StorageFailed.
    """
    snapshots = backup_set.snapshots()
    stay = kept(snapshots)
    used: set[str] = set()
    try:
        for name in stay:
            for file in read_manifest(backup_set.manifest(name, MANIFEST_LIMIT)).files:
                used.update(file.blocks)
    except (Damaged, NewerFormat):
        return
    backup_set.remove(each.name for each in snapshots if each.name not in stay)
    backup_set.remove_blocks(used)


def _put_reader(backup_set: BackupSet) -> None:
    """Lay what opens a backup without Strongroom beside it, as this version has it."""
    for name in READER:
        data = read_resource(f"reader/{name}")
        path = backup_set.path / ("" if name == START_HERE else "reader") / name
        with explained():
            if not path.exists() or path.read_bytes() != data:
                path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
                replace_file(path, data)


def _last_closed(store: RecordsStore) -> ClosedFile | None:
    try:
        closed = store.tables.backups.process_closed()
    except Damaged:
        return None  # the proof of the copy says so, and names what else is damaged
    return ClosedFile(*closed) if closed is not None else None


def _not_as_written() -> StorageFailed:
    return StorageFailed(
        _("What was read back from the backup place is not what was written there."),
        hint=_("The disk may be failing. Use another one."),
    )
