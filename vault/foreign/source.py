"""Where records come from: a file, a folder or a ZIP, as files in order, read one at a time.

Nothing is ever unpacked onto the disk, and no name within a source is used as a path.
"""

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from vault.errors import BadInput, StorageFailed
from vault.model.document import SIZE_LIMIT
from vault.model.incoming.plan import SourceFile
from vault.model.incoming.table import Place, Problem
from vault.translation import _

MOST_FILES = 50_000
_BOMB_SIZE = 50_000_000
_BOMB_RATIO = 500
_LOCKED = 0x1
_UNIX = 3


_DAMAGED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error)
"""What the standard library raises of a ZIP that is damaged, locked, or packed in another way."""


def _as_text(name: str) -> str:
    """Return a name of the disk as text: a byte of it that is none as its two digits."""
    low, high = "\udc80", "\udcff"
    return "".join(f"%{ord(c) & 0xFF:02X}" if low <= c <= high else c for c in name)


def _told_apart(name: str, times: int) -> str:
    """Return a name that stands so many times in a ZIP by now so that it stands once."""
    if times == 1:
        return name
    folder, slash, own = name.rpartition("/")
    stem, dot, ending = own.rpartition(".")
    return f"{folder}{slash}{stem or ending} ({times}){dot if stem else ''}{ending if stem else ''}"


class SourceStream:
    """A file of a source, being read: what fails is said of the file, and of nothing else."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end. Raises BadInput for a damaged file."""
        with _in_a_sentence():
            return self._file.read(size)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except _DAMAGED:
        raise BadInput(_("This file of the ZIP is damaged or locked.")) from None
    except OSError:
        raise BadInput(_("This file cannot be read.")) from None


class Source:
    """A source that is open; `problems` names what of it is not read, and why."""

    def __init__(self, path: Path) -> None:
        """Look into it. Raises BadInput for what is none, StorageFailed."""
        self.path = path
        self.problems: list[Problem] = []
        self._zip: zipfile.ZipFile | None = None
        self._members: list[zipfile.ZipInfo] = []
        self._paths: list[Path] = []
        try:
            if path.is_dir():
                self.files = self._in_folder()
            elif path.is_file() and path.suffix.casefold() == ".zip":
                self._zip = zipfile.ZipFile(path)
                self.files = self._in_zip(self._zip)
            elif path.is_file():
                self._paths = [path]
                self.files = [SourceFile(_as_text(path.name), path.stat().st_size)]
            else:
                raise BadInput(_("There is no file or folder of this name."))
        except _DAMAGED:
            raise BadInput(_("This ZIP is damaged, or of a kind that cannot be read.")) from None
        except OSError as error:
            raise StorageFailed(_("The source cannot be read: {why}.").format(
                why=os.strerror(error.errno or 0))) from None  # fmt: skip

    @property
    def name(self) -> str:
        """What it is called."""
        return _as_text(self.path.name or str(self.path))

    @contextmanager
    def open(self, index: int) -> Iterator["SourceStream"]:
        """Open a file of it for reading. Raises BadInput for one that is damaged, or not read."""
        with _in_a_sentence():
            file = self._opened(index)
        with file:
            yield SourceStream(file)

    def _opened(self, index: int) -> IO[bytes]:
        if self._zip is not None:
            return self._zip.open(self._members[index])
        return self._paths[index].open("rb")

    def read(self, index: int, most: int) -> bytes:
        """Return a file of it. Raises BadInput for more than `most` bytes, and as `open` does."""
        with self.open(index) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise BadInput(_("This file is too large to be read."))
        return data

    def close(self) -> None:
        """Close it."""
        if self._zip is not None:
            self._zip.close()

    def _in_folder(self) -> list[SourceFile]:
        found = []
        for folder, folders, names in os.walk(self.path):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                inner = _as_text(path.relative_to(self.path).as_posix())
                known = path.lstat()
                if name.startswith(".") or name in ("Thumbs.db", "desktop.ini"):
                    continue
                if not stat.S_ISREG(known.st_mode):
                    self._refuse(inner, _("This is a link, not a file."))
                elif self._may_come(inner, known.st_size):
                    self._paths.append(path)
                    found.append(SourceFile(inner, known.st_size))
        return self._counted(found)

    def _in_zip(self, packed: zipfile.ZipFile) -> list[SourceFile]:
        found: list[SourceFile] = []
        seen = Counter[str]()
        for member in packed.infolist():
            name = member.filename.replace("\\", "/")
            parts = name.split("/")
            if member.is_dir() or "__MACOSX" in parts or parts[-1].startswith("."):
                continue
            mode = member.external_attr >> 16 if member.create_system == _UNIX else 0
            large = member.file_size > _BOMB_SIZE
            if ".." in parts or name.startswith("/") or ":" in parts[0]:
                self._refuse(name, _("Its name leads out of the ZIP."))
            elif stat.S_ISLNK(mode):
                self._refuse(name, _("This is a link, not a file."))
            elif member.flag_bits & _LOCKED:
                self._refuse(name, _("It has a password of its own."))
            elif large and member.file_size > _BOMB_RATIO * max(member.compress_size, 1):
                self._refuse(name, _("It would unpack to very much more than it is."))
            elif self._may_come(name, member.file_size):
                seen[name] += 1
                found.append(SourceFile(_told_apart(name, seen[name]), member.file_size))
                self._members.append(member)
        return self._counted(found)

    def _may_come(self, name: str, size: int) -> bool:
        if not size:
            self._refuse(name, _("This file is empty."))
        elif size > SIZE_LIMIT:
            self._refuse(name, _("This file is larger than 2 GB."))
        return 0 < size <= SIZE_LIMIT

    def _refuse(self, name: str, reason: str) -> None:
        self.problems.append(Problem(Place(name), reason))

    def _counted(self, found: list[SourceFile]) -> list[SourceFile]:
        if len(found) > MOST_FILES:
            raise BadInput(_("There are more than 50,000 files. Bring them in in parts."))
        return found
