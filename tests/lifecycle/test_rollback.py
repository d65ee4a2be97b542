"""Older files put back: noticed, told, accepted only when someone says so, and recorded."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_header_file import snapshot
from tests.practice import (
    LICENSEE,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_client,
    a_process_note,
)
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.crypto.kdf import FLOOR
from vault.errors import Damaged, OlderThanSeen, VaultError
from vault.format.vault_header import PROCESS, RECORDS, parse_header, write_header
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action, Entry
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenVault


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


def put_back(copy: Path, path: Path, *names: str) -> None:
    """Put files of an older copy back, or, without names, the whole folder."""
    if not names:
        shutil.rmtree(path)
        shutil.copytree(copy, path)
    for name in names:
        shutil.copy2(copy / name, path / name)


def work(vault: OpenVault, clients: int = 3) -> None:
    """Do something that leaves entries."""
    for number in range(clients):
        vault.clients.add([a_client(f"Client {number}")])


@pytest.fixture
def copied(path: Path, unlocked: Unlock, tmp_path: Path) -> Path:
    """Return a copy of the vault as it was before three clients and a process note were added."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    vault.process_door.open(Passphrase(PROCESS_PASSPHRASE)).close()
    vault.close()
    copy = Path(shutil.copytree(path, tmp_path / "copy.strongroom"))
    vault = unlocked()
    work(vault)
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(vault.clients.list_all()[0])])
    process.close()
    vault.close()
    return copy


def accepting(around: Surroundings) -> Surroundings:
    """Return the surroundings of someone who accepts an older vault."""
    return replace(around, accept_older=True)


def test_a_whole_older_folder_is_noticed_and_accepted_only_on_purpose(
    path: Path, unlocked: Unlock, around: Surroundings, copied: Path
) -> None:
    put_back(copied, path)
    before = snapshot(path)
    with pytest.raises(OlderThanSeen) as refusal:
        unlocked()
    assert refusal.value.exit_code == 4
    assert "2026-11-22" in refusal.value.sentence
    assert "4 saved changes are missing" in refusal.value.sentence
    assert "--accept-older" in refusal.value.hint
    assert snapshot(path) == before
    vault = unlock(path, Passphrase(PASSPHRASE), accepting(around))
    recorded = [entry for entry in vault.audit.export() if entry.action == Action.OLDER_ACCEPTED]
    assert [set(entry.detail) for entry in recorded] == [{"seq_here", "seq_seen"}]
    detail = recorded[0].detail
    assert int(detail["seq_seen"]) - int(detail["seq_here"]) == 4
    assert vault.clients.list_all() == []
    vault.close()
    unlocked().close()  # once accepted, it is asked no more
    assert verify(path, Passphrase(PASSPHRASE), state=around.state).problems == ()


def test_on_another_computer_an_older_folder_opens(
    path: Path, copied: Path, tmp_path: Path
) -> None:
    """A limit that docs/security-model.md states: only paper can tell there."""
    put_back(copied, path)
    for state in (None, tmp_path / "another computer"):
        unlock(path, Passphrase(PASSPHRASE), Surroundings(FixedClock(), state)).close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()


@pytest.mark.parametrize("state", [True, False], ids=["same computer", "another computer"])
def test_an_older_database_is_noticed_by_its_head(
    path: Path, copied: Path, around: Surroundings, state: bool
) -> None:
    put_back(copied, path, "records-1.db")
    here = around if state else Surroundings(FixedClock())
    with pytest.raises(OlderThanSeen) as refusal:
        unlock(path, Passphrase(PASSPHRASE), here)
    assert refusal.value.sentence == "4 saved changes are missing from this vault."
    found = verify(path, Passphrase(PASSPHRASE), state=here.state).problems
    assert [(each.kind, each.id) for each in found] == [("head", "records")]
    unlock(path, Passphrase(PASSPHRASE), accepting(here)).close()
    unlock(path, Passphrase(PASSPHRASE), here).close()


def test_an_older_head_is_the_trace_of_a_crash(path: Path, unlocked: Unlock, copied: Path) -> None:
    put_back(copied, path, "records.head")
    vault = unlocked()
    assert len(vault.clients.list_all()) == 3
    assert vault.audit.first_broken() is None
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()


def missing(file: Path) -> None:
    """Delete the head."""
    file.unlink()


def flipped(file: Path) -> None:
    """Flip one bit of it."""
    data = bytearray(file.read_bytes())
    data[20] ^= 1
    file.write_bytes(data)


def of_the_other_compartment(file: Path) -> None:
    """Put the head of process notes there."""
    shutil.copy2(file.with_name("process.head"), file)


def emptied(file: Path) -> None:
    """Leave nothing."""
    file.write_bytes(b"")


SPOILED = [missing, flipped, of_the_other_compartment, emptied]


@pytest.mark.parametrize("harm", SPOILED, ids=lambda harm: harm.__name__)
def test_a_spoiled_head_is_noticed_and_can_be_accepted(
    path: Path, unlocked: Unlock, around: Surroundings, copied: Path, harm: Callable[[Path], None]
) -> None:
    harm(path / "records.head")
    with pytest.raises(OlderThanSeen):
        unlocked()
    found = verify(path, Passphrase(PASSPHRASE)).problems
    assert [(each.kind, each.id) for each in found] == [("head", "records")]
    vault = unlock(path, Passphrase(PASSPHRASE), accepting(around))
    assert len(vault.clients.list_all()) == 3
    vault.close()
    unlocked().close()


@pytest.mark.parametrize("harm", [missing, flipped], ids=lambda harm: harm.__name__)
def test_a_spoiled_head_does_not_hide_an_older_folder(
    path: Path, unlocked: Unlock, around: Surroundings, copied: Path, harm: Callable[[Path], None]
) -> None:
    """The answer in the chain must name what is missing, not only that a head is."""
    put_back(copied, path)
    harm(path / "records.head")
    with pytest.raises(OlderThanSeen):
        unlocked()
    vault = unlock(path, Passphrase(PASSPHRASE), accepting(around))
    recorded = [entry for entry in vault.audit.export() if entry.action == Action.OLDER_ACCEPTED]
    vault.close()
    assert int(recorded[0].detail["seq_seen"]) - int(recorded[0].detail["seq_here"]) == 4


def another_chain(path: Path, copied: Path) -> None:
    """Let the older copy go its own way, further than the one this computer saw."""
    vault = unlock(copied, Passphrase(PASSPHRASE), Surroundings(FixedClock()))
    work(vault, 20)
    vault.close()
    put_back(copied, path)


def test_a_chain_that_went_another_way_is_noticed_and_may_be_accepted(
    path: Path, unlocked: Unlock, around: Surroundings, copied: Path
) -> None:
    another_chain(path, copied)
    with pytest.raises(OlderThanSeen) as refusal:
        unlock(path, Passphrase(PASSPHRASE), around)
    assert "but others" in refusal.value.sentence
    # A backup that was restored and used elsewhere: opens by a decision, which is recorded.
    vault = unlock(path, Passphrase(PASSPHRASE), accepting(around))
    assert Action.OLDER_ACCEPTED in [entry.action for entry in vault.audit.export()]
    vault.close()
    unlocked()


def test_without_a_head_the_chain_is_proved_from_its_start(
    path: Path, around: Surroundings, copied: Path
) -> None:
    place = place_of(path)
    database = place.open_database()
    with database.transaction():
        database.change("DROP TRIGGER audit_is_never_changed")
        database.change("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 2")
    database.close()
    (path / "records.head").unlink()
    with pytest.raises(Damaged) as refusal:
        unlock(path, Passphrase(PASSPHRASE), accepting(around))
    assert not isinstance(refusal.value, OlderThanSeen)
    assert "entry 2" in refusal.value.sentence


def test_an_older_header_never_opens_newer_records(
    path: Path, unlocked: Unlock, around: Surroundings, tmp_path: Path
) -> None:
    old = (path / "vault.json").read_bytes()
    vault = unlocked()
    vault.ways_in.change_passphrase("a new passphrase")
    vault.close()
    for name in ("vault.json", "vault.json.2"):
        (path / name).write_bytes(old)
    before = snapshot(path)
    for here in (around, accepting(around), Surroundings(FixedClock())):
        with pytest.raises(OlderThanSeen) as refusal:
            unlock(path, Passphrase(PASSPHRASE), here)
        assert refusal.value.sentence == "The header of this vault is older than its records."
    assert snapshot(path) == before


def test_a_header_ahead_of_its_records_is_caught_up_and_recorded(
    path: Path, unlocked: Unlock
) -> None:
    place = place_of(path)
    ahead = replace(place.compartment, generation=place.compartment.generation + 1)
    header = place.header.with_compartment(RECORDS, ahead, place.subkey("header-mac"))
    for name in ("vault.json", "vault.json.2"):
        (path / name).write_bytes(write_header(header))
    for _sitting in range(2):
        vault = unlocked()
        caught_up = [e for e in vault.audit.export() if e.action == Action.HEADER_CAUGHT_UP]
        assert [dict(entry.detail) for entry in caught_up] == [{"generation": 2}]
        assert vault.audit.mark.generation == 2
        vault.close()


def test_a_header_that_lost_its_process_compartment_is_noticed(
    path: Path, unlocked: Unlock, copied: Path
) -> None:
    """Its MAC covers only what is there; the files and this computer know better."""
    header = parse_header((path / "vault.json").read_bytes())
    for name in ("vault.json", "vault.json.2"):
        (path / name).write_bytes(write_header(replace(header, process=None)))
    notes = (path / "process-1.db").read_bytes()

    def begin_anew() -> None:
        vault = unlocked()
        if not vault.warnings:
            vault.process_door.make(NewSecrets("quite another passphrase"), lambda made: None)

    with pytest.raises(VaultError):
        begin_anew()
    assert (path / "process-1.db").read_bytes() == notes


def test_nobody_is_told_that_there_are_no_process_notes_when_there_were(
    path: Path, unlocked: Unlock, copied: Path
) -> None:
    header = parse_header((path / "vault.json").read_bytes())
    for name in ("vault.json", "vault.json.2"):
        (path / name).write_bytes(write_header(replace(header, process=None)))
    with pytest.raises(Damaged):
        unlocked().process_door.open(Passphrase(PROCESS_PASSPHRASE))


@pytest.mark.parametrize("what", ["folder", "database", "head missing"])
def test_older_process_notes_are_noticed_at_their_own_door(
    path: Path, unlocked: Unlock, around: Surroundings, copied: Path, what: str
) -> None:
    if what == "head missing":
        (path / "process.head").unlink()
    else:
        put_back(copied, path, "process-1.db", *(["process.head"] if what == "folder" else []))
    vault = unlocked()
    with pytest.raises(OlderThanSeen):
        vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    vault.close()
    vault = unlock(path, Passphrase(PASSPHRASE), accepting(around))
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    assert Action.OLDER_ACCEPTED in [entry.action for entry in process.audit.export()]
    assert Action.OLDER_ACCEPTED not in [entry.action for entry in vault.audit.export()]
    process.close()
    vault.close()


def append_raw(path: Path, change: Callable[[Entry], Entry]) -> None:
    """Append a copy of the last entry, changed, with a right hash of its own."""
    from vault.model.canonical import canonical

    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    row = raw.execute("SELECT * FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    seq, at, way_in, action, subject, client, _detail, _previous, own = row
    entry = change(Entry(seq + 1, at, way_in, action, subject, client, {}, own)).linked()
    detail = canonical(entry.detail).decode()
    raw.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.seq, at, way_in, action, subject, client, detail, entry.previous, entry.hash),
    )
    raw.close()


def test_entries_after_the_head_are_proved(path: Path, unlocked: Unlock) -> None:
    """A crash leaves entries after the head; what does not follow is no trace of a crash."""
    append_raw(path, lambda entry: entry)
    unlocked().close()
    append_raw(path, lambda entry: replace(entry, previous="0" * 64))
    with pytest.raises(Damaged) as refusal:
        unlocked()
    assert "broken at entry" in refusal.value.sentence


def test_the_memory_of_a_computer_is_for_one_vault(
    path: Path, copied: Path, around: Surroundings, tmp_path: Path
) -> None:
    from vault.lifecycle.create import create

    other = tmp_path / "other.strongroom"
    create(other, NewSecrets(PASSPHRASE), clock=FixedClock(), cost=FLOOR)
    unlock(other, Passphrase(PASSPHRASE), around).close()
    assert around.state is not None
    assert len(list((around.state / "vaults").iterdir())) == 2
    assert parse_header((other / "vault.json").read_bytes()).compartment(PROCESS) is None
