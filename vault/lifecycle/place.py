"""Where a new vault is to lie: its folder's name, and what is to be known of the place first."""

import os
import re
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vault.errors import BadInput
from vault.storage.files import explained
from vault.translation import _

SUFFIX = ".strongroom"

_MOST_BYTES = 200
"""Of a name: the folder it is built in has a longer one, and file systems end at 255."""

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_WINDOWS_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)

_SYNCED = re.compile(
    r"dropbox.*|onedrive.*|icloud ?drive.*|mobile documents|com~apple~clouddocs|cloudstorage"
    r"|google ?drive.*|my drive|drivefs|nextcloud.*|owncloud.*|pcloud ?drive|box(?: sync)?|mega"
    r"|proton ?drive|syncthing|sync",
    re.IGNORECASE,
)
_NETWORK_TYPES = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "davfs", "fuse.sshfs", "fuse.rclone")
)
_FAT_TYPES = frozenset(("vfat", "msdos", "exfat"))
_WINDOWS_REMOTE = 4


class Risk(StrEnum):
    """Why a place is a poor one for a vault, though not a forbidden one."""

    SYNCED = "synced"
    NETWORK = "network"
    FAT = "fat"


@dataclass(frozen=True)
class PlaceFindings:
    """What was found where a vault is to be made.

    `taken` when something is there already, `missing` when the folder it goes into is not.
    """

    path: Path = field(repr=False)
    taken: bool
    missing: bool
    risk: Risk | None


def folder_name(practice: str) -> str:
    """Return the name of the folder of a practice's vault, fit for every system.

    Raises BadInput when nothing of the name can stand in a folder's name.
    """
    name = _NOT_IN_NAMES.sub(" ", practice).replace("\ufffd", " ")
    name = " ".join(name.encode("utf-8", "ignore").decode().split())
    name = name.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .")
    if not name or _WINDOWS_DEVICES.fullmatch(name):
        raise BadInput(_("Enter the name of the practice; the folder is called after it."))
    return f"{name}{SUFFIX}"


def look_at(path: Path) -> PlaceFindings:
    """Return what is known of the place of a new vault. A network may make this slow.

    Raises StorageFailed when it cannot be looked at.
    """
    with explained():
        taken = os.path.lexists(path)
        missing = not path.parent.is_dir()
    return PlaceFindings(path, taken, missing, risk_of(path))


def risk_of(path: Path) -> Risk | None:
    """Return why a place is a poor one for a vault, as far as its path and its disk tell."""
    # The practice's own name is no sign: "Sync Counseling" lies where it lies.
    if any(_SYNCED.fullmatch(part) for part in path.parent.parts):
        return Risk.SYNCED
    kind = _disk_type(path)
    if kind in _NETWORK_TYPES:
        return Risk.NETWORK
    return Risk.FAT if kind in _FAT_TYPES else None


def risk_words(risk: Risk) -> str:
    """Return what may happen in such a place, in plain words."""
    return {
        Risk.SYNCED: _(
            "This folder is copied to other computers by a sync program. It can put an older "
            "copy in place of the open vault, and a copy lies with the company that runs it."
        ),
        Risk.NETWORK: _(
            "This folder is on another computer. When the network fails, the vault cannot be "
            "saved, and others may be able to delete it."
        ),
        Risk.FAT: _(
            "This disk cannot keep other users of the computer out of the folder, and is easily "
            "damaged when it is pulled out."
        ),
    }[risk]


def place_warning(path: Path) -> str:
    """Return what may happen where a vault lies, or "" where nothing speaks against the place."""
    risk = risk_of(path.resolve())
    return risk_words(risk) if risk is not None else ""


def backup_risk(vault: Path, place: Path) -> str:
    """Return why a place is a poor one for backups of a vault, or "" where nothing speaks against.

    A place that is not there now, as a disk that is not connected, is another one.
    """
    try:
        same = os.stat(vault).st_dev == os.stat(place).st_dev
    except OSError:
        return ""
    if not same:
        return ""
    return _("It lies on the same disk as the vault: who loses the one loses both.")


def safer_folder(*candidates: Path) -> Path | None:
    """Return the first folder that is there and has no risk, or None."""
    for folder in candidates:
        if folder.is_dir() and risk_of(folder / "x") is None:
            return folder
    return None


def _disk_type(path: Path) -> str:
    """Return the type of the file system a path lies on; empty where the system does not tell."""
    if str(path).startswith(("\\\\", "//")):
        return "smbfs"
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")
        return "smbfs" if kind == _WINDOWS_REMOTE else ""
    try:
        with open("/proc/self/mounts", encoding="utf-8", errors="replace") as file:
            mounts = [line.split(" ") for line in file]
    except OSError:
        return ""
    return type_in(mounts, path)


def type_in(mounts: list[list[str]], path: Path) -> str:
    """Return the type of the deepest mount that holds a path; lines as /proc/self/mounts has."""
    found, depth = "", -1
    for mount in mounts:
        if len(mount) < 3:
            continue
        point = Path(_unescaped(mount[1]))
        if path.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = mount[2], len(point.parts)
    return found


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
