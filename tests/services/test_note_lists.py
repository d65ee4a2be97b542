"""Pages, counts and places in lists of notes; and drafts that are thrown away and brought back."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    PASSPHRASE,
    FixedClock,
    a_client,
    a_note,
    an_appointment,
    with_record,
)
from tests.storage.test_database import decrypted_pages, place_of, raw_connection
from vault.errors import NotAllowed, NotFound
from vault.lifecycle.verify import verify
from vault.model.addendum import Mark
from vault.model.audit import Action
from vault.model.client import Client
from vault.model.ids import ClientId, new_id
from vault.model.note import Note, Section
from vault.model.note_row import OPENING_LENGTH
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

DAY = date(2026, 5, 14)


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """Add a client."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


def filled(vault: OpenVault, client: Client) -> list[Note]:
    """Begin notes in no order; return them newest first."""
    given: list[tuple[int, time | None]] = [
        (3, time(9)), (0, None), (7, time(15)), (7, None), (0, time(11)), (7, time(9)), (3, None),
    ]  # fmt: skip
    notes = vault.notes.begin(
        [a_note(client, f"Day {d}.", service_date=DAY + timedelta(d), start=t) for d, t in given]
    )
    return sorted(notes, key=lambda n: (n.service_date, n.start or time.min), reverse=True)


def test_pages_are_newest_first_and_leave_nothing_out(vault: OpenVault, client: Client) -> None:
    wanted = [note.id for note in filled(vault, client)]
    other = vault.clients.add([a_client("Kim Okafor")])[0]
    vault.notes.begin([a_note(other, service_date=DAY + timedelta(5))])
    for size in (1, 2, 3, 7, 50):
        pages = [vault.notes.page(client.id, at, size) for at in range(0, 7, size)]
        assert [row.id for page in pages for row in page] == wanted
    assert [row.id for row in vault.notes.page(None, 0, 50) if row.client == client.id] == wanted
    assert [row.id for row in vault.notes.page(None, 0, 50)] == [
        row.id for row in reversed(vault.notes.list_rows())
    ]
    assert (vault.notes.count(client.id), vault.notes.count(other.id)) == (7, 1)
    assert vault.notes.count() == 8
    assert vault.notes.page(client.id, 7, 50) == []


def test_a_note_is_at_its_position(vault: OpenVault, client: Client) -> None:
    filled(vault, client)
    rows = vault.notes.page(client.id, 0, 50)
    assert [vault.timelines.position(client.id, row.id, "note") for row in rows] == list(range(7))
    with pytest.raises(NotFound):
        vault.timelines.position(client.id, new_id(), "note")


def test_notes_of_one_moment_stay_in_the_order_they_were_begun(
    vault: OpenVault, client: Client
) -> None:
    begun = [vault.notes.begin([a_note(client, f"{n}")])[0] for n in range(12)]
    wanted = [note.id for note in reversed(begun)]
    assert [row.id for row in vault.notes.page(client.id, 0, 50)] == wanted
    vault.notes.save_draft(begun[3].changed(sections=(Section("note", "Other words."),)))
    vault.notes.settle(begun[3].id)
    vault.notes.sign(begun[5].id)
    assert [row.id for row in vault.notes.page(client.id, 0, 50)] == wanted
    assert [row.id for row in vault.notes.list_rows(client.id)] == wanted[::-1]
    assert [vault.timelines.position(client.id, note_id) for note_id in wanted] == list(range(12))


def test_a_row_shows_its_first_words_and_counts_its_addenda(
    vault: OpenVault, client: Client
) -> None:
    sections = {"data": "", "assessment": " Slept\n\n six\thours. ", "plan": "Walk."}
    note = vault.notes.begin([a_note(client, template="dap", sections=sections)])[0]
    row = vault.notes.page(client.id, 0, 1)[0]
    assert (row.opening, row.addenda, row.begun_at) == ("Slept six hours. Walk.", 0, note.begun_at)
    assert "Slept" not in repr(row)
    vault.notes.save_draft(note.changed(sections=(Section("plan", "Newer words. " * 40),)))
    opening = vault.notes.page(None, 0, 1)[0].opening
    assert opening.startswith("Newer words. Newer")
    assert len(opening) <= OPENING_LENGTH
    assert opening.endswith("…")
    signed = vault.notes.sign(note.id)
    vault.notes.addend(signed.id, "More.")
    vault.notes.addend(signed.id, "Even more.")
    assert vault.notes.page(client.id, 0, 1)[0].addenda == 2
    empty = vault.notes.begin([a_note(client, "", service_date=DAY + timedelta(1))])[0]
    assert [(r.id, r.opening) for r in vault.notes.page(client.id, 0, 1)] == [(empty.id, "")]


def test_first_words_are_a_view_and_counts_are_none(unlocked: Unlock) -> None:
    vault = unlocked()
    one = with_record(vault, "Words.")
    other = with_record(vault, "Words.", name="Kim Okafor")
    seq = vault.audit.mark.seq
    vault.notes.count()
    vault.notes.unsigned()
    vault.notes.last_template(one.id)
    assert vault.audit.mark.seq == seq
    vault.notes.page(one.id, 0, 5)
    vault.notes.page(None, 0, 5)
    seen = [e.client for e in vault.audit.export()[seq:] if e.action == Action.CLIENT_VIEWED]
    assert seen == [one.id, other.id]


def test_lists_of_nobody_are_refused(vault: OpenVault) -> None:
    nobody = ClientId(new_id())
    with pytest.raises(NotFound):
        vault.notes.page(nobody, 0, 5)
    with pytest.raises(NotFound):
        vault.notes.count(nobody)
    with pytest.raises(NotFound):
        vault.notes.glance(nobody)
    assert vault.notes.last_template(nobody) is None


def test_unsigned_are_the_drafts_oldest_first(vault: OpenVault, client: Client) -> None:
    newest_first = filled(vault, client)
    vault.notes.sign(newest_first[-1].id)
    vault.notes.sign(newest_first[2].id)
    left = [n.id for n in reversed(newest_first) if n not in (newest_first[-1], newest_first[2])]
    count, rows = vault.notes.unsigned()
    assert (count, [row.id for row in rows]) == (5, left)
    count, rows = vault.notes.unsigned(limit=2)
    assert (count, [row.id for row in rows]) == (5, left[:2])
    assert {row.opening for row in rows} == {""}


def test_the_last_template_is_that_of_the_newest_session(vault: OpenVault, client: Client) -> None:
    assert vault.notes.last_template(client.id) is None
    vault.notes.begin([a_note(client, template="soap", sections={})])
    vault.notes.begin([a_note(client, service_date=DAY - timedelta(1))])
    assert vault.notes.last_template(client.id) == "soap"


def test_a_discarded_draft_is_gone_and_can_be_brought_back(
    path: Path, unlocked: Unlock, clock: FixedClock
) -> None:
    vault = unlocked()
    client = with_record(vault, "Stays.")
    note = vault.notes.begin([a_note(client, "Zqfirst words.")])[0]
    note = vault.notes.save_draft(note.changed(sections=(Section("note", "Zqnewest words."),)))
    assert vault.notes.discard(note.id) == note
    assert vault.notes.count(client.id) == 1
    assert vault.notes.unsigned() == (0, [])
    assert vault.notes.search("zqfirst") == vault.notes.search("zqnewest") == []
    with pytest.raises(NotFound):
        vault.notes.get(note.id)
    with pytest.raises(NotFound):
        vault.notes.discard(note.id)
    clock.advance(hours=1)
    assert vault.notes.undo_discard(note.id) == note
    assert vault.notes.get(note.id) == note
    assert len(vault.notes.search("zqnewest")) == 1
    with pytest.raises(NotFound):
        vault.notes.undo_discard(note.id)
    vault.notes.discard(note.id)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()
    vault = unlocked()
    with pytest.raises(NotFound):
        vault.notes.undo_discard(note.id)
    actions = [entry.action for entry in vault.audit.export() if entry.subject == note.id]
    assert actions == [
        Action.NOTE_BEGUN,
        Action.NOTE_DISCARDED,
        Action.DISCARD_UNDONE,
        Action.NOTE_DISCARDED,
    ]
    vault.close()
    pages = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    assert b"qnewest" not in pages
    assert b"qfirst" not in pages


def test_a_signed_note_is_never_discarded(vault: OpenVault, client: Client) -> None:
    note = vault.notes.begin([a_note(client, "Words.")])[0]
    signed = vault.notes.sign(note.id)
    vault.notes.addend(note.id, "More.")
    with pytest.raises(NotAllowed):
        vault.notes.discard(note.id)
    assert vault.notes.get(note.id) == signed
    assert len(vault.notes.addenda(note.id)) == 1


def test_a_draft_brought_back_is_written_on_and_signed(vault: OpenVault, client: Client) -> None:
    note = vault.notes.begin([a_note(client, "Words.")])[0]
    vault.notes.discard(note.id)
    note = vault.notes.undo_discard(note.id)
    vault.notes.save_draft(note.changed(sections=(Section("note", "More words."),)))
    assert vault.notes.sign(note.id).sections[0].text == "More words."


def test_a_draft_brought_back_is_the_note_of_its_session_again(
    vault: OpenVault, client: Client
) -> None:
    made = vault.appointments.add([an_appointment(client)])[0]
    note = vault.appointments.begin_note(made.id, made.day)
    moved = vault.notes.save_draft(note.changed(service_date=DAY, start=None, stop=None))
    vault.notes.discard(note.id)
    assert vault.appointments.day(made.day)[0].note is None
    vault.notes.undo_discard(note.id)
    assert vault.appointments.day(made.day)[0].note == note.id
    vault.notes.discard(note.id)
    other = vault.appointments.begin_note(made.id, made.day)
    assert vault.notes.undo_discard(note.id) == moved
    assert vault.appointments.day(made.day)[0].note == other.id


@pytest.mark.parametrize("discarded_once", [False, True])
def test_a_draft_deleted_behind_our_back_is_still_missed(
    path: Path, unlocked: Unlock, discarded_once: bool
) -> None:
    vault = unlocked()
    client = with_record(vault, "Stays.")
    note = vault.notes.begin([a_note(client, "A draft.")])[0]
    if discarded_once:
        vault.notes.discard(note.id)
        vault.notes.undo_discard(note.id)
    vault.close()
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute(f"DELETE FROM note WHERE id = '{note.id}'")
    raw.close()
    found = verify(path, Passphrase(PASSPHRASE)).problems
    assert ("missing", note.id) in [(each.kind, each.id) for each in found]


def test_an_entry_of_a_discard_does_not_excuse_a_signed_note(path: Path, unlocked: Unlock) -> None:
    """Who has the key can append such an entry; the chain still knows what was signed."""
    vault = unlocked()
    client = with_record(vault, "Signed words.")
    note = vault.notes.list_rows(client.id)[0].id
    from vault.model.audit import Fact

    with vault.notes._store.write(Fact(Action.NOTE_DISCARDED, note, client.id)):
        pass
    vault.close()
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    for trigger in ("signed_note_is_never_deleted", "signed_text_is_never_deleted"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("DELETE FROM note")
    raw.close()
    found = verify(path, Passphrase(PASSPHRASE)).problems
    assert ("missing", note) in [(each.kind, each.id) for each in found]


def test_a_glance_reads_the_newest_five_and_all_drafts(vault: OpenVault, client: Client) -> None:
    vault.clients.change(replace(client, birth_date=None))
    texts = ["No safety plan.", *[f"Session {n}." for n in range(5)]]
    notes = vault.notes.begin(
        [a_note(client, t, service_date=DAY + timedelta(n)) for n, t in enumerate(texts)]
    )
    vault.notes.sign(notes[5].id)
    lines = {line.label: line for line in vault.notes.glance(client.id).lines}
    assert (lines["Last session"].day, lines["Last session"].note) == (
        DAY + timedelta(5),
        notes[5].id,
    )
    assert lines["Risk"].text == "Nothing about risk in the last 5 notes"
    assert lines["Open tasks"].text == "5 unsigned notes, birth date unknown"
    assert (lines["Open tasks"].day, lines["Open tasks"].note) == (DAY, notes[0].id)


def test_a_glance_without_a_plan_quotes_the_signed_treatment_plan(
    vault: OpenVault, client: Client
) -> None:
    def plan() -> str | None:
        lines = {line.label: line for line in vault.notes.glance(client.id).lines}
        return lines["Plan"].text if "Plan" in lines else None

    of_treatment = a_note(
        client,
        template="treatment-plan",
        sections={"goals": "Sleep.", "intervention": "A log."},
        service_date=DAY - timedelta(90),
    )
    begun = vault.notes.begin([of_treatment, *(a_note(client, "Spoke.") for _n in range(6))])
    assert plan() is None, "it is not signed"
    vault.notes.sign(begun[0].id)
    assert plan() == "A log."
    vault.notes.addend(begun[0].id, "Of another client.", Mark.IN_ERROR)
    assert plan() is None
    vault.notes.begin([a_note(client, template="dap", sections={"plan": "Walk."})])
    assert plan() == "Walk."
