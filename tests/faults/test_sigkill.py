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
    kills = (1_000 if long else 24) // SHARDS
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
    acknowledged, killed, rejected, rounds = _kill(command, note, environment, kills, dice)
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


def _kill(
    command: list[str], data: bytes, environment: dict[str, str], kills: int, dice: random.Random
) -> tuple[int, int, int, int]:
    """Run a command until it was killed so often; return acknowledged, killed, rejected, rounds."""
    took = _run_whole(command, data, environment)
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
            process.stdin.write(data)
            process.stdin.close()
            try:
                process.wait(dice.uniform(0.2, 1.0) * took)
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
            assert process.stdout is not None
            acknowledged += len(process.stdout.read().split())
            rejected += process.wait() not in (0, -9)
    return acknowledged, killed, rejected, rounds


def _run_whole(command: list[str], note: bytes, environment: dict[str, str]) -> float:
    begun = time.monotonic()
    subprocess.run(command, input=note, env=environment, check=True, capture_output=True)
    return time.monotonic() - begun


@pytest.mark.timeout(1200)
def test_a_document_is_attached_whole_or_not_at_all(tmp_path: Path, long: bool) -> None:
    kills, dice = 200 if long else 12, random.Random("kill a document")
    path = tmp_path / "practice.strongroom"
    make_vault(path, FixedClock())
    around = Surroundings(FixedClock(), cost=FLOOR)
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    client = vault.clients.add([a_client()])[0].id
    vault.close()
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE)
    plain = dice.randbytes(40_000_000)
    (tmp_path / "scan.bin").write_bytes(plain)
    command = [sys.executable, "-m", "vault", "document", "add", str(path)]
    command += ["--passphrase-file", str(tmp_path / "passphrase.txt")]
    entered = json.dumps({"client": client, "file": str(tmp_path / "scan.bin")}).encode()
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "PATH": ""}
    acknowledged, killed, rejected, rounds = _kill(command, entered, environment, kills, dice)
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    kept = vault.documents.of_client(client)
    assert all(vault.documents.open(each.id).read() == plain for each in kept)
    vault.close()
    names = {each.name for each in (path / "documents").iterdir()}
    told = f"{killed} killed in {rounds} rounds, {acknowledged} acknowledged, {len(kept)} kept"
    print(f"kills while a document is attached: {told}; {len(names) - len(kept)} files left over")
    assert (killed, rejected) == (kills, 0)
    assert verify(path, Passphrase(PASSPHRASE)).ok
    # One that was committed and killed before it could say so may be there besides.
    assert acknowledged <= len(kept) <= acknowledged + killed
    assert names >= {f"{each.id}.age" for each in kept}
    assert not [name for name in names if name.endswith(".part")]
