"""The process that opens files of others: bytes on standard input, pixels and words back.

Such a file may be made to harm whoever opens it. This process has no key, no other file and no
network to speak to, may write nothing, and ends with the program that started it.
"""

import ctypes
import json
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from vault.foreign.frames import receive, send
from vault.foreign.grids import grids_of
from vault.foreign.readers import CannotRead, Reader, reader_of
from vault.no_dumps import forbid_memory_dumps

_PR_SET_PDEATHSIG = 1
_SECONDS = 70
"""For one answer; whoever asked waits for 60, and may be gone."""

_MEMORY = 3 * 1024**3
"""Bytes of address space: a page that unpacks to more is not shown."""


def main() -> int:
    """Answer until standard input ends. Returns 0."""
    forbid_memory_dumps()
    _end_with(int(sys.argv[1]))
    _forbid_writing()
    _forbid_programs()
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    first = receive(source)
    if first is None:
        return 0
    reader: Reader | None = None
    _end_after(_SECONDS)
    try:
        if first[0].get("do") == "grids":
            grids = grids_of(first[0]["media"], first[1])
            send(answers, {}, json.dumps(grids).encode())
            return 0
        reader = reader_of(first[0]["media"], first[1])
        send(answers, {"pages": reader.pages})
    except Exception as error:
        send(answers, {"failed": str(error) if isinstance(error, CannotRead) else ""})
    _end_after(0)
    while reader is not None and (asked := receive(source)) is not None:
        _end_after(_SECONDS)
        _answer(reader, asked[0])
        _end_after(0)
    return 0


def _answer(reader: Reader, asked: dict[str, Any]) -> None:
    answers = sys.stdout.buffer
    try:
        if asked["do"] == "page":
            page = reader.page(asked["number"], asked["height"])
            size = {"width": page.width, "height": page.height, "stride": page.stride}
            send(answers, size, page.pixels)
        else:
            words = reader.words(asked["number"], ocr=asked["ocr"])
            send(answers, {}, words.encode("utf-8", "replace"))
    except Exception as error:
        # Whatever a library makes of such a file: what it says may quote it.
        send(answers, {"failed": str(error) if isinstance(error, CannotRead) else ""})


def _end_with(parent: int) -> None:
    """Let the kernel end this with the program that started it, whatever it is busy with.

    Where it cannot, the end of standard input does, once a library lets go.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def _end_after(seconds: int) -> None:
    """Let the system end this after a while, whatever it is busy with; 0 calls that off."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _forbid_programs() -> None:
    """Refuse to start a program or to speak to anyone: some libraries do, for some files."""
    refused = (
        *("subprocess.", "socket.", "os.exec", "os.fork", "os.spawn", "os.posix_spawn"),
        *("os.system", "os.startfile"),
    )

    def hook(event: str, _values: object) -> None:
        if event.startswith(refused):
            raise CannotRead

    sys.addaudithook(hook)


def _forbid_writing() -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, _MEMORY)):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main())
