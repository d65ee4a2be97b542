"""A large document is attached and given back in memory that does not grow with it."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.test_commands import CLIENT, Cli, ok
from tests.practice import PASSPHRASE

MEGABYTE = 1 << 20
MOST_MORE = 24
"""Megabytes that a large one may take beyond a small one: the pieces of two streams, and slack."""


MEASURED = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "vault", *sys.argv[1:]], stdout=sys.stderr).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Started small: a process is told the peak of the one that it was split off from, too."""


def peak_of(arguments: list[object], stdin: str, folder: Path) -> float:
    """Run the program in a process of its own; return its peak in megabytes."""
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, arguments)],
        env=os.environ | {"XDG_STATE_HOME": str(folder / "state")},
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
    )
    code, peak = ran.stdout.split()
    assert code == "0", ran.stderr
    return float(peak)


def made(path: Path, size: int) -> Path:
    """Make a file of a size whose pieces differ; its holes take no room."""
    with path.open("wb") as file:
        for at in range(0, size, 16 * MEGABYTE):
            file.seek(at)
            file.write(f"piece at {at}".encode())
        file.truncate(size)
    return path


def test_memory_does_not_grow_with_the_document(
    cli: Cli, path: Path, tmp_path: Path, long: bool
) -> None:
    """128 MB, and with `--long` the 2 GiB that one may have."""
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE)
    peaks = []
    for size in (4 * MEGABYTE, 2048 * MEGABYTE if long else 128 * MEGABYTE):
        source = made(tmp_path / f"{size}.bin", size)
        common = ["--passphrase-file", secret, "--quiet"]
        entered = json.dumps({"client": client, "file": str(source)})
        adding = peak_of(["document", "add", path, *common], entered, tmp_path)
        listed = ok(cli("document", "list", path, client, "--json"))
        [document] = [each for each in listed if each["size"] == size]
        out = tmp_path / "given"
        getting = peak_of(
            ["document", "get", path, document["id"], "--out", out, *common], "", tmp_path
        )
        with out.open("rb") as given, source.open("rb") as kept:
            assert hashlib.file_digest(given, "sha256").digest() == (
                hashlib.file_digest(kept, "sha256").digest()
            )
        out.unlink()
        source.unlink()
        peaks.append((size // MEGABYTE, adding, getting))
    for size, adding, getting in peaks:
        print(f"a document of {size:,} MB: {adding:.0f} MB to attach, {getting:.0f} MB to get")
    (_small, *first), (_large, *then) = peaks
    assert all(more - less < MOST_MORE for less, more in zip(first, then, strict=True))
