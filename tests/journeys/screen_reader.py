"""A desktop's buses for the real program, and somebody on them who sees nothing of the screen."""

import ctypes.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.accessible_tree import Seen
from tests.journeys.real_window import LIMIT, ROOT, until

LAUNCHER = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
"""How a session bus learns to start the bus of the screen readers."""

NEEDS_ACCESSIBILITY = [
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus"),
    pytest.mark.skipif(
        not LAUNCHER.exists() or ctypes.util.find_library("atspi") is None,
        reason="needs at-spi2-core and libatspi2.0-0",
    ),
]

_OF_THE_DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS")
"""What would lead to the desktop on which the tests run."""


@contextmanager
def a_bus() -> Iterator[str]:
    """Run a session bus that starts the bus of the screen readers when asked; yield its address."""
    # Sockets lie here, whose paths must be short.
    with tempfile.TemporaryDirectory() as home:
        places = {"HOME": home, "XDG_RUNTIME_DIR": home, "GSETTINGS_BACKEND": "memory"}
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_apart() | places,
        )
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().decode().strip()
        finally:
            # The bus of the screen readers ends with it.
            daemon.terminate()
            daemon.wait()
            daemon.stdout.close()


class ScreenReader:
    """Knows the program by its accessibility tree alone."""

    def __init__(self, bus: str) -> None:
        """Take the address of the session bus."""
        self._env = _apart() | {"DBUS_SESSION_BUS_ADDRESS": bus, "PYTHONPATH": str(ROOT)}

    def look(self) -> list[Seen]:
        """Return everything that shows, holders first; nothing while it changes."""
        done = self._run()
        return [Seen(**each) for each in json.loads(done.stdout)] if done.returncode == 0 else []

    def until_seen(
        self, role: str, name: str, *, focused: bool = False, without: str | None = None
    ) -> list[Seen]:
        """Wait until an object of this role shows whose name begins so; return all that shows.

        A look that met the window while it changed holds what came beside what goes: `without`
        waits for a look in which nothing has exactly this name any more.
        """
        seen: list[Seen] = []

        def there() -> bool:
            seen[:] = self.look()
            if any(each.name == without for each in seen):
                return False
            return any(
                each.role == role and each.name.startswith(name) and (each.focused or not focused)
                for each in seen
            )

        until(there, f"{role} {name} shows")
        return seen

    def press(self, role: str, name: str, action: str = "Press") -> None:
        """Take an action of the object with this role and exactly this name, once it shows."""
        until(lambda: self._run(role, name, action).returncode == 0, f"{role} {name} is pressed")

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "tests.journeys.accessible_tree", *arguments]
        return subprocess.run(
            command, env=self._env, stdout=subprocess.PIPE, timeout=LIMIT, check=False
        )


def _apart() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OF_THE_DESKTOP}
