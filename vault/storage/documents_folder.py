"""The folder of sealed documents: one age file for each, sealed to an identity of its own.

Paths and bytes only; which document is whose stands in the records. What is sealed and opened goes
through in pieces: a document may be larger than the memory.
"""

import contextlib
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from vault.crypto import age
from vault.errors import BadInput, Damaged, NotAllowed, StorageFailed
from vault.model.document import SIZE_LIMIT, AttachedFile
from vault.model.ids import DocumentId
from vault.model.media import HEAD, UNKNOWN, media_of
from vault.progress import Progress
from vault.storage.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    check_room,
    explained,
    new_file,
    sync,
    sync_folder,
)
from vault.translation import _

_PIECE = 1024 * 1024
_PART = ".*.part"
_SUFFIX = ".age"
_OURS = re.compile(r"[0-9a-f]{32}\.age(\.damaged)?\Z|\.[0-9a-f]{16}\.part\Z")


@dataclass(frozen=True)
class SealedFile:
    """A file that is sealed under a temporary name: what it is, and the identity that opens it."""

    part: Path = field(repr=False)
    identity: str = field(repr=False)
    file: AttachedFile


@dataclass(frozen=True)
class SealedDocument:
    """The sealed file of a document: how many bytes it has, and their SHA-256 in hex."""

    id: DocumentId
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Its name within the folder."""
        return f"{self.id}{_SUFFIX}"


class DocumentsFolder:
    """The sealed documents of one vault."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, document: DocumentId) -> Path:
        """Return where a document's sealed file lies."""
        return self._folder / f"{document}{_SUFFIX}"

    def seal(self, source: Path, progress: Progress) -> SealedFile:
        """Seal a copy of a file to a new identity, under a temporary name. Runs on any thread.

        The file itself is left as it is. Raises BadInput for what is no file, is empty, larger
        than SIZE_LIMIT or changed meanwhile; StorageFailed, also when there is no room; Cancelled.
        """
        self._check_outside(source)
        with explained():
            # Not `open` first: a pipe would be waited for.
            known = os.stat(source)
            _check_source(known)
            with open(source, "rb") as file:
                # Of an old archive, a name may be no text at all.
                name = os.fsencode(source.name).decode("utf-8", "replace")
                return self.seal_stream(file, name, known.st_size, progress)

    def seal_stream(
        self,
        file: age.Source,
        name: str,
        size: int,
        progress: Progress,
        *,
        unread: bool = False,
    ) -> SealedFile:
        """Seal what is read from a stream of `size` bytes; `name` is that of the file.

        `unread`, nobody looks even at what kind of file it is.
        Raises BadInput when it has another size, StorageFailed, Cancelled; nothing is left then.
        """
        identity = age.new_identity()
        recipient = age.recipient_of(identity)
        part = self._folder / f".{secrets.token_hex(8)}.part"
        with explained():
            self._folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            check_room(self._folder, _sealed_bytes(size))
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            progress.start(pieces_of(size))
            with explained(), os.fdopen(descriptor, "wb") as out:
                plain, sealed = _Read(file, progress), _Written(out)
                age.seal_stream(recipient, plain, sealed)
                out.flush()
                sync(out.fileno())
            if plain.count != size:
                raise BadInput(_("This file changed while it was read. Nothing was kept."))
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        kept = AttachedFile(
            name=name,
            media=UNKNOWN if unread else media_of(name, plain.head),
            size=plain.count,
            sha256=plain.digest.hexdigest(),
            sealed_size=sealed.count,
            sealed_sha256=sealed.digest.hexdigest(),
            recipient=recipient,
        )
        return SealedFile(part, identity, kept)

    def _check_outside(self, path: Path) -> None:
        """Raise NotAllowed for a path within the vault: nothing plain goes there."""
        if path.resolve().is_relative_to(self._folder.parent.resolve()):
            raise NotAllowed(
                _("This place is within the vault's own folder."), hint=_("Name another place.")
            )

    def save_to(
        self,
        path: Path,
        document: DocumentId,
        identity: str,
        file: AttachedFile,
        progress: Progress,
    ) -> None:
        """Write a document's plain bytes to a new private file outside of the vault.

        Raises NotAllowed when the name is taken or within the vault, and as `write_to` does.
        """
        self._check_outside(path)
        with new_file(path, file.size) as out:
            self.write_to(out, document, identity, file, progress)

    def check_plain(self, path: Path, file: AttachedFile, progress: Progress) -> None:
        """Read a plain file that was written back from the disk.

        Raises Damaged when that gives something else, StorageFailed, Cancelled.
        """
        with explained(), path.open("rb") as plain:
            progress.start(pieces_of(file.size))
            same = _digest(plain, progress) == (file.size, file.sha256)
        if not same:
            raise Damaged(
                _("What the disk gives back is not what was written. Nothing was kept."),
                hint=_("Check the disk, or choose another place."),
            )

    def delete_plain(self, path: Path, file: AttachedFile, progress: Progress) -> None:
        """Delete the file that was attached from where it was, if it is the very same still.

        Raises NotAllowed for another one, or within the vault, StorageFailed, Cancelled.
        """
        self._check_outside(path)
        with explained(), path.open("rb") as plain:
            progress.start(pieces_of(file.size))
            same = _digest(plain, progress) == (file.size, file.sha256)
        if not same:
            raise NotAllowed(
                _("The file there is not the one that was attached. It was left as it is.")
            )
        with explained():
            path.unlink()

    def sweep(self, known: Collection[DocumentId]) -> None:
        """Remove, best effort, the sealed files that no document has: nothing opens them."""
        with contextlib.suppress(StorageFailed):
            self.keep_only({f"{each}{_SUFFIX}" for each in known})

    def delete(self, documents: Iterable[DocumentId]) -> None:
        """Delete the sealed files of documents, where they are there. Raises StorageFailed."""
        with explained():
            for each in documents:
                path = self.path(each)
                path.unlink(missing_ok=True)
                path.with_name(f"{path.name}.damaged").unlink(missing_ok=True)
            if self._folder.is_dir():
                sync_folder(self._folder)

    def keep(self, sealed: SealedFile, document: DocumentId) -> None:
        """Give a sealed file its name; it is on the disk then. Raises StorageFailed."""
        with explained():
            os.replace(sealed.part, self.path(document))
            sync_folder(self._folder)

    def discard(self, sealed: SealedFile) -> None:
        """Take away what was sealed and is not wanted."""
        with contextlib.suppress(OSError):
            sealed.part.unlink(missing_ok=True)

    def remove(self, document: DocumentId) -> None:
        """Take a document's file away, best effort: without its identity nothing opens it."""
        with contextlib.suppress(OSError):
            self.path(document).unlink(missing_ok=True)

    def clear_cut_off(self) -> None:
        """Remove what was being sealed when the program ended; only for whoever has the lock."""
        with contextlib.suppress(OSError):
            for leftover in self._folder.glob(_PART):
                leftover.unlink()

    def write_to(
        self,
        out: age.Sink,
        document: DocumentId,
        identity: str,
        file: AttachedFile,
        progress: Progress,
    ) -> None:
        """Write a document's plain bytes to a stream, and prove that they are what was attached.

        Whoever gets them may not use them before this returns. Raises Damaged, StorageFailed,
        Cancelled.
        """
        plain = _Written(out)
        with explained(), self._open(document) as sealed:
            progress.start(pieces_of(file.sealed_size))
            age.open_stream(identity, _Read(sealed, progress), plain)
        if plain.count != file.size or plain.digest.hexdigest() != file.sha256:
            raise _damaged()

    def problem(self, known: SealedDocument, progress: Progress) -> str | None:
        """Tell what is wrong with a document's sealed file, or None. Raises StorageFailed."""
        try:
            with explained(), self._open(known.id) as sealed:
                if _digest(sealed, progress) == (known.size, known.sha256):
                    return None
        except Damaged as error:
            return error.sentence
        return _damaged().sentence

    def has(self, known: SealedDocument) -> bool:
        """Tell whether a document's sealed file is there in its full length."""
        try:
            return self.path(known.id).stat().st_size == known.size
        except OSError:
            return False

    def take(self, known: SealedDocument, source: "DocumentsFolder", progress: Progress) -> None:
        """Copy a sealed file from another folder, prove it on its way, and read it back.

        `pieces_of` its size are the steps of each of both. Raises Damaged for one that is not what
        was sealed, StorageFailed, Cancelled; nothing is left then.
        """
        part = self._folder / f".{secrets.token_hex(8)}.part"
        with explained():
            self._folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            with explained(), os.fdopen(descriptor, "wb") as out, source._open(known.id) as file:
                if _digest(file, progress, out) != (known.size, known.sha256):
                    raise _damaged()
                out.flush()
                sync(out.fileno())
            with explained(), part.open("rb") as file:
                if _digest(file, progress) != (known.size, known.sha256):
                    raise StorageFailed(
                        _("What was read back is not what was written there."),
                        hint=_("The disk may be failing. Use another one."),
                    )
            with explained():
                os.replace(part, self.path(known.id))
                sync_folder(self._folder)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def put_aside(self, known: SealedDocument) -> None:
        """Let a damaged file have another name, so that it is copied anew. Best effort."""
        with contextlib.suppress(OSError):
            path = self.path(known.id)
            os.replace(path, path.with_name(f"{path.name}.damaged"))

    def keep_only(self, names: Collection[str]) -> None:
        """Remove every document's file but those of these names, and what was cut off.

        Raises StorageFailed.
        """
        with explained():
            if self._folder.is_symlink() or not self._folder.is_dir():
                return
            for name in os.listdir(self._folder):
                if name not in names and _OURS.match(name):
                    (self._folder / name).unlink()

    @contextlib.contextmanager
    def _open(self, document: DocumentId) -> Iterator[IO[bytes]]:
        try:
            file = self.path(document).open("rb")
        except FileNotFoundError:
            raise Damaged(
                _("The file of this document is missing."),
                hint=_("Restore it from a backup."),
            ) from None
        with file:
            yield file


def pieces_of(size: int) -> int:
    """Return in how many steps so many bytes are read."""
    return -(-size // _PIECE)


def _digest(file: IO[bytes], progress: Progress, out: IO[bytes] | None = None) -> tuple[int, str]:
    """Return how many bytes a file has, and their SHA-256, and write them to `out`."""
    digest, size = hashlib.sha256(), 0
    while piece := file.read(_PIECE):
        progress.step()
        digest.update(piece)
        size += len(piece)
        if out is not None:
            out.write(piece)
    return size, digest.hexdigest()


def _check_source(known: os.stat_result) -> None:
    if not stat.S_ISREG(known.st_mode):
        raise BadInput(_("This is no file. Name one file at a time."))
    if not known.st_size:
        raise BadInput(_("This file is empty. Nothing was kept."))
    if known.st_size > SIZE_LIMIT:
        raise BadInput(
            _("This file is larger than 2 GB. Nothing was kept."),
            hint=_("Divide it, or keep it elsewhere and say where in a note."),
        )


def _sealed_bytes(size: int) -> int:
    """Return how many bytes an age file of a plain size has at most (64 KiB pieces, 16 of tag)."""
    return size + 16 * (size // 65_536 + 1) + 1024


def _damaged() -> Damaged:
    return Damaged(
        _("The file of this document is not what was attached."),
        hint=_("Restore it from a backup."),
    )


class _Read:
    """A file that is read in large pieces and handed on in small ones, hashed on its way."""

    def __init__(self, file: age.Source, progress: Progress) -> None:
        self._file, self._progress = file, progress
        self._piece, self._at = b"", 0
        self.count, self.head, self.digest = 0, b"", hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        if self._at >= len(self._piece):
            self._piece, self._at = self._file.read(_PIECE), 0
            if self._piece:
                self.head = self.head or self._piece[:HEAD]
                self.digest.update(self._piece)
                self.count += len(self._piece)
                self._progress.step()
        end = len(self._piece) if size < 0 else self._at + size
        part, self._at = self._piece[self._at : end], min(end, len(self._piece))
        return part


class _Written:
    """A stream whose bytes are counted and hashed on their way."""

    def __init__(self, sink: Any) -> None:
        self._sink = sink
        self.count, self.digest = 0, hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self.digest.update(data)
        self.count += len(data)
        self._sink.write(data)
        return len(data)

    def flush(self) -> None:
        self._sink.flush()
