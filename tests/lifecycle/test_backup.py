"""Backups and restoring: whole, proved at their place, and never made of what is damaged."""

import hashlib
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
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
from tests.storage.test_database import decrypted_pages, derive_once, place_of
from vault.errors import (
    Cancelled,
    Damaged,
    NotAllowed,
    NotFound,
    NotWhole,
    OlderThanSeen,
    OpenElsewhere,
    StorageFailed,
    VaultError,
    WrongSecret,
)
from vault.lifecycle.restore import Restored, inspect_backups, restore
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.lifecycle.verify_backups import verify_backups
from vault.model.audit import Action
from vault.model.backup import BackupMade
from vault.model.ids import ProcessNoteId
from vault.model.note import Section
from vault.model.process_note import ProcessNote
from vault.model.rehearsal import RehearsalKept, Rehearsed
from vault.model.secret import Passphrase, RecoveryKey
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.progress import Progress

SECRET, PROCESS_SECRET = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for backups that is not there yet, on a disk that is."""
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk" / "backups"


def back_up(vault: OpenVault, place: Path, progress: Progress | None = None) -> BackupMade:
    """Make a backup and keep that it was made."""
    known = vault.backups.latest(str(place)) is not None
    prepared = vault.prepare_backup()
    try:
        made = prepared.run(str(place), progress or Progress(), known=known)
    finally:
        prepared.discard()
    vault.backups.record(made)
    return made


@pytest.fixture
def filled(unlocked: Unlock) -> OpenVault:
    """A vault with a client, notes, a draft and a process note; process notes are closed."""
    vault = unlocked()
    client = with_record(vault, *(f"Note {number}. " * 400 for number in range(30)))
    vault.notes.begin([a_note(client, "A draft.")])
    process = vault.process_door.open(PROCESS_SECRET)
    process.notes.add([a_process_note(client, "Kept apart.")])
    process.close()
    return vault


def restored(
    place: Path, target: Path, around: Surroundings, snapshot: str | None = None
) -> Restored:
    """Rebuild a vault with both secrets."""
    return restore(place, target, SECRET, PROCESS_SECRET, surroundings=around, snapshot=snapshot)


def everything(vault: OpenVault) -> list[object]:
    """Return every noun of both compartments."""
    clients = vault.clients.list_all()
    found: list[object] = [*clients]
    for row in vault.notes.list_rows():
        note = vault.notes.get(row.id)
        found += [note, vault.notes.addenda(row.id) if note.signed else ()]
    process = vault.process_door.open(PROCESS_SECRET)
    found += thoughts(process)
    process.close()
    return found


def thoughts(process: OpenProcessNotes) -> list[ProcessNote]:
    """Return every process note."""
    return [process.notes.get(ProcessNoteId(row[0])) for row in process.notes.list_rows()]


def test_a_restored_vault_is_the_same_vault(
    filled: OpenVault, place: Path, tmp_path: Path, around: Surroundings
) -> None:
    made = back_up(filled, place)
    before = everything(filled)
    assert made.process_proved is True
    filled.close()
    done = restored(place, tmp_path / "back.strongroom", around)
    assert done.snapshot == made.snapshot
    assert done.process_checked
    again = unlock(tmp_path / "back.strongroom", SECRET, around)
    (latest,) = again.backups.list_all()
    assert (latest.snapshot, again.backups.changes_since(latest)) == (made.snapshot, 0)
    assert everything(again) == before
    actions = [entry.action for entry in again.audit.export()]
    assert Action.VAULT_RESTORED in actions
    again.close()
    report = verify(tmp_path / "back.strongroom", SECRET, PROCESS_SECRET, state=around.state)
    assert report.problems == ()


def test_a_paper_key_restores_on_another_computer(
    filled: OpenVault, place: Path, tmp_path: Path, keys: Keys, clock: FixedClock
) -> None:
    back_up(filled, place)
    before = everything(filled)
    here = Surroundings(clock, tmp_path / "another computer")
    key = RecoveryKey(keys["records"])
    done = restore(place, tmp_path / "new.strongroom", key, surroundings=here)
    assert not done.process_checked
    again = unlock(tmp_path / "new.strongroom", SECRET, here)
    assert everything(again) == before
    again.close()


def test_a_day_costs_a_day(filled: OpenVault, place: Path, clock: FixedClock) -> None:
    client = filled.clients.list_all()[0]
    filled.notes.begin([a_note(client, f"{number} " * 8_000) for number in range(100)])
    first = back_up(filled, place)
    clock.advance(days=1)
    filled.notes.sign(filled.notes.begin([a_note(client, "The next day.")])[0].id)
    second = back_up(filled, place)
    assert first.written >= first.size
    assert second.written < first.written * 0.4
    clock.advance(minutes=1)
    assert back_up(filled, place).written < first.written * 0.2
    assert verify_backups(place, SECRET).problems == ()


def test_what_was_put_aside_is_taken_away(filled: OpenVault, place: Path, path: Path) -> None:
    leftover = path / ".backup-00000000.part"
    leftover.mkdir()
    (leftover / "records-1.db").write_bytes(b"cut off")
    back_up(filled, place)
    assert [name for name in files_of(path) if "backup" in name] == []


def test_what_a_killed_backup_put_aside_goes_at_the_next_unlocking(
    filled: OpenVault, path: Path, around: Surroundings
) -> None:
    put_aside = filled.prepare_backup()
    (path / ".rehearsal-00000000.part").mkdir()
    with pytest.raises(OpenElsewhere):
        unlock(path, SECRET, around)
    with pytest.raises(OpenElsewhere):
        verify(path, SECRET)
    assert len(list(path.glob(".*.part"))) == 2, "whoever has the vault open is working on them"
    filled.close()
    with pytest.raises(WrongSecret):
        unlock(path, PROCESS_SECRET, around)
    assert len(list(path.glob(".*.part"))) == 2, "a vault that is refused is left as it was"
    unlock(path, SECRET, around).close()
    assert list(path.glob(".*.part")) == []
    put_aside.discard()


def test_a_backup_leaves_a_rehearsal_that_is_under_way_alone(
    filled: OpenVault, path: Path, place: Path
) -> None:
    (path / ".rehearsal-00000000.part").mkdir()
    back_up(filled, place)
    assert [each.name for each in path.glob(".*.part")] == [".rehearsal-00000000.part"]


def test_process_notes_that_are_open_are_proved_with_their_key(
    filled: OpenVault, place: Path, tmp_path: Path, around: Surroundings
) -> None:
    process = filled.open_process(PROCESS_SECRET)
    process.notes.add([a_process_note(filled.clients.list_all()[0], "While it is open.")])
    made = back_up(filled, place)
    assert made.process_proved is True
    before = thoughts(process)
    filled.close()
    restored(place, tmp_path / "back.strongroom", around)
    again = unlock(tmp_path / "back.strongroom", SECRET, around)
    assert again.backups.changes_since(again.backups.list_all()[0]) == 0
    opened = again.open_process(PROCESS_SECRET)
    assert thoughts(opened) == before
    again.close()


def test_process_notes_cut_off_while_open_are_copied_and_said_to_be_unproved(
    filled: OpenVault, path: Path, place: Path, around: Surroundings, tmp_path: Path
) -> None:
    process = filled.open_process(PROCESS_SECRET)
    process.notes.add([a_process_note(filled.clients.list_all()[0], "Then the power went.")])
    cut = Path(shutil.copytree(path, tmp_path / "cut.strongroom"))
    filled.close()
    here = replace(around, state=None)
    vault = unlock(cut, SECRET, here)
    assert back_up(vault, place).process_proved is False
    vault.open_process(PROCESS_SECRET)
    vault.close_process()
    assert back_up(vault, place).process_proved is True
    vault.close()


def test_a_process_note_alone_is_a_change_that_a_backup_lacks(
    filled: OpenVault, place: Path
) -> None:
    made = back_up(filled, place)
    assert filled.backups.changes_since(made) == 0
    process = filled.open_process(PROCESS_SECRET)
    process.notes.add([a_process_note(filled.clients.list_all()[0], "Another thought.")])
    filled.close_process()
    assert filled.backups.changes_since(made) == 1
    assert filled.backups.changes_since(back_up(filled, place)) == 0


def test_words_typed_into_a_draft_are_a_change_that_a_backup_lacks(
    filled: OpenVault, place: Path, tmp_path: Path, around: Surroundings
) -> None:
    (row,) = filled.notes.unsigned(9)[1]
    draft = filled.notes.get(row.id)
    made = back_up(filled, place)
    assert filled.backups.changes_since(made) == 0
    filled.notes.settle(draft.id)
    assert filled.backups.changes_since(made) == 0, "it says what it said"
    longer = (Section("note", "A draft, and more of it."),)
    filled.notes.save_draft(replace(draft, sections=longer).sealed())
    assert filled.backups.changes_since(made) == 1
    assert filled.backups.changes_since(back_up(filled, place)) == 0
    filled.close()
    restored(place, tmp_path / "back.strongroom", around)
    again = unlock(tmp_path / "back.strongroom", SECRET, around)
    assert again.notes.get(draft.id).sections == longer
    assert again.backups.changes_since(again.backups.list_all()[0]) == 0
    again.close()


def test_a_place_of_another_vault_or_of_other_files_is_refused(
    filled: OpenVault, place: Path, tmp_path: Path, around: Surroundings
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(NotAllowed):
        back_up(filled, tmp_path / "photos")
    assert files_of(tmp_path / "photos") == {"cat.jpg": b"cat"}
    back_up(filled, place)
    from tests.practice import make_vault

    make_vault(tmp_path / "other.strongroom", around.clock)
    other = unlock(tmp_path / "other.strongroom", SECRET, around)
    before = files_of(place)
    with pytest.raises(NotAllowed):
        back_up(other, place)
    assert files_of(place) == before
    other.close()


def test_the_vault_itself_is_no_place_for_its_backups(filled: OpenVault, path: Path) -> None:
    for place in (path, path / "backups"):
        with pytest.raises(NotAllowed):
            back_up(filled, place)
    assert [name for name in files_of(path) if "backup" in name or "snapshot" in name] == []


def test_nothing_is_removed_that_is_not_ours(
    filled: OpenVault, place: Path, clock: FixedClock
) -> None:
    back_up(filled, place)
    foreign = [place / "blocks" / "aa" / "photo.jpg", place / "snapshots" / "mine" / "note.txt"]
    for file in foreign:
        file.parent.mkdir(exist_ok=True)
        file.write_text("not a backup")
    for _day in range(12):
        clock.advance(days=1)
        filled.notes.begin([a_note(filled.clients.list_all()[0], "Another.")])
        back_up(filled, place)
    assert [file.read_text() for file in foreign] == ["not a backup"] * 2
    kept = inspect_backups(place).snapshots
    assert len(kept) < 13


def test_flips_in_the_source_never_become_a_backup(
    filled: OpenVault, path: Path, place: Path, around: Surroundings, tmp_path: Path, long: bool
) -> None:
    """B1: a damaged source is refused and the damaged note named; the older backup stays."""
    made = back_up(filled, place)
    ids = {filled.notes.get(row.id).sections[0].text: row.id for row in filled.notes.list_rows()}
    filled.close()
    pages = _pages_of_words(path, {text[:9]: note for text, note in ids.items()})
    kept = files_of(place)
    here = replace(around, state=None)
    dice = random.Random(4)
    tries, told = 1000 if long else 60, {"at unlocking": 0, "at the backup": 0, "mended": 0}
    names = ["records-1.db", "records-1.db", "process-1.db", "vault.json", "records.head"]
    on_words, unnamed = 0, []
    for number in range(tries):
        spoiled = tmp_path / "spoiled.strongroom"
        shutil.rmtree(spoiled, ignore_errors=True)
        shutil.copytree(path, spoiled)
        at = flip(spoiled / names[number % len(names)], dice)
        records = names[number % len(names)] == "records-1.db"
        words = pages.get(at // 4096, set()) if records else set()
        try:
            vault = unlock(spoiled, SECRET, here)
        except VaultError:
            told["at unlocking"] += 1
            continue
        prepared = vault.prepare_backup()
        try:
            prepared.run(str(place), Progress())
            told["mended"] += 1
            assert names[number % len(names)] == "vault.json", "its mirror is whole, and mends it"
        except NotWhole as error:
            told["at the backup"] += 1
            assert files_of(place) == kept
            named = {name for _kind, name, _message in error.problems}
            on_words += bool(words)
            unnamed += [(name, at) for name in words - named]
        finally:
            prepared.discard()
            vault.close()
        put_back(kept, place)
    print(
        f"flips in the source of a backup: {tries}, {told}, none became a backup; "
        f"{on_words} hit words of notes, and each of those notes was named"
    )
    assert sum(told.values()) == tries
    assert on_words > 0
    assert unnamed == []
    assert restored(place, tmp_path / "back", here).snapshot == made.snapshot


def test_damage_where_process_notes_are_noted_is_named_as_any_other(
    filled: OpenVault, path: Path, place: Path, around: Surroundings
) -> None:
    filled.close()
    plain = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    closed = hashlib.sha256((path / "process-1.db").read_bytes()).hexdigest().encode()
    data = bytearray((path / "records-1.db").read_bytes())
    data[(plain.index(closed) + 16) // 4016 * 4096 + 4000] ^= 1
    (path / "records-1.db").write_bytes(data)
    vault = unlock(path, SECRET, around)
    with pytest.raises(NotWhole) as refused:
        back_up(vault, place)
    assert ("pages", "records-1.db") in [each[:2] for each in refused.value.problems]
    vault.close()


def put_back(files: dict[str, bytes], place: Path) -> None:
    """Let a place be as it was."""
    shutil.rmtree(place)
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)


def _pages_of_words(path: Path, marks: dict[str, str]) -> dict[int, set[str]]:
    """Return the notes of which some words stand on a page of the records, by number from 0."""
    plain = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    usable, first = 4016, 4000
    starts = [0, *range(first, len(plain), usable)]
    pages = [plain[at : at + (usable if at else first)] for at in starts]
    return {
        number: {note for mark, note in marks.items() if mark.encode() in page}
        for number, page in enumerate(pages)
    }


def flip(file: Path, dice: random.Random) -> int:
    """Flip one bit of a file; return which byte it is in."""
    data = bytearray(file.read_bytes())
    at = dice.randrange(len(data))
    data[at] ^= 1 << dice.randrange(8)
    file.write_bytes(bytes(data))
    return at


def test_flips_in_a_backup_are_found_and_an_older_one_restores(
    filled: OpenVault, place: Path, around: Surroundings, tmp_path: Path, clock: FixedClock
) -> None:
    first = back_up(filled, place)
    clock.advance(days=1)
    filled.notes.begin([a_note(filled.clients.list_all()[0], "Another.")])
    second = back_up(filled, place)
    filled.close()
    whole = files_of(place)
    dice = random.Random(5)
    tries = 0
    for name in (each for each in sorted(whole) if each.startswith(("snapshots", "blocks"))):
        flip(place / name, dice)
        tries += 1
        report = verify_backups(place, SECRET)
        assert not report.ok, name
        names = {each.name for each in inspect_backups(place).snapshots if not each.whole}
        assert names, "the damaged one is marked"
        put_back(whole, place)
    print(f"flips in a backup: {tries} files, each found")
    newest = place / "snapshots" / second.snapshot / "manifest.json"
    newest.write_bytes(newest.read_bytes().replace(b'"seq":', b'"seq":1'))
    with pytest.raises(Damaged):
        restored(place, tmp_path / "back", around)
    assert not (tmp_path / "back").exists()
    assert restored(place, tmp_path / "back", around, snapshot=first.snapshot).checked > 0


def test_a_rehearsal_restores_proves_and_wipes(
    filled: OpenVault, place: Path, path: Path, clock: FixedClock
) -> None:
    made = back_up(filled, place)
    assert filled.rehearsals.last() is None
    done = filled.prepare_rehearsal().run(str(place), Progress())
    assert done == Rehearsed(made.snapshot), "the key in hand names no way in"
    filled.rehearsals.record(done)
    assert filled.rehearsals.last() == RehearsalKept(done, clock.now())
    assert [name for name in files_of(path) if "rehearsal" in name] == []


@pytest.mark.parametrize("kind", ["blocks/*/*", "snapshots/*/manifest.json", "snapshots/*/*.head"])
def test_a_rehearsal_finds_what_a_restore_would(
    filled: OpenVault, place: Path, path: Path, kind: str
) -> None:
    back_up(filled, place)
    flip(next(iter(sorted(place.glob(kind)))), random.Random(2))
    with pytest.raises(Damaged):
        filled.prepare_rehearsal().run(str(place), Progress())
    assert [name for name in files_of(path) if "rehearsal" in name] == []


def test_a_block_that_rotted_is_written_again_by_the_next_backup(
    filled: OpenVault, place: Path, clock: FixedClock
) -> None:
    client = filled.clients.list_all()[0]
    filled.notes.begin([a_note(client, f"{number} " * 8_000) for number in range(100)])
    made = back_up(filled, place)
    manifest = json.loads(
        (place / "snapshots" / made.snapshot / "manifest.json").read_bytes().splitlines()[0]
    )
    (records,) = (each for each in manifest["files"] if each["name"] == "records-1.db")
    middle = records["blocks"][len(records["blocks"]) // 128 * 64 :][:64]
    flip(place / "blocks" / middle[:2] / middle, random.Random(1))
    clock.advance(days=1)
    back_up(filled, place)
    assert verify_backups(place, SECRET).problems == ()


@pytest.mark.parametrize("gone", ["snapshots", "blocks", "whole"])
def test_a_disk_that_vanishes_leaves_one_sentence_and_nothing_half_made(
    filled: OpenVault, place: Path, path: Path, gone: str
) -> None:
    steps = 0

    def pull_it_out(done: int, total: int) -> None:
        nonlocal steps
        steps += total > 0
        if steps == 3:
            shutil.rmtree(place if gone == "whole" else place / gone)

    with pytest.raises((StorageFailed, Damaged)):
        back_up(filled, place, Progress(pull_it_out))
    assert filled.backups.latest(str(place)) is None
    assert list(place.glob("snapshots/*")) == []
    assert [name for name in files_of(path) if "backup" in name] == []
    shutil.rmtree(place, ignore_errors=True)
    back_up(filled, place)


def test_a_disk_that_is_not_connected_gets_no_second_place(filled: OpenVault, place: Path) -> None:
    """The folder where it is mounted may stay, and be empty."""
    back_up(filled, place)
    shutil.move(place, place.with_name("taken out"))
    for empty_folder in (False, True):
        if empty_folder:
            place.mkdir()
        with pytest.raises(StorageFailed) as refusal:
            back_up(filled, place)
        assert "Connect the disk" in refusal.value.hint
    assert list(place.iterdir()) == []
    shutil.rmtree(place.parent)
    with pytest.raises(StorageFailed):
        back_up(filled, place.parent / "never before")
    assert not place.parent.exists()


def test_cancelling_leaves_nothing_half_made(filled: OpenVault, place: Path) -> None:
    asked = iter(range(10_000))
    with pytest.raises(Cancelled):
        back_up(filled, place, Progress(cancelled=lambda: next(asked) > 30))
    assert [name for name in files_of(place) if name.startswith("snapshots")] == []


REFUSED: dict[str, tuple[str, type[VaultError]]] = {
    "no backups": ("snapshots", NotFound),
    "no snapshot": ("snapshots/*", NotFound),
    "a block gone": ("blocks/*/*", Damaged),
    "no headers": ("snapshots/*/vault.json*", Damaged),
    "no manifest": ("snapshots/*/manifest.json", Damaged),
    "no database of ours": ("snapshots/*/records.head", Damaged),
}
"""What is taken away from a backup place, and how a restore refuses."""


@pytest.mark.parametrize("harm", REFUSED)
def test_restoring_what_cannot_be_leaves_nothing(
    filled: OpenVault, place: Path, tmp_path: Path, around: Surroundings, harm: str
) -> None:
    back_up(filled, place)
    target = tmp_path / "to" / "back.strongroom"
    target.parent.mkdir()
    gone, error = REFUSED[harm]
    for each in list(place.glob(gone)):
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    with pytest.raises(error):
        restored(place, target, around)
    assert list(target.parent.iterdir()) == []


def test_a_place_that_is_taken_is_left_alone(
    filled: OpenVault, place: Path, tmp_path: Path, around: Surroundings
) -> None:
    back_up(filled, place)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "photo").write_bytes(b"cat")
    with pytest.raises(NotAllowed):
        restored(place, tmp_path / "taken", around)
    assert files_of(tmp_path / "taken") == {"photo": b"cat"}


def test_a_wrong_secret_restores_nothing(
    filled: OpenVault, place: Path, tmp_path: Path, around: Surroundings
) -> None:
    back_up(filled, place)
    with pytest.raises(WrongSecret):
        restore(place, tmp_path / "back", PROCESS_SECRET, surroundings=around)
    with pytest.raises(WrongSecret):
        verify_backups(place, PROCESS_SECRET)
    assert not (tmp_path / "back").exists()


def test_a_passphrase_that_was_changed_still_proves_the_older_snapshots(
    filled: OpenVault, place: Path, clock: FixedClock
) -> None:
    back_up(filled, place)
    clock.advance(days=1)
    filled.ways_in.change_passphrase("quite another passphrase")
    back_up(filled, place)
    assert verify_backups(place, Passphrase("quite another passphrase")).problems == ()


def test_the_copy_of_a_migration_goes_with_the_first_backup(
    filled: OpenVault, place: Path, path: Path
) -> None:
    aside = path / "records-1.db.before-schema-3"
    aside.write_bytes(b"an older database")
    back_up(filled, place)
    assert not aside.exists()


def test_the_original_is_still_noticed_as_another_after_a_restore(
    filled: OpenVault, place: Path, path: Path, tmp_path: Path, around: Surroundings
) -> None:
    back_up(filled, place)
    filled.close()
    restored(place, tmp_path / "back", around)
    with pytest.raises(OlderThanSeen):
        unlock(path, SECRET, around)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with hardly any room; needs root."""
    import os
    import subprocess

    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() or shutil.which("mount") is None:
        pytest.skip("mounting needs root")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], check=False
    )
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_takes_no_backup_and_no_restored_vault(
    filled: OpenVault, place: Path, small_disk: Path, around: Surroundings
) -> None:
    with pytest.raises(StorageFailed) as refusal:
        back_up(filled, small_disk / "backups")
    assert "full" in refusal.value.sentence
    assert list((small_disk / "backups" / "snapshots").iterdir()) == []
    assert filled.backups.list_all() == []
    shutil.rmtree(small_disk / "backups")
    back_up(filled, place)
    with pytest.raises(StorageFailed) as refusal:
        restored(place, small_disk / "back", around)
    assert "not enough room" in refusal.value.sentence
    assert list(small_disk.iterdir()) == []
