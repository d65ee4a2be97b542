"""Child processes that a test sees start and end, and those that fail in every way."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any, ClassVar

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
        Watched.seen.append(self)
        super().__init__(self.instead or command, **options)

    def communicate(self, input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        """Remember what is sent."""
        self.sent.append(input or b"")
        return super().communicate(input, timeout)
