"""The process that sets a page gets the text through a pipe and leaves nothing of it anywhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.export import pdf_tools
from tests.export.packages import CANARY, USUAL
from tests.export.watched import Watched, a_child
from vault.errors import Cancelled, Damaged, VaultError
from vault.export import page_setting, render_child
from vault.export.pdf_record import RenderedRecord, render_record
from vault.progress import Progress


@pytest.fixture(autouse=True)
def none_seen() -> None:
    Watched.seen.clear()


@pytest.fixture(scope="module")
def usual() -> RenderedRecord:
    return render_record(USUAL)


def test_the_text_reaches_the_child_through_its_pipe_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STRONGROOM_TEST", CANARY)
    monkeypatch.setattr(subprocess, "Popen", Watched)
    render_record(USUAL)
    [child] = Watched.seen
    options = child.options
    assert child.command == [sys.executable, "-I", "-m", "vault.export.render_child"]
    assert set(options["env"]) <= {
        "HOME",
        "LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "LC_TIME",
        "LANG",
        "STRONGROOM_DATES",
        "SYSTEMROOT",
    }
    assert options["env"]["HOME"] == "/"
    assert CANARY not in str(options["env"])
    assert options["cwd"] == "/"
    assert "shell" not in options
    assert CANARY.encode() in child.sent[0]
    assert not any(child.sent[1:])


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    """Nor does it open a socket or start a program: its system calls, by strace."""
    log = tmp_path / "calls"
    calls = "trace=openat,open,creat,mkdir,rename,renameat,renameat2,memfd_create,socket,execve"
    command = [pdf_tools.tool("strace"), "-f", "-e", calls, "-o", str(log)]
    done = subprocess.run(
        [*command, sys.executable, "-B", "-I", "-m", "vault.export.render_child"],
        input=page_setting._as_json("record", USUAL),
        capture_output=True,
        cwd="/",
        env={"HOME": "/"},
        timeout=120,
    )
    if done.returncode and not (log.exists() and log.stat().st_size):
        pytest.skip("this machine lets nobody trace")
    assert done.returncode == 0, done.stderr
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    written = [
        line
        for line in lines
        if re.search(r"O_(WRONLY|RDWR|CREAT)|mkdir|rename|memfd|socket\(", line)
        and "= -1" not in line
        and "/dev/null" not in line
    ]
    assert written == []
    assert sum("execve(" in line for line in lines) == 1
    assert CANARY not in "\n".join(lines)


def test_no_core_and_no_debugger_sees_the_child() -> None:
    if sys.platform != "linux":
        pytest.skip("core limits and dumpable are asked of a Linux kernel here")
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            "import ctypes, resource; from vault.no_dumps import forbid_memory_dumps\n"
            "forbid_memory_dumps()\n"
            "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3,0,0,0,0))",
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == "(0, 0) 0"


@pytest.mark.parametrize(
    ("child", "kind"),
    [
        (a_child("sys.exit(1)"), VaultError),
        (a_child("os.kill(os.getpid(), signal.SIGTERM)", CANARY.encode()), VaultError),
        (a_child("sys.exit(0)"), VaultError),
        (a_child("", render_child.HEADER.pack(0, 999) + CANARY.encode()), VaultError),
        (a_child("", render_child.HEADER.pack(0, 12) + CANARY.encode()), VaultError),
        (a_child("sys.exit(4)"), Damaged),
        (a_child("time.sleep(600)", CANARY.encode()), VaultError),
        ((f"/{CANARY}",), VaultError),
    ],
    ids=["fails", "is killed", "is silent", "is cut off", "says more", "lacks", "hangs", "is none"],
)
def test_a_child_that_fails_is_told_in_a_sentence_without_the_text(
    child: tuple[str, ...], kind: type[VaultError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.setattr(Watched, "instead", child)
    if "sleep" in child[-1]:
        monkeypatch.setattr(page_setting, "TIME_LIMIT", 0.5)
    with pytest.raises(VaultError) as caught:
        render_record(USUAL)
    error = caught.value
    assert type(error) is kind
    assert "othing was written" in error.sentence
    assert error.hint
    assert error.__cause__ is None
    assert CANARY not in f"{error!r}{error.hint}"
    assert all(each.poll() is not None for each in Watched.seen if len(child) > 1)


def test_who_cancels_stops_the_child_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.setattr(Watched, "instead", a_child("time.sleep(600)"))
    with pytest.raises(Cancelled):
        # Asked before the text goes to the child, and then again and again.
        render_record(USUAL, Progress(cancelled=lambda: Watched.seen[0].asked > 1))
    [child] = Watched.seen
    assert child.returncode not in {None, 0}
    assert child.pipe is not None
    assert child.stdout is not None
    assert child.pipe.closed
    assert child.stdout.closed


def test_a_child_that_cannot_set_the_page_keeps_its_reasons_to_itself(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(page_setting, "_as_json", lambda _kind, _package: CANARY.encode())
    with pytest.raises(VaultError) as caught:
        render_record(USUAL)
    assert CANARY not in repr(caught.value)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_the_pdf_is_not_in_what_is_printed_of_it(usual: RenderedRecord) -> None:
    assert repr(usual) == f"RenderedRecord(pages={usual.pages}, replaced=0)"


def test_asking_for_a_copy_costs_nothing_before_it_is_made() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            "import sys, vault.export.pdf_record, vault.export.pdf_verify, vault.export.pdf_encrypt"
            "\nprint([m for m in ('typst', 'pypdf', 'fontTools', 'msgspec') if m in sys.modules])",
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == "[]"
