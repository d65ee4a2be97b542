"""From a backup place back to a vault: prove what lies there, and rebuild a whole folder of it."""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from vault.errors import (
    Damaged,
    NotAllowed,
    NotFound,
    NotWhole,
    VaultError,
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
from vault.translation import _, count_of

DOCUMENT_FILE = "document-file"

PLACE_NAME = "Strongroom backup"
"""The folder that is made in a chosen one where other things lie."""


@dataclass(frozen=True)
class InspectedBackups:
    """What anyone can see of a backup place: whose backups, and the snapshots, oldest first."""

    vault_id: str
    snapshots: tuple[Snapshot, ...]


@dataclass(frozen=True)
class Restored:
    """A vault that was rebuilt and proved whole. `made_at` is when its snapshot was made.

    `lost` are the ids of the documents whose files are damaged at the backup place.
    """

    path: Path = field(repr=False)
    vault_id: str
    snapshot: str
    made_at: datetime
    checked: int
    process_checked: bool
    lost: tuple[str, ...] = ()


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
    this computer expects no more of it than the snapshot had. A document that is damaged at the
    place is named as `lost`: all else is there. Raises
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
        lost = _take_documents(backup_set, manifest, folder, progress)
        checked = _prove(part, manifest, secret, process_secret, progress, lost)
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
        tuple(lost),
    )


def _take_documents(
    backup_set: BackupSet, manifest: Manifest, folder: VaultFolder, progress: Progress
) -> list[str]:
    """Copy each document from its place; return the ids of those that are damaged there.

    One scan that rotted is not to take the notes with it. Raises StorageFailed, Cancelled.
    """
    lost = []
    for each in documents_of(manifest):
        progress.start(2 * pieces_of(each.size))
        try:
            DocumentsFolder(folder.documents).take(each, backup_set.documents, progress)
        except Damaged:
            lost.append(str(each.id))
    return lost


def restored_words(moment: str, lost: int) -> str:
    """Return what is said of a vault that was restored, as it was at a moment, in words."""
    words = _("Restored and proved whole, as it was on {moment}.").format(moment=moment)
    return f"{words} {lost_words(lost)}" if lost else words


def lost_words(count: int) -> str:
    """Return what is said when so many documents could not be brought back."""
    return count_of(
        "The file of {n} document is damaged in this backup and was not brought back. All else is.",
        "The files of {n} documents are damaged in this backup and were not brought back. All else "
        "is.",
        count,
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
        replace_file(path, small_file(backup_set, snapshot, file))
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
        raise damaged_file(file)


def small_file(backup_set: BackupSet, snapshot: str, file: BackedUpFile) -> bytes:
    """Return a file that lies in a snapshot as it is. Raises Damaged, StorageFailed."""
    data = backup_set.small_file(snapshot, file.name)
    if len(data) != file.size or hashlib.sha256(data).hexdigest() != file.sha256:
        raise damaged_file(file)
    return data


def _prove(
    part: Path,
    manifest: Manifest,
    secret: Secret,
    process_secret: Secret | None,
    progress: Progress,
    lost: Collection[str],
) -> int:
    report = verify(part, secret, process_secret, progress=progress)
    if any(each.kind != DOCUMENT_FILE or each.id not in lost for each in report.problems):
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


def damaged_file(file: BackedUpFile) -> VaultError:
    """Return what is said of a file that is damaged in a backup."""
    return Damaged(
        _("A file of this backup is damaged: {name}.").format(name=file.name),
        hint=_("Try an older snapshot."),
    )
