"""What unlocking gives: facts that are heard, and process notes that open and close with it."""

from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_client,
    a_process_note,
    into,
)
from tests.storage.test_database import derive_once
from vault.crypto.kdf import FLOOR
from vault.errors import BadInput, NotAllowed, NotFound, WrongSecret
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action, Fact
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenProcessNotes, OpenVault

SECRET = Passphrase(PROCESS_PASSPHRASE)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


def held(vault: OpenVault) -> OpenProcessNotes | None:
    """Return the process compartment as the vault holds it now."""
    return vault.process


def test_each_fact_is_heard_once_after_its_commit(vault: OpenVault) -> None:
    heard: list[tuple[Fact, int]] = []
    others: list[Fact] = []
    vault.listen(lambda fact: heard.append((fact, vault.clients.count())))
    vault.listen(others.append)
    client = vault.clients.add([a_client()])[0]
    assert heard == [(Fact(Action.CLIENT_ADDED, client.id, client.id), 1)]
    assert others == [heard[0][0]]
    with pytest.raises(BadInput):
        vault.clients.add([a_client(""), a_client()])
    assert len(heard) == 1


def test_process_notes_are_heard_while_they_are_open(vault: OpenVault) -> None:
    client = vault.clients.add([a_client()])[0]
    heard: list[Fact] = []
    vault.listen(heard.append)
    process = vault.open_process(SECRET)
    note = process.notes.add([a_process_note(client)])[0]
    process.notes.get(note.id)
    vault.close_process()
    again = vault.open_process(SECRET)
    again.notes.get(note.id)
    assert [fact.action for fact in heard] == [
        Action.PROCESS_NOTE_ADDED,
        Action.PROCESS_NOTE_VIEWED,
        Action.PROCESS_NOTE_VIEWED,
    ]


def test_process_notes_open_once_and_close_by_either_end(vault: OpenVault) -> None:
    assert held(vault) is None
    vault.close_process()
    with pytest.raises(WrongSecret):
        vault.open_process(Passphrase(PASSPHRASE))
    assert held(vault) is None
    opened = vault.open_process(SECRET)
    assert held(vault) is opened
    with pytest.raises(NotAllowed):
        vault.open_process(SECRET)
    opened.close()
    assert held(vault) is None
    vault.open_process(SECRET)
    vault.close_process()
    vault.close_process()
    assert held(vault) is None


def test_closing_the_vault_closes_both(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    vault.open_process(SECRET).notes.add([a_process_note(client)])
    vault.close()
    vault.close()
    assert held(vault) is None
    assert verify(path, Passphrase(PASSPHRASE), SECRET).problems == ()
    assert b'"closed"' in (path / "process.head").read_bytes()


def test_records_close_though_process_notes_cannot(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vault.errors import StorageFailed

    def fail(*given: object) -> None:
        raise StorageFailed("The disk reported an error.")

    vault = unlocked()
    process = vault.open_process(SECRET)
    with monkeypatch.context() as patch:
        patch.setattr("vault.lifecycle.compartments.CompartmentPlace.closed_file", fail)
        with pytest.raises(StorageFailed):
            vault.close()
    assert process.notes._store.closed
    unlocked().close()  # the lock was let go


def test_the_first_process_note_makes_its_compartment(tmp_path: Path, around: Surroundings) -> None:
    path = tmp_path / "plain.strongroom"
    create(path, NewSecrets(PASSPHRASE), clock=FixedClock(), cost=FLOOR)
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    with pytest.raises(NotFound):
        vault.open_process(SECRET)
    with pytest.raises(NotAllowed):
        vault.make_process(NewSecrets(PASSPHRASE), lambda made: None)
    assert held(vault) is None
    keys: dict[str, str] = {}
    made = vault.make_process(NewSecrets(PROCESS_PASSPHRASE), into(keys))
    assert held(vault) is made
    assert set(keys) == {"process"}
    client = vault.clients.add([a_client()])[0]
    made.notes.add([a_process_note(client)])
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE), SECRET).problems == ()
