"""The real program on a screen of its own: processes, keys and pixels as a person's computer has.

Xvfb is the screen, xdotool the fingers. Nothing of the program is imported here.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 60.0
PAUSE = 0.9
"""Less than the pause in typing after which a draft is saved, in seconds."""
_PIECE, _CURSOR = 64, 100
"""Bytes of a picture that are compared at once, and in how many of them a cursor may blink."""
_PICTURES: dict[str, Path] = {}
"""The file in which the server keeps what is on a screen, by its display."""


@contextmanager
def a_screen() -> Iterator[str]:
    """Run an X server without a screen; yield its display."""
    reading, writing = os.pipe()
    # Without -noreset it starts anew, and refuses whoever comes, each time the last window goes.
    options = ("-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset")
    with tempfile.TemporaryDirectory(prefix="strongroom-screen-") as folder:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), *options, "-fbdir", folder],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as file:
            display = f":{file.readline().strip()}"
        _PICTURES[display] = Path(folder) / "Xvfb_screen0"
        try:
            yield display
        finally:
            del _PICTURES[display]
            server.terminate()
            server.wait()


def until(holds: Callable[[], object], what: str, limit: float = LIMIT) -> None:
    """Wait for something to hold; fail by name when it does not within `limit` seconds."""
    ends = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < ends, what
        time.sleep(0.02)


class RealWindow:
    """One run of the program: the supervisor and the window it started."""

    def __init__(
        self,
        display: str,
        vault: Path,
        home: Path,
        *,
        under: Sequence[str] = (),
        more: Mapping[str, str] | None = None,
    ) -> None:
        """Start the program; `under` is the command that runs it, `more` its environment."""
        self._vault, self._display = vault, display
        self._env = os.environ | {
            "DISPLAY": display,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "xcb",
            **(more or {}),
        }
        self.said = home / "stderr.txt"
        with self.said.open("wb") as said:
            self.supervisor = subprocess.Popen(
                [*under, sys.executable, "-m", "ui", str(vault)],
                cwd=home,
                env=self._env,
                stderr=said,
            )

    @property
    def process(self) -> int | None:
        """The process of the window, None between two."""
        try:
            number = self.supervisor.pid
            children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        except OSError:
            return None
        return int(children[0]) if children else None

    def appear(self) -> str:
        """Wait for the window, give it the keyboard, and return its number."""
        until(lambda: self._window(), "the window appears")
        window = self._window()
        self._do("windowfocus", "--sync", window)
        return window

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase and wait until the vault is held and everything stands."""
        self.appear()
        # Keys that come before the field has the keyboard go nowhere.
        self.stand_still()
        self.type(passphrase)
        self.key("Return")
        until(self.holds_vault, "the vault is open")
        self.stand_still()

    def type(self, text: str) -> None:
        """Type prose."""
        self._do("type", "--delay", "5", text)

    def key(self, *keys: str) -> None:
        """Press keys such as Return or ctrl+l."""
        self._do("key", *keys)

    def lock(self) -> None:
        """Press Ctrl+L; wait until another process shows the lock screen."""
        before = self.process
        self.key("ctrl+l")
        until(lambda: self.process not in (before, None), "a fresh process")
        until(lambda: not self.holds_vault(), "the vault is closed")
        self.appear()
        self.stand_still()

    def kill(self) -> None:
        """Kill the window's process at once."""
        process = self.process
        assert process is not None
        os.kill(process, signal.SIGKILL)

    def close(self) -> int:
        """End the session; return the exit code."""
        self.supervisor.send_signal(signal.SIGTERM)
        return self.supervisor.wait(LIMIT)

    def holds_vault(self) -> bool:
        """Tell whether a process has the vault open.

        Read from the kernel's list: who tries the lock holds it for a moment, and the program that
        asks in that moment is refused.
        """
        try:
            number = (self._vault / "vault.lock").stat().st_ino
        except FileNotFoundError:
            return False
        locks = Path("/proc/locks").read_text().splitlines()
        return any(line.split()[-3].endswith(f":{number}") for line in locks)

    def type_until_saved(self, text: str) -> None:
        """Type prose, and wait until it was committed to the records: a pause after its end."""
        self.type(text)
        ended = time.time()
        records = self._vault / "records-1.db"
        journal = self._vault / "records-1.db-journal"

        def committed() -> bool:
            # Pages are written first; the commit is the journal's end. A kill in between undoes it.
            return records.stat().st_mtime >= ended + PAUSE and journal.stat().st_size == 0

        until(committed, "the records are written")

    def take_in(self) -> None:
        """Wait until it has read every key it was sent, sooner than it would save them."""
        asleep = 0
        ends = time.monotonic() + LIMIT
        while asleep < 5:
            assert time.monotonic() < ends, "the window takes in what was typed"
            time.sleep(0.02)
            asleep = asleep + 1 if self._sleeps() else 0

    def stand_still(self) -> None:
        """Wait until, for half a second, no pixel changes and the program has nothing to do."""
        seen = b""
        same = 0
        ends = time.monotonic() + LIMIT
        while same < 3:
            assert time.monotonic() < ends, "the screen stands still"
            time.sleep(0.2)
            now = self.pixels()
            same = same + 1 if _alike(now, seen) and self._sleeps() else 0
            seen = now

    def pixels(self) -> bytes:
        """Return the picture on the screen, four bytes a pixel behind a head that stays."""
        return _PICTURES[self._display].read_bytes()

    def geometry(self) -> list[str]:
        """Return where the window is and how large."""
        said = self._do("getwindowgeometry", "--shell", self._window())
        return [line for line in said.splitlines() if line.startswith(("X=", "Y=", "W", "H"))][-4:]

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._do("windowsize", "--sync", self._window(), str(width), str(height))

    def title(self) -> str:
        """Return what the title bar would show."""
        return self._do("getwindowname", self._window()).strip()

    def titles(self) -> set[str]:
        """Return the names of all windows of the program, shown or not."""
        windows = self._do("search", "--pid", str(self.process), check=False).split()
        return {self._do("getwindowname", each, check=False).strip() for each in windows}

    def memory_holds(self, *words: str | bytes) -> int:
        """Count how often words stand in the memory of all our processes, bytes as they are."""
        return sum(self.in_memory(*words).values())

    def in_memory(self, *words: str | bytes) -> Counter[tuple[int, str | bytes]]:
        """Count each word in each of our processes: the supervisor and whatever it has started."""
        found: Counter[tuple[int, str | bytes]] = Counter()
        for process in family_of(self.supervisor.pid):
            for word, count in count_in_memory(process, words).items():
                found[process, word] += count
        return found

    def _sleeps(self) -> bool:
        """Tell whether every thread of the window waits: a busy one only looks still."""
        try:
            stats = [each.read_text() for each in Path(f"/proc/{self.process}/task").glob("*/stat")]
        except OSError:
            return False
        return bool(stats) and all(stat.rpartition(")")[2].split()[0] == "S" for stat in stats)

    def _window(self) -> str:
        process = self.process
        if process is None:
            return ""
        said = self._do("search", "--onlyvisible", "--pid", str(process), check=False)
        return said.split()[-1] if said.split() else ""

    def _do(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._env, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, (arguments[0], done.stderr)
        return done.stdout


def family_of(process: int) -> list[int]:
    """Return a process and all that come from it."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(each) for task in tasks for each in (task / "children").read_text().split()]
    except OSError:
        return []
    return [process, *(each for child in children for each in family_of(child))]


def count_in_memory(process: int, words: Sequence[str | bytes]) -> Counter[str | bytes]:
    """Count words in a process's memory: text in each encoding the program could hold it in."""
    codes = ("utf-8", "utf-16-le", "utf-32-le")
    wanted: dict[str | bytes, list[bytes]] = {
        word: [word.encode(code) for code in codes] if isinstance(word, str) else [word]
        for word in words
    }
    found: Counter[str | bytes] = Counter()
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if not rights.startswith("r") or line.endswith(("[vvar]", "[vsyscall]", "[vdso]")):
                continue
            first, last = (int(number, 16) for number in span.split("-"))
            try:
                memory.seek(first)
                data = memory.read(last - first)
            except (OSError, ValueError, OverflowError):
                continue
            for word, forms in wanted.items():
                found[word] += sum(data.count(form) for form in forms)
    return found


def _alike(now: bytes, before: bytes) -> bool:
    """Tell whether two pictures are the same but for a blinking cursor."""
    if now == before or len(now) != len(before):
        return now == before
    pieces = range(0, len(now), _PIECE)
    return sum(now[at : at + _PIECE] != before[at : at + _PIECE] for at in pieces) < _CURSOR
