"""From a backup place back to a vault: prove what lies there, and rebuild a whole folder of it."""

import contextlib
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from vault.errors import (
    Damaged,
    NotAllowed,
    NotFound,
    NotWhole,
    StorageFailed,
    VaultError,
    WrongSecret,
)
from vault.format.backup_manifest import (
    MANIFEST_LIMIT,
    BackedUpFile,
    Manifest,
    check_manifest,
    read_manifest,
)
from vault.format.vault_header import RECORDS, Header, parse_header
from vault.lifecycle.backup import MAC_LABEL
from vault.lifecycle.compartments import find_key
from vault.lifecycle.findings import Findings, VerifyReport
from vault.lifecycle.restored import as_made, enter_restored
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify import verify
from vault.model.backup import Snapshot
from vault.model.ids import DocumentId
from vault.model.secret import Secret
from vault.progress import Progress
from vault.storage.backup_set import BackupSet
from vault.storage.documents_folder import DocumentsFolder, SealedDocument, pieces_of
from vault.storage.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    check_room,
    explained,
    replace_file,
    sync,
    sync_folder,
)
from vault.storage.folder import VaultFolder
from vault.translation import _

PLACE_NAME = "Strongroom backup"
"""The folder that is made in a chosen one where other things lie."""


@dataclass(frozen=True)
class InspectedBackups:
    """What anyone can see of a backup place: whose backups, and the snapshots, oldest first."""

    vault_id: str
    snapshots: tuple[Snapshot, ...]


@dataclass(frozen=True)
class Restored:
    """A vault that was rebuilt and proved whole. `made_at` is when its snapshot was made."""

    path: Path = field(repr=False)
    vault_id: str
    snapshot: str
    made_at: datetime
    checked: int
    process_checked: bool


def place_in(folder: Path) -> Path:
    """Return the backup place for a folder that a person chose.

    The folder itself where it is empty, new, or a backup place; else one within it.
    """
    if BackupSet(folder).exists or BackupSet(folder).may_be_made:
        return folder
    return folder / PLACE_NAME


def is_backup_place(path: Path) -> bool:
    """Tell whether backups lie at a path."""
    return BackupSet(path).exists


def inspect_backups(place: Path) -> InspectedBackups:
    """Say what lies in a backup place, without a key. Raises NotFound, Damaged, StorageFailed."""
    backup_set = BackupSet(place)
    backup_set.require()
    snapshots = backup_set.snapshots()
    for each in reversed(snapshots):
        with contextlib.suppress(Damaged):
            manifest = read_manifest(backup_set.manifest(each.name, MANIFEST_LIMIT))
            return InspectedBackups(manifest.vault_id, tuple(snapshots))
    raise NotFound(_("There is no whole backup at this place."))


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
        if len(findings.problems) > before:
            with contextlib.suppress(StorageFailed):  # a place that may only be read
                backup_set.mark_damaged(snapshot.name)
    return VerifyReport(findings.checked, tuple(findings.problems))


def restore(
    place: Path,
    target: Path,
    secret: Secret,
    process_secret: Secret | None = None,
    *,
    surroundings: Surroundings,
    snapshot: str | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Rebuild a vault at `target` from the newest whole snapshot, or the one that is named.

    It is built beside its final name and proved whole, and the chain compared with where the
    manifest says it ended, before it is renamed: a crash leaves no vault or a whole one. The last
    entry of its chain then says that it was restored, its list of backups has the snapshot, and
    this computer expects no more of it than the snapshot had. Raises
    NotAllowed when the target is taken, NotFound, WrongSecret, NotWhole, Damaged, StorageFailed,
    Cancelled.
    """
    progress = progress or Progress()
    backup_set = BackupSet(place)
    backup_set.require()
    with explained():
        taken = os.path.lexists(target)
    if taken:
        raise NotAllowed(_("There is something at this place already. It was left as it is."))
    chosen = _chosen(backup_set, snapshot)
    manifest, header = _open_manifest(backup_set, chosen.name, secret)
    check_room(target.parent, sum(each.size for each in manifest.files))
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    with explained():
        part.mkdir(mode=PRIVATE_FOLDER)
    try:
        folder = VaultFolder(part)
        with explained():
            folder.documents.mkdir(mode=PRIVATE_FOLDER)
        rebuild(backup_set, chosen.name, manifest, part, progress)
        for each in documents_of(manifest):
            progress.start(2 * pieces_of(each.size))
            DocumentsFolder(folder.documents).take(each, backup_set.documents, progress)
        checked = _prove(part, manifest, secret, process_secret, progress)
        enter_restored(folder, secret, surroundings, as_made(place, chosen, manifest, folder))
        with explained():
            folder.lock_file.unlink(missing_ok=True)
            sync_folder(part)
            os.rename(part, target)
            sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            shutil.rmtree(part)
        raise
    return Restored(
        target,
        header.vault_id,
        chosen.name,
        chosen.made_at,
        checked,
        process_secret is not None,
    )


def rebuild(
    backup_set: BackupSet, snapshot: str, manifest: Manifest, folder: Path, progress: Progress
) -> None:
    """Write every file of a snapshot but documents into a folder, each block and size checked.

    Raises Damaged, StorageFailed, Cancelled.
    """
    progress.start(sum(max(1, len(each.blocks)) for each in manifest.files))
    for file in manifest.files:
        if not file.document:
            _rebuild(backup_set, snapshot, file, manifest.block_size, folder, progress)


def documents_of(manifest: Manifest) -> list[SealedDocument]:
    """Return the sealed documents that a snapshot names."""
    files = (each for each in manifest.files if each.document)
    return [SealedDocument(DocumentId(each.document), each.size, each.sha256) for each in files]


def newest_whole(backup_set: BackupSet) -> Snapshot:
    """Return the newest snapshot that nobody found damaged. Raises NotFound."""
    whole = [each for each in backup_set.snapshots() if each.whole]
    if not whole:
        raise NotFound(
            _("There is no whole backup at this place."),
            hint=_("A damaged one can be named by itself; see `backup list`."),
        )
    return whole[-1]


def _chosen(backup_set: BackupSet, name: str | None) -> Snapshot:
    if name is not None:
        for each in backup_set.snapshots():
            if each.name == name:
                return each
        raise NotFound(_("There is no such snapshot at this place."))
    return newest_whole(backup_set)


def _open_manifest(backup_set: BackupSet, snapshot: str, secret: Secret) -> tuple[Manifest, Header]:
    data = backup_set.manifest(snapshot, MANIFEST_LIMIT)
    manifest = read_manifest(data)
    header = header_of(backup_set, snapshot, manifest)
    place = find_key(VaultFolder(backup_set.path), header, RECORDS, secret)
    check_manifest(data, place.subkey(MAC_LABEL))
    return manifest, header


def header_of(backup_set: BackupSet, snapshot: str, manifest: Manifest) -> Header:
    """Return the header of the vault in a snapshot. Raises Damaged, NewerFormat, StorageFailed."""
    headers = []
    for name in ("vault.json", "vault.json.2"):
        with contextlib.suppress(Damaged):
            headers.append(parse_header(backup_set.small_file(snapshot, name)))
    for header in headers:
        if header.vault_id == manifest.vault_id:
            return header
    raise Damaged(
        _("The header of the vault in this backup is damaged."), hint=_("Try an older snapshot.")
    )


def _rebuild(
    backup_set: BackupSet,
    snapshot: str,
    file: BackedUpFile,
    block_size: int,
    part: Path,
    progress: Progress,
) -> None:
    path = part / file.name
    if not file.blocks:
        replace_file(path, _small_file(backup_set, snapshot, file))
        progress.step()
        return
    with explained():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as written:
            for digest in file.blocks:
                written.write(backup_set.block(digest, block_size))
                progress.step()
            written.flush()
            sync(written.fileno())
    if path.stat().st_size != file.size:
        raise _damaged_file(file)


def _small_file(backup_set: BackupSet, snapshot: str, file: BackedUpFile) -> bytes:
    data = backup_set.small_file(snapshot, file.name)
    if len(data) != file.size or hashlib.sha256(data).hexdigest() != file.sha256:
        raise _damaged_file(file)
    return data


def _prove(
    part: Path,
    manifest: Manifest,
    secret: Secret,
    process_secret: Secret | None,
    progress: Progress,
) -> int:
    report = verify(part, secret, process_secret, progress=progress)
    if not report.ok:
        raise NotWhole(
            _("What was rebuilt from this backup is not whole. It was not kept."),
            hint=_("Try an older snapshot."),
            problems=[(each.kind, each.id, each.message) for each in report.problems],
        )
    if report.records != manifest.records:
        raise Damaged(
            _("The chain of this backup does not end where its manifest says."),
            hint=_("Try an older snapshot."),
        )
    return report.checked


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
                self._findings.check("file", subject, look)

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
        return self._documents[key]

    def _file(self, snapshot: Snapshot, file: BackedUpFile, block_size: int) -> str | None:
        if file.document:
            document = SealedDocument(DocumentId(file.document), file.size, file.sha256)
            return self._document(document)
        if not file.blocks:
            _small_file(self._set, snapshot.name, file)
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


def _damaged_file(file: BackedUpFile) -> VaultError:
    return Damaged(
        _("A file of this backup is damaged: {name}.").format(name=file.name),
        hint=_("Try an older snapshot."),
    )
