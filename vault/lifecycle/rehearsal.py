"""A rehearsal: the newest backup is rebuilt in a scratch folder, proved whole, and wiped again."""

import contextlib
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

from vault.errors import Damaged, NotFound, NotWhole
from vault.format.backup_manifest import MANIFEST_LIMIT, check_manifest, read_manifest
from vault.format.vault_header import RECORDS
from vault.lifecycle.backup import MAC_LABEL
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.computer_state import ComputerState
from vault.lifecycle.findings import Findings
from vault.lifecycle.restore import newest_whole, rebuild
from vault.lifecycle.verify import check_compartment, check_header
from vault.lifecycle.verify_content import check_records
from vault.progress import Progress
from vault.services.ways_in import HeaderFile
from vault.storage.backup_set import BackupSet
from vault.storage.files import PRIVATE_FOLDER, explained
from vault.storage.folder import VaultFolder
from vault.translation import _

_SCRATCH = ".rehearsal-*.part"


class ScratchRestore:
    """Restores with the key that is open: no secret is asked for, and nothing is kept."""

    def __init__(self, vault: VaultFolder, records: CompartmentPlace) -> None:
        self._vault = vault
        self._records = records

    def run(self, place: str, progress: Progress) -> str:
        """Rebuild and prove the newest whole snapshot of a place; return its name.

        The process database is proved as bytes, against the manifest. Raises NotFound without a
        snapshot under the present key, NotWhole, Damaged, StorageFailed, Cancelled.
        """
        backup_set = BackupSet(Path(place))
        backup_set.require_connected()
        snapshot = newest_whole(backup_set)
        data = backup_set.manifest(snapshot.name, MANIFEST_LIMIT)
        manifest = read_manifest(data)
        self._clear()
        with explained():
            scratch = VaultFolder(self._vault.path / f".rehearsal-{secrets.token_hex(4)}.part")
            scratch.path.mkdir(mode=PRIVATE_FOLDER)
        try:
            rebuild(backup_set, snapshot.name, manifest, scratch.path, progress)
            header_file = HeaderFile(scratch)
            header = header_file.current
            if header.place(RECORDS) != self._records.header.place(RECORDS):
                raise NotFound(
                    _("There is no backup under the present key of this vault yet."),
                    hint=_("Back up first."),
                )
            check_manifest(data, self._records.subkey(MAC_LABEL))
            findings = Findings(progress)
            check_header(findings, header_file, scratch)
            here = replace(self._records, folder=scratch, header=header)
            nothing_seen = ComputerState(None, header.vault_id)
            mark = check_compartment(findings, here, nothing_seen, check_records)
            if findings.problems:
                raise NotWhole(
                    _("What was rebuilt from this backup is not whole."),
                    hint=_("Check the disk, and back up to another one."),
                    problems=[(each.kind, each.id, each.message) for each in findings.problems],
                )
            if mark != manifest.records:
                raise Damaged(_("The chain of this backup does not end where its manifest says."))
        finally:
            self._clear()
        return snapshot.name

    def _clear(self) -> None:
        with contextlib.suppress(OSError):
            for leftover in self._vault.path.glob(_SCRATCH):
                shutil.rmtree(leftover)
