"""Proving every snapshot of a backup place, block by block, and marking the damaged ones."""

import contextlib
from functools import partial
from pathlib import Path

from vault.errors import Damaged, StorageFailed, WrongSecret
from vault.format.backup_manifest import (
    MANIFEST_LIMIT,
    BackedUpFile,
    Manifest,
    check_manifest,
    read_manifest,
)
from vault.format.vault_header import RECORDS
from vault.lifecycle.backup import MAC_LABEL
from vault.lifecycle.compartments import find_key
from vault.lifecycle.findings import Findings, VerifyReport
from vault.lifecycle.restore import DOCUMENT_FILE, header_of, small_file
from vault.model.backup import Snapshot
from vault.model.ids import DocumentId
from vault.model.secret import Secret
from vault.progress import Progress
from vault.storage.backup_set import BackupSet
from vault.storage.documents_folder import SealedDocument
from vault.storage.folder import VaultFolder
from vault.translation import _


def verify_backups(
    place: Path, secret: Secret | None = None, progress: Progress | None = None
) -> VerifyReport:
    """Prove every snapshot of a place, block by block; one found damaged is marked so.

    With a secret of the records it is also proved that each manifest was written with their key.
    Raises NotFound, WrongSecret, StorageFailed, Cancelled.
    """
    backup_set = BackupSet(place)
    backup_set.require()
    findings = Findings(progress or Progress())
    check = _Check(findings, backup_set, secret)
    for snapshot in reversed(backup_set.snapshots()):
        before = len(findings.problems)
        check.snapshot(snapshot)
        # A document is shared by many snapshots: it is put aside instead, and copied anew.
        if any(each.kind != DOCUMENT_FILE for each in findings.problems[before:]):
            with contextlib.suppress(StorageFailed):  # a place that may only be read
                backup_set.mark_damaged(snapshot.name)
    return VerifyReport(findings.checked, tuple(findings.problems))


class _Check:
    """Checks the snapshots of a place, newest first; a block that many name is read once."""

    def __init__(self, findings: Findings, backup_set: BackupSet, secret: Secret | None) -> None:
        self._findings = findings
        self._set = backup_set
        self._secret = secret
        self._keys: dict[int, bytes | None] = {}
        self._proved: set[str] = set()
        self._documents: dict[str, str | None] = {}

    def snapshot(self, snapshot: Snapshot) -> None:
        """Check one snapshot. Raises WrongSecret when the secret does not open the newest."""
        found: list[tuple[bytes, Manifest]] = []

        def read() -> None:
            data = self._set.manifest(snapshot.name, MANIFEST_LIMIT)
            found.append((data, read_manifest(data)))

        self._findings.check("manifest", snapshot.name, read)
        for data, manifest in found:
            key = self._key(snapshot, manifest) if self._secret is not None else None
            if key is not None:
                check = partial(check_manifest, data, key)
                self._findings.check("manifest", snapshot.name, check)
            for file in manifest.files:
                subject = f"{snapshot.name}/{file.name}"
                look = partial(self._file, snapshot, file, manifest.block_size)
                self._findings.check(DOCUMENT_FILE if file.document else "file", subject, look)

    def _key(self, snapshot: Snapshot, manifest: Manifest) -> bytes | None:
        """Return the key of manifests of a snapshot's epoch; None for one that is not known.

        It is derived once: a passphrase that was changed since does not open the older headers,
        and their key is the same. Before a change of keys there was another.
        """
        try:
            header = header_of(self._set, snapshot.name, manifest)
        except Damaged:
            return None  # its files say so themselves
        epoch = header.records.epoch
        if epoch not in self._keys and self._secret is not None:
            try:
                place = find_key(VaultFolder(self._set.path), header, RECORDS, self._secret)
                self._keys[epoch] = place.subkey(MAC_LABEL)
            except Damaged:
                return None
            except WrongSecret:
                if not self._keys:
                    raise
                self._keys[epoch] = None
        return self._keys.get(epoch)

    def _document(self, file: SealedDocument) -> str | None:
        """Check a document; the same one, of many snapshots, is read once."""
        key = f"{file.name} {file.sha256}"
        if key not in self._documents:
            self._documents[key] = self._set.documents.problem(file, self._findings.progress)
            if self._documents[key] is not None:
                self._set.documents.put_aside(file)
        return self._documents[key]

    def _file(self, snapshot: Snapshot, file: BackedUpFile, block_size: int) -> str | None:
        if file.document:
            document = SealedDocument(DocumentId(file.document), file.size, file.sha256)
            return self._document(document)
        if not file.blocks:
            small_file(self._set, snapshot.name, file)
            return None
        damaged = self._damaged(set(file.blocks) - self._proved, block_size)
        self._proved.update(set(file.blocks) - damaged)
        return _("{n} places of this file are damaged.").format(n=len(damaged)) if damaged else None

    def _damaged(self, blocks: set[str], block_size: int) -> set[str]:
        damaged = set()
        for digest in blocks:
            try:
                self._set.block(digest, block_size)
            except Damaged:
                damaged.add(digest)
        return damaged
