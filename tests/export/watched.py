"""Child processes that a test sees start and end, and those that fail in every way."""

import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Any, ClassVar

_SAYS = "import os, signal, sys, time; data = sys.stdin.buffer.read(); "
_ANSWERS = "sys.stdout.buffer.write(bytes.fromhex('{answer}')); sys.stdout.flush(); "


def a_child(rest: str, answer: bytes = b"") -> tuple[str, ...]:
    """Return a child that reads everything, answers and ends as told."""
    return (sys.executable, "-I", "-c", _SAYS + _ANSWERS.format(answer=answer.hex()) + rest)


class Watched(subprocess.Popen[bytes]):
    """A real child process; remembers how it was started and what was sent to it.

    `instead` is started in its place, to see what becomes of a child that fails.
    """

    seen: ClassVar[list["Watched"]] = []
    instead: ClassVar[Sequence[str]] = ()

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        self.command, self.options = command, options
        self.sent: list[bytes] = []
        self.asked = 0
        Watched.seen.append(self)
        super().__init__(self.instead or command, **options)
        self.pipe = self.stdin
        if self.pipe is not None:
            self.stdin = Heard(self.pipe, self.sent)  # type: ignore[assignment]

    def communicate(self, input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        """Count how often the answer is asked for."""
        self.asked += 1
        return super().communicate(input, timeout)


class Heard:
    """The way into a child; remembers what goes in."""

    def __init__(self, pipe: IO[bytes], sent: list[bytes]) -> None:
        self._pipe, self._sent = pipe, sent

    def write(self, data: bytes) -> int:
        """Remember and write."""
        self._sent.append(data)
        return self._pipe.write(data)

    def __enter__(self) -> "Heard":
        """Use it."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        self._pipe.close()
