"""`dev.py bench`: every row in one run, as a table or as JSON."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import (
    attaching,
    backing_up,
    chaining,
    copying,
    dating,
    importing,
    making,
    reading,
    saving,
    searching,
    stalls,
    starting,
    unlocking,
)
from tests.bench.measure import Row
from tests.bench.practice_of import of_size

SIZES = (10_000, 100_000)
SIZES_IN_FULL = (10_000, 100_000, 1_000_000)


def main() -> int:
    """Run the bench; the exit code says whether every row holds."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--full", action="store_true", help="with a million notes")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sizes = SIZES_IN_FULL if options.full else SIZES
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="strongroom-bench-") as place:
        for row in _measured(Path(place), sizes):
            rows.append(row)
            if not options.json:
                _show(row)
    if options.json:
        print(json.dumps([row.as_json() for row in rows]))
    return 0 if all(row.holds for row in rows) else 1


def _measured(folder: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    yield from saving.rows(folder)
    yield from making.rows(folder / "making")
    vaults = {size: of_size(folder / str(size), size) for size in sizes}
    yield from starting.rows(vaults[sizes[0]])
    yield from unlocking.rows(vaults)
    yield from searching.rows(vaults)
    for size in sizes:
        yield from reading.rows(folder / f"plain-{size}", size)
    yield reading.list_row(vaults)
    yield from chaining.rows(folder / "chain", vaults)
    yield from copying.rows(folder / "copy")
    yield from attaching.rows(folder / "attach")
    yield dating.row(folder / "dates")
    yield from importing.rows(folder / "importing")
    for size, path in vaults.items():
        yield stalls.row(path, size)
    yield from backing_up.rows(folder / "backup", vaults)


def _show(row: Row) -> None:
    mark = "holds" if row.holds else "DOES NOT HOLD"
    print(f"{row.name:<58} {row.value:>10.3f} {row.unit:<9} {row.goal:<9} {mark}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
