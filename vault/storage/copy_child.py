"""The process that copies a database file while another one holds it still.

Never the same process: closing the file there would drop SQLite's own locks on it. It is given
pairs of paths, one a line, on standard input, and answers 0, or the number of the system's refusal.
"""

import os
import shutil
import sys

_PIECE = 1024 * 1024
_PRIVATE_FILE = 0o600
_UNKNOWN = 255


def main() -> int:
    """Copy each pair; return 0 or what the system said."""
    lines = os.fsdecode(sys.stdin.buffer.read()).splitlines()
    try:
        for source, target in zip(lines[::2], lines[1::2], strict=True):
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
            with open(source, "rb") as read, os.fdopen(descriptor, "wb") as written:
                shutil.copyfileobj(read, written, _PIECE)
    except OSError as error:
        return min(error.errno or _UNKNOWN, _UNKNOWN)
    return 0


if __name__ == "__main__":
    sys.exit(main())
