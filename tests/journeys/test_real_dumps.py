"""The memory of the real program is its own: another program of the same user may not read it."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.journeys.real_practice import NEEDS_A_SCREEN, begin_note, make_practice
from tests.journeys.real_window import RealWindow, a_screen

AS_ROOT = os.geteuid() == 0
NOBODY = 65534


def _others_reach_qt() -> bool:
    """Tell whether a user without rights finds Qt's plugins: it asks by access(2)."""
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    return all(each.stat().st_mode & 0o001 for each in Path(spec.origin).parents)


pytestmark = [
    NEEDS_A_SCREEN,
    pytest.mark.skipif(sys.platform != "linux", reason="Linux only"),
    pytest.mark.skipif(AS_ROOT and shutil.which("setpriv") is None, reason="needs setpriv"),
    pytest.mark.skipif(
        AS_ROOT and not _others_reach_qt(), reason="needs Qt where not only root may enter"
    ),
    pytest.mark.timeout(600),
]

# Whoever runs the tests as root is no "same user": all is done as nobody then, who must get into
# the folders of root to find Python, and may no more than that.
_SEES = "+dac_read_search"
_AS_NOBODY = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    f"--inh-caps={_SEES}",
    f"--ambient-caps={_SEES}",
    f"--bounding-set=-all,{_SEES}",
)
UNDER = _AS_NOBODY if AS_ROOT else ()

READER = """
import sys
with open(f"/proc/{sys.argv[1]}/mem", "rb", 0) as memory:
    maps = open(f"/proc/{sys.argv[1]}/maps").readlines()
    first = next(line for line in maps if "[heap]" in line)
    memory.seek(int(first.split("-")[0], 16))
    print(len(memory.read(64)))
"""


@pytest.fixture
def window(tmp_path: Path) -> Iterator[RealWindow]:
    """The program at its lock screen, of a user who is not root; core files are not forbidden."""
    practice = make_practice(tmp_path / "practice.strongroom")
    if AS_ROOT:
        for each in (tmp_path, *tmp_path.rglob("*")):
            os.chown(each, NOBODY, NOBODY)
    with a_screen() as display:
        before = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
        try:
            window = RealWindow(display, practice, tmp_path, under=UNDER)
        finally:
            resource.setrlimit(resource.RLIMIT_CORE, before)
        yield window
        if window.supervisor.poll() is None:
            window.close()


def read_by_the_same_user(process: int) -> subprocess.CompletedProcess[str]:
    """Try to read a process's memory as another program of its user does."""
    return subprocess.run(
        [*UNDER, sys.executable, "-c", READER, str(process)],
        capture_output=True,
        text=True,
        check=False,
    )


def an_ordinary_program() -> "subprocess.Popen[bytes]":
    """Start a program of the same user that forbids nothing."""
    code = "import sys; print(flush=True); sys.stdin.read()"
    pipe = subprocess.PIPE
    started = subprocess.Popen([*UNDER, sys.executable, "-c", code], stdin=pipe, stdout=pipe)
    assert started.stdout is not None
    started.stdout.readline()
    return started


def test_the_same_user_may_not_read_the_memory(window: RealWindow) -> None:
    begin_note(window)
    with an_ordinary_program() as ordinary:
        read = read_by_the_same_user(ordinary.pid)
        assert ordinary.stdin is not None
        ordinary.stdin.close()
    # Where the system lets nobody trace but parents, the refusal below proves less.
    bites = read.stdout.strip() == "64"
    refused = 0
    for process in (window.supervisor.pid, window.process):
        assert process is not None
        assert Path(f"/proc/{process}/mem").stat().st_uid == 0, "a dumpable one is its user's"
        done = read_by_the_same_user(process)
        assert done.stdout == ""
        assert "PermissionError" in done.stderr
        refused += 1
    print(f"memory: {refused} of 2 processes refuse their own user; an ordinary one reads: {bites}")
    assert bites or not AS_ROOT


def test_a_crash_leaves_no_core_file(window: RealWindow, tmp_path: Path) -> None:
    begin_note(window)
    process = window.process
    assert process is not None
    limits = Path(f"/proc/{process}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert line.split()[4:6] == ["0", "0"]
    os.kill(process, signal.SIGSEGV)
    assert window.supervisor.wait(60) == 128 + signal.SIGSEGV
    assert [each.name for each in tmp_path.rglob("*core*")] == []
