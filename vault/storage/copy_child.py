"""The process that copies a database file while another one holds it still.

Never the same process: closing the file there would drop SQLite's own locks on it. It is given
pairs of paths, one a line, on standard input, and answers 0, or the number of the system's refusal.
"""

import os
import sys
from contextlib import suppress
from io import FileIO

_PIECE = 1024 * 1024
_AT_ONCE = 1024 * _PIECE
_PRIVATE_FILE = 0o600
_UNKNOWN = 255


def main() -> int:
    """Copy each pair; return 0 or what the system said."""
    lines = os.fsdecode(sys.stdin.buffer.read()).splitlines()
    try:
        for source, target in zip(lines[::2], lines[1::2], strict=True):
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
            with open(source, "rb", 0) as read, os.fdopen(descriptor, "wb", 0) as written:
                _copy(read, written)
    except OSError as error:
        return min(error.errno or _UNKNOWN, _UNKNOWN)
    return 0


def _copy(read: FileIO, written: FileIO) -> None:
    """Copy a file: within the system where it can, which is as fast as `cp`, else piece by piece.

    Not by shutil: with that this process would take longer to start than many a copy.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # not on every file system; what it has copied stays
            while os.copy_file_range(read.fileno(), written.fileno(), _AT_ONCE):
                pass
    piece = bytearray(_PIECE)
    while count := read.readinto(piece):
        left = memoryview(piece)[:count]
        while left:
            left = left[written.write(left) :]


if __name__ == "__main__":
    sys.exit(main())
