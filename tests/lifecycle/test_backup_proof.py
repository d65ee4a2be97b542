"""What a backup proves of the copy it is made of, and what it leaves to the rehearsal."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import SECRET, back_up, restored
from tests.practice import FixedClock, a_client, a_note, with_record
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.crypto.mac import mac
from vault.errors import Damaged, NotWhole
from vault.format.backup_manifest import (
    BackedUpFile,
    Manifest,
    check_manifest,
    read_manifest,
    write_manifest,
)
from vault.lifecycle import verify_content
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify_backups import verify_backups
from vault.model.audit import Mark
from vault.model.canonical import canonical
from vault.model.ids import NoteId
from vault.open_vault import OpenVault
from vault.progress import Progress


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def vault(unlocked: Unlock) -> OpenVault:
    """A vault with a client and some notes."""
    opened = unlocked()
    with_record(opened, *(f"Note {number}. " * 400 for number in range(30)))
    return opened


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the notes and addenda whose signatures were proved, as they are."""
    ids: list[str] = []
    proof = verify_content._proof_problem

    def note_it(signed: object, chain: object) -> str | None:
        ids.append(signed.id)  # type: ignore[attr-defined]
        return proof(signed, chain)  # type: ignore[arg-type]

    monkeypatch.setattr(verify_content, "_proof_problem", note_it)
    return ids


def alter(path: Path, owner: str) -> None:
    """Change the words of a text with its key in hand: every page is what was written."""
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute("DROP TRIGGER signed_text_is_never_changed")
    changed = raw.execute(
        "UPDATE note_text SET text = replace(text, 'e', 'a') WHERE owner = ?", (owner,)
    ).rowcount
    raw.close()
    assert changed == 1


def sign(vault: OpenVault, words: str) -> NoteId:
    """Sign one more note; return its id."""
    note = vault.notes.begin([a_note(vault.clients.list_all()[0], words)])[0]
    vault.notes.sign(note.id)
    return note.id


def test_a_days_backup_proves_what_was_signed_since_the_last_one(
    vault: OpenVault, place: Path, clock: FixedClock, proved: list[str]
) -> None:
    back_up(vault, place)
    clock.advance(days=1)
    vault.clients.add([a_client("Somebody New")])
    note = sign(vault, "The next day.")
    draft = vault.notes.begin([a_note(vault.clients.list_all()[0], "Thrown away.")])[0]
    vault.notes.discard(draft.id)
    addendum = vault.notes.addend(note, "And a word more.").id
    proved.clear()
    back_up(vault, place)
    assert sorted(proved) == sorted([note, addendum])
    assert verify_backups(place, SECRET).problems == ()


@pytest.mark.parametrize("what", ["note", "addendum"])
def test_words_signed_today_that_are_not_what_was_sealed_are_refused_and_named(
    vault: OpenVault, path: Path, place: Path, clock: FixedClock, what: str
) -> None:
    made = back_up(vault, place)
    clock.advance(days=1)
    note = sign(vault, "The next day.")
    signed = note if what == "note" else vault.notes.addend(note, "We met there.").id
    alter(path, signed)
    with pytest.raises(NotWhole) as refused:
        back_up(vault, place)
    # Addenda are read with their note: that one is named, and the sentence tells which.
    assert ("note" if what == "note" else "addenda", note) in named(refused.value)
    assert any(signed in str(each) for each in refused.value.problems)
    assert [each.name for each in (place / "snapshots").iterdir()] == [made.snapshot]


def named(refused: NotWhole) -> set[tuple[str, str]]:
    """Return the kind and the id of each problem."""
    return {(kind, name) for kind, name, _message in refused.problems}


def test_a_note_of_today_that_is_gone_is_refused_and_named(
    vault: OpenVault, path: Path, place: Path, clock: FixedClock
) -> None:
    back_up(vault, place)
    clock.advance(days=1)
    note = sign(vault, "The next day.")
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute("DROP TRIGGER signed_note_is_never_deleted")
    raw.execute("DELETE FROM note WHERE id = ?", (note,))
    raw.close()
    with pytest.raises(NotWhole) as refused:
        back_up(vault, place)
    assert ("missing", note) in named(refused.value)


def test_words_of_before_altered_with_the_key_are_left_to_the_rehearsal(
    vault: OpenVault, path: Path, place: Path, clock: FixedClock
) -> None:
    """No accident does this: pages and chain are whole, and somebody had the key."""
    back_up(vault, place)
    alter(path, vault.notes.list_rows()[0].id)
    clock.advance(days=1)
    back_up(vault, place)
    with pytest.raises(NotWhole):
        vault.prepare_rehearsal().run(str(place), Progress())


def test_damage_since_the_last_backup_is_found_in_what_did_not_change(
    vault: OpenVault, path: Path, place: Path, clock: FixedClock
) -> None:
    """Each page in turn of a file that no one has written to since it was proved."""
    back_up(vault, place)
    clock.advance(days=1)
    database = path / "records-1.db"
    whole = database.read_bytes()
    for at in range(2000, len(whole), 5 * 4096):
        spoiled = bytearray(whole)
        spoiled[at] ^= 1
        database.write_bytes(spoiled)
        prepared = vault.prepare_backup()
        with pytest.raises(NotWhole) as refused:
            prepared.run(str(place), Progress())
        prepared.discard()
        assert {"pages", "database"} & {
            kind for kind, name in named(refused.value) if name == "records-1.db"
        }
    database.write_bytes(whole)
    back_up(vault, place)


def test_a_chain_that_does_not_go_through_the_last_backup_is_proved_whole(
    vault: OpenVault,
    place: Path,
    clock: FixedClock,
    tmp_path: Path,
    around: Surroundings,
    proved: list[str],
) -> None:
    """An older backup was restored, and work went on from there."""
    first = back_up(vault, place)
    clock.advance(days=1)
    sign(vault, "Lost with the laptop.")
    back_up(vault, place)
    vault.close()
    restored(place, tmp_path / "back.strongroom", around, snapshot=first.snapshot)
    again = unlock(tmp_path / "back.strongroom", SECRET, replace(around, state=None))
    clock.advance(days=1)
    sign(again, "Another day.")
    proved.clear()
    made = back_up(again, place)
    assert proved == [], "pages, structure and chain, as of a first backup"
    again.close()
    assert verify_backups(place, SECRET).problems == ()
    back = restored(place, tmp_path / "again.strongroom", replace(around, state=None))
    assert back.snapshot == made.snapshot


@pytest.mark.parametrize("harm", ["damaged", "manifest"])
def test_nothing_leans_on_a_snapshot_that_is_not_whole(
    vault: OpenVault, place: Path, clock: FixedClock, harm: str, proved: list[str]
) -> None:
    made = back_up(vault, place)
    folder = place / "snapshots" / made.snapshot
    if harm == "damaged":
        folder.rename(folder.with_name(f"{folder.name}.damaged"))
    else:
        lines = (folder / "manifest.json").read_bytes().split(b"\n")
        lines[2] = b"0" * 64
        (folder / "manifest.json").write_bytes(b"\n".join(lines))
    clock.advance(days=1)
    sign(vault, "The next day.")
    proved.clear()
    back_up(vault, place)
    assert proved == []


def test_a_second_place_gets_what_was_proved_for_the_first(
    vault: OpenVault, place: Path, tmp_path: Path, clock: FixedClock
) -> None:
    for where in (place, tmp_path / "second"):
        back_up(vault, where)
    clock.advance(days=1)
    sign(vault, "The next day.")
    prepared = vault.prepare_backup()
    made = [prepared.run(str(where), Progress()) for where in (place, tmp_path / "second")]
    prepared.discard()
    assert made[0].written == made[1].written < made[0].size
    for where in (place, tmp_path / "second"):
        assert verify_backups(where, SECRET).problems == ()


def test_an_older_manifest_is_read_and_its_blocks_have_the_older_size() -> None:
    name = "ab" * 32
    file = {"name": "records-1.db", "size": 65_537, "sha256": name, "blocks": name * 2}
    small = {"name": "vault.json", "size": 3, "sha256": name, "blocks": ""}
    manifest = Manifest("0" * 32, "2026-11-26T01:43:46Z", Mark(1, name, 1), None, ())
    fields = json.loads(write_manifest(manifest, b"k").split(b"\n")[0])
    fields["files"] = [file, small]
    del fields["block_size"]
    data = rewritten(fields)
    read = read_manifest(data)
    assert read.block_size == 65_536
    assert read.files[0] == BackedUpFile("records-1.db", 65_537, blocks=(name, name))
    assert read.files[1] == BackedUpFile("vault.json", 3, sha256=name)
    check_manifest(data, b"k")
    fields["block_size"] = 32_768
    with pytest.raises(Damaged):
        read_manifest(rewritten(fields))


def rewritten(fields: dict[str, object]) -> bytes:
    """Return a manifest of these fields under the key b"k"."""
    line = canonical(fields)
    digest = hashlib.sha256(line).hexdigest().encode()
    return b"\n".join((line, digest, mac(b"k", line).hex().encode(), b""))
