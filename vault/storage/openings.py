"""The openings of the call sheet since the last unlocking: openings.log, a line each.

Whoever opens the sheet has no key of the records, so a line is a note to the owner and no proof.
"""

import os
from datetime import datetime

from vault.errors import StorageFailed
from vault.model.dates import utc_text
from vault.storage.files import PRIVATE_FILE, explained, read_file, sync
from vault.storage.folder import VaultFolder

_LIMIT = 65_536
"""Bytes of the file; openings beyond that are not told apart."""


def note_opening(folder: VaultFolder, recipient: str, at: datetime) -> bool:
    """Leave a line that the sheet was opened with a key, by its public half; False if none can."""
    line = f"{utc_text(at)} {recipient}\n".encode()
    try:
        with explained():
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            descriptor = os.open(folder.openings, flags, PRIVATE_FILE)
            with os.fdopen(descriptor, "ab") as file:
                if file.tell() + len(line) <= _LIMIT:
                    file.write(line)
                    file.flush()
                    sync(file.fileno())
    except StorageFailed:
        return False
    return True


def count_openings(folder: VaultFolder) -> int:
    """Return how often the sheet was opened since the last unlocking. Raises StorageFailed."""
    data = read_file(folder.openings, _LIMIT)
    return 0 if data is None else data.count(b"\n")


def forget_openings(folder: VaultFolder) -> None:
    """Take the notes away, once they are entered in the chain. Raises StorageFailed."""
    with explained():
        folder.openings.unlink(missing_ok=True)
