"""What is set aside, wherever files of a vault go: backed up, restored, rehearsed, salvaged."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import back_up
from tests.lifecycle.test_salvage import tampered
from tests.practice import LICENSEE, PASSPHRASE, FixedClock, a_client
from tests.services.test_imports import OWN, brought
from tests.services.test_set_aside import WORDS, given_back, of_path, taken_out
from tests.storage.test_database import derive_once
from vault.errors import Damaged, NotWhole
from vault.format.backup_manifest import MANIFEST_LIMIT, read_manifest
from vault.lifecycle.change_key import KeyChange, change_key
from vault.lifecycle.restore import documents_of, restore
from vault.lifecycle.salvage import salvage
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.lifecycle.verify_backups import verify_backups
from vault.model.audit import Action, Fact
from vault.model.ids import new_id
from vault.model.incoming.batch import Batch
from vault.model.incoming.set_aside import AsideState, SetAside
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.storage.backup_set import BackupSet

SECRET = Passphrase(PASSPHRASE)
NEW = "quite another passphrase"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with two files that are set aside, and a letter."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "Psychotherapy Notes 1.txt").write_bytes(WORDS.encode())
    (folder / "Psychotherapy Notes 2.bin").write_bytes(b"\0zqbytes\xff" * 20_000)
    (folder / "Jane Roe letter.txt").write_text("Dear all.")
    return folder


def with_aside(vault: OpenVault, source: Path) -> tuple[SetAside, SetAside]:
    """Bring both in."""
    vault.practice.set(LICENSEE)
    brought(vault, source)
    return of_path(vault, "1.txt"), of_path(vault, "2.bin")


def sealed(path: Path, aside: SetAside) -> Path:
    return path / "documents" / f"{aside.id}.age"


def is_whole(vault: OpenVault, aside: SetAside, out: Path) -> bool:
    """Tell whether it can still be taken out as it came."""
    taken_out(vault, aside, out)
    return out.read_bytes() == WORDS.encode()


def test_a_lock_leaves_it_and_takes_away_what_nothing_has(
    path: Path, unlocked: Unlock, source: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    note, other = with_aside(vault, source)
    orphan = path / "documents" / f"{new_id()}.age"
    orphan.write_bytes(b"of a crash")
    given_back(vault, other, tmp_path / "back")
    # As after a crash that kept the removal from the disk.
    sealed(path, other).write_bytes(b"left over")
    vault.close()
    assert sealed(path, note).exists()
    assert not orphan.exists()
    assert not sealed(path, other).exists()
    again = unlocked()
    assert is_whole(again, note, tmp_path / "out")


def test_a_backup_has_it_and_a_restored_vault_too(
    path: Path, unlocked: Unlock, source: Path, tmp_path: Path, around: Surroundings
) -> None:
    vault = unlocked()
    note, other = with_aside(vault, source)
    given_back(vault, other, tmp_path / "back")
    place = tmp_path / "disk"
    back_up(vault, place)
    assert (place / "documents" / f"{note.id}.age").read_bytes() == sealed(path, note).read_bytes()
    assert not (place / "documents" / f"{other.id}.age").exists()
    assert verify_backups(place, SECRET).ok
    vault.prepare_rehearsal().run(str(place), Progress())
    vault.close()
    done = restore(place, tmp_path / "again.strongroom", SECRET, surroundings=around)
    assert done.lost == ()
    assert verify(done.path, SECRET).problems == ()
    again = unlock(done.path, SECRET, Surroundings(around.clock, None, cost=around.cost))
    assert again.set_aside.get(other.id).state is AsideState.RETURNED
    assert is_whole(again, note, tmp_path / "out")
    again.close()


def test_the_next_backup_does_not_name_what_went(
    unlocked: Unlock, source: Path, tmp_path: Path, clock: FixedClock
) -> None:
    vault = unlocked()
    note, other = with_aside(vault, source)
    place = tmp_path / "disk"
    back_up(vault, place)
    clock.advance(hours=1)
    taken_out(vault, note, tmp_path / "out")
    back_up(vault, place)
    assert verify_backups(place, SECRET).ok
    named = [
        {str(each.id) for each in documents_of(read_manifest(data))}
        for snapshot in BackupSet(place).snapshots()
        for data in [BackupSet(place).manifest(snapshot.name, MANIFEST_LIMIT)]
    ]
    assert [note.id in each for each in named] == [True, False]
    assert [other.id in each for each in named] == [True, True]


@pytest.mark.parametrize("harm", ["signature = ''", "path = 'other'"])
def test_a_later_backup_proves_what_came_and_ended_since(
    unlocked: Unlock, source: Path, tmp_path: Path, clock: FixedClock, harm: str
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    place = tmp_path / "disk"
    back_up(vault, place)
    clock.advance(hours=1)
    note, _other = with_aside(vault, source)
    given_back(vault, note, tmp_path / "back")
    with vault.set_aside._store.write() as tables:
        for name in ("set_aside_ends_once", "set_aside_keeps_its_file"):
            tables.database.change(f"DROP TRIGGER {name}")
        tables.database.change(f"UPDATE set_aside SET {harm} WHERE id = ?", (note.id,))
    with pytest.raises(NotWhole) as refused:
        back_up(vault, place)
    assert {each[1] for each in refused.value.problems} == {note.id}


def rot(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("harm", [rot, Path.unlink], ids=["rotten", "gone"])
def test_a_damaged_one_is_named_by_its_id_and_never_written_as_whole(
    path: Path, unlocked: Unlock, source: Path, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    vault = unlocked()
    note, other = with_aside(vault, source)
    harm(sealed(path, note))
    with pytest.raises(Damaged):
        taken_out(vault, note, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert vault.set_aside.get(note.id).state is AsideState.ASIDE
    with pytest.raises(NotWhole) as refused:
        back_up(vault, tmp_path / "disk")
    assert [each[1] for each in refused.value.problems] == [note.id]
    vault.close()
    found = verify(path, SECRET)
    assert [(each.kind, each.id) for each in found.problems] == [("document-file", note.id)]
    done = salvage(path, tmp_path / "saved", SECRET)
    assert [(each.kind, each.id) for each in done.losses] == [("set_aside", note.id)]
    assert (tmp_path / "saved" / "set-aside" / f"{other.id}.age").exists()


def test_a_rehearsal_and_a_look_at_the_place_find_one_that_rotted_there(
    unlocked: Unlock, source: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    note, _other = with_aside(vault, source)
    place = tmp_path / "disk"
    back_up(vault, place)
    rot(place / "documents" / f"{note.id}.age")
    with pytest.raises(NotWhole) as refused:
        vault.prepare_rehearsal().run(str(place), Progress())
    assert [each[1] for each in refused.value.problems] == [note.id]
    back_up(vault, place)
    assert verify_backups(place, SECRET).ok


def test_a_salvage_brings_it_out_sealed_with_what_opens_it(
    path: Path, unlocked: Unlock, source: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    note, other = with_aside(vault, source)
    batch = vault.imports.list_all()[0]
    given_back(vault, other, tmp_path / "back")
    vault.close()
    before = sealed(path, note).read_bytes()
    done = salvage(path, tmp_path / "saved", SECRET)
    assert done.losses == ()
    copy = tmp_path / "saved" / "set-aside" / f"{note.id}.age"
    assert copy.read_bytes() == before
    for each in (tmp_path / "saved").rglob("*"):
        assert not each.is_file() or b"zqmarmalade" not in each.read_bytes()
    lines = (tmp_path / "saved" / "records.jsonl").read_text("utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines) if row["kind"] == "set_aside"}
    assert rows[note.id]["file"] == f"set-aside/{note.id}.age"
    assert (rows[other.id]["file"], rows[other.id]["identity"]) == ("", None)
    text = (tmp_path / "saved" / "administrative.txt").read_text("utf-8")
    assert f"[{note.id}]: Psychotherapy Notes 1.txt, {note.size} bytes, set-aside/" in text
    assert f"[{batch.id}]" in text
    (tmp_path / "one.txt").write_text(rows[note.id]["identity"])
    command = ["age", "-d", "-i", str(tmp_path / "one.txt"), str(copy)]
    try:
        opened = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("needs age")
    assert opened.stdout == WORDS.encode()


def test_a_salvage_asks_for_nothing_that_an_undo_took_out_and_names_a_row_that_is_gone(
    path: Path, unlocked: Unlock, source: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    with_aside(vault, source)
    vault.imports.undo(vault.imports.list_all()[0].id)
    kept: Batch = brought(vault, source, origin=OWN)
    vault.close()
    assert salvage(path, tmp_path / "one", SECRET).losses == ()
    gone = next(each for each in kept.ids if (path / "documents" / f"{each}.age").exists())
    tampered(path, f"DELETE FROM set_aside WHERE id = '{gone}'", "DELETE FROM import_chart")
    lost = {each.id for each in salvage(path, tmp_path / "two", SECRET).losses}
    problems = {each.id for each in verify(path, SECRET).problems}
    assert lost == problems


def test_a_changed_key_opens_it_as_before(
    path: Path, unlocked: Unlock, source: Path, tmp_path: Path, around: Surroundings
) -> None:
    vault = unlocked()
    note, _other = with_aside(vault, source)
    before = sealed(path, note).read_bytes()
    vault.close()
    change_key(path, SECRET, KeyChange(passphrase=NEW), around)
    assert sealed(path, note).read_bytes() == before
    assert verify(path, Passphrase(NEW)).problems == ()
    again = unlock(path, Passphrase(NEW), around)
    assert is_whole(again, note, tmp_path / "out")
    again.close()


def test_the_end_of_a_record_leaves_it(vault: OpenVault, source: Path, tmp_path: Path) -> None:
    """It is of nobody, so nothing that ends takes it along."""
    from vault.storage.destroying import OF_CLIENT, destroy_record

    note, _other = with_aside(vault, source)
    assert "set_aside" not in OF_CLIENT
    client = vault.clients.list_all()[0]
    with vault.set_aside._store.write(Fact(Action.CLIENT_VIEWED, client.id)) as tables:
        ids = destroy_record(tables.database, client.id)
    assert note.id not in ids
    assert vault.set_aside.get(note.id) == note
    assert is_whole(vault, note, tmp_path / "out")


def test_a_vault_from_before_is_proved_as_it_is_and_then_sets_aside(
    path: Path, unlocked: Unlock, source: Path
) -> None:
    vault = unlocked()
    vault.clients.add([a_client()])
    vault.close()
    later = ("rule_file", "rule_key", "set_aside")
    drops = [f"DROP TABLE {each}" for each in later]
    tampered(path, *drops, "UPDATE vault_meta SET value='34' WHERE name='schema'")
    assert verify(path, SECRET).problems == ()
    vault = unlocked()
    assert vault.set_aside.list_all() == []
    assert len(with_aside(vault, source)) == 2
    vault.close()
    assert verify(path, SECRET).problems == ()
