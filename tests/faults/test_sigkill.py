"""The real program, killed at a random moment, again and again on the same vault."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, FixedClock, a_client, make_vault
from vault.crypto.kdf import FLOOR
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase

SHARDS = 4


@pytest.mark.timeout(2400)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_acknowledged_note_is_lost_to_a_kill(shard: int, tmp_path: Path, long: bool) -> None:
    kills = (1_000 if long else 40) // SHARDS
    dice = random.Random(f"kill {shard}")
    path = tmp_path / "practice.strongroom"
    make_vault(path, FixedClock())
    around = Surroundings(FixedClock(), cost=FLOOR)
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    client = vault.clients.add([a_client()])[0].id
    vault.close()
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "vault", "note", "add", str(path)]
    command += ["--passphrase-file", str(tmp_path / "passphrase.txt")]
    given = {"client": client, "template": "free", "service_date": "2026-05-14"}
    note = json.dumps(given | {"sections": {"note": "What was said."}}).encode()
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "PATH": ""}
    took = _run_whole(command, note, environment)
    acknowledged, killed, rejected, rounds = 1, 0, 0, 0
    while killed < kills and rounds < 4 * kills:
        rounds += 1
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        ) as process:
            assert process.stdin is not None
            process.stdin.write(note)
            process.stdin.close()
            try:
                process.wait(dice.uniform(0.2, 1.0) * took)
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
            assert process.stdout is not None
            acknowledged += len(process.stdout.read().split())
            rejected += process.wait() not in (0, -9)
    report = verify(path, Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE))
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    kept = len(vault.notes.list_rows(client))
    vault.close()
    told = f"{killed} killed in {rounds} rounds, {acknowledged} acknowledged, {kept} kept"
    print(f"kills {shard}: {told}")
    assert killed == kills
    assert rejected == 0
    assert report.ok, report.problems
    # One that was committed and killed before it could say so may be there besides.
    assert acknowledged <= kept <= acknowledged + killed


def _run_whole(command: list[str], note: bytes, environment: dict[str, str]) -> float:
    begun = time.monotonic()
    subprocess.run(command, input=note, env=environment, check=True, capture_output=True)
    return time.monotonic() - begun
