"""What lies in a backup place: snapshots, and one pool of the blocks that they are made of.

Bytes and names only: what a snapshot says is the business of others. See docs/formats/backup.md.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from vault.errors import Damaged, NotAllowed, NotFound, StorageFailed
from vault.model.backup import Snapshot
from vault.storage.documents_folder import DocumentsFolder
from vault.storage.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    explained,
    read_file,
    sync,
    sync_folder,
    write_aside,
)
from vault.translation import _

MANIFEST = "manifest.json"
SMALL_FILE = 1024 * 1024
"""Most bytes of a file that lies in a snapshot as it is."""

_AT_ONCE = 8
"""How many threads wait for the disk: what they have written, it takes together."""

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_SNAPSHOT = re.compile(r"(\d{8}T\d{6}Z)(?:-\d+)?(\.damaged)?\Z", re.ASCII)
_MOMENT = "%Y%m%dT%H%M%SZ"
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_PART = ".part"
_HALF_WRITTEN = re.compile(r"\.[0-9a-f]{16}\.part\Z")


class BackupSet:
    """One backup place: a folder that holds the backups of one vault and nothing else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.snapshots_folder = path / "snapshots"
        self.pool = path / "blocks"
        self.documents = DocumentsFolder(path / "documents")

    @property
    def exists(self) -> bool:
        """Whether backups lie here, as far as one can look."""
        return os.path.isdir(self.snapshots_folder) and os.path.isdir(self.pool)

    @property
    def may_be_made(self) -> bool:
        """Whether the folder is new or empty, but for hidden files."""
        try:
            return all(name.startswith(".") for name in os.listdir(self.path))
        except FileNotFoundError:
            return True
        except OSError:
            return False

    def require(self) -> None:
        """Raise NotFound when no backups lie here."""
        if not self.exists:
            raise NotFound(
                _("There is no backup at this place."),
                hint=_("Name the folder that holds `snapshots` and `blocks`."),
            )

    def require_connected(self) -> None:
        """Raise StorageFailed when the backups that were made here are not to be seen."""
        if not self.exists:
            raise StorageFailed(
                _("The backups that were made at this place are not there."),
                hint=_("Connect the disk and try again."),
            )

    def make(self) -> None:
        """Make the set in a folder that is new or empty; one that is there stays as it is.

        Raises NotAllowed where other things lie, StorageFailed.
        """
        with explained():
            if not self.exists:
                if self.path.is_dir() and not self.may_be_made:
                    raise NotAllowed(
                        _("Other files lie at this place. Nothing was written."),
                        hint=_("Name a folder that is new or empty."),
                    )
                # Never the folders above: where a disk is not connected they are missing.
                for folder in (self.path, self.pool, self.snapshots_folder):
                    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
                sync_folder(self.path)

    def snapshots(self) -> list[Snapshot]:
        """Return the snapshots, oldest first. Raises StorageFailed."""
        found = []
        with explained():
            for name in os.listdir(self.snapshots_folder):
                match = _SNAPSHOT.match(name)
                with contextlib.suppress(ValueError):
                    if match:
                        made_at = datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC)
                        found.append(Snapshot(name, made_at, whole=not match[2]))
        return sorted(found, key=lambda each: (each.made_at, each.name))

    def manifest(self, snapshot: str, limit: int) -> bytes:
        """Return the bytes of a snapshot's manifest. Raises Damaged, StorageFailed."""
        return self._read(self.snapshots_folder / snapshot / MANIFEST, limit)

    def small_file(self, snapshot: str, name: str) -> bytes:
        """Return a file that lies in a snapshot as it is. Raises Damaged, StorageFailed."""
        return self._read(self.snapshots_folder / snapshot / name, SMALL_FILE)

    def block(self, digest: str, limit: int) -> bytes:
        """Return a block, proved to be what it is called. Raises Damaged, StorageFailed."""
        data = self._read(self._block(digest), limit)
        if hashlib.sha256(data).hexdigest() != digest:
            raise Damaged(_("A block of this backup is damaged."))
        return data

    def holds(self, digest: str, data: bytes) -> bool:
        """Read a block; tell whether it is, byte for byte, what is given.

        It is then the block of that name, whose SHA-256 was proved when it was written.
        """
        try:
            # Not by a file object: making one takes as long as all the rest.
            descriptor = os.open(f"{self.pool}/{digest[:2]}/{digest}", _READ)
            try:
                return os.read(descriptor, len(data) + 1) == data
            finally:
                os.close(descriptor)
        except OSError:
            return False

    def put_blocks(self, pieces: Sequence[bytes]) -> list[tuple[str, int]]:
        """Keep blocks; return the SHA-256 of each and the bytes that were written for it.

        One that is there in its full length is taken for the same: the proof of the snapshot reads
        it. Give as many at a time as may wait in memory. Raises StorageFailed.
        """
        put: list[tuple[str, int]] = []
        new: dict[Path, bytes] = {}
        with explained():
            for data in pieces:
                digest = hashlib.sha256(data).hexdigest()
                path = self._block(digest)
                if path in new or _size(path) == len(data):
                    put.append((digest, 0))
                else:
                    new[path] = data
                    put.append((digest, len(data)))
            self._write(new)
        return put

    def mend_block(self, data: bytes) -> None:
        """Write a block again in the place of one that was found damaged. Raises StorageFailed."""
        with explained():
            self._write({self._block(hashlib.sha256(data).hexdigest()): data})

    def begin_snapshot(self, made_at: datetime) -> "SnapshotFolder":
        """Begin the snapshot of a moment (UTC) under a temporary name. Raises StorageFailed."""
        name = made_at.astimezone(UTC).strftime(_MOMENT)
        with explained():
            taken = {each.removesuffix(".damaged") for each in os.listdir(self.snapshots_folder)}
            number = 2
            free = name
            while free in taken:
                free = f"{name}-{number}"
                number += 1
            part = self.snapshots_folder / f".{secrets.token_hex(4)}{_PART}"
            part.mkdir(mode=PRIVATE_FOLDER)
        return SnapshotFolder(part, self.snapshots_folder / free)

    def mark_damaged(self, snapshot: str) -> None:
        """Let a snapshot's name say that it was found damaged. Raises StorageFailed."""
        with explained():
            folder = self.snapshots_folder / snapshot
            if not snapshot.endswith(".damaged"):
                folder.rename(folder.with_name(f"{snapshot}.damaged"))
                sync_folder(self.snapshots_folder)

    def remove(self, snapshots: Iterable[str]) -> None:
        """Remove snapshots, and what an earlier backup left half made. Raises StorageFailed."""
        with explained():
            gone = [self.snapshots_folder / name for name in snapshots]
            for folder in gone:
                aside = folder.with_name(f".{secrets.token_hex(4)}{_PART}")
                folder.rename(aside)
            sync_folder(self.snapshots_folder)
            for name in os.listdir(self.snapshots_folder):
                if name.startswith(".") and name.endswith(_PART):
                    shutil.rmtree(self.snapshots_folder / name)

    def remove_blocks(self, used: set[str]) -> int:
        """Remove every block not in `used`; return the bytes freed. Raises StorageFailed."""
        freed = 0
        with explained():
            for folder in self.pool.iterdir():
                if folder.is_symlink() or not folder.is_dir():
                    continue
                for name in set(os.listdir(folder)) - used:
                    # A block, or what a crash left half written: nothing that is not ours.
                    if _DIGEST.match(name) or _HALF_WRITTEN.match(name):
                        freed += (folder / name).stat().st_size
                        (folder / name).unlink()
        return freed

    def _write(self, blocks: Mapping[Path, bytes]) -> None:
        """Write blocks under temporary names, then sync and rename each, then sync their folders.

        Together, for then the disk takes them together.
        """
        folders = {path.parent for path in blocks}
        if not all([folder.is_dir() for folder in folders]):
            for folder in folders:
                folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(self.pool)
        aside: list[tuple[Path, Path]] = []
        try:
            for path, data in blocks.items():
                aside.append((path.with_name(f".{secrets.token_hex(8)}{_PART}"), path))
                _write_private(aside[-1][0], data)
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                list(pool.map(_sync_and_rename, aside))
                list(pool.map(sync_folder, folders))
        except BaseException:
            for temporary, _path in aside:
                temporary.unlink(missing_ok=True)
            raise

    def _block(self, digest: str) -> Path:
        if not _DIGEST.match(digest):
            raise Damaged(_("A block of this backup has no proper name."))
        return self.pool / digest[:2] / digest

    def _read(self, path: Path, limit: int) -> bytes:
        try:
            data = read_file(path, limit)
        except StorageFailed:
            if self.exists:
                raise Damaged(_("A part of this backup cannot be read.")) from None
            raise
        if data is None or len(data) > limit:
            self.require_connected()
            raise Damaged(_("A part of this backup is missing or damaged."))
        return data


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _write_private(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _sync_and_rename(names: tuple[Path, Path]) -> None:
    temporary, path = names
    descriptor = os.open(temporary, os.O_RDWR)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(temporary, path)


class SnapshotFolder:
    """A snapshot that is being made: nobody takes it for one before `finish`."""

    def __init__(self, part: Path, final: Path) -> None:
        self._part = part
        self._final = final

    @property
    def name(self) -> str:
        """The name it will have."""
        return self._final.name

    @property
    def part_name(self) -> str:
        """The name it has until then."""
        return self._part.name

    def put(self, name: str, data: bytes) -> None:
        """Keep a small file in it; its name is on the disk after `finish`. Raises StorageFailed."""
        with explained():
            os.replace(write_aside(self._part / name, data), self._part / name)

    def finish(self) -> None:
        """Give it its name: from here on it is a snapshot. Raises StorageFailed."""
        with explained():
            sync_folder(self._part)
            os.rename(self._part, self._final)
            sync_folder(self._final.parent)

    def discard(self) -> None:
        """Take it away, half made as it is."""
        with contextlib.suppress(OSError):
            shutil.rmtree(self._part)
