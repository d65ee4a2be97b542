"""What the two processes say to each other: a line of JSON and bytes, each with its length."""

import json
import struct
from typing import IO, Any

_HEADER = struct.Struct(">IQ")


def send(pipe: IO[bytes], said: Any, data: bytes = b"") -> None:
    """Send one frame. Raises OSError when nobody listens any more."""
    line = json.dumps(said).encode("ascii")
    pipe.write(_HEADER.pack(len(line), len(data)) + line)
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[Any, bytes] | None:
    """Return what the next frame says, and its bytes; None at the end.

    Raises EOFError in the middle of one, ValueError for what is none.
    """
    header = pipe.read(_HEADER.size)
    if not header:
        return None
    lengths = _HEADER.unpack(_whole(header, _HEADER.size))
    line, data = (_whole(pipe.read(each), each) for each in lengths)
    return json.loads(line), data


def _whole(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise EOFError
    return data
