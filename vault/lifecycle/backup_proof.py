"""Proving the copy that a backup is made of: all that no snapshot of the place has proved before.

A block that lies at the place, byte for byte, in a snapshot under the present key was proved when
that was made, so that a day costs a day: docs/formats/backup.md, "What a backup proves".
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from vault.errors import Damaged, NotWhole
from vault.format.backup_manifest import (
    BLOCK_SIZE,
    MANIFEST_LIMIT,
    Manifest,
    check_manifest,
    read_manifest,
)
from vault.format.head import HEAD_LIMIT, ClosedFile, claimed_closed
from vault.format.vault_header import PROCESS
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.findings import Findings
from vault.lifecycle.verify import (
    check_compartment,
    check_growth,
    check_header,
    goes_through,
    nothing_seen,
)
from vault.lifecycle.verify_content import check_process, check_records
from vault.model.audit import Mark
from vault.model.backup import Snapshot
from vault.progress import Progress
from vault.services.ways_in import HeaderFile
from vault.storage.backup_set import BackupSet
from vault.storage.database import Database
from vault.storage.documents_folder import SealedDocument
from vault.storage.files import explained, read_file
from vault.storage.folder import VaultFolder
from vault.translation import _

Kept = Mapping[str, Sequence[str | None]]
"""For each database, the names of its blocks that lie at the place already; None for any other."""


@dataclass(frozen=True)
class WhatIsKnown:
    """What an open vault knows of its state: the keys that are open, and how far it had come.

    `process` is None while process notes are closed; `closed` is then what the records say of
    their file. `drafts_sha256` is over what the drafts say, `documents`
    are the sealed files that the records name.
    """

    records: CompartmentPlace
    process: CompartmentPlace | None
    closed: ClosedFile | None
    drafts_sha256: str
    mark: Mark
    made_at: datetime
    documents: tuple[SealedDocument, ...] = ()


@dataclass(frozen=True)
class Compared:
    """A state, held byte for byte against the newest whole snapshot of a place.

    `since` is how far the records had come in that one, None where there is none; `documents` has
    the names of the documents that it has.
    """

    kept: Kept
    since: Mark | None = None
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Newest:
    """The newest snapshot of a place whose manifest can be read."""

    snapshot: Snapshot
    data: bytes = field(repr=False)
    manifest: Manifest

    def leaned_on(self, mac_key: bytes) -> bool:
        """Tell whether what is in it was proved: under this key, and nobody found it damaged."""
        try:
            check_manifest(self.data, mac_key)
        except Damaged:
            return False
        return self.snapshot.whole and self.manifest.block_size == BLOCK_SIZE


def newest_of(backup_set: BackupSet) -> Newest | None:
    """Return the newest snapshot of a place whose manifest can be read.

    Raises NewerFormat, StorageFailed.
    """
    for snapshot in reversed(backup_set.snapshots()):
        with contextlib.suppress(Damaged):
            data = backup_set.manifest(snapshot.name, MANIFEST_LIMIT)
            return Newest(snapshot, data, read_manifest(data))
    return None


def compare(
    backup_set: BackupSet, folder: VaultFolder, newest: Newest | None, progress: Progress
) -> Compared:
    """Hold the databases of a folder, byte for byte, against what a snapshot has of them.

    Raises StorageFailed, Cancelled.
    """
    with explained():
        paths = sorted(folder.path.glob("*.db"))
    kept = {}
    for path in paths:
        names = newest.manifest.blocks_of(path.name) if newest is not None else ()
        kept[path.name] = _kept(backup_set, path, names, progress)
    if newest is None:
        return Compared(kept)
    files = newest.manifest.files
    documents = frozenset(each.name for each in files if each.document)
    return Compared(kept, newest.manifest.records, documents)


def prove(folder: VaultFolder, known: WhatIsKnown, compared: Compared, progress: Progress) -> bool:
    """Prove a state that was put aside; return whether process notes could be.

    Where something is wrong, everything is checked, so that each damaged record is named. Raises
    NotWhole, Cancelled.
    """
    proof = _Proof(folder, known, progress)
    proof.records(compared)
    if proof.findings.problems:
        whole = _Proof(folder, known, progress)
        whole.records_whole()
        proof = whole if whole.findings.problems else proof
    proved = proof.process()
    if proof.findings.problems:
        raise NotWhole(
            _("The vault is damaged, so no backup was made. The older ones are kept."),
            hint=_("Run `strongroom verify` to see what is whole, and restore the rest."),
            problems=[(each.kind, each.id, each.message) for each in proof.findings.problems],
        )
    return proved


class _Proof:
    """One proof of a copy; what is wrong with it is in `findings`."""

    def __init__(self, folder: VaultFolder, known: WhatIsKnown, progress: Progress) -> None:
        self.findings = Findings(progress)
        self._folder = folder
        self._known = known
        header_file = HeaderFile(folder)
        self._header = header_file.current
        check_header(self.findings, header_file, folder)

    def records(self, compared: Compared) -> None:
        """Check what is new; without anything to lean on, pages, structure, chain and head."""
        here = replace(self._known.records, folder=self._folder, header=self._header)
        if compared.since is not None and self._leans(here, compared.since):
            file = here.folder.database(here.name, here.compartment.epoch).name
            new = [
                (number * BLOCK_SIZE, BLOCK_SIZE)
                for number, digest in enumerate(compared.kept[file])
                if digest is None
            ]
            check_growth(self.findings, here, compared.since, new)
        else:
            check_compartment(self.findings, here, nothing_seen(here), _no_content)

    def records_whole(self) -> None:
        """Check everything, each seal and signature too."""
        here = replace(self._known.records, folder=self._folder, header=self._header)
        check_compartment(self.findings, here, nothing_seen(here), check_records)

    def process(self) -> bool:
        """Check process notes with their key, or as a file; return whether that could be."""
        if self._header.process is None:
            return True
        if self._known.process is None:
            return self._compare_closed()
        there = replace(self._known.process, folder=self._folder, header=self._header)
        check_compartment(self.findings, there, nothing_seen(there), check_process)
        return True

    def _leans(self, here: CompartmentPlace, since: Mark) -> bool:
        """Tell whether the chain goes through a snapshot: not where an older one was restored."""
        try:
            database = here.open_database()
            try:
                return goes_through(here, database, since)
            finally:
                database.close()
        except Damaged:
            return False

    def _compare_closed(self) -> bool:
        """Compare the closed process database with what is known of it; there is no key here."""
        here = replace(self._known.records, folder=self._folder, header=self._header, name=PROCESS)
        found = here.closed_file()
        if found == self._known.closed:
            return True
        claimed = claimed_closed(read_file(self._folder.head(PROCESS), HEAD_LIMIT) or b"")
        if claimed is None:  # it was open when the program ended: only its key can tell
            return False

        def problem() -> str | None:
            if found == claimed:
                return None
            return _("Process notes are not as they were when they were last closed.")

        file = self._folder.database(PROCESS, here.compartment.epoch).name
        self.findings.check("pages", file, problem)
        return found == claimed


def _kept(
    backup_set: BackupSet, path: Path, names: Sequence[str], progress: Progress
) -> tuple[str | None, ...]:
    kept: list[str | None] = []
    with explained(), path.open("rb", buffering=0) as file:
        while piece := file.read(BLOCK_SIZE):
            progress.check()
            name = names[len(kept)] if len(kept) < len(names) else None
            kept.append(name if name is not None and backup_set.holds(name, piece) else None)
    return tuple(kept)


def _no_content(_findings: Findings, _database: Database) -> None:
    """Leave seals and signatures to `verify` and to the rehearsal."""
