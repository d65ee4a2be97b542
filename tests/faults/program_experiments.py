"""The experiments on databases, processes and threads; started as a preloaded process.

What must hold in every run is asserted here; the test asserts the figures.
"""

import fcntl
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults import file_experiments
from tests.faults.faultfs import Faults, Kind, Mode, Report, run_forked
from tests.faults.file_experiments import NEW, Figures, fresh

ROWS = 6


def save_rows(box: Path, journal: str, synchronous: str, report: Report) -> None:
    """Save rows one transaction at a time and acknowledge each when SQLite says it is done."""
    db = sqlite3.connect(box / "db", isolation_level=None)
    db.execute(f"pragma journal_mode = {journal}")
    db.execute(f"pragma synchronous = {synchronous}")
    db.execute("pragma fullfsync = on")
    for i in range(ROWS):
        db.execute("insert into t values (?, ?)", (i, os.urandom(3000)))
        report(i)
    db.close()


def rows_left(box: Path) -> int:
    """Open what the power cut left, as the next start would, and count the rows; -1: damaged."""
    db = sqlite3.connect(box / "db")
    try:
        if db.execute("pragma integrity_check").fetchall() != [("ok",)]:
            return -1
        found = [n for (n,) in db.execute("select n from t order by n")]
        return len(found) if found == list(range(len(found))) else -1
    except sqlite3.DatabaseError:
        return -1
    finally:
        db.close()


def database(top: Path, journal: str, synchronous: str, cuts: int) -> Figures:
    """Cut the power at operations all over a session, and compare with what was acknowledged."""
    box, template = top / "box", top / "template.db"
    db = sqlite3.connect(template)
    db.execute("create table t (n integer primary key, b blob)")
    db.commit()
    db.close()
    setup = fresh(box, {"db": template.read_bytes()})
    scenario = partial(save_rows, box, journal, synchronous)
    plain = run_forked(setup, scenario, 0, Mode.COUNT)
    assert plain.acks == tuple(range(ROWS)), plain.stderr
    lost = damaged = acknowledged = 0
    for seed in range(cuts):
        # Every operation in turn, and the moment after the last one.
        n = seed % (plain.count + 1) + 1
        run = run_forked(setup, scenario, n, Mode.POWER_CUT, seed, cut_after=True)
        assert run.signal == signal.SIGKILL, run.stderr
        assert (run.fired, run.count) == (n <= plain.count, min(n, plain.count))
        left = rows_left(box)
        acknowledged += len(run.acks)
        damaged += left < 0
        lost += 0 <= left < len(run.acks)
    return {
        "operations": plain.count,
        "cuts": cuts,
        "rows acknowledged": acknowledged,
        "cuts with acknowledged rows lost": lost,
        "cuts with a damaged file": damaged,
    }


def writes_by_kernel() -> int:
    """Return how many write calls the kernel has counted for this process."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("syscw")).split()[1])


def tallied(box: Path, scratch: Path, work: Callable[[], object]) -> Figures:
    """Count one piece of work by kind, and its writes by the kernel's own count."""
    faults = Faults()
    faults.arm(box, scratch, 0, Mode.COUNT)
    before = writes_by_kernel()
    work()
    seen = writes_by_kernel() - before
    tally, count = faults.tally(), faults.count()
    faults.disarm()
    assert sum(tally.values()) == count
    return {"kernel writes": seen} | {kind.name.lower(): tally[kind] for kind in Kind}


def sqlcipher_seen(top: Path) -> Figures:
    """Save one row in an encrypted database: no write of SQLite's gets past the library."""
    from sqlcipher3 import dbapi2  # only here: the other experiments do without it

    box = fresh(top / "box")()
    db: Any = dbapi2.connect(str(box / "db"), isolation_level=None)
    db.execute(f"pragma key = \"x'{bytes(32).hex()}'\"")
    for pragma in ("journal_mode = truncate", "synchronous = extra", "fullfsync = on"):
        db.execute(f"pragma {pragma}")
    db.execute("create table t (n integer primary key, b blob)")
    row = (os.urandom(3000),)
    figures = tallied(box, top, lambda: db.execute("insert into t (b) values (?)", row))
    db.close()
    return figures


def python_seen(top: Path) -> Figures:
    """Write in each way Python has: none gets past the library."""
    box = fresh(top / "box", {"source": NEW})()

    def work() -> None:
        with open(box / "a", "w+b") as f:
            f.write(NEW)
            f.truncate(100)
        (box / "b").write_text("text")
        fd = os.open(box / "a", os.O_RDWR)
        os.pwrite(fd, NEW, 0)
        os.writev(fd, [NEW, NEW])
        os.pwritev(fd, [NEW, NEW], 0)
        source = os.open(box / "source", os.O_RDONLY)
        os.sendfile(fd, source, 0, 100)
        os.close(source)
        os.close(fd)
        os.truncate(box / "a", 10)
        os.rename("a", "c", src_dir_fd=(folder := os.open(box, os.O_RDONLY)), dst_dir_fd=folder)
        os.close(folder)

    return tallied(box, top, work)


def processes_and_threads(top: Path) -> Figures:
    """Fork and start threads: a child counts on from its parent, threads lose no count."""
    box = fresh(top / "box")()

    def scenario(report: Report) -> None:
        faults = Faults()
        (box / "a").write_bytes(NEW)  # open, write, close
        child = os.fork()
        if child == 0:
            (box / "b").write_bytes(NEW)
            report(faults.count())
            (box / "c").write_bytes(NEW)  # its opening is operation 7, in the child
            os._exit(0)
        report(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        report(faults.count())

    run = run_forked(fresh(box), scenario, 7, Mode.KILL)
    assert run.acks == (6, -signal.SIGKILL, 3), (run.acks, run.stderr)
    assert not (box / "c").exists()

    def many(report: Report) -> None:
        work = [threading.Thread(target=thrice, args=(i,)) for i in range(8)]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()

    def thrice(name: int) -> None:
        for _ in range(100):
            (box / str(name)).write_bytes(NEW)

    run = run_forked(fresh(box), many, 0, Mode.POWER_CUT)
    assert run.exit_code == 0, run.stderr
    return {"operations of 8 threads": run.count}


def locks(top: Path) -> Figures:
    """Hold a POSIX lock: keeping earlier content must not drop it, as closing a file would."""
    box = top / "box"
    probe = (
        "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    )

    def refused() -> bool:
        run = subprocess.run([sys.executable, "-c", probe, str(box / "a")], capture_output=True)
        return b"BlockingIOError" in run.stderr

    def scenario(report: Report) -> None:
        fd = os.open(box / "a", os.O_WRONLY)
        fcntl.lockf(fd, fcntl.LOCK_EX)
        os.write(fd, NEW)
        os.fsync(fd)
        os.ftruncate(fd, 0)
        (box / "b").write_bytes(NEW)
        os.unlink(box / "b")
        os.fsync(fd)
        report(refused())
        os.close(fd)
        report(refused())

    run = run_forked(fresh(box, {"a": NEW}), scenario, 0, Mode.POWER_CUT)
    return {"while held": int(run.acks[0]), "after closing": int(run.acks[1])}


def runner(top: Path) -> Figures:
    """Stop an endless scenario at its timeout: what it said before is there."""
    box = top / "box"

    def endless(report: Report) -> None:
        report(b"half way")
        os.write(2, b"waiting\n" * 100_000)
        time.sleep(600)

    start = time.monotonic()
    run = run_forked(fresh(box), endless, 0, Mode.COUNT, timeout=1)
    assert run.timed_out
    assert run.signal == signal.SIGKILL
    assert run.acks == (b"half way",)
    assert run.stderr.endswith("waiting\n")
    assert not run.fired
    return {"milliseconds": int(1000 * (time.monotonic() - start))}


def main(name: str, top: Path, *args: str) -> None:
    """Run one experiment and write its figures as JSON."""
    here = globals().get(name) or getattr(file_experiments, name)
    figures = here(top, *(int(arg) if arg.isdigit() else arg for arg in args))
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
