"""What can be undone in a draft, kept in the vault: after a restart, and until it is signed."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    a_client,
    a_hold,
    a_note,
    a_process_note,
    with_record,
)
from tests.storage.test_database import decrypted_pages, place_of
from vault.errors import NotAllowed
from vault.lifecycle.salvage import salvage
from vault.model.draft_history import History
from vault.model.note import Note, Section
from vault.model.process_note import DRAFT_TEXT
from vault.model.secret import Passphrase
from vault.open_vault import OpenProcessNotes, OpenVault

GONE = "zqkvwmbtdgpf"
"""A word that was typed and taken away again."""


def words(note: Note) -> str:
    """Return the words of a free note."""
    return note.sections[0].text


def rewritten(vault: OpenVault, note: Note, *texts: str) -> Note:
    """Save other words, one after the other."""
    for text in texts:
        note = vault.notes.save_draft(note.changed(sections=(Section("note", text),)))
    return note


@pytest.fixture
def draft(vault: OpenVault) -> Note:
    """Begin a draft."""
    vault.practice.set(LICENSEE)
    return vault.notes.begin([a_note(with_record(vault, "Kept."), "First.")])[0]


def every_page(vault: OpenVault, path: Path, name: str = "records") -> bytes:
    """Close the vault and return all pages of a database decrypted, the free ones too."""
    vault.close()
    secret = Passphrase(PROCESS_PASSPHRASE if name == "process" else PASSPHRASE)
    place = place_of(path, name, secret)
    return decrypted_pages(path / f"{name}-1.db", place.subkey("sqlcipher"))


def test_after_a_restart_a_draft_is_undone_to_its_first_words_and_done_again(
    vault: OpenVault, unlocked: Unlock, draft: Note
) -> None:
    rewritten(vault, draft, "First. Then", "First. Then more.", "Other words.")
    vault.notes.settle(draft.id)
    vault.close()
    vault = unlocked()
    said = [words(vault.notes.undo(draft.id)) for _time in range(3)]
    assert said == ["First. Then more.", "First. Then", "First."]
    with pytest.raises(NotAllowed):
        vault.notes.undo(draft.id)
    vault.close()
    vault = unlocked()
    said = [words(vault.notes.redo(draft.id)) for _time in range(3)]
    assert said == ["First. Then", "First. Then more.", "Other words."]
    with pytest.raises(NotAllowed):
        vault.notes.redo(draft.id)
    assert words(vault.notes.get(draft.id)) == "Other words."


def test_what_another_hand_adds_is_a_step_of_its_own(vault: OpenVault, draft: Note) -> None:
    """The window saves with its history while a sentence was moved into the draft."""
    rewritten(vault, draft, "First.\nMoved here.")
    mine = replace(
        draft,
        sections=(Section("note", "First. Mine."),),
        history=History().followed({"note": "First."}, {"note": "First. Mine."}),
    )
    kept = vault.notes.save_draft(mine, known=draft)
    assert words(kept) == "First. Mine.\nMoved here."
    assert words(vault.notes.undo(draft.id)) == "First. Mine."
    assert words(vault.notes.undo(draft.id)) == "First."


def test_in_another_template_undoing_begins_anew(vault: OpenVault, draft: Note) -> None:
    rewritten(vault, draft, "First. Then")
    vault.notes.save_draft(
        draft.changed(template="dap", sections=(Section("data", "First. Then"),))
    )
    assert not vault.notes.history(draft.id)


def test_signing_erases_what_could_be_undone(vault: OpenVault, path: Path, draft: Note) -> None:
    """No byte of a passage that was taken back is in any page, nor in what leaves the vault."""
    rewritten(vault, draft, f"First. {GONE} once.", "First. Once.", f"{GONE} " * 3000, "First.")
    assert GONE in repr(
        [(step.removed, step.inserted) for step in vault.notes.history(draft.id).done]
    )
    vault.notes.sign(draft.id)
    assert vault.notes.history(draft.id) == History()
    with pytest.raises(NotAllowed, match="signed"):
        vault.notes.undo(draft.id)
    pages = every_page(vault, path)
    assert pages.count(b"First.") >= 1
    assert pages.count(GONE[:-1].encode()) == 0


def test_a_draft_thrown_away_takes_it_along_and_brings_it_back(
    vault: OpenVault, path: Path, draft: Note
) -> None:
    rewritten(vault, draft, f"First. {GONE}", "First. Then")
    vault.notes.discard(draft.id)
    vault.notes.undo_discard(draft.id)
    assert words(vault.notes.undo(draft.id)) == f"First. {GONE}"
    vault.notes.discard(draft.id)
    assert every_page(vault, path).count(GONE[:-1].encode()) == 0


def test_a_process_draft_keeps_its_own_in_its_own_database_until_its_note_is_kept(
    vault: OpenVault, process: OpenProcessNotes, path: Path
) -> None:
    client = vault.clients.add([a_client()])[0]
    note = a_process_note(client, "A thought.")
    for text in ("A", f"A {GONE}", "A thought."):
        process.notes.keep_draft(client.id, note.day, text)
    kept = process.notes.draft(client.id)
    assert kept is not None
    undone = kept.history.undo(DRAFT_TEXT)
    assert undone is not None
    assert undone[1].done_to("A thought.") == f"A {GONE}"
    process.notes.add([note], clears_draft=True)
    assert process.notes.draft(client.id) is None
    assert every_page(vault, path, "process").count(GONE[:-1].encode()) == 0
    assert every_page(vault, path).count(GONE[:-1].encode()) == 0


def test_a_process_draft_is_not_thrown_away_while_the_file_is_on_hold(
    vault: OpenVault, process: OpenProcessNotes
) -> None:
    client = vault.clients.add([a_client()])[0]
    day = a_process_note(client).day
    process.notes.keep_draft(client.id, day, "A thought.")
    held = vault.holds.add([a_hold(client)])[0]
    with pytest.raises(NotAllowed, match="on hold"):
        process.notes.discard_draft(client.id)
    kept = process.notes.draft(client.id)
    assert kept is not None
    assert kept.text == "A thought."
    vault.holds.lift(held.id, None, "Settled.")
    process.notes.discard_draft(client.id)
    assert process.notes.draft(client.id) is None
    process.notes.discard_draft(client.id)
    assert process.notes.draft(client.id) is None


def test_words_taken_away_whole_can_be_undone_while_their_history_is_given(
    vault: OpenVault, process: OpenProcessNotes
) -> None:
    client = vault.clients.add([a_client()])[0]
    day = a_process_note(client).day
    emptied = History().followed({DRAFT_TEXT: "A thought."}, {DRAFT_TEXT: ""})
    process.notes.keep_draft(client.id, day, "A thought.")
    process.notes.keep_draft(client.id, day, "", emptied)
    kept = process.notes.draft(client.id)
    assert kept is not None
    assert (kept.text, kept.history) == ("", emptied)
    process.notes.keep_draft(client.id, day, "", History())
    assert process.notes.draft(client.id) is None


def test_what_was_taken_back_is_no_record_that_is_salvaged(
    vault: OpenVault, process: OpenProcessNotes, path: Path, tmp_path: Path, draft: Note
) -> None:
    rewritten(vault, draft, f"First. {GONE}", "First. Then")
    day = draft.service_date
    process.notes.keep_draft(draft.client, day, f"A {GONE}")
    process.notes.keep_draft(draft.client, day, "A thought.")
    process.close()
    vault.close()
    out = tmp_path / "out"
    assert not salvage(path, out, Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)).losses
    written = b"".join(each.read_bytes() for each in out.rglob("*") if each.is_file())
    assert b"First. Then" in written
    assert b"A thought." in written
    assert GONE.encode() not in written


def write_on(unlocked: Unlock, draft: Note, ready: int) -> None:
    """Save a draft again and again, and say so each time, until killed."""
    vault = unlocked()
    text = "First."
    while True:
        text += " And more, of what was said then."
        vault.notes.save_draft(draft.changed(sections=(Section("note", text),)))
        os.write(ready, b".")


def test_what_a_kill_leaves_is_a_text_and_the_history_of_it(
    vault: OpenVault, unlocked: Unlock, draft: Note, long: bool
) -> None:
    vault.close()
    for saves in range(1, 40 if long else 4):
        heard, ready = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                write_on(unlocked, draft, ready)
            finally:
                os._exit(1)
        for _save in range(saves):
            assert os.read(heard, 1) == b"."
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        os.close(heard)
        os.close(ready)
        opened = unlocked()
        texts, history = {"note": words(opened.notes.get(draft.id))}, opened.notes.history(draft.id)
        assert texts["note"].count("more") >= saves
        while (found := history.undo()) is not None:
            history, step = found
            before = step.done_in(texts)
            assert before is not None
            texts = before
        assert texts == {"note": "First."}
        opened.close()
