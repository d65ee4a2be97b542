"""Starts the window as a process of its own, and anew each time it ends by locking.

Qt-free and without secrets: what an unlocked window had in memory dies with its process
(`AGAIN` is how it asks for the next one), and the fresh one shows the lock screen.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from ui.exit_codes import AGAIN
from vault.no_dumps import forbid_memory_dumps

_PASSED_ON = ("SIGTERM", "SIGINT", "SIGHUP")

Start = Callable[[Sequence[str]], "subprocess.Popen[bytes]"]


def run(arguments: Sequence[str]) -> int:
    """Supervise the window of this computer until it ends; return its exit code."""
    forbid_memory_dumps()
    return supervise(arguments, _start)


def supervise(arguments: Sequence[str], start: Start) -> int:
    """Run windows, one after the other, until one ends otherwise than by locking.

    `start` starts one with the arguments of `ui.app`. Returns the exit code of the last one; one
    that was ended by a signal counts as 128 and the signal's number. Whoever was told to end while
    its window locked starts no other: that is 0.
    """
    child: list[subprocess.Popen[bytes]] = []
    told: list[int] = []

    def pass_on(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        if child:
            child[0].send_signal(number)

    before = {
        number: signal.signal(number, pass_on)
        for number in (getattr(signal, name, None) for name in _PASSED_ON)
        if number is not None
    }
    try:
        code = _wait(child, start(arguments))
        while code == AGAIN and not told:
            code = _wait(child, start(["--locked"]))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if code == AGAIN:
        return 0
    return code if code >= 0 else 128 - code


def _wait(child: list["subprocess.Popen[bytes]"], started: "subprocess.Popen[bytes]") -> int:
    child[:] = [started]
    code = started.wait()
    child.clear()
    return code


def _start(arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "ui.app", *arguments])  # noqa: S603
