"""The experiments on plain files: each runs in a preloaded process and returns its figures.

What must hold in every run is asserted here; the test asserts that the figures are not zero.
"""

import contextlib
import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.faults.faultfs import Mode, Outcome, Report, run_forked, sweep

Figures = dict[str, int]
OLD, NEW = b"o" * 4096, b"n" * 4096
SEEDS = 200


def fresh(box: Path, files: dict[str, bytes] | None = None) -> Callable[[], Path]:
    """Return a setup that leaves a new directory with these files."""

    def setup() -> Path:
        shutil.rmtree(box, ignore_errors=True)
        box.mkdir()
        for name, content in (files or {}).items():
            (box / name).write_bytes(content)
        return box

    return setup


def put(path: Path, data: bytes, *, sync: bool, flags: int = 0) -> None:
    """Write over a file, made if need be, and perhaps sync it."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | flags)
    os.write(fd, data)
    if sync:
        os.fsync(fd)
    os.close(fd)


def sync_directory(path: Path) -> None:
    """Make the entries of a directory durable."""
    fd = os.open(path, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def after_cuts(
    setup: Callable[[], Path],
    scenario: Callable[[Report], object],
    n: int = 0,
    mode: Mode = Mode.POWER_CUT,
    cuts: int = SEEDS,
) -> Iterator[Outcome]:
    """Let the whole scenario happen and cut the power after it, once for each seed."""
    for seed in range(cuts):
        outcome = run_forked(setup, scenario, n, mode, seed, cut_after=True)
        assert outcome.signal == signal.SIGKILL, outcome.stderr
        assert outcome.acks == (1,), outcome.stderr
        yield outcome


STATES: list[dict[str, int]] = [
    {}, {"a": 0}, {"a": 600}, {"a": 600}, {"a": 100}, {"a": 100},
    {"b": 100}, {"b": 100, "c": -1}, {"b": 100}, {"b": 100, "d": 100}, {"d": 100},
]  # fmt: skip
WANT_SPACE = {1, 2, 6, 7, 9}


def ten_steps(box: Path, report: Report) -> None:
    """Do one operation of each sort, one counted operation for each acknowledgement."""
    fd = os.open(box / "a", os.O_WRONLY | os.O_CREAT)
    report(1)
    os.write(fd, bytes(600))
    report(2)
    os.fsync(fd)
    report(3)
    os.ftruncate(fd, 100)
    report(4)
    os.close(fd)
    report(5)
    os.rename(box / "a", box / "b")
    report(6)
    os.mkdir(box / "c")
    report(7)
    os.rmdir(box / "c")
    report(8)
    os.link(box / "b", box / "d")
    report(9)
    os.unlink(box / "b")
    report(10)


def state(box: Path) -> dict[str, int]:
    """Return the size of each file, -1 for a directory."""
    return {p.name: -1 if p.is_dir() else p.stat().st_size for p in box.iterdir()}


def kill(top: Path) -> Figures:
    """Die before each operation: exactly the ones before it have happened."""
    box = top / "box"
    runs = 0
    for n, outcome in sweep(fresh(box), partial(ten_steps, box), Mode.KILL):
        assert outcome.signal == signal.SIGKILL
        assert outcome.fired
        assert outcome.acks == tuple(range(1, n))
        assert state(box) == STATES[n - 1], n
        runs += 1
    return {"runs": runs}


def tear(top: Path) -> Figures:
    """Die within a write: some first part of it has arrived."""
    box, data = top / "box", os.urandom(4096)
    sizes = []
    for seed in range(SEEDS):
        run_forked(fresh(box), lambda _: put(box / "a", data, sync=False), 2, Mode.TEAR, seed)
        left = (box / "a").read_bytes()
        assert left == data[: len(left)]
        assert len(left) < len(data)
        sizes.append(len(left))
    whole = sum(size > 0 and size % 512 == 0 for size in sizes)
    ragged = sum(size % 512 != 0 for size in sizes)
    return {"nothing": sizes.count(0), "whole sectors": whole, "mid-sector": ragged}


def errors(top: Path) -> Figures:
    """Fail each operation once: Python sees the right error, or none where space is not needed."""
    box = top / "box"
    seen = {}
    for mode, number in ((Mode.DISK_FULL_ONCE, errno.ENOSPC), (Mode.IO_ERROR, errno.EIO)):
        failed = 0
        for n, outcome in sweep(fresh(box), partial(ten_steps, box), mode):
            eligible = n in WANT_SPACE or mode is Mode.IO_ERROR
            assert outcome.fired == eligible, n
            assert len(outcome.acks) == (n - 1 if eligible else 10), n
            assert (f"OSError: [Errno {number}]" in outcome.stderr) == eligible, outcome.stderr
            assert outcome.exit_code == (1 if eligible else 0)
            failed += eligible
        seen[errno.errorcode[number]] = failed
    return seen


def disk_full(top: Path) -> Figures:
    """Fill the disk for good and for a moment: reading, closing and unlinking go on."""
    box = top / "box"

    def scenario(report: Report) -> None:
        fd = os.open(box / "a", os.O_RDWR | os.O_CREAT)
        for _ in range(5):
            try:
                report(os.write(fd, NEW))
            except OSError as e:
                report(-(e.errno or 0))
        report(len(os.pread(fd, 8192, 0)))
        os.close(fd)
        os.unlink(box / "a")
        report(0)

    full, size, none = -errno.ENOSPC, len(NEW), 8192
    always = run_forked(fresh(box), scenario, 4, Mode.DISK_FULL)
    assert always.acks == (size, size, full, full, full, none, 0), always.stderr
    once = run_forked(fresh(box), scenario, 4, Mode.DISK_FULL_ONCE)
    assert once.acks == (size, size, full, size, size, none, 0), once.stderr
    return {"refused": always.acks.count(full), "refused once": once.acks.count(full)}


def contents(top: Path) -> Figures:
    """Write, truncate: with fsync the new always stays, without it the old may come back."""
    box = top / "box"
    figures = {}

    def scenario(size: int, sync: bool, report: Report) -> None:
        fd = os.open(box / "a", os.O_RDWR)
        if size:
            os.write(fd, NEW[:size])
        else:
            os.ftruncate(fd, 0)
        if sync:
            os.fsync(fd)
        report(1)

    for what, size in (("write", 4096), ("truncate", 0)):
        new = NEW[:size]
        for sync in (True, False):
            left = [
                (box / "a").read_bytes()
                for _ in after_cuts(fresh(box, {"a": OLD}), partial(scenario, size, sync))
            ]
            assert not sync or set(left) == {new}
            for got in left:
                sectors = {got[i : i + 512] for i in range(0, len(got), 512)}
                assert len(got) in (0, 4096)
                assert sectors <= {OLD[:512], NEW[:512]}
            how = f"{what}, {'synced' if sync else 'unsynced'}"
            figures[f"{how}: new"] = left.count(new)
            figures[f"{how}: not all"] = SEEDS - left.count(new)
            figures[f"{how}: all old"] = left.count(OLD)
    return figures


def truncate_and_rewrite(top: Path) -> Figures:
    """Empty a file and write it anew: a truncation undone shows nothing written after it."""
    box = top / "box"

    def scenario(report: Report) -> None:
        put(box / "a", NEW[:2048], sync=False, flags=os.O_TRUNC)
        report(1)

    seen: dict[str, int] = {"old": 0, "empty": 0, "new": 0, "holes": 0}
    for _ in after_cuts(fresh(box, {"a": OLD}), scenario):
        left = (box / "a").read_bytes()
        if len(left) == 4096:
            assert left == OLD
        else:
            assert len(left) in (0, 2048)
            assert not left.strip(b"n\0")
        kind = "old" if left == OLD else "empty" if not left else "holes" if 0 in left else "new"
        seen[kind] += 1
    return seen


def entries(top: Path) -> Figures:
    """Unlink, rename, create, mkdir: with a synced directory they stay, without they may not."""
    box = top / "box"
    steps: dict[str, Callable[[], None]] = {
        "unlink": lambda: os.unlink(box / "a"),
        "rename": lambda: os.replace(box / "b", box / "a"),
        "create": lambda: put(box / "c", NEW, sync=True),
        "mkdir": lambda: os.mkdir(box / "d"),
        "rmdir": lambda: os.rmdir(box / "e"),
    }
    before = {"a": 4096, "b": 7, "e": -1}
    after = {
        "unlink": {"b": 7, "e": -1},
        "rename": {"a": 7, "e": -1},
        "create": {**before, "c": 4096},
        "mkdir": {**before, "d": -1},
        "rmdir": {"a": 4096, "b": 7},
    }

    def setup() -> Path:
        fresh(box, {"a": OLD, "b": b"renamed"})()
        (box / "e").mkdir()
        return box

    def scenario(what: str, sync: bool, report: Report) -> None:
        steps[what]()
        if sync:
            sync_directory(box)
        report(1)

    figures = {}
    for what in steps:
        for sync in (True, False):
            done = 0
            for _ in after_cuts(setup, partial(scenario, what, sync), cuts=150):
                assert state(box) in ((after[what],) if sync else (after[what], before)), what
                assert state(box).get("a") != 4096 or (box / "a").read_bytes() == OLD
                done += state(box) == after[what]
            assert not sync or done == 150
            if not sync:
                figures[f"{what}: stayed"], figures[f"{what}: undone"] = done, 150 - done
    return figures


def order(top: Path) -> Figures:
    """Of ten entries made one after the other, any number survives, but always the first ones."""
    box = top / "box"

    def scenario(report: Report) -> None:
        for i in range(10):
            put(box / str(i), b"", sync=False)
        report(1)

    lengths = set()
    for _ in after_cuts(fresh(box), scenario):
        left = sorted(int(name) for name in state(box))
        assert left == list(range(len(left)))
        lengths.add(len(left))
    return {"different lengths": len(lengths)}


def move(top: Path) -> Figures:
    """Move a file to another directory: it is in one place, and what came later went with it."""
    box = top / "box"

    def setup() -> Path:
        fresh(box)()
        for name in ("from", "to"):
            (box / name).mkdir()
        (box / "from" / "a").write_bytes(OLD)
        return box

    def scenario(synced: str, report: Report) -> None:
        os.rename(box / "from" / "a", box / "to" / "a")
        if synced:
            sync_directory(box / synced)
        (box / "from" / "b").write_bytes(b"")
        report(1)

    figures = {}
    for synced in ("", "from", "to"):
        moved = 0
        for _ in after_cuts(setup, partial(scenario, synced), cuts=150):
            source, target = state(box / "from"), state(box / "to")
            assert target in ({}, {"a": 4096})
            assert ("a" in source) != ("a" in target)
            assert "b" not in source or "a" in target
            moved += "a" in target
        figures[f"{synced or 'none'} synced: back"] = 150 - moved
    return figures


def failed_sync(top: Path) -> Figures:
    """Sync again after a failed fsync: what was given up is saved only if written again."""
    box = top / "box"

    def scenario(again: bool, report: Report) -> None:
        fd = os.open(box / "a", os.O_RDWR)
        os.pwrite(fd, NEW, 0)
        with contextlib.suppress(OSError):
            os.fsync(fd)
        if again:
            os.pwrite(fd, NEW, 0)
        os.fsync(fd)
        report(1)

    figures = {}
    for again in (False, True):
        left = []
        for run in after_cuts(fresh(box, {"a": OLD}), partial(scenario, again), 3, Mode.IO_ERROR):
            assert run.fired
            left.append((box / "a").read_bytes())
        assert not again or left.count(NEW) == SEEDS
        figures["written again" if again else "synced again"] = SEEDS - left.count(NEW)
    return figures
