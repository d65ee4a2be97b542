"""Documents over a real vault: sealed, read again, proved, backed up, restored, salvaged."""

import os
import random
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import back_up
from tests.lifecycle.test_salvage import tampered
from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    FixedClock,
    a_client,
    a_document,
    a_participant,
    an_episode,
)
from tests.storage.test_database import place_of, raw_connection
from vault.errors import (
    BadInput,
    Cancelled,
    Damaged,
    NotAllowed,
    NotFound,
    NotWhole,
    StorageFailed,
    VaultError,
)
from vault.lifecycle.restore import inspect_backups, restore
from vault.lifecycle.salvage import salvage
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.lifecycle.verify_backups import verify_backups
from vault.model.audit import Action, Fact
from vault.model.client import Client, ClientKind
from vault.model.document import Document, Rerelease, title_from
from vault.model.ids import ClientId, DocumentId, OnsetId, new_id
from vault.model.onset import Given
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.storage import documents_folder

SECRET = Passphrase(PASSPHRASE)
WORDS = b"%PDF-1.7\nzqcanary " + random.Random(7).randbytes(200_000)


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """Return a client of the open vault."""
    return vault.clients.add([a_client()])[0]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a file as it came."""
    path = tmp_path / "Whitfield report.pdf"
    path.write_bytes(WORDS)
    return path


def attach(vault: OpenVault, client: Client, file: Path, **fields: object) -> Document:
    """Attach a file to a client's record."""
    sealed = vault.documents.to_attach(file).seal()
    return vault.documents.attach([(a_document(client, **fields), sealed)])[0]


def sealed_files(vault_path: Path) -> list[Path]:
    """Return what lies in the folder of documents."""
    return sorted((vault_path / "documents").iterdir())


def test_a_file_comes_back_byte_for_byte_over_a_locked_vault(
    path: Path, unlocked: Unlock, report: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    added = attach(
        vault,
        client,
        report,
        title="Bericht “王”",
        kind="report",
        day=date(2026, 10, 2),
        source="The client",
        author="  Dr. אב ",
        rerelease=Rerelease.NO,
    )
    vault.close()
    vault = unlocked()
    assert vault.documents.of_client(client.id) == [added]
    assert (added.author, added.source) == ("  Dr. אב ", "The client")
    assert "אב" not in repr(added)
    assert vault.documents.open(added.id).read() == WORDS
    assert (added.file.name, added.file.media, added.file.size) == (
        "Whitfield report.pdf",
        "application/pdf",
        len(WORDS),
    )
    assert report.read_bytes() == WORDS
    [sealed] = sealed_files(path)
    assert sealed.name == f"{added.id}.age"
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert b"zqcanary" not in sealed.read_bytes()
    assert "hitfield" not in repr(added)


def test_a_vault_from_before_the_author_is_proved_as_it_is_and_then_has_one(
    path: Path, unlocked: Unlock, report: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    unit = vault.clients.add([a_client("A couple", kind=ClientKind.COUPLE)])[0]
    vault.participants.add([a_participant(unit, "Ana Duarte")])
    vault.episodes.add([an_episode(client)])
    kept = attach(vault, client, report, source="The school")
    vault.close()
    connection = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    for statement in (
        "ALTER TABLE document DROP COLUMN author",
        "ALTER TABLE participant DROP COLUMN document",
        "ALTER TABLE episode DROP COLUMN letter_document",
        "DROP TABLE set_aside",
        "DROP TABLE rule_file",
        "DROP TABLE rule_key",
        "DROP TABLE import_chart",
        "DROP TABLE import_batch",
        "UPDATE vault_meta SET value = '32' WHERE name = 'schema'",
    ):
        connection.execute(statement)
    connection.close()
    assert verify(path, SECRET).problems == ()
    vault = unlocked()
    assert vault.documents.of_client(client.id) == [kept]
    assert vault.documents.open(kept.id).read() == WORDS
    changed = vault.documents.change(replace(kept, author="Dr. אב"))
    assert vault.documents.get(kept.id) == changed
    vault.close()
    assert verify(path, SECRET).problems == ()


def test_stock_age_opens_one_with_its_own_identity(
    path: Path, vault: OpenVault, client: Client, report: Path, tmp_path: Path
) -> None:
    added = attach(vault, client, report)
    row = vault.documents._store.database.row("SELECT identity FROM document")
    assert row is not None
    (tmp_path / "one.txt").write_text(str(row[0]))
    sealed = path / "documents" / f"{added.id}.age"
    command = ["age", "-d", "-i", str(tmp_path / "one.txt"), str(sealed)]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("needs age")
    assert done.stdout == WORDS


def test_what_is_no_file_to_attach_is_refused_and_nothing_is_left(
    path: Path, vault: OpenVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    for name in ("empty.txt", "pipe", "."):
        with pytest.raises(BadInput):
            vault.documents.to_attach(tmp_path / name).seal()
    with pytest.raises(StorageFailed):
        vault.documents.to_attach(tmp_path / "missing").seal()
    monkeypatch.setattr(documents_folder, "SIZE_LIMIT", 1000)
    with pytest.raises(BadInput, match="2 GB"):
        vault.documents.to_attach(report).seal()
    assert sealed_files(path) == []


def test_a_cancelled_sealing_leaves_nothing(path: Path, vault: OpenVault, report: Path) -> None:
    with pytest.raises(Cancelled):
        vault.documents.to_attach(report).seal(Progress(cancelled=lambda: True))
    assert sealed_files(path) == []


def test_no_room_is_said_before_anything_is_written(
    path: Path, vault: OpenVault, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        free = 1000

    monkeypatch.setattr("vault.storage.files.shutil.disk_usage", lambda _path: Full)
    with pytest.raises(StorageFailed, match="not enough room"):
        vault.documents.to_attach(report).seal()
    assert sealed_files(path) == []


def test_what_was_cut_off_is_cleared_at_the_next_unlocking(
    path: Path, unlocked: Unlock, report: Path
) -> None:
    vault = unlocked()
    [sealed] = [vault.documents.to_attach(report).seal()]
    kept = sealed.part.read_bytes()
    vault.close()
    assert sealed_files(path) == []
    sealed.part.write_bytes(kept)  # as a kill leaves it
    unlocked()
    assert sealed_files(path) == []


def test_all_or_none_are_attached(
    path: Path, vault: OpenVault, client: Client, report: Path
) -> None:
    first, second = (vault.documents.to_attach(report).seal() for _ in range(2))
    bad = a_document(client, received=NOON.date() + timedelta(days=1))
    with pytest.raises(BadInput, match="future"):
        vault.documents.attach([(a_document(client), first), (bad, second)])
    assert vault.documents.of_client(client.id) == []
    assert [each.name.endswith(".part") for each in sealed_files(path)] == [True, True]
    vault.documents.discard(first)
    vault.documents.discard(second)
    assert sealed_files(path) == []


def test_what_is_said_changes_and_the_file_does_not(
    vault: OpenVault, client: Client, report: Path, clock: FixedClock
) -> None:
    added = attach(vault, client, report)
    clock.advance(hours=1)
    other = replace(added, title="Another title", kind="letter", client=ClientId(new_id()))
    changed = vault.documents.change(other)
    assert changed == replace(added, title="Another title", kind="letter")
    assert vault.documents.get(added.id) == changed
    for wrong in (
        replace(added, title=" "),
        replace(added, kind="nothing"),
        replace(added, day=added.received + timedelta(days=1)),
    ):
        with pytest.raises(BadInput):
            vault.documents.change(wrong)


def test_a_mark_in_error_stands_until_it_is_taken_back(
    vault: OpenVault, client: Client, report: Path
) -> None:
    added = attach(vault, client, report)
    with pytest.raises(BadInput):
        vault.documents.mark_in_error(added.id, "  ")
    marked = vault.documents.mark_in_error(added.id, "Of somebody else.")
    assert marked.in_error is not None
    assert vault.documents.get(added.id) == marked
    with pytest.raises(NotAllowed):
        vault.documents.mark_in_error(added.id, "Again.")
    assert vault.documents.open(added.id).read() == WORDS
    assert vault.documents.mark_as_standing(added.id) == added
    with pytest.raises(NotAllowed):
        vault.documents.mark_as_standing(added.id)


def test_one_of_this_sitting_can_be_taken_out_and_put_back(
    path: Path, unlocked: Unlock, report: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    added = attach(vault, client, report)
    vault.documents.remove(added.id)
    assert vault.documents.of_client(client.id) == []
    with pytest.raises(NotFound):
        vault.documents.open(added.id)
    assert vault.documents.undo_remove(added.id) == added
    assert vault.documents.open(added.id).read() == WORDS
    gone = attach(vault, client, report)
    vault.documents.remove(gone.id)
    vault.close()
    assert [each.name for each in sealed_files(path)] == [f"{added.id}.age"]
    vault = unlocked()
    with pytest.raises(NotAllowed, match="stays"):
        vault.documents.remove(added.id)
    with pytest.raises(NotAllowed):
        vault.documents.undo_remove(gone.id)
    vault.close()
    assert verify(path, SECRET).ok


def test_a_plain_copy_is_private_new_and_logged(
    vault: OpenVault, client: Client, report: Path, tmp_path: Path
) -> None:
    added = attach(vault, client, report)
    vault.documents.open(added.id).save(tmp_path / "copy.pdf")
    vault.documents.log_copy(added.id)
    assert (tmp_path / "copy.pdf").read_bytes() == WORDS
    assert (tmp_path / "copy.pdf").stat().st_mode & 0o777 == 0o600
    with pytest.raises(NotAllowed, match="exists"):
        vault.documents.open(added.id).save(tmp_path / "copy.pdf")
    last = vault.documents._store.audit.last_of(Action.DOCUMENT_COPIED)
    assert last is not None
    assert (last.subject, last.client) == (added.id, client.id)


@pytest.mark.parametrize("how", ["changed", "shorter", "longer", "swapped", "gone"])
def test_a_damaged_file_is_named_and_never_read_as_whole(
    how: str, path: Path, unlocked: Unlock, report: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    added, other = attach(vault, client, report), attach(vault, client, report)
    vault.close()
    file = path / "documents" / f"{added.id}.age"
    sealed = bytearray(file.read_bytes())
    if how == "changed":
        sealed[100_000] ^= 1
        file.write_bytes(sealed)
    elif how == "shorter":
        file.write_bytes(sealed[:-1])
    elif how == "longer":
        file.write_bytes(sealed + b"x")
    elif how == "swapped":
        file.write_bytes((path / "documents" / f"{other.id}.age").read_bytes())
    else:
        file.unlink()
    found = verify(path, SECRET)
    assert [(each.kind, each.id) for each in found.problems] == [("document-file", added.id)]
    vault = unlocked()
    with pytest.raises(Damaged):
        vault.documents.open(added.id).read()
    with pytest.raises(Damaged):
        vault.documents.open(added.id).save(tmp_path / "copy.pdf")
    assert not list(tmp_path.glob("*copy*"))
    # What is lost already can be taken out, to be attached again.
    vault.documents.remove(added.id)
    vault.close()
    assert verify(path, SECRET).ok


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE document SET sha256 = '{other}'", "document"),
        ("UPDATE document SET name = 'x.pdf'", "document"),
        ("UPDATE document SET client = (SELECT max(id) FROM client)", "document"),
        ("DELETE FROM document", "missing"),
    ],
)
def test_a_row_that_somebody_rewrote_is_named(
    statement: str, kind: str, path: Path, unlocked: Unlock, report: Path
) -> None:
    vault = unlocked()
    clients = vault.clients.add([a_client(), a_client("Rui Duarte")])
    first = min(clients, key=lambda each: each.id)
    added = attach(vault, first, report)
    store = vault.documents._store
    if kind == "document":
        with pytest.raises(VaultError), store.write():
            store.database.change(statement.format(other="0" * 64))
    vault.close()
    tampered(path, statement.format(other="0" * 64))
    found = verify(path, SECRET)
    assert [(each.kind, each.id) for each in found.problems] == [(kind, added.id)]


def test_documents_are_in_a_backup_once_and_come_back(
    path: Path,
    unlocked: Unlock,
    report: Path,
    around: Surroundings,
    tmp_path: Path,
    clock: FixedClock,
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    first = attach(vault, client, report)
    place = tmp_path / "disk"
    back_up(vault, place)
    copied = (place / "documents" / f"{first.id}.age").stat()
    second = attach(vault, client, report)
    clock.advance(days=1)
    back_up(vault, place)
    assert (place / "documents" / f"{first.id}.age").stat() == copied
    vault.close()
    assert verify_backups(place, SECRET).ok
    done = restore(place, tmp_path / "again.strongroom", SECRET, surroundings=around)
    assert verify(done.path, SECRET).ok
    for each in (first, second):
        name = f"documents/{each.id}.age"
        assert (done.path / name).read_bytes() == (path / name).read_bytes()


def test_a_document_that_rotted_at_the_place_is_found_and_copied_anew(
    unlocked: Unlock, report: Path, tmp_path: Path, clock: FixedClock
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    added = attach(vault, client, report)
    place = tmp_path / "disk"
    back_up(vault, place)
    kept = place / "documents" / f"{added.id}.age"
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(NotWhole) as refused:
        vault.prepare_rehearsal().run(str(place), Progress())
    assert [(each[0], each[1]) for each in refused.value.problems] == [("document-file", added.id)]
    assert not verify_backups(place).ok
    clock.advance(days=1)
    back_up(vault, place)
    assert kept.read_bytes() == whole
    vault.prepare_rehearsal().run(str(place), Progress())
    assert not [each for each in kept.parent.iterdir() if "damaged" in each.name]


def test_a_damaged_document_is_not_backed_up(
    path: Path, unlocked: Unlock, report: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    added = attach(vault, client, report)
    (path / "documents" / f"{added.id}.age").write_bytes(b"rot")
    with pytest.raises(NotWhole) as refused:
        back_up(vault, tmp_path / "disk")
    assert [each[1] for each in refused.value.problems] == [added.id]
    vault.documents.remove(added.id)
    back_up(vault, tmp_path / "disk")


def test_a_salvage_opens_documents_and_names_what_it_cannot(
    path: Path, unlocked: Unlock, report: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    whole, lost = attach(vault, client, report, title="The report"), attach(vault, client, report)
    vault.close()
    (path / "documents" / f"{lost.id}.age").unlink()
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id, each.client) for each in done.losses] == [
        ("document", lost.id, client.id)
    ]
    assert (tmp_path / "out" / "documents" / f"{whole.id}.pdf").read_bytes() == WORDS
    text = (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert f"Document received on 2026-11-20 [{whole.id}]: The report; other" in text
    assert "AGE-SECRET-KEY" not in (tmp_path / "out" / "records.jsonl").read_text("utf-8")


def test_what_is_not_there_is_not_found(vault: OpenVault) -> None:
    for ask in (vault.documents.get, vault.documents.open, vault.documents.remove):
        with pytest.raises(NotFound):
            ask(DocumentId(new_id()))
    with pytest.raises(NotFound):
        vault.documents.of_client(ClientId(new_id()))


def test_what_was_read_is_found_by_a_word_inside_it(
    vault: OpenVault, client: Client, tmp_path: Path
) -> None:
    other = vault.clients.add([a_client("Rui Duarte")])[0]
    (tmp_path / "letter.txt").write_text("Nothing but marmalade.\n")
    added = attach(vault, client, tmp_path / "letter.txt", title="The aunt’s letter")
    assert vault.documents.without_words() == [added.id]
    assert vault.documents.search("marmalade") == []
    assert [hit.document for hit in vault.documents.search("aunt letter")] == [added.id]
    vault.documents.keep_words(added.id, vault.documents.open(added.id).words())
    assert vault.documents.without_words() == []
    [hit] = vault.documents.search("Marmalad")
    assert (hit.document, hit.client, hit.title) == (added.id, client.id, "The aunt’s letter")
    assert "marmalade" in hit.snippet
    assert vault.documents.search("marmalade", other.id) == []
    # Words of a title and of the text find together; a new title is found, the old one is not.
    assert vault.documents.search("aunt marmalade")
    vault.documents.change(replace(added, title="Of the uncle"))
    assert vault.documents.search("uncle marmalade")
    assert vault.documents.search("aunt") == []
    vault.documents.remove(added.id)
    assert vault.documents.search("marmalade") == []
    vault.documents.undo_remove(added.id)
    assert vault.documents.search("marmalade")
    assert vault.documents._store.database.structure_problems() == []


def test_a_copy_names_the_documents_that_are_not_in_it(
    vault: OpenVault, client: Client, report: Path, tmp_path: Path
) -> None:
    vault.practice.set(LICENSEE)
    attach(vault, client, report, title="Bericht der Schule “ב” 王", received=date(2026, 11, 2))
    attach(vault, client, report, title="Of the insurer", kind="administrative")
    mistaken = attach(vault, client, report, title="Of another family")
    vault.documents.mark_in_error(mistaken.id, "Mistaken.")
    prepared = vault.releases.prepare(client.id)
    assert [each.title for each in prepared.package.documents] == ["Bericht der Schule “ב” 王"]
    vault.releases.write(prepared, prepared.render(), tmp_path / "copies")
    [copy] = (tmp_path / "copies").iterdir()
    said = subprocess.run(["pdftotext", copy, "-"], capture_output=True, check=True).stdout.decode()
    assert "Bericht der Schule" in said
    assert "received 2 November 2026" in " ".join(said.split())
    assert "insurer" not in said
    assert "another family" not in said


def test_a_recording_names_the_consent_to_it(
    vault: OpenVault, client: Client, report: Path
) -> None:
    consent = attach(vault, client, report, kind="consent", day=date(2026, 11, 2))
    recording = attach(vault, client, report, kind="recording")
    assert recording.lacks_consent
    assert vault.documents.consents(client.id) == [(consent.id, date(2026, 11, 2))]
    linked = vault.documents.change(replace(recording, consent=consent.id))
    assert not linked.lacks_consent
    assert vault.documents.get(recording.id) == linked
    given = Given(OnsetId(new_id()), client.id, "recording", date(2026, 11, 3))
    vault.onset.add([given])
    assert vault.documents.change(replace(linked, consent=given.id)).consent == given.id
    other = vault.clients.add([a_client("Rui Duarte")])[0]
    foreign = attach(vault, other, report, kind="consent")
    for wrong in (foreign.id, recording.id, new_id()):
        with pytest.raises(BadInput, match="no consent"):
            vault.documents.change(replace(linked, consent=wrong))
    with pytest.raises(BadInput, match="Only a recording"):
        vault.documents.change(replace(consent, consent=given.id))
    vault.documents.mark_in_error(consent.id, "Not signed.")
    assert [each for each, _day in vault.documents.consents(client.id)] == [given.id]


def test_a_plain_file_is_deleted_only_while_it_is_the_one_that_was_attached(
    path: Path, vault: OpenVault, client: Client, report: Path
) -> None:
    added = attach(vault, client, report)
    opened = vault.documents.open(added.id)
    report.write_bytes(WORDS + b"signed since")
    with pytest.raises(NotAllowed, match="not the one"):
        opened.delete_plain(report)
    assert report.exists()
    report.write_bytes(WORDS)
    opened.delete_plain(report)
    assert not report.exists()
    for inside in (path / "vault.json.2", path / "documents" / f"{added.id}.age"):
        with pytest.raises(NotAllowed, match="within the vault"):
            opened.delete_plain(inside)
        with pytest.raises(NotAllowed, match="within the vault"):
            vault.documents.to_attach(inside).seal()
    with pytest.raises(NotAllowed, match="within the vault"):
        opened.save(path / "documents" / "plain.bin")
    assert len(sealed_files(path)) == 1


def test_one_that_rotted_at_the_place_does_not_take_the_notes_with_it(
    unlocked: Unlock, report: Path, tmp_path: Path, around: Surroundings, clock: FixedClock
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    added, whole = attach(vault, client, report), attach(vault, client, report)
    place = tmp_path / "disk"
    for _day in range(3):
        back_up(vault, place)
        clock.advance(days=1)
    (place / "documents" / f"{added.id}.age").write_bytes(b"rot")
    # The snapshots that share it stay what they are; it is copied anew with the next one.
    assert not verify_backups(place, SECRET).ok
    assert all(each.whole for each in inspect_backups(place).snapshots)
    done = restore(place, tmp_path / "again.strongroom", SECRET, surroundings=around)
    assert done.lost == (added.id,)
    problems = verify(done.path, SECRET).problems
    assert [(each.kind, each.id) for each in problems] == [("document-file", added.id)]
    again = unlock(done.path, SECRET, replace(around, state=None))
    assert again.documents.open(whole.id).read() == WORDS
    again.close()
    back_up(vault, place)
    assert verify_backups(place, SECRET).ok
    done = restore(place, tmp_path / "third.strongroom", SECRET, surroundings=around)
    assert done.lost == ()


def test_a_disk_that_cannot_read_one_costs_a_salvage_that_one(
    path: Path, unlocked: Unlock, report: Path, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    bad, good = attach(vault, client, report), attach(vault, client, report)
    vault.close()
    file = path / "documents" / f"{bad.id}.age"
    file.unlink()
    file.mkdir()
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id) for each in done.losses] == [("document", bad.id)]
    assert (tmp_path / "out" / "documents" / f"{good.id}.pdf").read_bytes() == WORDS


def test_another_identity_in_a_row_is_damage(path: Path, unlocked: Unlock, report: Path) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    first, _second = attach(vault, client, report), attach(vault, client, report)
    vault.close()
    other = f"(SELECT identity FROM document WHERE id <> '{first.id}')"
    tampered(path, f"UPDATE document SET identity = {other} WHERE id = '{first.id}'")
    assert [(each.kind, each.id) for each in verify(path, SECRET).problems] == [
        ("document", first.id)
    ]


def test_what_no_document_has_goes_at_the_lock_but_not_after_an_older_state(
    path: Path, unlocked: Unlock, report: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    added = attach(vault, client, report)
    orphan = path / "documents" / f"{new_id()}.age"
    orphan.write_bytes(b"of a crash")
    vault.close()
    assert [each.name for each in sealed_files(path)] == [f"{added.id}.age"]
    vault = unlocked()
    with vault.documents._store.write(Fact(Action.OLDER_ACCEPTED, "records")):
        pass
    orphan.write_bytes(b"of a newer state")
    vault.close()
    assert len(sealed_files(path)) == 2


def test_a_name_that_is_no_text_and_one_that_deceives(
    vault: OpenVault, client: Client, tmp_path: Path
) -> None:
    strange = os.fsencode(tmp_path) + b"/caf\xe9\xe2\x80\xaefdp.exe"
    with open(strange, "wb") as file:
        file.write(WORDS)
    added = attach(vault, client, Path(os.fsdecode(strange)), title="Café")
    assert added.file.name == "caf�\u202efdp.exe"
    assert title_from(added.file.name) == "caf� fdp"
