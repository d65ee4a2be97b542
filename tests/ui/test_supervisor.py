"""The supervisor: starts again after a lock, ends otherwise, knows no Qt and keeps no secret."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ui.exit_codes import AGAIN
from ui.supervisor import supervise

ROOT = Path(__file__).resolve().parents[2]


IGNORES = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"


class Windows:
    """Starts processes that end with the codes given, one after the other."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.started: list[list[str]] = []

    def __call__(self, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start the next one."""
        self.started.append(list(arguments))
        return subprocess.Popen([sys.executable, "-c", f"raise SystemExit({self.codes.pop(0)})"])


@pytest.mark.parametrize("last", [0, 1, 70])
def test_a_lock_starts_the_window_again_and_an_end_does_not(last: int) -> None:
    windows = Windows(AGAIN, AGAIN, last)
    assert supervise(["some.strongroom"], windows) == last
    assert windows.started == [["some.strongroom"], ["--locked"], ["--locked"]]


def test_a_killed_window_is_not_started_again() -> None:
    def killed(_arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
        return subprocess.Popen([sys.executable, "-c", code])

    assert supervise([], killed) == 128 + signal.SIGKILL


def test_the_end_of_the_session_is_passed_on() -> None:
    waits = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))\n"
        "os.kill(os.getppid(), signal.SIGTERM)\n"
        "signal.pause()\n"
    )
    codes = []

    def start(_arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-c", waits])

    codes.append(supervise([], start))
    assert codes == [5]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_who_is_told_to_end_while_the_window_locks_starts_no_other() -> None:
    locks = f"import os, signal; os.kill(os.getppid(), signal.SIGTERM); os._exit({AGAIN})"
    started = []

    def start(_arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        started.append(1)
        # The signal that is passed on comes too late for the first; another is not wanted.
        code = f"import signal\n{IGNORES}\n{locks}" if len(started) == 1 else "raise SystemExit(9)"
        return subprocess.Popen([sys.executable, "-c", code])

    assert supervise([], start) == 0
    assert started == [1]


def test_it_imports_neither_qt_nor_the_vault() -> None:
    code = (
        "import sys, ui.supervisor\n"
        "bad = [n for n in sys.modules if n.partition('.')[0] in "
        "('PySide6', 'shiboken6', 'sqlcipher3', 'cryptography')]\n"
        "print(bad)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"
