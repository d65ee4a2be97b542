"""`strongroom` without a command: the window opens, and ends when the process is asked to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def test_without_a_command_the_window_opens_and_ends_with_it(tmp_path: Path) -> None:
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
    }
    started = subprocess.Popen([sys.executable, "-m", "vault"], env=environment)
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
    ends = time.monotonic() + 60
    while not any(map(catches_the_end, children.read_text().split())):
        assert time.monotonic() < ends
        time.sleep(0.05)
    started.send_signal(signal.SIGTERM)
    assert started.wait(60) == 0


def catches_the_end(process: str) -> bool:
    """Tell whether a process has said what it does when it is asked to end."""
    status = Path(f"/proc/{process}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) & 1 << (signal.SIGTERM - 1))
