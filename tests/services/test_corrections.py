"""Signed notes that are in error, in the wrong record, or late: corrected without a change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from sqlcipher3 import dbapi2

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, PASSPHRASE, FixedClock, a_client, a_note, an_appointment
from tests.storage.test_database import place_of, raw_connection
from tests.vectors.reader import read_vault
from vault.errors import BadInput, NotAllowed, NotFound
from vault.export.pdf_record import render_record
from vault.lifecycle.salvage import salvage
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify import verify
from vault.model.addendum import AddendumWords, Mark, Written, mark_of
from vault.model.appointment import SessionStatus
from vault.model.audit import Action
from vault.model.client import Client, ClientKind
from vault.model.ids import ClientId, NoteId, new_id
from vault.model.note import Note, Section
from vault.model.release import ReleasePackage
from vault.model.secret import Passphrase, RecoveryKey
from vault.open_vault import OpenVault


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """Whose record it is not."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


@pytest.fixture
def maria(vault: OpenVault, dana: Client) -> Client:
    """Whose record it is."""
    return vault.clients.add([a_client("Maria Alvarez")])[0]


@pytest.fixture
def note(vault: OpenVault, dana: Client) -> Note:
    """Return a signed note with an addendum, in the record of Dana."""
    (signed,) = vault.notes.begin_and_sign([a_note(dana, "Spoke of the lighthouse.")])
    vault.notes.addend(signed.id, "And of the harbor.")
    return signed


def pages_of(package: ReleasePackage) -> Sequence[PageObject]:
    """Return the pages of a copy."""
    return PdfReader(BytesIO(render_record(package).pdf)).pages


def with_words(draft: Note, text: str) -> tuple[Section, ...]:
    """Return the sections of a draft with words in the first."""
    first, *rest = draft.sections
    return (replace(first, text=text), *rest)


def test_a_mark_is_signed_words_and_leaves_the_note_as_it_was(
    vault: OpenVault, note: Note, path: Path, around: Surroundings
) -> None:
    mark = vault.notes.addend(note.id, "Written about another day.", Mark.IN_ERROR)
    assert mark.signature is not None
    assert vault.notes.get(note.id) == note
    (row,) = vault.notes.page(note.client, 0, 5)
    assert row.in_error
    assert vault.notes.glance(note.client).lines == ()
    with pytest.raises(NotAllowed, match="already"):
        vault.notes.addend(note.id, "Again.", Mark.IN_ERROR)
    vault.notes.addend(note.id, "It was that day.", Mark.STANDS)
    assert not vault.notes.page(note.client, 0, 5)[0].in_error
    assert vault.notes.glance(note.client).lines[0].note == note.id
    with pytest.raises(NotAllowed, match="not marked"):
        vault.notes.addend(note.id, "Again.", Mark.STANDS)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE), state=around.state).problems == ()


def test_a_mark_needs_a_reason_a_signed_note_and_the_licensee(
    vault: OpenVault, dana: Client, note: Note, unlocked: Unlock, keys: dict[str, str]
) -> None:
    draft = vault.notes.begin([a_note(dana, "Not yet.")])[0]
    with pytest.raises(BadInput, match="why"):
        vault.notes.addend(note.id, " ", Mark.IN_ERROR)
    with pytest.raises(NotAllowed, match="not signed yet"):
        vault.notes.addend(draft.id, "Wrong.", Mark.IN_ERROR)
    vault.close()
    other = unlocked(RecoveryKey(keys["records"]))
    with pytest.raises(NotAllowed, match="own passphrase"):
        other.notes.addend(note.id, "Wrong.", Mark.IN_ERROR)
    with pytest.raises(NotAllowed, match="Only the licensee"):
        other.refilings.refile(note.id, dana.id)


def test_what_was_filed_in_the_wrong_record_goes_as_it_stands(
    vault: OpenVault, dana: Client, maria: Client, note: Note, clock: FixedClock
) -> None:
    addenda = vault.notes.addenda(note.id)
    clock.advance(days=3)
    moved = vault.refilings.refile(note.id, maria.id)
    # The words, the seal, the signature, the times: nothing but whose record it is in.
    assert moved == replace(note, client=maria.id, first_client=dana.id)
    assert moved.content == note.content
    (addendum,) = vault.notes.addenda(note.id)
    assert addendum == replace(addenda[0], client=maria.id, first_client=dana.id)
    # Gone from every view of the one record, there in every view of the other.
    for words in ("lighthouse", "harbor"):
        assert [hit.client for hit in vault.notes.search(words)] == [maria.id]
        assert vault.notes.search(words, dana.id) == []
        assert len(vault.notes.search(words, maria.id)) == 1
    assert vault.notes.page(dana.id, 0, 9) == vault.notes.list_rows(dana.id) == []
    assert vault.notes.count(dana.id) == 0
    assert [row.id for row in vault.notes.page(maria.id, 0, 9)] == [note.id]
    assert vault.timelines.position(maria.id, note.id) == 0
    assert vault.clients.row(dana.id).last_session is None
    assert vault.clients.row(maria.id).last_session == note.service_date
    # A marker is left that says nothing but when, and the chain has both.
    (marker,) = vault.refilings.out_of(dana.id)
    assert (marker.note, marker.at.date()) == (note.id, (NOON + timedelta(3)).date())
    assert vault.refilings.out_of(maria.id) == []
    entries = [
        (each.action, each.client) for each in vault.audit.export() if each.subject == note.id
    ]
    assert entries[-2:] == [(Action.NOTE_TAKEN_OUT, dana.id), (Action.NOTE_REFILED, maria.id)]


def test_marks_that_come_with_others_are_marks_like_any(
    vault: OpenVault, dana: Client, note: Note
) -> None:
    """Each by what holds when it comes; and a note in error is of no session any more."""
    wrong = AddendumWords(note.id, "Of another day.", Mark.IN_ERROR)
    right = AddendumWords(note.id, "It was right.", Mark.STANDS)
    new = a_note(dana)
    of_new = replace(wrong, note=new.id)
    refused: list[list[Written]] = [[right], [wrong, wrong], [wrong, right, right]]
    refused.append([new, of_new, of_new])
    for marks in refused:
        with pytest.raises(NotAllowed, match="marked in error"):
            vault.notes.begin_and_sign(marks)
    assert vault.notes.count(dana.id) == 1
    assert not vault.notes.page(dana.id, 0, 1)[0].in_error
    (appointment,) = vault.appointments.add([an_appointment(dana)])
    draft = vault.appointments.begin_note(appointment.id, NOON.date())
    vault.notes.save_draft(draft.changed(sections=with_words(draft, "Of another hour.")))
    vault.notes.sign(draft.id)
    mark = replace(wrong, note=draft.id)
    vault.notes.begin_and_sign([mark, replace(right, note=draft.id), mark])
    assert vault.notes.page(dana.id, 0, 1)[0].in_error
    assert vault.appointments.day(NOON.date())[0].note is None


def test_both_copies_tell_of_it_and_neither_of_the_other_client(
    vault: OpenVault, dana: Client, maria: Client, note: Note
) -> None:
    vault.notes.begin_and_sign([a_note(dana, "Hers."), a_note(maria, "Hers too.")])
    vault.refilings.refile(note.id, maria.id)
    here = vault.releases.prepare(dana.id).package
    there = vault.releases.prepare(maria.id).package
    assert here.taken_out == (NOON.date(),)
    assert [each.filed_on for each in here.notes] == [None]
    assert there.taken_out == ()
    assert {each.sections[0].text: each.filed_on for each in there.notes} == {
        "Hers too.": None,
        "Spoke of the lighthouse.": NOON.date(),
    }
    for package, other, word in ((here, "Alvarez", "lighthouse"), (there, "Whitfield", "Hers.")):
        text = "\n".join(page.extract_text() for page in pages_of(package))
        assert other not in text
        assert word not in text
    text = "\n".join(page.extract_text() for page in pages_of(here))
    assert "filed in this record in error was taken out on 22 November 2026" in text
    text = "\n".join(page.extract_text() for page in pages_of(there))
    assert "Filed in this record on 22 November 2026; it was first filed in another." in text


def test_it_can_be_taken_back_and_on_and_is_whole_each_time(
    vault: OpenVault,
    dana: Client,
    maria: Client,
    note: Note,
    path: Path,
    around: Surroundings,
    unlocked: Unlock,
) -> None:
    third = vault.clients.add([a_client("Nina Okafor")])[0]
    for at, to in enumerate((maria, third, dana, maria)):
        vault.refilings.refile(note.id, to.id)
        vault.notes.addend(note.id, f"Addendum {at}.")
        assert vault.notes.get(note.id).content == note.content
    assert [each.to_client for each in vault.refilings.of_note(note.id)] == [
        maria.id,
        third.id,
        dana.id,
        maria.id,
    ]
    assert vault.refilings.out_of(maria.id) == []
    assert [each.to_client for each in vault.refilings.out_of(dana.id)] == [maria.id]
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE), state=around.state).problems == ()
    vault = unlocked()
    assert [each.text for each in vault.notes.addenda(note.id)] == [
        "And of the harbor.",
        *(f"Addendum {at}." for at in range(4)),
    ]


def test_what_cannot_be_refiled(vault: OpenVault, dana: Client, maria: Client, note: Note) -> None:
    draft = vault.notes.begin([a_note(dana, "Not yet.")])[0]
    group = vault.clients.add([a_client("Tuesday group", kind=ClientKind.GROUP)])[0]
    for refused, client, words in (
        (note.id, dana.id, "already"),
        (draft.id, maria.id, "draft"),
        (note.id, group.id, "group"),
    ):
        with pytest.raises(NotAllowed, match=words):
            vault.refilings.refile(refused, client)
    for absent, client in ((NoteId(new_id()), maria.id), (note.id, ClientId(new_id()))):
        with pytest.raises(NotFound):
            vault.refilings.refile(absent, client)
    assert vault.notes.get(note.id) == note
    assert vault.refilings.out_of(dana.id) == vault.refilings.of_note(note.id) == []
    assert Action.NOTE_REFILED not in {each.action for each in vault.audit.export()}


def test_the_session_it_was_linked_to_wants_its_note_again(
    vault: OpenVault, dana: Client, maria: Client
) -> None:
    hers = [an_appointment(each) for each in (dana, maria)]
    vault.appointments.add(hers)
    for each in hers:
        vault.appointments.mark(each.id, NOON.date(), SessionStatus.KEPT)
    draft = vault.appointments.begin_note(hers[0].id, NOON.date())
    vault.notes.save_draft(draft.changed(sections=with_words(draft, "Hers, not his.")))
    vault.notes.sign(draft.id)

    def notes_of_the_day() -> dict[str, object]:
        return {row.client: row.note for row in vault.appointments.day(NOON.date())}

    assert notes_of_the_day() == {dana.id: draft.id, maria.id: None}
    vault.refilings.refile(draft.id, maria.id)
    assert notes_of_the_day() == {dana.id: None, maria.id: draft.id}


TAMPERED = {
    "into another record": "UPDATE note SET client = :other",
    "back to the first": "UPDATE note SET client = first_client",
    "as if it had been there": "UPDATE note SET first_client = NULL",
    "without its move": "DELETE FROM refiling",
    "with another move": "UPDATE refiling SET to_client = :other",
    "with one more": "INSERT INTO refiling (note, from_client, to_client, at) "
    "SELECT note, to_client, from_client, at FROM refiling",
    "a marker of another day": "UPDATE refiling SET at = '2026-11-01T12:00:00-05:00'",
    "a marker elsewhere": "UPDATE refiling SET from_client = :other",
    "an addendum elsewhere": "UPDATE addendum SET client = :other",
    "words found elsewhere": "UPDATE note_text SET client = :other",
    "words of another note": "UPDATE note_text SET note = :other",
    "an addendum of another time": "UPDATE addendum SET written_at = '2026-11-01T12:00:00-05:00'",
    "another mark": "UPDATE addendum SET mark = 'stands' WHERE mark IS NOT NULL",
    "a mark of its own": "UPDATE addendum SET mark = 'in-error'",
    "no mark": "UPDATE addendum SET mark = NULL",
}


@pytest.mark.parametrize("sql", TAMPERED.values(), ids=TAMPERED)
def test_who_changes_where_it_is_or_what_is_marked_is_found_out(
    vault: OpenVault,
    dana: Client,
    maria: Client,
    note: Note,
    path: Path,
    around: Surroundings,
    sql: str,
) -> None:
    other = vault.clients.add([a_client("Nina Okafor")])[0]
    vault.refilings.refile(note.id, maria.id)
    vault.notes.addend(note.id, "Of another day.", Mark.IN_ERROR)
    vault.close()
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    # A move more changes no row that is there, so no trigger minds it.
    if not sql.startswith("INSERT"):
        with pytest.raises(dbapi2.DatabaseError, match="never"):
            raw.execute(sql, {"other": other.id})
    for table in ("note", "addendum", "refiling", "note_text"):
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
    raw.execute(sql, {"other": other.id})
    raw.close()
    found = verify(path, Passphrase(PASSPHRASE), state=around.state).problems
    assert {each.kind for each in found} & {"note", "addendum", "addenda"}, found


def test_a_marker_of_a_note_that_never_moved_is_found_out(
    vault: OpenVault, dana: Client, maria: Client, note: Note, path: Path, around: Surroundings
) -> None:
    vault.close()
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute(
        "INSERT INTO refiling (note, from_client, to_client, at) VALUES (?, ?, ?, ?)",
        (note.id, maria.id, dana.id, NOON.isoformat()),
    )
    raw.close()
    found = verify(path, Passphrase(PASSPHRASE), state=around.state).problems
    assert [(each.kind, each.id) for each in found] == [("note", note.id)]


def test_a_note_that_is_back_leaves_no_marker_and_no_remark(
    vault: OpenVault, dana: Client, maria: Client, note: Note, clock: FixedClock
) -> None:
    for to in (maria, dana):
        clock.advance(days=1)
        vault.refilings.refile(note.id, to.id)
    vault.notes.begin_and_sign([a_note(maria, "Hers.")])
    for client, notes in ((dana, 1), (maria, 1)):
        package = vault.releases.prepare(client.id).package
        assert len(package.notes) == notes
        assert [each.filed_on for each in package.notes] == [None]
    assert vault.refilings.out_of(dana.id) == []
    # The record it was in by mistake says so, once, however often it went there.
    assert len(vault.refilings.out_of(maria.id)) == 1
    for to in (maria, dana):
        vault.refilings.refile(note.id, to.id)
    assert len(vault.refilings.out_of(maria.id)) == 1
    assert vault.releases.prepare(maria.id).package.taken_out == (NOON.date() + timedelta(2),)


def test_the_newest_mark_holds_whatever_the_clock_says(
    vault: OpenVault, note: Note, clock: FixedClock, path: Path, around: Surroundings
) -> None:
    def in_error() -> tuple[bool, bool]:
        listed = vault.notes.page(note.client, 0, 1)[0].in_error
        return listed, mark_of(vault.notes.addenda(note.id)) is not None

    for mark in (Mark.IN_ERROR, Mark.STANDS, Mark.IN_ERROR):
        vault.notes.addend(note.id, "So it is.", mark)
        wanted = mark is Mark.IN_ERROR
        assert in_error() == (wanted, wanted)
        clock.advance(hours=-1)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE), state=around.state).problems == ()


def test_a_session_whose_note_is_in_error_wants_another(vault: OpenVault, dana: Client) -> None:
    (appointment,) = vault.appointments.add([an_appointment(dana)])
    draft = vault.appointments.begin_note(appointment.id, NOON.date())
    vault.notes.save_draft(draft.changed(sections=with_words(draft, "Of another hour.")))
    vault.notes.sign(draft.id)
    vault.notes.addend(draft.id, "It was the hour before.", Mark.IN_ERROR)
    (row,) = vault.appointments.day(NOON.date())
    assert row.note is None
    again = vault.appointments.begin_note(appointment.id, NOON.date())
    assert again.id != draft.id
    assert not again.signed


def test_a_refiled_note_is_no_loss_to_a_salvage(
    vault: OpenVault, maria: Client, note: Note, path: Path, tmp_path: Path
) -> None:
    vault.refilings.refile(note.id, maria.id)
    vault.notes.addend(note.id, "Of another day.", Mark.IN_ERROR)
    vault.close()
    assert salvage(path, tmp_path / "saved", Passphrase(PASSPHRASE)).losses == ()


@pytest.mark.parametrize(("days", "late"), [(0, None), (7, None), (8, 8), (40, 40)])
def test_what_is_signed_late_is_called_a_late_entry(
    vault: OpenVault, dana: Client, clock: FixedClock, days: int, late: int | None
) -> None:
    day = date(2026, 11, 22)
    clock.advance(days=days)
    signed, plan = vault.notes.begin_and_sign(
        [
            a_note(dana, "Late or not.", service_date=day),
            a_note(dana, service_date=day, template="treatment-plan", sections={"goals": "Sleep."}),
        ]
    )
    assert vault.notes.days_late(signed) == late
    # A plan is of the day it is written, and no service.
    assert vault.notes.days_late(plan) is None
    rows = {row.id: row.late for row in vault.notes.page(dana.id, 0, 5)}
    assert rows == {signed.id: late is not None, plan.id: False}
    package = vault.releases.prepare(dana.id).package
    assert [each.late for each in package.notes if each.template == "free"] == [late is not None]
    vault.settings.set(replace(vault.settings.get(), late_entry_days=90))
    assert vault.notes.days_late(signed) is None


def test_a_session_over_midnight_ends_on_the_day_after(vault: OpenVault, dana: Client) -> None:
    vault.settings.set(replace(vault.settings.get(), late_entry_days=0))
    day = NOON.date() - timedelta(1)
    over, before = vault.notes.begin_and_sign(
        [
            a_note(dana, service_date=day, start=time(23, 30), stop=time(0, 20)),
            a_note(dana, service_date=day),
        ]
    )
    assert (vault.notes.days_late(over), vault.notes.days_late(before)) == (None, 1)


def test_a_reader_written_from_the_format_page_alone_proves_it(
    vault: OpenVault, dana: Client, maria: Client, note: Note, path: Path
) -> None:
    vault.refilings.refile(note.id, maria.id)
    vault.notes.addend(note.id, "Of another day.", Mark.IN_ERROR)
    vault.close()
    read = read_vault(path, passphrase=PASSPHRASE)
    (found,) = read["notes"]
    assert (found["client"], found["first_client"]) == (maria.id, dana.id)
    assert found["signature_fits"]
    assert {each["mark"] for each in found["addenda"]} == {None, "in-error"}
    assert all(each["signature_fits"] for each in found["addenda"])
