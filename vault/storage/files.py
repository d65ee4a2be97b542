"""Whole files, written so that a crash leaves the old one or the new one, never half of one."""

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from vault.errors import Damaged, NotAllowed, StorageFailed
from vault.translation import _

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_OPEN_FILES = Path("/proc/self/fd")


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn the system's refusal to read or write into one sentence: StorageFailed."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(_reason(error), hint=_hint(error)) from None


def check_room(folder: Path, needed: int) -> None:
    """Raise StorageFailed, with both figures, when a disk has less room than `needed` bytes."""
    with explained():
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise StorageFailed(
            _("There is not enough room: {needed} MB are needed, {free} MB are free.").format(
                needed=-(-needed // 1_000_000), free=free // 1_000_000
            ),
            hint=_("Free some space, or name a place on another disk."),
        )


def replace_file(path: Path, data: bytes) -> None:
    """Write a private file under a temporary name, sync it, rename it into place, sync the folder.

    Raises StorageFailed; the old file then stands unchanged.
    """
    with explained():
        temporary = write_aside(path, data)
        try:
            os.replace(temporary, path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def write_aside(path: Path, data: bytes) -> Path:
    """Write and sync a private file beside `path` under a temporary name; return that name.

    Raises OSError; no temporary file is then left.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            sync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextlib.contextmanager
def new_file(path: Path, size: int) -> Iterator[BinaryIO]:
    """Give a private file to write `size` bytes to; it has its name once it is whole.

    Where the system can, it has none before: what is killed meanwhile leaves nothing. Raises
    NotAllowed when the name is taken, StorageFailed, also when there is no room; what the writer
    raises comes through. No file is left then.
    """
    with explained():
        if os.path.lexists(path):
            raise _taken()
        check_room(path.parent, size)
        nameless = _open_nameless(path.parent)
    if nameless is None:
        with _file_aside(path) as file:
            yield file
        return
    with explained(), os.fdopen(nameless, "wb") as file:
        yield file
        file.flush()
        sync(file.fileno())
        _give_first_name(file.fileno(), path)
        sync_folder(path.parent)


@contextlib.contextmanager
def _file_aside(path: Path) -> Iterator[BinaryIO]:
    with explained():
        temporary = path.with_name(f".{secrets.token_hex(8)}.part")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        with explained(), os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            sync(file.fileno())
        give_new_name(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _open_nameless(folder: Path) -> int | None:
    """Open a file without a name in a folder; None where the system or the disk has none."""
    if sys.platform != "linux" or not _OPEN_FILES.exists():
        return None
    try:
        return os.open(folder, os.O_WRONLY | os.O_TMPFILE, PRIVATE_FILE)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT):
            return None
        raise


def _give_first_name(descriptor: int, path: Path) -> None:
    """Link an open file that has no name, as open(2) says of O_TMPFILE."""
    open_files = os.open(_OPEN_FILES, os.O_RDONLY)
    try:
        # With a folder's descriptor it is linkat(2), which can follow the link to the open file.
        os.link(str(descriptor), path, src_dir_fd=open_files, follow_symlinks=True)
    except FileExistsError:
        raise _taken() from None
    finally:
        os.close(open_files)


def _taken() -> NotAllowed:
    return NotAllowed(_("A file of that name exists. It was left as it is."))


def check_written(temporary: Path, data: bytes) -> None:
    """Read a written file again. Raises Damaged when it is not what was written, StorageFailed."""
    with explained():
        written = temporary.read_bytes()
    if written != data:
        raise Damaged(
            _("What the disk gives back is not what was written. Nothing was kept."),
            hint=_("Check the disk, or choose another place."),
        )


def give_new_name(temporary: Path, path: Path) -> None:
    """Rename a written file to a name that must not be taken yet, and sync the folder.

    Raises NotAllowed when the name is taken, StorageFailed when the system refuses.
    """
    with explained():
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise _taken() from None
        except OSError:  # a FAT disk has no links
            if path.exists():
                raise _taken() from None
            os.rename(temporary, path)
        else:
            temporary.unlink()
        sync_folder(path.parent)


def write_logged(path: Path, data: bytes, log: Callable[[], object]) -> None:
    """Write a new private file, read it again, and `log` it before it has its name.

    One that nobody logged must not exist. Raises StorageFailed, NotAllowed when the name is taken,
    Damaged when the disk gives back something else; no file is then left.
    """
    with explained():
        aside = write_aside(path, data)
    try:
        check_written(aside, data)
        log()
        give_new_name(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def read_file(path: Path, limit: int) -> bytes | None:
    """Return at most `limit` + 1 bytes of a small file, or None when there is none.

    Raises StorageFailed when it cannot be read.
    """
    with explained():
        try:
            with path.open("rb") as file:
                return file.read(limit + 1)
        except FileNotFoundError:
            return None


def sync(descriptor: int) -> None:
    """Wait until a file is on the disk itself, as far as the system can say."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # not every file system there has it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until names in a folder are on the disk. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full. What was saved before is safe; this change was not made.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("This place may not be written to or read. Nothing was changed.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return _("There is no such folder or file. Nothing was changed.")
    if error.errno == errno.ENAMETOOLONG:
        return _("This name is too long. Nothing was changed.")
    return _("The disk reported an error. What was saved before is safe; this change was not made.")


def _hint(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("Free some space and try again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("Check the permissions of the folder, or whether the disk is read-only.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return _("Check the name.")
    return _("Check the disk, then try again.")
