"""Unlocking: what is told apart, who is kept out, and what this computer remembers."""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_header_file import snapshot
from tests.practice import LICENSEE, PASSPHRASE, PROCESS_PASSPHRASE, FixedClock, Keys, make_vault
from tests.practice import with_record as with_signed_notes
from tests.storage.test_database import derive_once, place_of
from vault.errors import Damaged, NewerFormat, NotFound, OpenElsewhere, VaultError, WrongSecret
from vault.format.key_slots import IdentitySlot, PassphraseSlot
from vault.format.vault_header import RECORDS, parse_header, write_header
from vault.lifecycle.computer_state import ComputerState
from vault.lifecycle.inspect import inspect
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action
from vault.model.secret import Passphrase, RecoveryKey, Secret

HOLDER = """
import sys
from pathlib import Path
from tests.practice import PASSPHRASE, FixedClock, with_record
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import Passphrase
vault = unlock(Path(sys.argv[1]), Passphrase(PASSPHRASE), Surroundings(FixedClock()))
with_record(vault, "Written by the first program.")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


def entries(path: Path, around: Surroundings) -> list[tuple[str, str, dict[str, str | int]]]:
    """Return way in, action and detail of every entry; the last two are those of looking."""
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    found = [(each.way_in, each.action, dict(each.detail)) for each in vault.audit.export()]
    vault.close()
    return found


def test_wrong_passphrases_change_nothing_and_are_counted(
    path: Path, unlocked: Unlock, around: Surroundings, keys: Keys
) -> None:
    unlocked().close()
    before = snapshot(path)
    wrong: list[Secret] = [
        Passphrase("wrong"),
        Passphrase(""),
        Passphrase(PASSPHRASE + " "),
        Passphrase(PASSPHRASE.upper()),
        Passphrase(PROCESS_PASSPHRASE),
        RecoveryKey(keys["process"]),
        RecoveryKey("AGE-SECRET-KEY-1QQQ"),
    ]
    for secret in wrong:
        with pytest.raises(WrongSecret):
            unlocked(secret)
    assert snapshot(path) == before
    found = entries(path, around)
    counted = [detail for _way, action, detail in found if action == Action.UNLOCKS_FAILED]
    assert counted == [{"count": len(wrong)}]
    assert [action for _way, action, _detail in found[-3:]] == [
        Action.UNLOCKS_FAILED,
        Action.VAULT_UNLOCKED,
        Action.CHAIN_EXPORTED,
    ]
    again = [action for _way, action, _detail in entries(path, around)]
    assert again.count(Action.UNLOCKS_FAILED) == 1


def test_wrong_passphrases_of_process_notes_stand_in_their_own_chain(unlocked: Unlock) -> None:
    vault = unlocked()
    for secret in ("wrong", PASSPHRASE):
        with pytest.raises(WrongSecret):
            vault.process_door.open(Passphrase(secret))
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    found = [entry for entry in process.audit.export() if entry.action == Action.UNLOCKS_FAILED]
    process.close()
    assert [dict(entry.detail) for entry in found] == [{"count": 2}]
    assert Action.UNLOCKS_FAILED not in [entry.action for entry in vault.audit.export()]


def test_the_way_in_that_was_used_is_in_the_chain(
    path: Path, unlocked: Unlock, around: Surroundings, keys: Keys
) -> None:
    unlocked(RecoveryKey(keys["records"])).close()
    ways = [(way, action) for way, action, _detail in entries(path, around)]
    assert ways[-3] == ("recovery:2", Action.VAULT_UNLOCKED)
    assert ways[-2] == ("passphrase:1", Action.VAULT_UNLOCKED)


def test_wrong_damaged_and_newer_are_told_apart(
    path: Path, unlocked: Unlock, around: Surroundings
) -> None:
    """K1, in short: three kinds of failure, three sentences, three exit codes."""
    header = parse_header((path / "vault.json").read_bytes())
    slot = header.records.slots[0]
    assert isinstance(slot, PassphraseSlot)
    broken = replace(slot, ct=bytes([slot.ct[0] ^ 1]) + slot.ct[1:])
    spoiled = replace(header, records=replace(header.records, slots=(broken,)))
    newer = write_header(header).replace(b'"format":1', b'"format":2')
    import hashlib

    line = newer.partition(b"\n")[0]
    newer = line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"
    told = {}
    for data, secret in (
        (write_header(header), "wrong"),
        (write_header(spoiled), PASSPHRASE),
        (newer, PASSPHRASE),
    ):
        for name in ("vault.json", "vault.json.2"):
            (path / name).write_bytes(data)
        with pytest.raises(VaultError) as refusal:
            unlock(path, Passphrase(secret), around)
        told[type(refusal.value)] = (refusal.value.sentence, refusal.value.exit_code)
    assert {kind: code for kind, (_text, code) in told.items()} == {
        WrongSecret: 3,
        Damaged: 4,
        NewerFormat: 8,
    }
    assert len({text for text, _code in told.values()}) == 3


def test_accents_may_be_typed_either_way(tmp_path: Path, around: Surroundings) -> None:
    """K6: the same passphrase from a keyboard that composes accents and one that does not."""
    from vault.crypto.kdf import FLOOR
    from vault.lifecycle.create import create
    from vault.model.secret import NewSecrets

    text = "Ångström café Łódź 한국"
    spellings = {unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)}
    assert len(spellings) == 2
    for number, made in enumerate(sorted(spellings)):
        path = tmp_path / f"{number}.strongroom"
        create(path, NewSecrets(made), clock=FixedClock(), cost=FLOOR)
        for typed in spellings:
            unlock(path, Passphrase(typed), around).close()
        with pytest.raises(WrongSecret):
            unlock(path, Passphrase(unicodedata.normalize("NFKC", "ﬁ") + text), around)


def test_a_second_program_is_refused_and_after_a_kill_the_next_start_works(
    path: Path, unlocked: Unlock, keys: Keys
) -> None:
    """R12: against a real process that holds the lock; the holder is then killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        before = snapshot(path)
        refused = 0
        for number in range(100):
            secret = [Passphrase(PASSPHRASE), Passphrase("no"), RecoveryKey(keys["records"])]
            try:
                unlocked(secret[number % 3])
            except OpenElsewhere as refusal:
                refused += refusal.exit_code == 5
        with pytest.raises(OpenElsewhere):
            verify(path, Passphrase(PASSPHRASE))
        assert inspect(path).broken == ()
        written = snapshot(path) != before
        holder.kill()
    sys.stdout.write(f"second program: 100 starts, {refused} refused, 0 writes: {not written}\n")
    assert (refused, written) == (100, False)
    vault = unlocked()
    assert len(vault.notes.search("written")) == 1


def test_the_same_program_does_not_open_it_twice(path: Path, unlocked: Unlock) -> None:
    first = unlocked()
    with pytest.raises(OpenElsewhere):
        unlocked()
    first.close()
    first.close()
    unlocked().close()


@pytest.mark.parametrize("secret", [Passphrase("wrong"), RecoveryKey("nonsense")])
def test_a_refused_unlock_lets_go_of_the_lock(unlocked: Unlock, secret: Secret) -> None:
    with pytest.raises(WrongSecret):
        unlocked(secret)
    unlocked().close()


def test_a_vault_that_is_not_there_is_not_made(tmp_path: Path, around: Surroundings) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("not a vault")
    before = sorted(tmp_path.rglob("*"))
    for name in ("none", "empty", "file", "file/below", "x" * 300):
        for act in (
            lambda p: unlock(p, Passphrase(PASSPHRASE), around),
            lambda p: verify(p, Passphrase(PASSPHRASE)),
            inspect,
        ):
            with pytest.raises(NotFound):
                act(tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before


def lost(file: Path) -> None:
    """Delete the state."""
    file.unlink()


def no_json(file: Path) -> None:
    """Write what is no JSON."""
    file.write_bytes(b"\xff{")


def a_list(file: Path) -> None:
    """Write JSON of another form."""
    file.write_text("[1, 2]")


def deep(file: Path) -> None:
    """Write JSON nested too deeply."""
    file.write_text("[" * 60_000)


def numbers(file: Path) -> None:
    """Write numbers that no counter has."""
    mark = '{"seq": 1e999, "chain_head": "", "generation": NaN, "at": 3}'
    file.write_text(f'{{"records": {mark}, "records_failed": -1e999}}')


def texts(file: Path) -> None:
    """Write texts where numbers stand."""
    file.write_text('{"records": {"seq": "x", "chain_head": 5}, "records_failed": "many"}')


def a_folder(file: Path) -> None:
    """Put a folder in its place."""
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "harm", [lost, no_json, a_list, deep, numbers, texts, a_folder], ids=lambda harm: harm.__name__
)
def test_what_this_computer_remembers_may_be_lost_or_spoiled(
    path: Path, unlocked: Unlock, around: Surroundings, harm: Callable[[Path], None]
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    vault.close()
    assert around.state is not None
    files = list((around.state / "vaults").iterdir())
    assert len(files) == 1
    harm(files[0])
    with pytest.raises(WrongSecret):
        unlocked(Passphrase("wrong"))
    unlocked().close()


def test_the_state_folder_holds_no_more_than_counters(
    path: Path, unlocked: Unlock, around: Surroundings
) -> None:
    vault = unlocked()
    with_signed_notes(vault, "Words of a session.", name="Zqbd Whitfield")
    vault.process_door.open(Passphrase(PROCESS_PASSPHRASE)).close()
    vault.close()
    assert around.state is not None
    files = [file for file in around.state.rglob("*") if file.is_file()]
    assert [file.name for file in files] == [f"{vault.vault_id}.json"]
    held = json.loads(files[0].read_text())
    assert set(held) <= {"records", "process", "records_failed", "process_failed"}
    for name in ("records", "process"):
        assert set(held[name]) == {"seq", "chain_head", "generation", "at"}


def test_without_a_state_folder_nothing_is_remembered(path: Path, tmp_path: Path) -> None:
    around = Surroundings(FixedClock())
    with pytest.raises(WrongSecret):
        unlock(path, Passphrase("wrong"), around)
    unlock(path, Passphrase(PASSPHRASE), around).close()
    assert ComputerState(None, "0" * 32).seen(RECORDS) is None
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_header_slot_of_another_vault_opens_nothing(
    path: Path, tmp_path: Path, around: Surroundings
) -> None:
    """A slot is bound to its vault: even a stranger's whole way in is refused here."""
    other = tmp_path / "other.strongroom"
    keys = make_vault(other, FixedClock())
    header = parse_header((path / "vault.json").read_bytes())
    foreign = parse_header((other / "vault.json").read_bytes()).records
    swapped = replace(header, records=replace(header.records, slots=foreign.slots))
    for name in ("vault.json", "vault.json.2"):
        (path / name).write_bytes(write_header(swapped))
    assert any(isinstance(slot, IdentitySlot) for slot in foreign.slots)
    with pytest.raises((WrongSecret, Damaged)):
        unlock(path, Passphrase(PASSPHRASE), around)
    with pytest.raises(Damaged):
        unlock(path, RecoveryKey(keys["records"]), around)
    with pytest.raises(VaultError):
        place_of(path)
