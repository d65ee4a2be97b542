"""The two commands of the README, and the rest of a developer's day: standard library only.

python3 dev.py demo      set up (first time) and do the main job on a made-up practice
python3 dev.py test      set up (first time) and run every test
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DEMO = ROOT / "demo-practice"
LEAST_PYTHON = (3, 11)

QT_PACKAGES = (
    "libglib2.0-0 libgl1 libegl1 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libx11-6"
)
SCREEN_PACKAGES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 "
    "libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 "
    "libxcb-xkb1 libx11-xcb1 libxkbcommon-x11-0"
)
"""What a window needs of a bare Debian: to be drawn, and to stand on a screen."""

SYSTEM_TOOLS = {
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "age": "age",
    "cc": "gcc libc6-dev",
    "strace": "strace",
    "Xvfb": f"xvfb {SCREEN_PACKAGES}",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
"""What the tests judge our work with, and the Debian package that has it."""


def main() -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="the main job on a made-up practice")
    demo.add_argument("folder", nargs="?", type=Path, default=DEMO)
    demo.add_argument("--headless", action="store_true", help="open no window")
    test = commands.add_parser("test", help="every test")
    test.add_argument("--long", action="store_true", help="the sweeps whole, not sampled")
    test.add_argument("rest", nargs="*", help="handed to pytest")
    commands.add_parser("check", help="lint, types, import contracts, docs and tests")
    bench = commands.add_parser("bench", help="how fast it is, as ratios measured in one run")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--full", action="store_true", help="with a million notes")
    run = commands.add_parser("run", help="the window, on your own vaults")
    run.add_argument("vault", nargs="?", type=Path)
    commands.add_parser("screenshots", help="take docs/screenshots anew from the real window")
    commands.add_parser("package", help="(not in this version)")
    commands.add_parser("lock", help="write the lock files anew (needs uv)")
    options, extra = parser.parse_known_args()
    if extra and options.command != "test":
        parser.error("there are more arguments than this command takes")
    if sys.version_info < LEAST_PYTHON:
        return _fail("Strongroom needs Python 3.11 or newer.")
    run_it: dict[str, Callable[[], int]] = {
        "demo": lambda: _demo(options.folder, headless=options.headless),
        "test": lambda: _test([*options.rest, *extra], long=options.long),
        "check": _check,
        "lock": _lock,
        "run": lambda: _window(options.vault),
        "screenshots": _screenshots,
        "bench": lambda: _bench(as_json=options.json, full=options.full),
    }
    if options.command not in run_it:
        return _fail(f"dev.py {options.command} is not in this version.", code=2)
    return run_it[options.command]()


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Keeps the description as it is written."""


def _demo(folder: Path, *, headless: bool) -> int:
    if not _set_up("requirements.txt"):
        return 1
    if folder == DEMO:
        shutil.rmtree(folder, ignore_errors=True)  # this command's own place, made anew each time
    arguments = [str(BIN / "strongroom"), "demo", str(folder), "--json"]
    if headless:
        arguments.append("--headless")
    done = subprocess.run(arguments, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        return done.returncode
    made = json.loads(done.stdout)
    _say_demo(made)
    if headless or not _has_screen():
        return 0
    return _window(Path(made["vault"]))


def _window(vault: Path | None) -> int:
    """Open the window on a vault, or on the one that was open last."""
    found = VENV / "qt-was-found"
    # Asked once: it takes as long as the window itself.
    if not _set_up("requirements.txt") or not (found.exists() or _has_qt(screen=True)):
        return 1
    found.touch()
    return _run([str(PYTHON), "-m", "ui", *([str(vault.resolve())] if vault else [])])


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _has_qt(*, screen: bool) -> bool:
    """Tell whether Qt can be loaded; name what a bare system lacks otherwise."""
    code = "from PySide6 import QtSvg, QtWidgets"
    if screen and sys.platform == "linux" and os.environ.get("DISPLAY"):
        # Qt loads it by itself, late, and aborts without a sentence where it is missing.
        code += "; import ctypes; ctypes.CDLL('libxcb-cursor.so.0')"
    found = subprocess.run([str(PYTHON), "-c", code], check=False, capture_output=True)
    if found.returncode == 0:
        return True
    packages = f"{QT_PACKAGES} {SCREEN_PACKAGES}" if screen else QT_PACKAGES
    _fail(f"The window needs libraries of the system. Debian: apt-get install {packages}")
    return False


def _screenshots() -> int:
    if not _set_up("requirements-dev.txt") or not _has_qt(screen=False):
        return 1
    return _run([str(PYTHON), "-m", "tests.screenshots.take", str(ROOT / "docs" / "screenshots")])


def _bench(*, as_json: bool, full: bool) -> int:
    if not _set_up("requirements-dev.txt") or not _has_qt(screen=False):
        return 1
    options = ["--json"] * as_json + ["--full"] * full
    return _run([str(PYTHON), "-m", "tests.bench.run", *options])


def _say_demo(made: dict[str, object]) -> None:
    print(f"The vault:            {made['vault']}")
    print(f"Its passphrase:       {made['passphrase_file']}")
    print(f"For process notes:    {made['process_passphrase_file']}")
    releases = made["releases"]
    if isinstance(releases, list):
        for release in releases:
            print(f"A copy of a record:   {release['file']}")
            print(f"  SHA-256             {release['sha256']}")
    print("The handoff archive:  not in this version")
    print(f"The command line:     {BIN / 'strongroom'}")
    print("The retention dates:", flush=True)
    opened = [str(made["vault"]), "--passphrase-file", str(made["passphrase_file"])]
    _run([str(BIN / "strongroom"), "retention", "due", *opened])


def _test(rest: Sequence[str], *, long: bool) -> int:
    if not _set_up("requirements-dev.txt"):
        return 1
    lacking = {tool: has for tool, has in SYSTEM_TOOLS.items() if shutil.which(tool) is None}
    if lacking:
        print(f"Tests that need {', '.join(lacking)} are skipped.")
        print(f"Debian: apt-get install {' '.join(lacking.values())}")
    if not _has_qt(screen=False):
        return 1
    arguments = [str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "worksteal"]
    # Hundreds of programs are started: where nothing compiled may be kept, each compiles all.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return _run([*arguments, *(["--long"] if long else []), *rest])


def _check() -> int:
    if not _set_up("requirements-dev.txt"):
        return 1
    steps = (
        ("lint", [str(BIN / "ruff"), "check", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("types", [str(BIN / "mypy")]),
        ("import contracts", [str(BIN / "lint-imports")]),
    )
    for name, arguments in steps:
        print(f"--- {name}", flush=True)
        code = _run(arguments)
        if code:
            return _fail(f"{name}: failed.", code=code)
    print("--- tests, docs", flush=True)
    return _test([], long=False)


def _lock() -> int:
    uv = shutil.which("uv")
    if uv is None:
        return _fail("This needs uv.")
    common = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    common += ["--generate-hashes", "--no-header", "--no-annotate", "--extra", "build"]
    for extra, name in (([], "requirements.txt"), (["--extra", "dev"], "requirements-dev.txt")):
        code = _run([*common, *extra, "pyproject.toml", "-o", name])
        if code:
            return code
    return 0


def _set_up(lock: str) -> bool:
    """Make .venv with exactly what the lock file names, once for each lock file's content."""
    stamp = VENV / "strongroom-stamp.txt"
    wanted = _fingerprint(lock)
    have = stamp.read_text().split() if stamp.exists() else []
    if wanted in have:
        return True
    print("Setting up .venv (this once) …", flush=True)
    if not PYTHON.exists() and not _make_venv():
        return False
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if _run([*pip, "--require-hashes", "-r", lock]):
        _fail("The libraries could not be installed. Is a package registry within reach?")
        return False
    if _run([*pip, "--no-deps", "--no-build-isolation", "-e", "."]):
        _fail("Strongroom could not be installed into .venv.")
        return False
    # What the developer's lock installs includes all that the other one does.
    both = [_fingerprint("requirements.txt")] if lock == "requirements-dev.txt" else []
    stamp.write_text("\n".join([wanted, *both]))
    return True


def _make_venv() -> bool:
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], check=False, capture_output=True
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        _fail("Python cannot make a virtual environment. Debian: apt-get install python3-venv")
        return False
    return True


def _fingerprint(lock: str) -> str:
    parts = [(ROOT / name).read_bytes() for name in (lock, "pyproject.toml")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _run(arguments: Sequence[str]) -> int:
    return subprocess.run(arguments, cwd=ROOT, check=False).returncode


def _fail(sentence: str, code: int = 1) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
