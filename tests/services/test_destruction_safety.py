"""The end of a record under bad conditions: cut off, forged, restored, by who may not end it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import back_up
from tests.lifecycle.test_salvage import tampered
from tests.practice import (
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_client,
    a_hold,
    a_note,
    a_participant,
    a_process_note,
    a_representative,
    an_appointment,
)
from tests.services.test_destructions import (
    CANARY,
    PROCESS_SECRET,
    SECRET,
    WEEK,
    Cut,
    end,
    fill,
    pages,
)
from tests.services.test_retention import LONG_AGO, settled
from vault.errors import NotAllowed, StorageFailed
from vault.lifecycle.restore import restore
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.client import Client, ClientKind
from vault.model.destruction import Destruction, Stage
from vault.model.ids import SearchId, new_id
from vault.model.search import Filters, SavedSearch
from vault.model.secret import RecoveryKey
from vault.open_vault import OpenVault
from vault.services.destructions import Destructions
from vault.storage.documents_folder import DocumentsFolder

Scene = tuple[OpenVault, Client]
CutOff = Callable[[OpenVault, Client], Destruction]


@pytest.fixture
def scene(unlocked: Unlock, tmp_path: Path) -> Scene:
    """A vault with a record that may end, and a process note about the client."""
    vault = settled(unlocked())
    client = fill(vault, tmp_path)
    vault.open_process(PROCESS_SECRET)
    assert vault.process is not None
    vault.process.notes.add([a_process_note(client, f"{CANARY} private")])
    return vault, client


@pytest.fixture
def cut_off(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> CutOff:
    """Begin to end a record, and be cut off before anything of it went."""

    def cut(_own: Destructions, *_arguments: object) -> None:
        raise Cut

    def begin(vault: OpenVault, client: Client) -> Destruction:
        asked = vault.destructions.ask(client.id, PASSPHRASE)
        clock.moment += WEEK
        assert vault.process is not None
        with monkeypatch.context() as patched:
            patched.setattr(Destructions, "_go_on", cut)
            with pytest.raises(Cut):
                vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)
        vault.close()
        return asked

    return begin


def test_what_was_taken_out_before_goes_too_and_a_backup_restores(
    scene: Scene,
    unlocked: Unlock,
    clock: FixedClock,
    path: Path,
    tmp_path: Path,
    around: Surroundings,
) -> None:
    vault, client = scene
    own = vault.representatives.of_client(client.id)[0]
    vault.representatives.change(replace(own, name=f"{CANARY} Otherwise"))
    episode = vault.episodes.care(client.id).episodes[0][0]
    assert episode.ending is not None
    vault.close()
    vault = unlocked()
    vault.representatives.remove(own.id)
    vault.episodes.change(replace(episode, ending=replace(episode.ending, words=f"{CANARY} last")))
    note = next(each for each in vault.notes.list_rows(client.id) if each.signed_at is not None)
    vault.desk.keep(f"client/addendum-{note.id}", {"text": f"{CANARY} half written"})
    filters = Filters(client=client.id)
    vault.searches.save(SavedSearch(SearchId(new_id()), f"{CANARY} search", CANARY, filters))
    vault.open_process(PROCESS_SECRET)
    end(vault, client, clock)
    vault.close_process()
    made = back_up(vault, tmp_path / "backups")
    assert vault.searches.saved() == ()
    assert client.id not in vault.settings.get().pinned
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()
    found = {name: data.lower().count(CANARY.encode()) for name, data in pages(path).items()}
    assert not any(found.values()), found
    place = tmp_path / "restored"
    restore(
        tmp_path / "backups",
        place,
        SECRET,
        PROCESS_SECRET,
        surroundings=around,
        snapshot=made.snapshot,
    )
    assert verify(place, SECRET, PROCESS_SECRET).problems == ()


@pytest.mark.parametrize("how", ["note", "hold"])
def test_what_may_not_end_any_more_is_taken_back_when_it_would_go_on(
    scene: Scene, cut_off: CutOff, unlocked: Unlock, clock: FixedClock, path: Path, how: str
) -> None:
    vault, client = scene
    asked = cut_off(vault, client)
    vault = unlocked()
    assert vault.destructions.get(asked.id).stage is Stage.BEGUN
    with pytest.raises(NotAllowed, match="interrupted"):
        vault.destructions.finish(asked.id, PASSPHRASE, None)
    if how == "hold":
        vault.holds.add([a_hold(client)])
    else:
        vault.notes.sign(
            vault.notes.begin([a_note(client, service_date=clock.moment.date())])[0].id
        )
    kept = len(vault.notes.list_rows(client.id))
    opened = vault.open_process(PROCESS_SECRET)
    assert vault.destructions.get(asked.id).stage is Stage.WITHDRAWN
    assert len(vault.notes.list_rows(client.id)) == kept
    assert len(opened.notes.list_rows(client.id)) == 1
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()


def test_a_recovery_key_carries_nothing_out(
    scene: Scene, cut_off: CutOff, unlocked: Unlock, keys: dict[str, str]
) -> None:
    vault, client = scene
    asked = cut_off(vault, client)
    vault = unlocked(RecoveryKey(keys["records"]))
    opened = vault.open_process(PROCESS_SECRET)
    assert vault.destructions.get(asked.id).stage is Stage.BEGUN
    assert len(opened.notes.list_rows(client.id)) == 1
    vault.close()
    vault = unlocked()
    vault.open_process(PROCESS_SECRET)
    done = vault.destructions.get(asked.id)
    assert done.stage is Stage.DONE
    assert done.signature


def test_what_a_restored_backup_had_begun_is_taken_back(
    scene: Scene,
    cut_off: CutOff,
    unlocked: Unlock,
    clock: FixedClock,
    tmp_path: Path,
    around: Surroundings,
) -> None:
    vault, client = scene
    asked = cut_off(vault, client)
    vault = unlocked()
    back_up(vault, tmp_path / "backups")
    vault.close()
    clock.moment += timedelta(days=30)
    place = tmp_path / "restored"
    restore(tmp_path / "backups", place, SECRET, PROCESS_SECRET, surroundings=around)
    vault = unlock(place, SECRET, around)
    opened = vault.open_process(PROCESS_SECRET)
    assert vault.destructions.get(asked.id).stage is Stage.WITHDRAWN
    assert len(opened.notes.list_rows(client.id)) == 1
    vault.close()


def test_who_has_the_key_of_the_records_cannot_make_a_loss_look_destroyed(
    scene: Scene, clock: FixedClock, path: Path
) -> None:
    vault, client = scene
    done = end(vault, client, clock)
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()
    contents = json.dumps(dict(done.contents) | {"through": "2001-01-01"}, sort_keys=True)
    tampered(path, f"UPDATE destruction SET contents = '{contents}' WHERE id = '{done.id}'")
    problems = verify(path, SECRET, PROCESS_SECRET).problems
    assert ("destruction", done.id) in [(each.kind, each.id) for each in problems]


def test_a_file_that_cannot_be_deleted_is_tried_again(
    scene: Scene,
    clock: FixedClock,
    path: Path,
    unlocked: Unlock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vault, client = scene
    files = len(list((path / "documents").iterdir()))

    def refuse(_own: DocumentsFolder, _documents: object) -> None:
        raise StorageFailed("The disk does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(DocumentsFolder, "delete", refuse)
        done = end(vault, client, clock)
    assert (done.stage, done.cleaned) == (Stage.DONE, None)
    assert done.waits(NOON.date())
    vault.close()
    vault = unlocked()
    assert vault.destructions.get(done.id).cleaned is not None
    assert len(list((path / "documents").iterdir())) == files - 1


def test_a_planned_session_and_the_other_passphrase_end_nothing(
    scene: Scene, clock: FixedClock
) -> None:
    vault, client = scene
    with pytest.raises(NotAllowed, match="passphrase is wrong"):
        vault.destructions.ask(client.id, PROCESS_PASSPHRASE)
    clock.moment = clock.moment.replace(hour=23, minute=30)
    asked = vault.destructions.ask(client.id, PASSPHRASE)
    clock.moment = (clock.moment + WEEK).replace(hour=0, minute=10)
    assert vault.process is not None
    with pytest.raises(NotAllowed, match="at the same hour"):
        vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)
    clock.moment += timedelta(days=1)
    planned = an_appointment(client, day=clock.moment.date() + timedelta(days=8))
    vault.appointments.add([planned])
    with pytest.raises(NotAllowed, match="session is planned on"):
        vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)


def test_the_file_of_a_couple_keeps_the_birth_date_it_is_kept_by(
    scene: Scene, clock: FixedClock
) -> None:
    vault, client = scene
    couple = vault.clients.add([a_client("Ana and Rui", kind=ClientKind.COUPLE, birth_date=None)])
    vault.participants.add([a_participant(couple[0], "Ana", file=client.id, joined=LONG_AGO)])
    vault.participants.add([a_participant(couple[0], "Rui", joined=LONG_AGO)])
    end(vault, client, clock)
    ana = vault.participants.unit(couple[0].id).people[0]
    assert (ana.file, ana.birth_date) == (None, client.birth_date)


def test_a_representative_of_somebody_else_stays(scene: Scene, clock: FixedClock) -> None:
    vault, client = scene
    other = vault.clients.add([a_client("Somebody Else")])[0]
    vault.representatives.add([a_representative(other, "Their mother")])
    end(vault, client, clock)
    assert [each.name for each in vault.representatives.of_client(other.id)] == ["Their mother"]
