"""The vault folder: where its members lie, and the lock that keeps a second program out."""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from vault.errors import NotFound, OpenElsewhere, StorageFailed
from vault.storage.files import PRIVATE_FILE, explained
from vault.translation import _

MEMBERS = frozenset(
    {
        "vault.json",
        "vault.json.2",
        "records.head",
        "process.head",
        "records.head.next",
        "process.head.next",
        "callsheet.age",
        "openings.log",
        "documents",
        "vault.lock",
    }
)


ASIDE = ".backup-*.part"
"""A state that was put aside for a backup."""

_CUT_OFF = (ASIDE, ".rehearsal-*.part")


class VaultFolder:
    """One vault on disk. Paths only: what the members hold is the business of others."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header = path / "vault.json"
        self.mirror = path / "vault.json.2"
        self.lock_file = path / "vault.lock"
        self.documents = path / "documents"
        self.call_sheet = path / "callsheet.age"
        self.openings = path / "openings.log"

    def database(self, compartment: str, epoch: int) -> Path:
        """Return the path of a compartment's database, named by the epoch of its key."""
        return self.path / f"{compartment}-{epoch}.db"

    def head(self, compartment: str) -> Path:
        """Return the path of a compartment's head file."""
        return self.path / f"{compartment}.head"

    def next_head(self, compartment: str) -> Path:
        """Return the path of the head that a change of key writes before the header names it."""
        return self.path / f"{compartment}.head.next"

    def other_epochs(self, compartment: str, epoch: int) -> list[Path]:
        """Return the databases of a compartment under keys that the header does not name."""
        found = []
        with explained():
            for name in sorted(os.listdir(self.path)):
                stem = name.removesuffix("-journal").removesuffix(".db")
                begins, _dash, number = stem.rpartition("-")
                ours = begins == compartment and number.isdecimal() and _is_database(name)
                if ours and int(number) != epoch:
                    found.append(self.path / name)
        return found

    def clear_cut_off(self, patterns: Sequence[str] = _CUT_OFF) -> None:
        """Remove what a backup or a rehearsal was working on when it was cut off.

        Only for whoever holds the lock and has none of them under way; what cannot be removed
        stays until the next time.
        """
        with contextlib.suppress(OSError):
            for pattern in patterns:
                for leftover in self.path.glob(pattern):
                    shutil.rmtree(leftover)

    def require(self) -> None:
        """Raise NotFound when there is no vault here."""
        with explained():
            found = any(_is_there(path) for path in (self.header, self.mirror))
        if not found:
            raise NotFound(
                _("There is no vault here."), hint=_("Check the name of the vault's folder.")
            )

    def others(self) -> list[str]:
        """Return the names in the folder that are no members of a vault, sorted."""
        with explained():
            names = os.listdir(self.path)
        return sorted(name for name in names if name not in MEMBERS and not _is_database(name))


class FolderLock:
    """Holds vault.lock for this process; the system lets go of it when the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, folder: VaultFolder) -> Self:
        """Take the lock at once or not at all.

        Raises OpenElsewhere when another process has it, StorageFailed when the folder cannot be
        written.
        """
        with explained():
            descriptor = os.open(folder.lock_file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise OpenElsewhere(
                _("This vault is open in another window or program."),
                hint=_("Lock or close it there first."),
            ) from None
        return cls(descriptor)

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def make_private(path: Path, mode: int) -> bool:
    """Give a path the mode it must have; tell whether it had another.

    Raises StorageFailed when the path is missing or the system refuses.
    """
    if sys.platform == "win32":
        return False
    try:
        if path.stat().st_mode & 0o777 == mode:
            return False
        path.chmod(mode)
    except OSError:
        raise StorageFailed(
            _("A file of the vault cannot be made private."),
            hint=_("Check who owns the vault's folder."),
        ) from None
    return True


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise
    return True


def _is_database(name: str) -> bool:
    stem, _dot, suffix = name.partition(".db")
    compartment, _dash, epoch = stem.partition("-")
    known = compartment in ("records", "process") and epoch.isdecimal()
    return known and suffix in ("", "-journal")


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
