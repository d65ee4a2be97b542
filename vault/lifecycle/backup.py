"""Making a backup: put one state of the vault aside, prove it, copy it, and prove the copy.

What is damaged never becomes the newest backup (B1), and nothing is called done before it was read
back from its place (B2).
"""

import contextlib
import hashlib
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vault.errors import Damaged, NewerFormat, NotAllowed, NotWhole, StorageFailed
from vault.format.backup_manifest import (
    BLOCK_SIZE,
    DOCUMENTS,
    MANIFEST_LIMIT,
    BackedUpFile,
    Manifest,
    read_manifest,
    write_manifest,
)
from vault.format.head import ClosedFile
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.backup_proof import Compared, WhatIsKnown, compare, newest_of, prove
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.process_door import ProcessDoor
from vault.lifecycle.sitting import Sitting
from vault.model.backup import BackupMade, kept
from vault.model.dates import utc_text
from vault.progress import Progress
from vault.resource_files import read_resource
from vault.storage.backup_set import MANIFEST, SMALL_FILE, BackupSet
from vault.storage.copying import copy_files
from vault.storage.documents_folder import DocumentsFolder, SealedDocument, pieces_of
from vault.storage.files import PRIVATE_FOLDER, explained, read_file, replace_file
from vault.storage.folder import ASIDE, VaultFolder
from vault.storage.records_store import RecordsStore
from vault.translation import _

MAC_LABEL = "backup-mac"
"""The label of the key that proves a manifest."""

_AT_ONCE = 256
"""Blocks that are written together: 8 MiB in memory, and what a kill leaves half written."""

START_HERE = "START-HERE.html"
READER = (START_HERE, "read_vault.py", "rebuild_backup.py", "combine_cards.py")
"""What lies beside backups, for whoever has no Strongroom."""


class StateAside:
    """One state of the vault, in a folder within it: proved once, copied to any place."""

    def __init__(self, vault: VaultFolder, folder: VaultFolder, known: WhatIsKnown) -> None:
        self._vault = vault
        self.folder = folder
        self.known = known
        self._vault_id = known.records.header.vault_id
        self._has_process = known.records.header.process is not None
        self._mac_key = known.records.subkey(MAC_LABEL)
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
        if known:
            backup_set.require_connected()
        compared = self.compare(backup_set, progress)
        if self._process_proved is None:
            self._process_proved = prove(self.folder, self.known, compared, progress)
        backup_set.make()
        made = self._copy(backup_set, compared, progress)
        _put_reader(backup_set)
        self._tidy()
        return made

    def discard(self) -> None:
        """Take away what was put aside."""
        with contextlib.suppress(OSError):
            shutil.rmtree(self.folder.path)

    def _tidy(self) -> None:
        """Remove what was put aside by a migration or a change of key, until there is a backup."""
        header = self.known.records.header
        with contextlib.suppress(OSError, StorageFailed):
            for path in self._vault.path.glob("*.db.before-schema-*"):
                path.unlink()
            for name in (RECORDS, PROCESS):
                compartment = header.compartment(name)
                if compartment is not None:
                    for path in self._vault.other_epochs(name, compartment.epoch):
                        path.unlink()

    def compare(self, backup_set: BackupSet, progress: Progress) -> Compared:
        """Hold it against what lies at a place.

        Raises NotAllowed where another vault's backups lie, NewerFormat, StorageFailed, Cancelled.
        """
        newest = newest_of(backup_set) if backup_set.exists else None
        if newest is not None and newest.manifest.vault_id != self._vault_id:
            raise NotAllowed(
                _("The backups of another vault lie at this place. Nothing was written."),
                hint=_("Name a folder of its own for each vault."),
            )
        leaned = newest if newest is not None and newest.leaned_on(self._mac_key) else None
        return compare(backup_set, self.folder, leaned, progress)

    def _copy(self, backup_set: BackupSet, compared: Compared, progress: Progress) -> BackupMade:
        kept = compared.kept
        documents = self._documents(backup_set, compared, progress)
        with explained():
            names = sorted(path.name for path in self.folder.path.iterdir() if path.is_file())
            sizes = {name: (self.folder.path / name).stat().st_size for name in names}
        progress.start(2 * sum(list(blocks).count(None) for blocks in kept.values()))
        snapshot = backup_set.begin_snapshot(self.known.made_at)
        try:
            files, written = [], 0
            for name in names:
                if name in kept:
                    blocks, added = self._put_blocks(backup_set, name, kept[name], progress)
                    file = BackedUpFile(name, sizes[name], blocks=blocks)
                    written += added
                else:
                    data = read_file(self.folder.path / name, SMALL_FILE) or b""
                    snapshot.put(name, data)
                    written += len(data)
                    file = BackedUpFile(name, len(data), hashlib.sha256(data).hexdigest())
                files.append(file)
            manifest = Manifest(
                self._vault_id,
                utc_text(self.known.made_at),
                self.known.mark,
                self._process_proved if self._has_process else None,
                (*files, *documents),
            )
            data = write_manifest(manifest, self._mac_key)
            snapshot.put(MANIFEST, data)
            for file in files:
                if not file.blocks:
                    _read_small_back(backup_set, snapshot.part_name, file)
                else:
                    self._read_back(backup_set, file, kept[file.name], progress)
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
            made_at=self.known.made_at,
            records=self.known.mark,
            size=sum(sizes.values()) + sum(each.size for each in documents),
            written=written + len(data),
            process_sha256=self._process_sha256(),
            process_proved=manifest.process_proved,
            drafts_sha256=self.known.drafts_sha256,
        )

    def _documents(
        self, backup_set: BackupSet, compared: Compared, progress: Progress
    ) -> list[BackedUpFile]:
        """Copy each document that the place has not, and return all that the records name.

        One that the snapshot leaned on names, and that is there in its full length, is not read
        again; the rehearsal reads all. Raises NotWhole for one that is damaged in the vault.
        """
        place, ours = backup_set.documents, DocumentsFolder(self._vault.documents)
        files, damaged = [], []
        for each in self.known.documents:
            file = BackedUpFile(f"{DOCUMENTS}/{each.name}", each.size, each.sha256)
            files.append(file)
            progress.start(3 * pieces_of(each.size))
            there = place.has(each) and (
                file.name in compared.documents or place.problem(each, progress) is None
            )
            if not there:
                try:
                    place.take(each, ours, progress)
                except Damaged as error:
                    damaged.append(("document-file", str(each.id), error.sentence))
        if damaged:
            raise NotWhole(
                _("A document of the vault is damaged, so no backup was made."),
                hint=_("Restore it from an older backup, or take it out and attach it again."),
                problems=damaged,
            )
        return files

    def _put_blocks(
        self, backup_set: BackupSet, name: str, kept: Sequence[str | None], progress: Progress
    ) -> tuple[tuple[str, ...], int]:
        """Put the blocks of a database that the place has not; return all, and the bytes added."""
        path, blocks, written = self.folder.path / name, list(kept), 0
        new = [number for number, digest in enumerate(kept) if digest is None]

        for at in range(0, len(new), _AT_ONCE):
            numbers = new[at : at + _AT_ONCE]
            put = backup_set.put_blocks([_piece(path, number) for number in numbers])
            for number, (digest, added) in zip(numbers, put, strict=True):
                blocks[number] = digest
                written += added
            progress.step(len(numbers))
        return tuple(each for each in blocks if each is not None), written

    def _read_back(
        self,
        backup_set: BackupSet,
        file: BackedUpFile,
        kept: Sequence[str | None],
        progress: Progress,
    ) -> None:
        """Read from the place what was put there; the rest was read from it to be compared.

        A block that is found damaged there is written again.
        """
        for number, digest in enumerate(file.blocks):
            if kept[number] is not None:
                continue
            try:
                backup_set.block(digest, BLOCK_SIZE)
            except Damaged:
                backup_set.mend_block(_piece(self.folder.path / file.name, number))
                backup_set.block(digest, BLOCK_SIZE)
            progress.step()

    def _process_sha256(self) -> str | None:
        if not self._has_process:
            return None
        return replace(self.known.records, folder=self.folder, name=PROCESS).closed_file().sha256


def put_aside(
    sitting: Sitting, store: RecordsStore, records: CompartmentPlace, door: ProcessDoor
) -> StateAside:
    """Put one state of an open vault aside, in a folder within it; run or discard it.

    The databases are held still while another process copies them. Raises StorageFailed.
    """
    folder = sitting.folder
    folder.clear_cut_off([ASIDE])  # a rehearsal may be under way
    with explained():
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
            mark, closed, drafts = store.mark, *_beside_the_chain(store)
            documents = _documents_of(store)
    except BaseException:
        with contextlib.suppress(OSError):
            shutil.rmtree(aside.path)
        raise
    process = door.opened[0] if door.opened is not None else None
    here = replace(records, header=header)
    known = WhatIsKnown(here, process, closed, drafts, mark, store.clock.now(), documents)
    return StateAside(folder, aside, known)


def expire(backup_set: BackupSet) -> None:
    """Remove the snapshots that have had their time, and the blocks that no other one names.

    Nothing is removed while a manifest cannot be read: what it names is not known. Raises
    StorageFailed.
    """
    snapshots = backup_set.snapshots()
    stay = kept(snapshots)
    used: set[str] = set()
    documents: set[str] = set()
    try:
        for name in stay:
            for file in read_manifest(backup_set.manifest(name, MANIFEST_LIMIT)).files:
                used.update(file.blocks)
                documents |= {file.name.removeprefix(f"{DOCUMENTS}/")} if file.document else set()
    except (Damaged, NewerFormat):
        return
    backup_set.remove(each.name for each in snapshots if each.name not in stay)
    backup_set.remove_blocks(used)
    backup_set.documents.keep_only(documents)


def _put_reader(backup_set: BackupSet) -> None:
    """Lay what opens a backup without Strongroom beside it, as this version has it."""
    for name in READER:
        data = read_resource(f"reader/{name}")
        path = backup_set.path / ("" if name == START_HERE else "reader") / name
        with explained():
            if not path.exists() or path.read_bytes() != data:
                path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
                replace_file(path, data)


def _read_small_back(backup_set: BackupSet, snapshot: str, file: BackedUpFile) -> None:
    data = backup_set.small_file(snapshot, file.name)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise _not_as_written()


def _piece(path: Path, number: int) -> bytes:
    with explained(), path.open("rb", buffering=0) as file:
        file.seek(number * BLOCK_SIZE)
        return file.read(BLOCK_SIZE)


def _beside_the_chain(store: RecordsStore) -> tuple[ClosedFile | None, str]:
    """Return what no entry tells: the process database as it was closed, and what drafts say."""
    try:
        closed = store.tables.backups.process_closed()
        drafts = store.tables.notes.drafts_sha256()
    except Damaged:
        return None, ""  # the proof of the copy says so, and names what else is damaged
    return ClosedFile(*closed) if closed is not None else None, drafts


def _documents_of(store: RecordsStore) -> tuple[SealedDocument, ...]:
    try:
        return tuple(store.tables.sealed_files())
    except Damaged:
        return ()  # the proof of the copy says so


def _not_as_written() -> StorageFailed:
    return StorageFailed(
        _("What was read back from the backup place is not what was written there."),
        hint=_("The disk may be failing. Use another one."),
    )
