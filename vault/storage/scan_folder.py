"""The folder in which a scanner lays its files, outside of the vault."""

import os
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from vault.storage.files import explained


@dataclass(frozen=True)
class Scan:
    """A file that lies there: where, how many bytes, and when it was written."""

    path: Path = field(repr=False)
    size: int
    written_at: datetime


@dataclass(frozen=True)
class ScanFolder:
    """Read on any thread: it may lie on a network."""

    _path: Path = field(repr=False)

    def newest(self, most: int = 5) -> list[Scan]:
        """Return the newest files, the last one first; no hidden ones, no folders, no empty ones.

        Raises StorageFailed when the folder cannot be read.
        """
        found = []
        with explained(), os.scandir(self._path) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                try:
                    known = entry.stat()
                except OSError:  # a link to nothing, or what the scanner took away meanwhile
                    continue
                if stat.S_ISREG(known.st_mode) and known.st_size:
                    at = datetime.fromtimestamp(known.st_mtime, UTC)
                    found.append(Scan(Path(entry.path), known.st_size, at))
        return sorted(found, key=lambda each: (each.written_at, each.path), reverse=True)[:most]
