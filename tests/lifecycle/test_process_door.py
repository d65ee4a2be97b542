"""The door to process notes: only its own secrets open it, and it comes to be whole or not."""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    Keys,
    a_client,
    a_process_note,
    into,
)
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.crypto.kdf import FLOOR
from vault.errors import BadInput, Damaged, NotAllowed, NotFound, StorageFailed, WrongSecret
from vault.format.vault_header import PROCESS, parse_header
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action
from vault.model.secret import NewSecrets, Passphrase, RecoveryKey, Secret
from vault.storage.files import replace_file


class Crash(BaseException):
    """Stands for the end of the program at that line."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Make a vault without a process compartment."""
    path = tmp_path / "plain.strongroom"
    create(path, NewSecrets(PASSPHRASE), clock=FixedClock(), cost=FLOOR)
    return path


def has_one(path: Path) -> bool:
    """Tell whether the header has a process compartment."""
    return parse_header((path / "vault.json").read_bytes()).process is not None


def test_no_secret_of_the_records_opens_process_notes(
    path: Path, unlocked: Unlock, keys: Keys
) -> None:
    records: list[Secret] = [Passphrase(PASSPHRASE), RecoveryKey(keys["records"])]
    for opened_with in records:
        vault = unlocked(opened_with)
        for secret in records:
            with pytest.raises(WrongSecret):
                vault.process_door.open(secret)
        vault.close()


def test_no_secret_of_process_notes_opens_the_records(unlocked: Unlock, keys: Keys) -> None:
    for secret in (Passphrase(PROCESS_PASSPHRASE), RecoveryKey(keys["process"])):
        with pytest.raises(WrongSecret):
            unlocked(secret)
    vault = unlocked()
    vault.process_door.open(RecoveryKey(keys["process"])).close()


def test_no_key_of_the_records_decrypts_the_process_database(path: Path) -> None:
    """Not the key itself, nor any that is derived from it."""
    from sqlcipher3 import dbapi2

    place = place_of(path)
    tried = [place.opened.key]
    tried += [place.subkey(x) for x in ("sqlcipher", "header-mac", "head-mac", "process", "wrap")]
    for key in tried:
        raw = raw_connection(path / "process-1.db", key)
        with pytest.raises(dbapi2.DatabaseError):
            raw.execute("SELECT count(*) FROM sqlite_master")
        raw.close()
    own = place_of(path, PROCESS, Passphrase(PROCESS_PASSPHRASE))
    assert own.opened.key != place.opened.key
    raw = raw_connection(path / "process-1.db", own.subkey("sqlcipher"))
    assert raw.execute("SELECT count(*) FROM process_note").fetchone() == (0,)
    raw.close()


def test_the_databases_cannot_take_each_others_place(path: Path, unlocked: Unlock) -> None:
    shutil.copy2(path / "records-1.db", path / "process-1.db")
    vault = unlocked()
    with pytest.raises(Damaged):
        vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))


def test_while_the_door_is_shut_its_file_is_not_open(path: Path, unlocked: Unlock) -> None:
    def held() -> set[str]:
        links = [Path("/proc/self/fd") / each for each in os.listdir("/proc/self/fd")]
        found = {os.readlink(link) for link in links if os.path.lexists(link)}
        return {Path(name).name for name in found if name.startswith(str(path))}

    if not Path("/proc/self/fd").exists():
        pytest.skip("this system has no /proc")
    vault = unlocked()
    assert "process-1.db" not in held()
    assert "records-1.db" in held()
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    assert "process-1.db" in held()
    process.close()
    assert "process-1.db" not in held()


def test_a_closed_door_leaves_the_size_and_hash_of_its_file(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client)])
    process.close()
    data = (path / "process-1.db").read_bytes()
    head = json.loads((path / "process.head").read_bytes().partition(b"\n")[0])
    assert head["closed"] == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_closing_twice_does_nothing_more(unlocked: Unlock) -> None:
    vault = unlocked()
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    process.close()
    process.close()
    again = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    assert again.audit.first_broken() is None
    again.close()


def test_the_first_process_note_needs_a_compartment(plain: Path, around: Surroundings) -> None:
    vault = unlock(plain, Passphrase(PASSPHRASE), around)
    assert not has_one(plain)
    with pytest.raises(NotFound):
        vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    keys: dict[str, str] = {}
    vault.process_door.make(NewSecrets(PROCESS_PASSPHRASE), into(keys))
    assert vault.process_door.exists
    assert has_one(plain)
    assert set(keys) == {"process"}
    client = vault.clients.add([a_client()])[0]
    for secret in (Passphrase(PROCESS_PASSPHRASE), RecoveryKey(keys["process"])):
        process = vault.process_door.open(secret)
        process.notes.add([a_process_note(client)])
        process.close()
    with pytest.raises(NotAllowed):
        vault.process_door.make(NewSecrets("another one again"), into(keys))
    vault.close()
    secrets = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
    assert verify(plain, *secrets).problems == ()


def test_making_the_compartment_stands_in_the_chain_of_the_records(
    plain: Path, around: Surroundings
) -> None:
    vault = unlock(plain, Passphrase(PASSPHRASE), around)
    before = len(vault.audit.export())
    vault.process_door.make(NewSecrets(PROCESS_PASSPHRASE), lambda made: None)
    made = vault.audit.export()[before:]
    vault.close()
    assert [entry.action for entry in made] == [Action.PROCESS_NOTES_BEGUN, Action.CHAIN_EXPORTED]


@pytest.mark.parametrize(
    ("passphrase", "kind"), [(PASSPHRASE, NotAllowed), ("", BadInput), ("  ", BadInput)]
)
def test_a_passphrase_that_will_not_do_makes_nothing(
    plain: Path, around: Surroundings, passphrase: str, kind: type[Exception]
) -> None:
    vault = unlock(plain, Passphrase(PASSPHRASE), around)
    before = sorted(item.name for item in plain.iterdir())
    with pytest.raises(kind):
        vault.process_door.make(NewSecrets(passphrase), lambda made: None)
    assert sorted(item.name for item in plain.iterdir()) == before
    assert not vault.process_door.exists


@pytest.mark.parametrize("error", [StorageFailed, Crash])
@pytest.mark.parametrize("step", range(1, 6))
def test_a_compartment_that_fails_to_come_to_be_can_be_made_again(
    plain: Path,
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    error: type[BaseException],
) -> None:
    """Steps: the head (twice), the paper key, the header, its mirror; from that step on."""
    calls: list[str] = []

    def count(what: str) -> None:
        calls.append(what)
        if len(calls) >= step:
            raise error("No room.")

    def file(path: Path, data: bytes) -> None:
        count(path.name)
        replace_file(path, data)

    vault = unlock(plain, Passphrase(PASSPHRASE), around)
    with monkeypatch.context() as patch:
        for module in ("vault.services.ways_in", "vault.lifecycle.compartments"):
            patch.setattr(f"{module}.replace_file", file)
        try:
            vault.process_door.make(NewSecrets(PROCESS_PASSPHRASE), lambda made: count("key"))
        except error:
            made = False
        else:
            made = True
    vault.close()
    assert len(calls) >= step
    vault = unlock(plain, Passphrase(PASSPHRASE), around)
    stands = vault.process_door.exists
    if not stands:
        assert not made
        vault.process_door.make(NewSecrets(PROCESS_PASSPHRASE), lambda made: None)
    vault.process_door.open(Passphrase(PROCESS_PASSPHRASE)).close()
    vault.close()
    sys.stdout.write(f"process notes fail at {calls[step - 1]}: stands {stands}\n")
    assert stands == (step == 5)
    header = parse_header((plain / "vault.json").read_bytes())
    assert header == parse_header((plain / "vault.json.2").read_bytes())
    secrets = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
    assert verify(plain, *secrets).problems == ()
