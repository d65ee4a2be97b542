"""The process that makes up sessions while others are written down.

It is given a size and a day, and answers with lines of JSON, many sessions each, in the order in
which they took place. Nobody in them exists.
"""

import gc
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

import msgspec

from vault.child_environment import child_environment
from vault.demo.cast import DemoSize, cast_of
from vault.demo.people import DemoNote
from vault.demo.week import NOTES_OF_TODAY
from vault.errors import VaultError
from vault.translation import _

AT_ONCE: Final = 4000
"""Sessions in a line: as many as one commit takes, so that the next are told while it is made."""


_LOOKED_THROUGH: Final = 20_000
"""What is told holds no circles: looking for them as often as usual takes a tenth of the time."""


class Telling:
    """Tells the sessions of `cast_of(…)`, from the moment it is made, in another process.

    Raises VaultError when that process fails. It ends with the last session, or with `close`.
    """

    def __init__(self, size: DemoSize, today: date, of_today: int = NOTES_OF_TODAY) -> None:
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-m", "vault.demo.telling"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=child_environment(),
            )
        except OSError:
            raise _failed() from None
        if self._child.stdin is None or self._child.stdout is None:
            raise RuntimeError("The child was started without its pipes.")
        with self._child.stdin as pipe:
            pipe.write(msgspec.json.encode((size, today, of_today)))
        self._lines = self._child.stdout

    def sessions(self) -> Iterator[tuple[int, DemoNote]]:
        """Yield each client's number and note, once."""
        for line in self._lines:
            if not line.endswith(b"\n"):  # The process ended while it said this.
                break
            yield from msgspec.json.decode(line, type=list[tuple[int, DemoNote]])
        if self._child.wait():
            raise _failed()

    def close(self) -> None:
        """End the process, wherever it is."""
        self._child.kill()
        self._child.wait()
        self._lines.close()


def _failed() -> VaultError:
    return VaultError(
        _("The made-up practice could not be told to its end."),
        hint=_("Try again after closing other programs."),
    )


def main() -> int:
    """Tell the sessions that standard input asks for."""
    gc.set_threshold(_LOOKED_THROUGH)
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[DemoSize, date, int])
    sessions = cast_of(*asked).sessions()
    while told := list(islice(sessions, AT_ONCE)):
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
