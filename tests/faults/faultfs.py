"""Drives the fault library: compile it, preload it, and run scenarios that die at a chosen moment.

A test process compiles the library and starts a preloaded process; that one forks a child for
each run, so that imports and key derivation are paid once and thousands of runs take seconds.
"""

import contextlib
import ctypes
import dataclasses
import enum
import mmap
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, Protocol

_SOURCE = Path(__file__).with_name("faultfs.c")
_HEADER = struct.Struct(">cI")  # one acknowledgement: its type and the length of what follows
_STDERR_KEPT = 8000


class Mode(enum.IntEnum):
    """What happens at the chosen operation; the numbers are those of the library."""

    COUNT = 0
    KILL = 1
    TEAR = 2
    DISK_FULL = 3
    DISK_FULL_ONCE = 4
    IO_ERROR = 5
    POWER_CUT = 6


class Kind(enum.IntEnum):
    """The kinds of operation that are counted; the numbers are those of the library."""

    OPEN = 0
    CLOSE = 1
    WRITE = 2
    TRUNCATE = 3
    SYNC = 4
    ENTRY = 5


class Report(Protocol):
    """Tells the parent at once that something was saved: call it after the save returned."""

    def __call__(self, acknowledgement: int | bytes, /) -> None:
        """Send one number (64 bits, signed) or some bytes."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What one run left behind, apart from the files."""

    acks: tuple[int | bytes, ...]
    """What the scenario reported before it ended, in order."""
    exit_code: int | None
    """0 when the scenario returned, 1 when it raised (see stderr), None when it was killed."""
    signal: int | None
    """The signal that ended it."""
    fired: bool
    """Whether the fault happened; a number beyond the last operation never fires."""
    count: int
    """How many operations were counted in the process that was armed."""
    stderr: str
    """The end of what it wrote to stdout and stderr."""
    timed_out: bool
    """Whether it was killed for taking too long."""


def compile_library(target_dir: Path) -> Path | None:
    """Build the library in a directory and return its path; None without a C compiler or Linux.

    Raises RuntimeError with the compiler's words when the source does not compile.
    """
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or sys.platform != "linux":
        return None
    library = target_dir / "faultfs.so"
    flags = ["-O2", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror"]
    result = subprocess.run(
        # The two libraries are part of libc itself since glibc 2.34, and needed before.
        [compiler, *flags, "-o", str(library), str(_SOURCE), "-ldl", "-lpthread"],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(result.stderr)
    return library


def run_preloaded(
    module: str, args: Sequence[str], library: Path, *, timeout: float = 600.0
) -> subprocess.CompletedProcess[str]:
    """Run `python -m module args` from the root of the repository with the library loaded.

    Raises subprocess.TimeoutExpired after `timeout` seconds. Check the return code yourself.
    """
    return subprocess.run(
        [sys.executable, "-m", module, *args],
        env={**os.environ, "LD_PRELOAD": str(library)},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


class Faults:
    """The control of the library, inside a process that was started with it loaded."""

    def __init__(self) -> None:
        self._c = ctypes.CDLL(None)
        if not hasattr(self._c, "faultfs_arm"):
            raise RuntimeError("the fault library is not loaded: use run_preloaded()")
        path, number = ctypes.c_char_p, ctypes.c_uint64
        self._c.faultfs_arm.argtypes = [path, path, number, ctypes.c_int, number]
        self._c.faultfs_watch.argtypes = [ctypes.c_void_p]
        self._c.faultfs_tally.argtypes = [ctypes.c_int]
        for name in ("faultfs_count", "faultfs_fired", "faultfs_tally"):
            getattr(self._c, name).restype = number

    def arm(self, prefix: Path, scratch: Path, n: int, mode: Mode, seed: int = 0) -> None:
        """Start counting at zero below `prefix`; operation `n` (from 1) meets the fault.

        `n` 0 never fires. `scratch` is an existing directory on the same file system, not below
        `prefix`, for what a power cut may bring back. Raises OSError when it is not.
        """
        error = self._c.faultfs_arm(os.fsencode(prefix), os.fsencode(scratch), n, mode, seed)
        if error:
            raise OSError(error, os.strerror(error), str(prefix))

    def disarm(self) -> None:
        """Let every operation through again, and forget what was not durable."""
        self._c.faultfs_disarm()

    def cut(self) -> None:
        """Cut the power now. Returns only in modes other than POWER_CUT and IO_ERROR."""
        self._c.faultfs_cut()

    def count(self) -> int:
        """Return how many operations were counted since `arm`."""
        return int(self._c.faultfs_count())

    def fired(self) -> bool:
        """Return whether the fault has happened."""
        return bool(self._c.faultfs_fired())

    def tally(self) -> dict[Kind, int]:
        """Return the operations counted since `arm`, by kind."""
        return {kind: int(self._c.faultfs_tally(kind)) for kind in Kind}

    def watch(self, page: mmap.mmap) -> None:
        """Keep count (first 64-bit number) and fired (second) in a shared page that must last."""
        self._c.faultfs_watch(ctypes.addressof(ctypes.c_uint64.from_buffer(page)))


def run_forked(
    setup: Callable[[], Path],
    scenario: Callable[[Report], object],
    n: int,
    mode: Mode,
    seed: int = 0,
    *,
    timeout: float = 60.0,
    cut_after: bool = False,
) -> Outcome:
    """Run a scenario in a forked child in which operation `n` meets a fault.

    `setup` runs first, here and without faults, and returns the directory to watch. It must leave
    no connection open that the child would use. `cut_after` ends a scenario that returned or
    raised with a power cut (modes POWER_CUT and IO_ERROR).
    """
    faults = Faults()
    prefix = setup()
    scratch = Path(tempfile.mkdtemp(prefix="faultfs-", dir=prefix.parent))
    page = mmap.mmap(-1, mmap.PAGESIZE)
    acks, errors = os.pipe(), os.pipe()
    sys.stdout.flush()  # or the child would hold a second copy of what is waiting
    sys.stderr.flush()
    _wait_for_other_threads()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)  # a power cut and the timeout reach the child's own children, too
        os.dup2(errors[1], 1)
        os.dup2(errors[1], 2)
        faults.watch(page)
        _be_the_child(
            scenario, acks[1], lambda: faults.arm(prefix, scratch, n, mode, seed),
            faults.cut if cut_after else lambda: None,
        )  # fmt: skip
    os.close(acks[1])
    os.close(errors[1])
    try:
        raw, stderr, timed_out = _listen(child, acks[0], errors[0], time.monotonic() + timeout)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # before it is reaped: its number is still its own
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        os.close(acks[0])
        os.close(errors[0])
        shutil.rmtree(scratch, ignore_errors=True)
    count, fired = struct.unpack_from("=QQ", page)
    return Outcome(
        acks=tuple(_acknowledgements(raw)),
        exit_code=status if status >= 0 else None,
        signal=-status if status < 0 else None,
        fired=bool(fired),
        count=count,
        stderr=stderr.decode(errors="replace"),
        timed_out=timed_out,
    )


def sweep(
    setup: Callable[[], Path],
    scenario: Callable[[Report], object],
    mode: Mode,
    seed: int = 0,
    *,
    cut_after: bool = False,
) -> Iterator[tuple[int, Outcome]]:
    """Run the scenario once for each of its operations and yield (operation, outcome).

    A run without a fault comes first to learn their number; it is not yielded. Raises
    RuntimeError when that run fails. Look at the files before you ask for the next outcome.
    """
    plain = run_forked(setup, scenario, 0, Mode.COUNT)
    if plain.exit_code != 0:
        raise RuntimeError(f"the scenario fails without a fault: {plain.stderr}")
    for n in range(1, plain.count + 1):
        yield n, run_forked(setup, scenario, n, mode, seed + n, cut_after=cut_after)


def _wait_for_other_threads(at_most: float = 10.0) -> None:
    """Wait until this process has one thread only, so that none holds a lock when it is forked.

    A joined thread may still be ending: its last step takes a lock of OpenSSL, and a child forked
    in that moment waits forever for it. Raises RuntimeError after `at_most` seconds.
    """
    deadline = time.monotonic() + at_most
    while len(os.listdir("/proc/self/task")) > 1:
        if time.monotonic() > deadline:
            raise RuntimeError("another thread runs: a fork would copy the locks it holds")
        time.sleep(0.001)


def _be_the_child(
    scenario: Callable[[Report], object],
    pipe: int,
    arm: Callable[[], None],
    finish: Callable[[], None],
) -> NoReturn:
    """Run the scenario armed and leave without the parent's exit handlers."""

    def report(acknowledgement: int | bytes, /) -> None:
        if isinstance(acknowledgement, int):
            data = _HEADER.pack(b"i", 8) + acknowledgement.to_bytes(8, "big", signed=True)
        else:
            data = _HEADER.pack(b"b", len(acknowledgement)) + acknowledgement
        while data:
            data = data[os.write(pipe, data) :]

    status = 1
    try:
        arm()
        scenario(report)
        status = 0
    except BaseException:
        # Everything, also SystemExit: nothing may travel up into the copy of the parent's stack.
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        finish()
        os._exit(status)


def _listen(child: int, acks: int, errors: int, deadline: float) -> tuple[bytes, bytes, bool]:
    """Read both pipes until the child has ended; kill it at the deadline."""
    got = {acks: bytearray(), errors: bytearray()}
    for pipe in got:
        os.set_blocking(pipe, False)
    ended = os.pidfd_open(child)
    late = False
    try:
        while True:
            wait = max(0.01, deadline - time.monotonic())
            ready = select.select([ended, *got], [], [], wait)[0]
            if not ready and not late:
                late = True
                os.kill(child, signal.SIGKILL)
                deadline = time.monotonic() + 10  # even a killed process needs a moment
            # A child's child may hold the pipes open, so only the process itself says it is over;
            # one more round then reads what it left.
            for pipe, data in got.items():
                with contextlib.suppress(BlockingIOError):
                    while chunk := os.read(pipe, 65536):
                        data += chunk
            del got[errors][:-_STDERR_KEPT]
            if ended in ready:
                return bytes(got[acks]), bytes(got[errors]), late
    finally:
        os.close(ended)


def _acknowledgements(raw: bytes) -> Iterator[int | bytes]:
    """Take the pipe's bytes apart; half an acknowledgement at the end is none."""
    at = 0
    while at + _HEADER.size <= len(raw):
        kind, length = _HEADER.unpack_from(raw, at)
        body = raw[at + _HEADER.size : at + _HEADER.size + length]
        if len(body) < length:
            return
        yield int.from_bytes(body, "big", signed=True) if kind == b"i" else body
        at += _HEADER.size + length
