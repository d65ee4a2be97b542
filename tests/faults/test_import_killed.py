"""A process that brings records in, or gives back what was set aside, killed at a moment."""

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
from vault.model.incoming.batch import Basis, Origin
from vault.model.incoming.set_aside import AsideState
from vault.model.secret import Passphrase

SECRET = Passphrase(PASSPHRASE)
CHARTS, ASIDE = 40, 12


def _source(folder: Path) -> Path:
    """Make a folder of forty charts, each with ten notes and a file; twelve are set aside."""
    source = folder / "source"
    source.mkdir()
    rows, notes = ["Name,Date of Birth"], ["Client,Date of Service,Note"]
    for number in range(CHARTS):
        name = f"Ana {chr(65 + number // 26)}{chr(97 + number % 26)}rte"
        rows.append(f"{name},1980-01-{number % 28 + 1:02}")
        notes += [f"{name},2024-03-{day:02},Words of {number} {day}" for day in range(1, 11)]
        (source / f"{name} 2024-05-01.txt").write_text(f"A letter of {number}")
    (source / "Process Notes").mkdir()
    for number in range(ASIDE):
        (source / "Process Notes" / f"{number}.txt").write_bytes(bytes([number]) * 5_000)
    (source / "clients.csv").write_text("\n".join(rows))
    (source / "notes.csv").write_text("\n".join(notes))
    return source


def _run(source: Path, path: Path, folder: Path, after: float | None) -> float | None:
    """Bring it in by a process, killed `after` seconds; return how long it took unless it was."""
    (folder / "passphrase.txt").write_text(PASSPHRASE)
    return _killed(["import", str(source), str(path)], folder, after)


def _killed(arguments: list[str], folder: Path, after: float | None) -> float | None:
    command = [sys.executable, "-m", "vault", *arguments, "--quiet"]
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
    batches, aside = len(vault.imports.list_all()), vault.set_aside.list_all()
    vault.close()
    assert verify(path, SECRET).problems == ()
    files = len(list((path / "documents").glob("*.age")))
    kept = (len(clients), notes, documents, batches, len(aside), files)
    if kept == (0, 0, 0, 0, 0, 0):
        return "as before"
    whole = (CHARTS, 10 * CHARTS, CHARTS, 1, ASIDE, CHARTS + ASIDE)
    return "complete" if kept == whole else str(kept)


@pytest.mark.timeout(2400)
def test_what_is_given_back_is_here_or_there(tmp_path: Path, long: bool) -> None:
    """A kill leaves it in both places at worst, whole, and the next try ends it."""
    kills, dice = 60 if long else 5, random.Random("kill a return")
    made, around = tmp_path / "made.strongroom", Surroundings(FixedClock(), cost=FLOOR)
    make_vault(made, FixedClock())
    source, out = tmp_path / "Process Notes.bin", tmp_path / "back.bin"
    source.write_bytes(dice.randbytes(30_000_000))
    vault = unlock(made, SECRET, around)
    vault.practice.set(LICENSEE)
    plan = vault.imports.plan(source, vault.imports.to_read(source).read())
    vault.imports.bring_in(
        vault.imports.to_seal(plan).seal(), Origin(Basis.OWN, FixedClock().now().date())
    )
    [aside] = vault.set_aside.list_all()
    vault.close()
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE)

    def give_back(path: Path, after: float | None) -> float | None:
        out.unlink(missing_ok=True)
        command = ["imports", "aside", "return", str(path), aside.id, "--out", str(out)]
        return _killed([*command, "--to", "Ruth Alder"], tmp_path, after)

    def found(path: Path) -> str:
        vault = unlock(path, SECRET, around)
        state = vault.set_aside.get(aside.id).state
        vault.close()
        assert verify(path, SECRET).problems == ()
        assert not out.exists() or out.read_bytes() == source.read_bytes()
        here = len(list((path / "documents").glob("*.age")))
        if state is AsideState.ASIDE:
            assert here == 1
            assert give_back(path, None) is not None
            return "as before"
        assert out.exists()
        assert here == 0
        return "complete"

    done = killed_rounds(
        "kills of a return", made, kills, give_back, lambda: dice.uniform(0.5, 1.05), found
    )
    assert set(done) <= {"as before", "complete"}
