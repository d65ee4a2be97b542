"""A process that brings records in, killed at a moment: all is there, or as before."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.killed_rounds import killed_rounds
from tests.practice import LICENSEE, PASSPHRASE, FixedClock, make_vault
from vault.crypto.kdf import FLOOR
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase

SECRET = Passphrase(PASSPHRASE)
CHARTS = 40


def _source(folder: Path) -> Path:
    """Make a folder of forty charts, each with ten notes and a file."""
    source = folder / "source"
    source.mkdir()
    rows, notes = ["Name,Date of Birth"], ["Client,Date of Service,Note"]
    for number in range(CHARTS):
        name = f"Ana {chr(65 + number // 26)}{chr(97 + number % 26)}rte"
        rows.append(f"{name},1980-01-{number % 28 + 1:02}")
        notes += [f"{name},2024-03-{day:02},Words of {number} {day}" for day in range(1, 11)]
        (source / f"{name} 2024-05-01.txt").write_text(f"A letter of {number}")
    (source / "clients.csv").write_text("\n".join(rows))
    (source / "notes.csv").write_text("\n".join(notes))
    return source


def _run(source: Path, path: Path, folder: Path, after: float | None) -> float | None:
    """Bring it in by a process, killed `after` seconds; return how long it took unless it was."""
    (folder / "passphrase.txt").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "vault", "import", str(source), str(path), "--quiet"]
    command += ["--passphrase-file", str(folder / "passphrase.txt")]
    # What this computer remembers of a copy would make the next one seem set back.
    state = folder / "state"
    shutil.rmtree(state, ignore_errors=True)
    environment = {"XDG_STATE_HOME": str(state), "PATH": ""}
    begun = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
    assert process.returncode in (0, -9)
    return time.monotonic() - begun if process.returncode == 0 else None


@pytest.mark.timeout(2400)
def test_everything_came_or_nothing(tmp_path: Path, long: bool) -> None:
    kills, dice, source = 100 if long else 5, random.Random("kill an import"), _source(tmp_path)
    made, around = tmp_path / "made.strongroom", Surroundings(FixedClock(), cost=FLOOR)
    make_vault(made, FixedClock())
    vault = unlock(made, SECRET, around)
    vault.practice.set(LICENSEE)
    vault.close()
    found = killed_rounds(
        "kills of an import",
        made,
        kills,
        lambda path, seconds: _run(source, path, tmp_path, seconds),
        lambda: dice.uniform(0.4, 1.05),
        lambda path: _after(path, around),
    )
    assert set(found) <= {"as before", "complete"}


def _after(path: Path, around: Surroundings) -> str:
    """Open it as one would after a kill; say how it is."""
    vault = unlock(path, SECRET, around)
    clients = vault.clients.list_all()
    notes = len(vault.notes.list_rows())
    documents = sum(len(vault.documents.of_client(each.id)) for each in clients)
    batches = len(vault.imports.list_all())
    vault.close()
    assert verify(path, SECRET).problems == ()
    files = len(list((path / "documents").glob("*.age")))
    kept = (len(clients), notes, documents, batches, files)
    if kept == (0, 0, 0, 0, 0):
        return "as before"
    return "complete" if kept == (CHARTS, 10 * CHARTS, CHARTS, 1, CHARTS) else str(kept)
