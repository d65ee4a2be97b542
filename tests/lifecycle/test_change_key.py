"""A changed key: everything is still there, what ended opens nothing, and a crash leaves one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import back_up, everything
from tests.lifecycle.test_header_file import snapshot as files_of
from tests.practice import (
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    Keys,
    a_note,
    a_process_note,
    with_record,
)
from tests.storage.test_database import derive_once
from vault.errors import BadInput, Damaged, NotAllowed, NotFound, VaultError, WrongSecret
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle import change_key as module
from vault.lifecycle.change_key import KeyChange, change_key
from vault.lifecycle.restore import restore
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.lifecycle.verify_backups import verify_backups
from vault.model.audit import Action
from vault.model.secret import Passphrase, RecoveryKey, Secret
from vault.open_vault import OpenVault
from vault.progress import Progress

OLD, APART = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
NEW = "quite another passphrase"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def before(unlocked: Unlock) -> list[object]:
    """Everything in a vault with a record, a draft and a process note, which is closed then."""
    vault = unlocked()
    client = with_record(vault, "Slept six hours. " * 200, "Slept seven.")
    vault.notes.begin([a_note(client, "A draft.")])
    process = vault.process_door.open(APART)
    process.notes.add([a_process_note(client, "Kept apart.")])
    process.close()
    found = everything(vault)
    vault.close()
    return found


def opens(path: Path, secret: Secret, around: Surroundings) -> bool:
    """Tell whether a secret opens the records."""
    try:
        unlock(path, secret, around).close()
    except WrongSecret:
        return False
    return True


def test_after_a_loss_everything_is_there_and_the_old_passphrase_opens_nothing(
    path: Path, around: Surroundings, before: list[object], keys: Keys
) -> None:
    changed = change_key(path, OLD, KeyChange(passphrase=NEW), around)
    assert (changed.epoch, changed.ended) == (2, ("passphrase:1",))
    assert not opens(path, OLD, around)
    assert opens(path, RecoveryKey(keys["records"]), around)
    vault = unlock(path, Passphrase(NEW), around)
    assert everything(vault) == before
    draft = vault.notes.unsigned(1)[1][0]
    vault.notes.sign(draft.id)
    entry = next(each for each in vault.audit.export() if each.action == Action.KEY_CHANGED)
    assert dict(entry.detail) == {"epoch": 2, "generation": 2, "ways_in": 2}
    vault.close()
    assert verify(path, Passphrase(NEW), APART, state=around.state).problems == ()


def test_it_tells_how_far_its_proof_is(
    path: Path, around: Surroundings, before: list[object]
) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total: told.append((done, total)))
    change_key(path, OLD, KeyChange(passphrase=NEW), around, progress)
    notes = 3
    assert {total for _done, total in told} == {2 * notes}
    assert (0, 2 * notes) in told
    assert told[-1][0] >= 2 * notes


def test_a_way_in_that_ends_keeps_the_passphrase(
    path: Path, around: Surroundings, before: list[object], keys: Keys
) -> None:
    changed = change_key(path, OLD, KeyChange(without=frozenset({"recovery:2"})), around)
    assert (changed.ways_in, changed.ended) == (("passphrase:1",), ("recovery:2",))
    assert not opens(path, RecoveryKey(keys["records"]), around)
    vault = unlock(path, OLD, around)
    assert everything(vault) == before
    vault.notes.sign(vault.notes.unsigned(1)[1][0].id)
    vault.close()


def test_who_forgot_the_passphrase_changes_both_with_the_recovery_key(
    path: Path, around: Surroundings, before: list[object], keys: Keys
) -> None:
    key = RecoveryKey(keys["records"])
    changed = change_key(path, key, KeyChange(passphrase=NEW), around)
    assert changed.ended == ("passphrase:1",)
    vault = unlock(path, Passphrase(NEW), around)
    vault.notes.sign(vault.notes.unsigned(1)[1][0].id)
    vault.close()
    changed = change_key(path, key, KeyChange(), around)
    assert changed.ended == ("passphrase:3",), "nobody can wrap the key for a passphrase unknown"


def test_process_notes_change_theirs_by_themselves(
    path: Path, around: Surroundings, before: list[object], keys: Keys
) -> None:
    change = KeyChange(PROCESS, frozenset({"recovery:2"}))
    changed = change_key(path, APART, change, around)
    assert changed.ended == ("recovery:2",)
    vault = unlock(path, OLD, around)
    assert everything(vault) == before
    with pytest.raises(WrongSecret):
        vault.open_process(RecoveryKey(keys["process"]))
    vault.close()
    assert verify(path, OLD, APART, state=around.state).problems == ()


REFUSED: dict[str, tuple[Secret, KeyChange, type[VaultError]]] = {
    "no way in left": (
        OLD,
        KeyChange(without=frozenset({"passphrase:1", "recovery:2"})),
        NotAllowed,
    ),
    "the last passphrase": (OLD, KeyChange(without=frozenset({"passphrase:1"})), NotAllowed),
    "no such way in": (OLD, KeyChange(without=frozenset({"recovery:9"})), NotFound),
    "another kind of this number": (OLD, KeyChange(without=frozenset({"passphrase:2"})), NotFound),
    "a number alone": (OLD, KeyChange(without=frozenset({"2"})), NotFound),
    "the other's passphrase": (OLD, KeyChange(passphrase=PROCESS_PASSPHRASE), NotAllowed),
    "an empty passphrase": (OLD, KeyChange(passphrase="  "), BadInput),
    "a wrong secret": (Passphrase("wrong"), KeyChange(passphrase=NEW), WrongSecret),
    "the other compartment's": (APART, KeyChange(passphrase=NEW), WrongSecret),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_changes_nothing(
    path: Path, around: Surroundings, before: list[object], name: str
) -> None:
    secret, change, error = REFUSED[name]
    with pytest.raises(error):
        change_key(path, secret, change, around)
    assert [each for each in files_of(path) if "-2" in each or "next" in each] == []
    vault = unlock(path, OLD, around)
    assert everything(vault) == before
    vault.close()


def test_a_damaged_vault_keeps_its_key(
    path: Path, around: Surroundings, before: list[object]
) -> None:
    database = path / "records-1.db"
    data = bytearray(database.read_bytes())
    data[-3000] ^= 1
    database.write_bytes(data)
    with pytest.raises(Damaged):
        change_key(path, OLD, KeyChange(passphrase=NEW), around)
    assert not (path / "records-2.db").exists()


CUT: dict[str, str] = {
    "before the header": "_prove",
    "after it, before the head": "_finish",
}


@pytest.mark.parametrize("where", CUT)
def test_a_change_that_is_cut_off_leaves_the_old_key_or_the_new(
    path: Path,
    around: Surroundings,
    before: list[object],
    where: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a crash leaves it: nothing is tidied up, and the next unlock needs no help."""

    def cut(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module._Change, CUT[where], cut)
    cleared: Callable[..., None] = module._clear
    calls: list[object] = []

    def clear_once(place: object) -> None:
        calls.append(place)
        if len(calls) == 1:
            cleared(place)

    monkeypatch.setattr(module, "_clear", clear_once)
    with pytest.raises(KeyboardInterrupt):
        change_key(path, OLD, KeyChange(passphrase=NEW), around)
    monkeypatch.undo()
    derive_once(monkeypatch)
    now = OLD if where == "before the header" else Passphrase(NEW)
    vault = unlock(path, now, around)
    assert not (path / "records.head.next").exists()
    assert everything(vault) == before
    vault.close()
    assert verify(path, now, APART, state=around.state).problems == ()
    change_key(path, now, KeyChange(passphrase="a third passphrase"), around)
    assert opens(path, Passphrase("a third passphrase"), around)


def test_the_old_file_stays_until_the_next_backup(
    path: Path, around: Surroundings, before: list[object], tmp_path: Path, clock: FixedClock
) -> None:
    vault = unlock(path, OLD, around)
    back_up(vault, tmp_path / "place")
    vault.close()
    change_key(path, OLD, KeyChange(passphrase=NEW), around)
    assert (path / "records-1.db").exists()
    clock.advance(days=1)
    vault = unlock(path, Passphrase(NEW), around)
    assert (path / "records-1.db").exists()
    back_up(vault, tmp_path / "place")
    assert not (path / "records-1.db").exists()
    old = vault.backups.list_all()[-1].snapshot
    vault.close()
    assert verify_backups(tmp_path / "place", Passphrase(NEW)).problems == ()
    restore(tmp_path / "place", tmp_path / "old", OLD, surroundings=around, snapshot=old)
    assert opens(tmp_path / "old", OLD, around), "an old copy opens with what opened it then"


def test_no_word_of_the_old_key_or_record_is_in_a_name_or_a_plain_file(
    path: Path, around: Surroundings, before: list[object]
) -> None:
    change_key(path, OLD, KeyChange(passphrase=NEW), around)
    for name, data in files_of(path).items():
        assert b"Slept" not in data, name
        assert b"Whitfield" not in data, name
        assert NEW.encode() not in data, name
    modes = {each.stat().st_mode & 0o777 for each in path.iterdir() if each.is_file()}
    assert modes == {0o600}


def test_the_vault_that_is_open_is_not_changed_beneath_it(unlocked: Unlock, path: Path) -> None:
    from vault.errors import OpenElsewhere

    vault: OpenVault = unlocked()
    with pytest.raises(OpenElsewhere):
        change_key(path, OLD, KeyChange(RECORDS, passphrase=NEW), Surroundings(FixedClock()))
    vault.close()
