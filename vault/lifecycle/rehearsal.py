"""A rehearsal: the newest backup is rebuilt in a scratch folder, proved whole, and wiped again."""

import contextlib
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

from vault.crypto import age
from vault.errors import Damaged, NotFound, NotWhole, WrongSecret
from vault.format.backup_manifest import (
    MANIFEST_LIMIT,
    Manifest,
    check_manifest,
    read_manifest,
)
from vault.format.key_slots import IdentitySlot
from vault.format.vault_header import RECORDS, Header
from vault.lifecycle.backup import MAC_LABEL
from vault.lifecycle.cards import combine_files
from vault.lifecycle.compartments import CompartmentPlace, find_key
from vault.lifecycle.computer_state import ComputerState
from vault.lifecycle.findings import Findings
from vault.lifecycle.paper_key import read_key_file
from vault.lifecycle.restore import documents_of, header_of, newest_whole, rebuild
from vault.lifecycle.verify import check_compartment, check_header
from vault.lifecycle.verify_content import check_process, check_records
from vault.model.rehearsal import Rehearsed
from vault.model.secret import RecoveryKey
from vault.progress import Progress
from vault.services.ways_in import HeaderFile
from vault.storage.backup_set import BackupSet
from vault.storage.documents_folder import pieces_of
from vault.storage.files import PRIVATE_FOLDER, explained
from vault.storage.folder import VaultFolder
from vault.translation import _

_SCRATCH = ".rehearsal-*.part"

_ONE_AT_A_TIME = Lock()
"""The one that runs by itself and one that a person asks for would wipe each other's folder."""

_ASK_SECONDS = 0.2


def key_from_files(key_file: Path | None, cards: Sequence[Path]) -> RecoveryKey | None:
    """Return the key that a rehearsal is to use: of a recovery kit, or rebuilt of card files.

    Cards come first. None where neither is named. Raises as `read_key_file` and `combine_files` do.
    """
    if cards:
        return RecoveryKey(combine_files(cards))
    return RecoveryKey(read_key_file(key_file)) if key_file is not None else None


class ScratchRestore:
    """Restores with the key that is open, or with one from paper; nothing is kept."""

    def __init__(self, vault: VaultFolder, records: CompartmentPlace, header: Header) -> None:
        """`header` is the vault's as it stands now: a way in may be newer than the unlocking."""
        self._vault = vault
        self._records = records
        self._header = header

    def run(self, place: str, progress: Progress, key: RecoveryKey | None = None) -> Rehearsed:
        """Rebuild and prove the newest whole snapshot of a place; return what was proved.

        What `key` opens is proved with it alone, as on the day it is needed: the records, or the
        process notes, which are otherwise proved as bytes, against the manifest. Raises
        WrongSecret for a key of another vault, NotFound without a snapshot under the present key
        or one that is newer than this way in, NotWhole for a damaged one, StorageFailed, Cancelled.
        """
        while not _ONE_AT_A_TIME.acquire(timeout=_ASK_SECONDS):
            progress.check()
        try:
            return self._rehearse(BackupSet(Path(place)), progress, key)
        except Damaged as error:
            # What else is said of it is meant for whoever has nothing but this backup.
            raise NotWhole(
                error.sentence,
                hint=_("Back up again; if this comes back, use another disk."),
                problems=error.problems if isinstance(error, NotWhole) else (),
            ) from None
        finally:
            _ONE_AT_A_TIME.release()

    def _rehearse(
        self, backup_set: BackupSet, progress: Progress, key: RecoveryKey | None
    ) -> Rehearsed:
        backup_set.require_connected()
        snapshot = newest_whole(backup_set)
        data = backup_set.manifest(snapshot.name, MANIFEST_LIMIT)
        manifest = read_manifest(data)
        header = header_of(backup_set, snapshot.name, manifest)
        if header.place(RECORDS) != self._header.place(RECORDS):
            raise NotFound(
                _("There is no backup under the present key of this vault yet."),
                hint=_("Back up first."),
            )
        opened = self._opened(header, key) if key is not None else None
        by_key = opened is not None and opened.name == RECORDS
        records = opened if opened is not None and by_key else self._records
        check_manifest(data, records.subkey(MAC_LABEL))
        self._clear()
        with explained():
            scratch = VaultFolder(self._vault.path / f".rehearsal-{secrets.token_hex(4)}.part")
            scratch.path.mkdir(mode=PRIVATE_FOLDER)
        try:
            rebuild(backup_set, snapshot.name, manifest, scratch.path, progress)
            process = opened if not by_key else None
            _prove(scratch, records, process, manifest, progress)
            _prove_documents(backup_set, manifest, progress)
        finally:
            self._clear()
        if opened is None:
            return Rehearsed(snapshot.name)
        return Rehearsed(snapshot.name, opened.name, opened.opened.way_in)

    def _opened(self, header: Header, key: RecoveryKey) -> CompartmentPlace:
        """Open a compartment of the backup's header with a key from paper."""
        recipient = age.recipient_of(age.find_identity(key.text))
        for name, slot in header.slots():
            if isinstance(slot, IdentitySlot) and slot.recipient == recipient:
                return find_key(self._vault, header, name, key)
        for _name, slot in self._header.slots():
            if isinstance(slot, IdentitySlot) and slot.recipient == recipient:
                raise NotFound(
                    _("The newest backup is older than this way in."),
                    hint=_("Back up, then rehearse again."),
                )
        raise WrongSecret(
            _("This key opens nothing of this vault."),
            hint=_("Compare the vault on the paper with this one, or print a new one."),
        )

    def _clear(self) -> None:
        with contextlib.suppress(OSError):
            for leftover in self._vault.path.glob(_SCRATCH):
                shutil.rmtree(leftover)


def _prove_documents(backup_set: BackupSet, manifest: Manifest, progress: Progress) -> None:
    """Read every document where it lies: what it is sealed as is what a restored vault gets."""
    problems = []
    for each in documents_of(manifest):
        progress.start(pieces_of(each.size))
        problem = backup_set.documents.problem(each, progress)
        if problem is not None:
            backup_set.documents.put_aside(each)
            problems.append(("document-file", str(each.id), problem))
    if problems:
        raise NotWhole(_("A document of this backup is damaged."), problems=problems)


def _prove(
    scratch: VaultFolder,
    records: CompartmentPlace,
    process: CompartmentPlace | None,
    manifest: Manifest,
    progress: Progress,
) -> None:
    findings = Findings(progress)
    header_file = HeaderFile(scratch)
    header = header_file.current
    check_header(findings, header_file, scratch)
    nothing_seen = ComputerState(None, header.vault_id)
    here = replace(records, folder=scratch, header=header)
    mark = check_compartment(findings, here, nothing_seen, check_records)
    if process is not None:
        there = replace(process, folder=scratch, header=header)
        check_compartment(findings, there, nothing_seen, check_process)
    if findings.problems:
        raise NotWhole(
            _("What was rebuilt from this backup is not whole."),
            problems=[(each.kind, each.id, each.message) for each in findings.problems],
        )
    if mark != manifest.records:
        raise Damaged(_("The chain of this backup does not end where its manifest says."))
