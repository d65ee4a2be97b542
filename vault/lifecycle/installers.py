"""Installers of Strongroom beside the backups: for a day on which no network is to be had."""

import contextlib
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from vault.errors import BadInput, NotAllowed, NotFound, StorageFailed
from vault.progress import Progress
from vault.storage.backup_set import BackupSet
from vault.storage.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    explained,
    give_new_name,
    read_file,
    replace_file,
    sync,
)
from vault.translation import _

FOLDER = "installers"
LIST = "SHA256SUMS.txt"
"""Beside the files: for each its SHA-256 and its name, as `sha256sum -c` and `shasum` read it."""

LINUX, WINDOWS, MAC, ANY = "Linux", "Windows", "macOS", "Python"
_SYSTEMS = (
    (".appimage", LINUX),
    (".deb", LINUX),
    (".exe", WINDOWS),
    (".msi", WINDOWS),
    (".dmg", MAC),
    (".pkg", MAC),
    (".whl", ANY),
    (".tar.gz", ANY),
    (".zip", ANY),
)
KINDS = tuple(suffix for suffix, _system in _SYSTEMS)
"""How a file may end that is taken for an installer."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+()-]{0,119}\Z", re.ASCII)
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)\Z", re.ASCII)
_PIECE = 1024 * 1024
_LIST_LIMIT = 65_536


@dataclass(frozen=True)
class Installer:
    """One installer at a backup place: for which system, and the SHA-256 it was copied with."""

    name: str = field(repr=False)
    system: str
    sha256: str


def list_installers(place: Path) -> tuple[Installer, ...]:
    """Return the installers that lie at a backup place, by name; their bytes are not read.

    Raises StorageFailed.
    """
    folder = place / FOLDER
    text = (read_file(folder / LIST, _LIST_LIMIT) or b"").decode("utf-8", "replace")
    found = []
    for match in filter(None, map(_LINE.match, text.splitlines())):
        system = system_of(match[2])
        if system and (folder / match[2]).is_file():
            found.append(Installer(match[2], system, match[1]))
    return tuple(sorted(found, key=lambda each: each.name))


def add_installer(place: Path, file: Path, progress: Progress | None = None) -> Installer:
    """Copy an installer to a backup place, read the copy back, and list its SHA-256.

    Raises NotFound for a place without backups and a file that is none, BadInput for a name that
    no installer has, NotAllowed where one of this name lies, StorageFailed, Cancelled; nothing of
    it is then left.
    """
    progress = progress or Progress()
    BackupSet(place).require()
    system = system_of(file.name)
    if not system:
        raise BadInput(
            _("By its name this is no installer."),
            hint=_("Its name ends in one of: {kinds}").format(kinds=", ".join(KINDS)),
        )
    if not file.is_file():
        raise NotFound(_("There is no such file."), hint=_("Check the name."))
    folder = place / FOLDER
    with explained():
        if folder.is_symlink():
            raise NotAllowed(_("The folder of installers at this place leads elsewhere."))
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        if any(name.casefold() == file.name.casefold() for name in os.listdir(folder)):
            raise NotAllowed(
                _("There is an installer of this name already. It was left as it is."),
                hint=_("Delete it by hand if another one is to take its place."),
            )
        progress.start(2 * _pieces(file))
    part = folder / f".{hashlib.sha256(file.name.encode()).hexdigest()[:16]}.part"
    target = folder / file.name
    try:
        sha256 = _copy(file, part, progress)
        with explained(), part.open("rb") as copied:
            if _digest(copied, progress) != sha256:
                raise StorageFailed(
                    _("What was read back is not what was written there."),
                    hint=_("The disk may be failing. Use another one."),
                )
        give_new_name(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    installer = Installer(file.name, system, sha256)
    try:
        _write_list(folder, [*list_installers(place), installer])
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink()
        raise
    return installer


def damaged_installers(place: Path, progress: Progress | None = None) -> tuple[Installer, ...]:
    """Return those whose bytes are not the ones that were copied. Raises StorageFailed."""
    progress = progress or Progress()
    found = list_installers(place)
    damaged = []
    with explained():
        progress.start(sum(_pieces(place / FOLDER / each.name) for each in found))
        for each in found:
            with (place / FOLDER / each.name).open("rb") as file:
                if _digest(file, progress) != each.sha256:
                    damaged.append(each)
    return tuple(damaged)


def system_of(name: str) -> str:
    """Return for which system an installer of this name is; "" for a name that none has."""
    if not _NAME.match(name):
        return ""
    ends = (system for suffix, system in _SYSTEMS if name.lower().endswith(suffix))
    return next(ends, "")


def _copy(file: Path, part: Path, progress: Progress) -> str:
    whole = hashlib.sha256()
    with explained(), file.open("rb") as source:
        part.unlink(missing_ok=True)  # of a copy that was cut off
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as written:
            while piece := source.read(_PIECE):
                whole.update(piece)
                written.write(piece)
                progress.step()
            written.flush()
            sync(written.fileno())
    return whole.hexdigest()


def _digest(file: BinaryIO, progress: Progress) -> str:
    whole = hashlib.sha256()
    while piece := file.read(_PIECE):
        whole.update(piece)
        progress.step()
    return whole.hexdigest()


def _write_list(folder: Path, installers: Sequence[Installer]) -> None:
    lines = [f"{each.sha256}  {each.name}\n" for each in installers]
    replace_file(folder / LIST, "".join(sorted(lines)).encode())


def _pieces(file: Path) -> int:
    return max(1, -(-file.stat().st_size // _PIECE))
