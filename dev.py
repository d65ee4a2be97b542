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
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DEMO = ROOT / "demo-practice"
LEAST_PYTHON = (3, 11)

SYSTEM_TOOLS = {
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "age": "age",
    "cc": "gcc libc6-dev",
    "strace": "strace",
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
    bench = commands.add_parser("bench", help="(not in this version)")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--full", action="store_true")
    for name in ("run", "screenshots", "package"):
        commands.add_parser(name, help="(not in this version)")
    commands.add_parser("lock", help="write the lock files anew (needs uv)")
    options, extra = parser.parse_known_args()
    if extra and options.command != "test":
        parser.error("there are more arguments than this command takes")
    if sys.version_info < LEAST_PYTHON:
        return _fail("Strongroom needs Python 3.11 or newer.")
    if options.command == "demo":
        return _demo(options.folder, headless=options.headless)
    if options.command == "test":
        return _test([*options.rest, *extra], long=options.long)
    if options.command == "check":
        return _check()
    if options.command == "lock":
        return _lock()
    return _fail(f"dev.py {options.command} is not in this version.", code=2)


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
    _say_demo(json.loads(done.stdout))
    return 0


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
    print("The retention dates:  not in this version")
    print(f"The command line:     {BIN / 'strongroom'}")


def _test(rest: Sequence[str], *, long: bool) -> int:
    if not _set_up("requirements-dev.txt"):
        return 1
    for tool, package in SYSTEM_TOOLS.items():
        if shutil.which(tool) is None:
            print(f"Tests that need {tool} are skipped. Debian: apt-get install {package}")
    arguments = [str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "worksteal"]
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
