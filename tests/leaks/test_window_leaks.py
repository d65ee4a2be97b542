"""Canary words through a whole sitting in the real window, under strace: where they went."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.journeys.real_practice import NEEDS_A_SCREEN, begin_note, make_practice, opened
from tests.journeys.real_window import RealWindow, a_screen, until
from tests.leaks.test_canaries import found_in
from vault.model.ids import ProcessNoteId
from vault.model.secret import Passphrase

pytestmark = [
    NEEDS_A_SCREEN,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace"),
    pytest.mark.timeout(900),
]

RECORDS, PROCESS = "qzrecords passphrase of it", "qzprocess passphrase of it"
NAME, NOTE, THOUGHT, SEARCHED = "Qzname Qzfamily", "qznotewords", "qzthought", "qzsought"
COPIED = f"{NOTE} copied"
WORDS = [b"qzrecords", b"qzprocess", b"qzname", b"qzfamily"]
WORDS += [b"qznotewords", b"qzthought", b"qzsought"]

CALLS = (
    "socket,connect,openat,open,openat2,creat,write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,"
    "sendmmsg,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,execve,sendfile,"
    "copy_file_range,memfd_create"
)


@dataclass
class Traced:
    """A run of the program under strace, and what was seen of it."""

    window: RealWindow
    log: Path
    home: Path
    practice: Path
    titles: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Wait until everything stands, and read the titles of all windows."""
        self.window.stand_still()
        self.titles |= self.window.titles()

    def command(self, words: str) -> None:
        """Run one of the actions that the search field offers."""
        self.window.key("ctrl+k")
        self.window.type(f">{words}")
        self.look()
        self.window.key("Return")
        self.look()

    def calls(self) -> list[str]:
        """Return every traced call once the last process has ended."""
        ended = re.compile(rf"^{self.window.supervisor.pid} +\+\+\+ exited", re.MULTILINE)
        until(lambda: ended.search(self.log.read_text("utf-8", "replace")), "the trace is whole")
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return [line.partition(" ")[2].strip() for line in lines]


@pytest.fixture
def display() -> Iterator[str]:
    """A screen for this test."""
    with a_screen() as display:
        yield display


@pytest.fixture
def traced(tmp_path: Path, display: str) -> Iterator[Traced]:
    """The program at its lock screen, traced, in a home of its own."""
    (tmp_path / "vaults").mkdir()
    practice = make_practice(
        tmp_path / "vaults" / "practice.strongroom",
        passphrase=RECORDS,
        process=PROCESS,
        client=NAME,
    )
    home, log = tmp_path / "home", tmp_path / "strace.txt"
    for name in ("", "tmp", "run"):
        (home / name).mkdir(mode=0o700)
    places = {"XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "XDG_RUNTIME_DIR": "run"}
    more = {name: str(home / folder) for name, folder in places.items()}
    more |= {"TMPDIR": str(home / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    strace = ["strace", "-D", "-f", "--seccomp-bpf", "-yy", "-s", "200000", "-o", str(log)]
    strace += ["-e", f"trace={CALLS}"]
    window = RealWindow(display, practice, home, under=strace, more=more)
    yield Traced(window, log, home, practice)
    if window.supervisor.poll() is None:
        window.close()


PASTE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

app = QApplication([])
QTimer.singleShot(0, lambda: (print(app.clipboard().text()), app.quit()))
app.exec()
"""


def pasted(display: str) -> str:
    """Return what another program gets from the clipboard, asking once."""
    env = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    env["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    command = [sys.executable, "-c", PASTE]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write_note_and_look_around(traced: Traced) -> None:
    """Write the note of the session, search, and go through the places and a file dialog."""
    window = traced.window
    begin_note(window, RECORDS)
    window.type_until_saved(f"{NOTE} said")
    traced.look()
    window.key("ctrl+k")
    window.type(SEARCHED)
    traced.look()
    window.key("Escape")
    for place in ("alt+2", "ctrl+comma", "alt+1"):
        window.key(place)
        traced.look()
    traced.command("calendar file")
    window.key("Escape")
    traced.look()
    window.appear()


def think_apart(traced: Traced) -> None:
    """Find the client, keep a process note, and come back to the record."""
    window = traced.window
    window.key("ctrl+k")
    window.type(NAME.split()[0])
    traced.look()
    window.key("Return")
    traced.look()
    traced.command("process notes of")
    window.type(PROCESS)
    window.key("Return")
    traced.look()
    window.type(f"{THOUGHT} alone")
    traced.look()
    window.key("ctrl+Return")
    traced.look()
    window.key("alt+Left")
    traced.look()


def copy_and_lock(traced: Traced, display: str) -> str:
    """Copy what the note says; lock, come back, end. Return what another program could paste."""
    window = traced.window
    window.key("Return")
    traced.look()
    window.type_until_saved(COPIED)
    window.key("ctrl+a", "ctrl+c")
    traced.look()
    got = pasted(display)
    window.lock()
    traced.look()
    assert pasted(display) == ""
    window.unlock(RECORDS)
    traced.look()
    assert window.close() == 0
    return got


def plain(call: str) -> bytes:
    """Return a call in small letters; text of two or four bytes a letter is made narrow."""
    return call.replace("\\0", "").lower().encode()


def check_sockets(calls: list[str], display: str) -> int:
    """Check that no socket goes anywhere but to this computer's screen and buses; count them."""
    sockets = [call for call in calls if call.startswith("socket(")]
    assert [call for call in sockets if not call.startswith("socket(AF_UNIX,")] == []
    peers = {name for call in calls for name in re.findall(r"sun_path=@?\"([^\"]*)", call)}
    screen = f"/tmp/.X11-unix/X{display.removeprefix(':')}"
    assert screen in peers
    assert peers <= {screen, "/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket"}
    return len(sockets)


def check_writes(calls: list[str]) -> tuple[int, int]:
    """Count writes, and those to the screen that hold a canary; nothing else may hold one."""
    writes = [call for call in calls if re.match(r"(p?write|send|copy_file)\w*\(", call)]
    hits = [call for call in writes if any(word in plain(call) for word in WORDS)]
    on_screen = [call for call in hits if re.match(r"\w+\(\d+<UNIX-STREAM:", call)]
    assert [call[:200] for call in hits if call not in on_screen] == []
    # The one way out is the clipboard: what was copied goes to the program that asks for it.
    assert [call[:200] for call in on_screen if COPIED not in call] == []
    return len(writes), len(on_screen)


def strangers(calls: list[str], *allowed: Path) -> set[str]:
    """Return what was made, renamed or opened for writing outside of the folders allowed."""
    found: set[str] = set()
    for call in calls:
        if re.match(r"open(at|at2)?\(.*(O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE)", call) or re.match(
            r"(creat|rename|mkdir|link|symlink)\w*\(", call
        ):
            found |= set(re.findall(r"\"([^\"]*)\"", call))
    return {
        name
        for name in found
        if name != os.devnull and not any(Path(name).is_relative_to(each) for each in allowed)
    }


def test_a_whole_sitting_leaves_no_canary(traced: Traced, display: str) -> None:
    """L1, L2, L5, G5, G6: what the real window writes, where, and to whom."""
    write_note_and_look_around(traced)
    think_apart(traced)
    got = copy_and_lock(traced, display)
    assert got == COPIED
    calls = traced.calls()
    started = [call for call in calls if call.startswith("execve(") and call.endswith("= 0")]
    sockets = check_sockets(calls, display)
    writes, asked = check_writes(calls)
    config, state = traced.home / "config", traced.home / "state"
    made = {str(config), str(state)}
    elsewhere = strangers(calls, traced.practice, config / "strongroom", state / "strongroom")
    left = found_in(traced.home, traced.practice, words=WORDS)
    files = {each.name for each in traced.home.rglob("*") if each.is_file()}
    print(
        f"window under strace: {len(calls)} calls, {len(started)} processes, "
        f"{sockets} sockets, none to a network; {writes} writes, {asked} with a canary, "
        f"from the clipboard to who asked; written elsewhere: {len(elsewhere - made)}; "
        f"canaries in files left: {len(left)}"
    )
    assert writes > 100
    assert asked == 1
    assert elsewhere <= made
    assert left == []
    assert len(started) == 3
    assert len(files) == 3
    assert {"window.json", "stderr.txt"} < files
    assert traced.titles == {"Strongroom", "Appointments from a calendar file"}
    assert traced.window.said.read_text("utf-8") == ""
    kept = what_was_kept(traced.practice)
    assert kept == (f"{NOTE} said{COPIED}", f"{THOUGHT} alone")


def what_was_kept(practice: Path) -> tuple[str, str]:
    """Return the words of the note and of the process note."""
    vault = opened(practice, RECORDS)
    process = vault.process_door.open(Passphrase(PROCESS))
    try:
        (row,) = vault.notes.page(None, 0, 9)
        ((thought, _client, _day),) = process.notes.list_rows()
        said = "".join(part.text for part in vault.notes.get(row.id).body)
        return said, process.notes.get(ProcessNoteId(thought)).text
    finally:
        process.close()
        vault.close()
