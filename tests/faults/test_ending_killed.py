"""A process that ends a record, killed at a moment: the record is whole, or gone and certified."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.killed_rounds import killed_rounds
from tests.practice import PASSPHRASE, FixedClock, a_process_note, make_vault
from tests.services.test_destructions import CANARY, PROCESS_SECRET, SECRET, WEEK, fill, pages
from tests.services.test_retention import settled
from vault.crypto.kdf import FLOOR
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.client import Client
from vault.model.destruction import Destruction, Stage


def _made(path: Path, folder: Path, clock: FixedClock) -> tuple[Client, Destruction]:
    """Make a vault with a record that was asked to end a week ago."""
    make_vault(path, clock)
    vault = settled(unlock(path, SECRET, Surroundings(clock, cost=FLOOR)))
    client = fill(vault, folder)
    process = vault.open_process(PROCESS_SECRET)
    process.notes.add([a_process_note(client, f"{CANARY} private")])
    asked = vault.destructions.ask(client.id, PASSPHRASE)
    vault.close()
    clock.moment += WEEK
    return client, asked


def _run(path: Path, asked: Destruction, clock: FixedClock, after: float | None) -> float | None:
    """Carry it out in a process; kill it `after` seconds. Return how long it took unless killed."""
    command = [sys.executable, "-m", "tests.faults.ending_child", str(path), asked.id]
    command.append(clock.moment.isoformat())
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begins\n"
        begun = time.monotonic()
        if after is not None:
            time.sleep(after)
            process.kill()
        done = process.stdout.read() == b"done\n"
        took = time.monotonic() - begun
    assert process.returncode in (0, -9)
    return took if done else None


@pytest.mark.timeout(2400)
def test_the_record_is_whole_or_gone_with_its_certificate(tmp_path: Path, long: bool) -> None:
    kills, dice, clock = 100 if long else 4, random.Random("kill an ending"), FixedClock()
    made = tmp_path / "made.strongroom"
    client, asked = _made(made, tmp_path, clock)
    found = killed_rounds(
        "kills while a record ends",
        made,
        kills,
        lambda path, seconds: _run(path, asked, clock, seconds),
        lambda: dice.uniform(0.2, 1.1),
        lambda path: _after(path, client, asked, clock),
    )
    assert set(found) <= {"whole", "gone"}


def _after(path: Path, client: Client, asked: Destruction, clock: FixedClock) -> str:
    """Open it as one would after a kill; say how it is, with every word looked for."""
    vault = unlock(path, SECRET, Surroundings(clock, cost=FLOOR))
    process = vault.open_process(PROCESS_SECRET)
    stage = vault.destructions.get(asked.id).stage
    rows = len(vault.notes.list_rows(client.id)) if stage is Stage.ASKED else 0
    private = len(process.notes.list_rows(client.id))
    if stage is Stage.DONE:
        certificate = vault.destructions.certificate(asked.id)
        assert certificate.destruction.signature
        assert certificate.chain_head
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()
    left = any(CANARY.encode() in data.lower() for data in pages(path).values())
    if (stage, rows, private, left) == (Stage.ASKED, 3, 1, True):
        return "whole"
    if (stage, rows, private, left) == (Stage.DONE, 0, 0, False):
        return "gone"
    return f"{stage}, {rows} notes, {private} process notes, {'words' if left else 'no words'}"
