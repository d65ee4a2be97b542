"""Process notes through their service: drafts, pages, and nothing of them in the records."""

from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, FixedClock, a_client, a_process_note
from tests.storage.test_database import decrypted_pages, place_of
from vault.errors import BadInput, NotAllowed, NotFound
from vault.format.vault_header import PROCESS
from vault.lifecycle.verify import verify
from vault.model.client import Client
from vault.model.draft_history import History
from vault.model.ids import ClientId, ProcessNoteId, new_id
from vault.model.process_note import DRAFT_TEXT, ProcessDraft, ProcessNote, new_process_note
from vault.model.secret import Passphrase
from vault.open_vault import OpenProcessNotes, OpenVault

DAY = date(2026, 5, 14)


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """Add a client."""
    return vault.clients.add([a_client()])[0]


def written(client: Client, clock: FixedClock, day: int, text: str = "A thought.") -> ProcessNote:
    """Return a process note of the n-th day, written now."""
    at = clock.now().astimezone(UTC)
    return new_process_note(ProcessNoteId(new_id()), client.id, DAY + timedelta(day), text, at)


def test_a_draft_is_kept_until_its_note_is(process: OpenProcessNotes, client: Client) -> None:
    notes = process.notes
    assert notes.draft(client.id) is None
    notes.keep_draft(client.id, DAY, "One thought.\r\n")
    notes.keep_draft(client.id, DAY + timedelta(1), "Two thoughts.")
    draft = notes.draft(client.id)
    assert draft == ProcessDraft(client.id, DAY + timedelta(1), "Two thoughts.")
    assert "thoughts" not in repr(draft)
    assert notes.search("thoughts") == []
    notes.add([a_process_note(client, "Another one.")])
    assert notes.draft(client.id) == draft
    notes.add([a_process_note(client, "Two thoughts.")], clears_draft=True)
    assert notes.draft(client.id) is None


def test_a_note_that_is_refused_leaves_the_draft(process: OpenProcessNotes, client: Client) -> None:
    process.notes.keep_draft(client.id, DAY, "Two thoughts.")
    note = process.notes.add([a_process_note(client)])[0]
    with pytest.raises(BadInput):
        process.notes.add([a_process_note(client), note], clears_draft=True)
    assert process.notes.draft(client.id) == ProcessDraft(client.id, DAY, "Two thoughts.")
    assert process.notes.count(client.id) == 1


def test_edits_of_a_draft_are_undone_and_done_again(
    process: OpenProcessNotes, client: Client
) -> None:
    notes = process.notes
    for act in (notes.undo, notes.redo):
        with pytest.raises(NotFound):
            act(client.id)
        with pytest.raises(NotFound):
            act(ClientId("nobody"))
    notes.keep_draft(client.id, DAY, "One thought.")
    notes.keep_draft(client.id, DAY, "Two thoughts.")
    assert notes.undo(client.id).text == "One thought."
    assert notes.draft(client.id) == ProcessDraft(client.id, DAY, "One thought.")
    assert notes.redo(client.id).text == "Two thoughts."
    with pytest.raises(NotAllowed):
        notes.redo(client.id)
    notes.keep_draft(client.id, DAY, "")
    assert notes.undo(client.id).text == "Two thoughts."
    assert notes.undo(client.id).text == "One thought."
    with pytest.raises(NotAllowed):
        notes.undo(client.id)
    assert notes.draft(client.id) == ProcessDraft(client.id, DAY, "One thought.")


def test_empty_text_takes_the_draft_away(process: OpenProcessNotes, client: Client) -> None:
    process.notes.keep_draft(client.id, DAY, "One thought.")
    process.notes.keep_draft(client.id, DAY, " \n")
    emptied = process.notes.draft(client.id)
    assert emptied is not None, "what was typed can be brought back"
    assert emptied.history.undo(DRAFT_TEXT) is not None
    process.notes.keep_draft(client.id, DAY, "", History())
    assert process.notes.draft(client.id) is None
    for bad in ("half \ud800", "NUL \0", "x" * 2_000_000):
        with pytest.raises(BadInput):
            process.notes.keep_draft(client.id, DAY, bad)
    for nobody in ("", "x", "' OR 1=1 --"):
        with pytest.raises(NotFound):
            process.notes.keep_draft(ClientId(nobody), DAY, "One thought.")
        assert process.notes.draft(ClientId(nobody)) is None
        assert process.notes.page(ClientId(nobody), 0, 5) == []
        assert process.notes.count(ClientId(nobody)) == 0


def test_a_draft_is_kept_over_the_lock_and_only_there(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    vault.open_process(Passphrase(PROCESS_PASSPHRASE)).notes.keep_draft(client.id, DAY, "Zqmine.")
    vault.close()
    vault = unlocked()
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    assert process.notes.draft(client.id) == ProcessDraft(client.id, DAY, "Zqmine.")
    process.notes.keep_draft(client.id, DAY, "Zqlater.")
    vault.close()
    secret = Passphrase(PROCESS_PASSPHRASE)
    key = place_of(path, PROCESS, secret).subkey("sqlcipher")
    own = decrypted_pages(path / "process-1.db", key)
    records = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    assert b"Zqlater" in own
    assert b"Zqmine" not in own
    assert b"Zqlater" not in records
    assert verify(path, Passphrase(PASSPHRASE), secret).problems == ()


def test_an_unchanged_draft_is_not_written(process: OpenProcessNotes, client: Client) -> None:
    process.notes.keep_draft(client.id, DAY, "one\ntwo")
    seq, heard = process.audit.mark.seq, list[object]()
    process.publish_to(heard.append)
    process.notes.keep_draft(client.id, DAY, "one\r\ntwo")
    assert (heard, process.audit.mark.seq) == ([], seq)
    process.notes.keep_draft(client.id, DAY, "one\ntwo ")
    assert (len(heard), process.audit.mark.seq) == (1, seq)


def test_pages_are_newest_first(
    process: OpenProcessNotes, client: Client, clock: FixedClock, vault: OpenVault
) -> None:
    other = vault.clients.add([a_client("Kim Okafor")])[0]
    process.notes.add([written(other, clock, 9)])
    added = []
    for number, day in enumerate((3, 0, 3, 7, 3)):
        added += process.notes.add([written(client, clock, day, f" Thought\n {number}. " * 30)])
        if number % 2:
            clock.advance(minutes=1)
    wanted = [added[n].id for n in (3, 4, 2, 0, 1)]
    for size in (1, 2, 5, 9):
        pages = [process.notes.page(client.id, at, size) for at in range(0, 5, size)]
        assert [row.id for page in pages for row in page] == wanted
    row = process.notes.page(client.id, 0, 1)[0]
    assert row.opening.startswith("Thought 3. Thought 3.")
    assert "Thought" not in repr(row)
    assert (row.client, row.day) == (client.id, DAY + timedelta(7))
    assert row.written_at == added[3].written_at
    assert process.notes.count(client.id) == 5
