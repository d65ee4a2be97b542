"""A folder of plain files that is made in one go, outside the vault: for what leaves as a whole."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import BinaryIO

from vault.errors import NotAllowed
from vault.storage.files import PRIVATE_FOLDER, explained, new_file, sync_folder
from vault.translation import _

_PIECE = 1024 * 1024


class PlainFolder:
    """It has its name once it is whole; until then it lies beside that under a temporary one."""

    def __init__(self, path: Path) -> None:
        """Make it, empty. Raises NotAllowed when something is at `path`, StorageFailed."""
        self._path = path
        self.part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        check_free(path)
        with explained():
            path.parent.mkdir(parents=True, exist_ok=True)
        clear_cut_off(path)
        with explained():
            self.part.mkdir(mode=PRIVATE_FOLDER)

    def new_file(self, path: str, size: int) -> AbstractContextManager[BinaryIO]:
        """Open a new private file to be written; `path` has slashes. Raises as `files.new_file`."""
        file = self.part
        with explained():
            for name in path.split("/")[:-1]:
                file /= name
                file.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        return new_file(file / path.rpartition("/")[2], size)

    def paths(self) -> list[str]:
        """Return the path of every file, with slashes."""
        with explained():
            files = [each for each in self.part.rglob("*") if not each.is_dir()]
        return [each.relative_to(self.part).as_posix() for each in files]

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file in pieces. Raises StorageFailed."""
        with explained(), self.part.joinpath(*path.split("/")).open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    def give_name(self) -> None:
        """Give it its name. Raises NotAllowed when something took that meanwhile, StorageFailed."""
        check_free(self._path)
        with explained():
            self.part.rename(self._path)
            sync_folder(self._path.parent)

    def discard(self) -> None:
        """Take away what was written."""
        with suppress(OSError):
            shutil.rmtree(self.part)


def check_free(path: Path) -> None:
    """Raise NotAllowed when something is at a place already, StorageFailed."""
    with explained():
        if os.path.lexists(path):
            raise NotAllowed(
                _("There is something at this place already. It was left as it is."),
                hint=_("Name a folder that does not exist yet."),
            )


def clear_cut_off(path: Path) -> None:
    """Take away what a writing to a place left that was cut off. Raises StorageFailed."""
    ours = re.compile(re.escape(f".{path.name}.") + r"[0-9a-f]{8}\.part\Z")
    with explained():
        for each in path.parent.iterdir() if path.parent.is_dir() else ():
            if ours.match(each.name) and each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
