"""Progress notes through their service: drafts, signing, reading, and what the chain gets."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import LICENSEE, PASSPHRASE, FixedClock, a_client, a_note, with_record
from vault.crypto.signature import is_signed
from vault.errors import BadInput, NotAllowed, NotFound, VaultError
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify import verify
from vault.model.addendum import AddendumWords, Written
from vault.model.audit import Action
from vault.model.canonical import canonical
from vault.model.client import Client
from vault.model.ids import ClientId, NoteId, new_id
from vault.model.note import Note, Section, signed_message
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """Add a client."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


def words(note: Note) -> str:
    """Return the words of a free note."""
    return note.sections[0].text


def rewritten(note: Note, text: str) -> Note:
    """Return a free draft with other words."""
    return note.changed(sections=(Section("note", text),))


def test_twelve_autosaves_and_the_last_one_is_there(
    unlocked: Unlock, vault: OpenVault, client: Client
) -> None:
    note = vault.notes.begin([a_note(client, "")])[0]
    for number in range(12):
        note = vault.notes.save_draft(rewritten(note, "What was said. " * number))
        assert vault.notes.get(note.id) == note
    vault.close()
    vault = unlocked()
    kept = vault.notes.get(note.id)
    assert words(kept) == "What was said. " * 11
    assert not kept.signed
    actions = [entry.action for entry in vault.audit.export() if entry.subject == note.id]
    assert actions == [Action.NOTE_BEGUN]


def test_a_draft_is_found_by_search_once_its_editor_closes(
    vault: OpenVault, client: Client
) -> None:
    note = vault.notes.begin([a_note(client, "first")])[0]
    assert len(vault.notes.search("first")) == 1
    vault.notes.save_draft(rewritten(note, "second"))
    assert vault.notes.search("second") == []
    vault.notes.settle(note.id)
    assert vault.notes.search("first") == []
    assert len(vault.notes.search("second")) == 1


def test_what_is_signed_is_the_newest_draft(vault: OpenVault, client: Client) -> None:
    note = vault.notes.begin([a_note(client, "first")])[0]
    vault.notes.save_draft(
        rewritten(note, "second").changed(service_date=date(2026, 5, 15), start=time(9))
    )
    signed = vault.notes.sign(note.id)
    assert (words(signed), signed.service_date, signed.start) == (
        "second",
        date(2026, 5, 15),
        time(9),
    )
    assert vault.notes.get(note.id) == signed
    assert len(vault.notes.search("second")) == 1


def test_a_signature_is_over_the_seal_the_signer_and_the_moment(
    vault: OpenVault, client: Client, clock: FixedClock
) -> None:
    note = vault.notes.begin([a_note(client, "Words.")])[0]
    clock.advance(days=2, hours=3)
    signed = vault.notes.sign(note.id)
    assert signed.signature is not None
    assert signed.seal is not None
    assert signed.signature.at == clock.now()
    assert signed.begun_at == note.begun_at
    public = bytes.fromhex(signed.signature.public_key)
    value = bytes.fromhex(signed.signature.value)
    message = canonical(signed_message(signed.seal, LICENSEE, clock.now()))
    assert is_signed(public, value, message)
    for other in (
        signed_message(signed.seal, replace(LICENSEE, name="Another"), clock.now()),
        signed_message(signed.seal, LICENSEE, clock.now() + timedelta(seconds=1)),
        signed_message(a_note(client).seal or signed.seal, LICENSEE, clock.now()),
    ):
        assert not is_signed(public, value, canonical(other))
    entry = next(e for e in vault.audit.export() if e.action == Action.NOTE_SIGNED)
    assert entry.detail == {
        "seal": signed.seal.digest,
        "public_key": signed.signature.public_key,
        "signature": signed.signature.value,
    }


def test_a_note_of_nobody_is_refused_and_with_it_all_others(
    vault: OpenVault, client: Client
) -> None:
    stray = a_note(ClientId(new_id()))
    with pytest.raises(NotFound):
        vault.notes.begin([a_note(client), stray, a_note(client)])
    assert vault.notes.list_rows() == []
    for missing in (vault.notes.get, vault.notes.sign, vault.notes.settle):
        with pytest.raises(NotFound):
            missing(stray.id)
    with pytest.raises(NotFound):
        vault.notes.addend(stray.id, "Words.")
    with pytest.raises(NotFound):
        vault.notes.save_draft(stray)
    with pytest.raises(NotFound):
        vault.notes.list_rows(stray.client)


def test_a_note_stays_with_its_client(vault: OpenVault, client: Client) -> None:
    other = vault.clients.add([a_client("Kim Okafor")])[0]
    note = vault.notes.begin([a_note(client, "Words.")])[0]
    try:
        vault.notes.save_draft(replace(rewritten(note, "Other."), client=other.id))
    except VaultError:
        assert words(vault.notes.get(note.id)) == "Words."
    assert vault.notes.get(note.id).client == client.id
    assert [row.client for row in vault.notes.list_rows()] == [client.id]


def test_beginning_a_note_that_exists_never_overwrites_it(vault: OpenVault, client: Client) -> None:
    note = vault.notes.begin([a_note(client, "Words.")])[0]
    with pytest.raises(VaultError):
        vault.notes.begin([rewritten(note, "Other words.")])
    assert words(vault.notes.get(note.id)) == "Words."


def test_lists_are_in_the_order_of_the_sessions(vault: OpenVault, client: Client) -> None:
    given = [
        (date(2026, 5, 14), time(15)),
        (date(2026, 5, 14), time(9)),
        (date(2025, 5, 14), None),
        (date(2026, 5, 14), None),
    ]
    vault.notes.begin([a_note(client, service_date=d, start=t) for d, t in given])
    listed = [(row.service_date, row.start) for row in vault.notes.list_rows(client.id)]
    assert listed == [given[2], given[3], given[1], given[0]]
    assert listed == [(row.service_date, row.start) for row in vault.notes.list_rows()]


def test_a_row_of_a_list_holds_no_words(vault: OpenVault) -> None:
    client = with_record(vault, "zqcanary")
    row = vault.notes.list_rows(client.id)[0]
    assert "zqcanary" not in repr(row)
    assert "zqcanary" not in repr(vault.notes.get(row.id))
    assert row.signed_at is not None


def test_templates_are_kept_and_changed_whole(vault: OpenVault, client: Client) -> None:
    sections = {"data": "D", "assessment": "A", "plan": "P\n\n"}
    note = vault.notes.begin([a_note(client, template="dap", sections=sections)])[0]
    kept = vault.notes.get(note.id)
    assert {each.name: each.text for each in kept.sections} == sections
    other = a_note(client, template="soap", sections={"plan": "P"}, note_id=note.id)
    vault.notes.save_draft(other)
    kept = vault.notes.get(note.id)
    assert [each.name for each in kept.sections] == [
        "subjective",
        "objective",
        "assessment",
        "plan",
    ]


ODD: list[Callable[[Note], Note]] = [
    lambda note: replace(note, sections=(Section("note", "a\r\nb"),)),
    lambda note: replace(note, sections=(Section("note", "x"), Section("note", "y"))),
    lambda note: replace(note, sections=(Section("plan", "x"),)),
    lambda note: replace(note, sections=()),
    lambda note: replace(note, sections=(Section("note", "NUL \0"),)),
    lambda note: replace(note, sections=(Section("note", "half \ud800"),)),
    lambda note: replace(note, sections=(Section("note", "x" * 2_000_000),)),
    lambda note: replace(note, template="dap"),
    lambda note: replace(note, template="essay"),
    lambda note: replace(note, stop=time(9)),
]


@pytest.mark.parametrize("odd", ODD, ids=[str(number) for number in range(len(ODD))])
def test_what_a_service_keeps_can_be_read_again(
    vault: OpenVault, client: Client, odd: Callable[[Note], Note]
) -> None:
    """A screen may hand over anything; a draft that was said to be saved must come back."""
    note = vault.notes.begin([a_note(client, "Words.")])[0]
    try:
        saved = vault.notes.save_draft(odd(note))
    except BadInput:
        assert vault.notes.get(note.id) == note
        return
    kept = vault.notes.get(note.id)
    assert kept == saved
    assert "\r" not in words(kept)
    assert kept.start is not None or kept.stop is None


def test_signing_needs_words_and_happens_once(vault: OpenVault, client: Client) -> None:
    empty = vault.notes.begin([a_note(client, " \n")])[0]
    with pytest.raises(NotAllowed):
        vault.notes.sign(empty.id)
    note = vault.notes.begin([a_note(client, "Words.")])[0]
    first = vault.notes.sign(note.id)
    with pytest.raises(NotAllowed):
        vault.notes.sign(note.id)
    assert vault.notes.get(note.id) == first
    signed = [entry for entry in vault.audit.export() if entry.action == Action.NOTE_SIGNED]
    assert [entry.subject for entry in signed] == [note.id]


def test_an_addendum_leaves_the_note_as_it_was(vault: OpenVault) -> None:
    client = with_record(vault, "Words.")
    note = vault.notes.get(vault.notes.list_rows(client.id)[0].id)
    vault.notes.addend(note.id, "More.")
    assert vault.notes.get(note.id) == note
    draft = vault.notes.begin([a_note(client)])[0]
    with pytest.raises(NotAllowed):
        vault.notes.addend(draft.id, "More.")
    for blank in ("", " \n"):
        with pytest.raises(BadInput):
            vault.notes.addend(note.id, blank)
    assert [each.text for each in vault.notes.addenda(note.id)] == ["More."]


def test_the_limit_of_a_search_is_kept(vault: OpenVault, client: Client) -> None:
    vault.notes.begin([a_note(client, f"river {number}") for number in range(30)])
    assert len(vault.notes.search("river")) == 20
    for limit in (1, 5, 30, 100):
        assert len(vault.notes.search("river", limit=limit)) == min(limit, 30)


def test_many_notes_are_one_change(vault: OpenVault, client: Client) -> None:
    seq = vault.audit.mark.seq
    notes = vault.notes.begin([a_note(client, f"Session {number}.") for number in range(50)])
    assert vault.audit.mark.seq == seq + 50
    assert len({entry.at for entry in vault.audit.export()[seq : seq + 50]}) == 1
    assert vault.notes.get(NoteId(notes[-1].id)) == notes[-1]


def test_finished_notes_are_begun_and_signed_in_one_change(
    vault: OpenVault, client: Client, clock: FixedClock, path: Path, around: Surroundings
) -> None:
    """Each at its own time: the clock is asked when the note is drawn."""

    def written() -> Iterator[Note]:
        for number in range(50):
            clock.advance(minutes=10)
            yield a_note(client, f"Session {number}.", begun_at=clock.now())

    seq = vault.audit.mark.seq
    heads = (path / "records.head").stat().st_mtime_ns
    signed = vault.notes.begin_and_sign(written())
    entries = vault.audit.export()[seq : seq + 100]
    assert [entry.action for entry in entries] == [Action.NOTE_BEGUN, Action.NOTE_SIGNED] * 50
    assert [entry.subject for entry in entries] == [note.id for note in signed for _twice in "ab"]
    assert len({entry.at for entry in entries}) == 1
    assert all(note.signature and note.signature.at == note.begun_at for note in signed)
    assert vault.notes.get(signed[7].id) == signed[7]
    assert [hit.note for hit in vault.notes.search("49")] == [signed[-1].id]
    assert (path / "records.head").stat().st_mtime_ns > heads
    with pytest.raises(NotAllowed):
        vault.notes.sign(signed[0].id)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE), None, state=around.state).problems == ()


def test_any_number_of_notes_is_taken_in_commit_by_commit(
    vault: OpenVault, client: Client, clock: FixedClock, path: Path, around: Surroundings
) -> None:
    """Each addendum at its own time, to a note of the same commit or of one before."""
    notes = [a_note(client, f"Session {number}.") for number in range(25)]

    def written() -> Iterator[Written]:
        yield from notes[:15]
        clock.advance(days=1)
        yield AddendumWords(notes[2].id, "Of the first commit.")
        yield AddendumWords(notes[14].id, "Of the same commit.")
        yield from notes[15:]

    seq = vault.audit.mark.seq
    kept = [[note.id for note in some] for some in vault.notes.take_in(written(), at_once=10)]
    ids = [note.id for note in notes]
    assert kept == [ids[:10], ids[10:18], ids[18:]]
    entries = vault.audit.export()[seq : seq + 52]
    assert [entry.action for entry in entries[30:32]] == [Action.ADDENDUM_SIGNED] * 2
    assert [entry.subject for entry in entries[:30:2]] == ids[:15]
    assert [hit.note for hit in vault.notes.search("commit")] == [ids[14], ids[2]]
    for number in (2, 14):
        (addendum,) = vault.notes.addenda(ids[number])
        signed = vault.notes.get(ids[number]).signature
        assert signed is not None
        assert addendum.written_at == signed.at + timedelta(days=1)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE), None, state=around.state).problems == ()


def test_what_was_taken_in_before_an_error_is_kept(vault: OpenVault, client: Client) -> None:
    notes = [a_note(client, f"Session {number}.") for number in range(9)]
    taken = vault.notes.take_in([*notes[:7], a_note(client, " "), *notes[7:]], at_once=3)
    assert len(next(taken)) == len(next(taken)) == 3
    with pytest.raises(NotAllowed):
        next(taken)
    assert {row.id for row in vault.notes.list_rows()} == {note.id for note in notes[:6]}
    assert vault.audit.first_broken() is None


def test_long_notes_go_into_a_commit_of_their_own(vault: OpenVault, client: Client) -> None:
    notes = [a_note(client, "Long. " * 170_000) for _number in range(17)]
    assert [len(some) for some in vault.notes.take_in(notes)] == [16, 1]


def test_one_note_that_cannot_be_signed_keeps_all_out(vault: OpenVault, client: Client) -> None:
    good, empty = a_note(client, "Words."), a_note(client, " ")
    stray, kept = a_note(ClientId(new_id())), vault.notes.begin([a_note(client, "Kept.")])[0]
    seq = vault.audit.mark.seq
    for bad, error in (
        (empty, NotAllowed),
        (stray, NotFound),
        (kept, NotAllowed),
        (good, NotAllowed),
    ):
        with pytest.raises(error):
            vault.notes.begin_and_sign([good, bad])
    assert [row.id for row in vault.notes.list_rows()] == [kept.id]
    assert vault.audit.mark.seq == seq
