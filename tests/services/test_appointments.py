"""Appointments through the services: the day's sessions, their notes, and what is refused."""

import time as stopwatch
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.format.test_ics import calendar
from tests.practice import NOON, PASSPHRASE, a_client, a_note, an_appointment, with_record
from vault.errors import BadInput, NotAllowed, NotFound
from vault.lifecycle.verify import verify
from vault.model.appointment import Appointment, CancelledBy, NoteState, SessionRow, SessionStatus
from vault.model.audit import Action, Fact
from vault.model.client import Client, ClientKind
from vault.model.ids import AppointmentId, ClientId
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

TODAY = NOON.date()
WEEK = timedelta(days=7)
NOBODY = ClientId("0" * 32)
NOTHING = AppointmentId("0" * 32)


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """A client without a note."""
    return vault.clients.add([a_client()])[0]


def added(vault: OpenVault, client: Client, **fields: Any) -> Appointment:
    """Add one appointment."""
    return vault.appointments.add([an_appointment(client, **fields)])[0]


def only(rows: list[SessionRow]) -> SessionRow:
    """Return the one row there must be."""
    (row,) = rows
    return row


def test_an_appointment_is_there_again_after_the_vault_was_locked(unlocked: Unlock) -> None:
    vault = unlocked()
    couple = vault.clients.add([a_client("Anna and Tom", kind=ClientKind.COUPLE)])[0]
    once = added(vault, couple, start=time(9, 5), participants="with his brother")
    weekly = added(vault, couple, weekly=True, last_day=TODAY + 3 * WEEK)
    vault.close()
    vault = unlocked()
    assert vault.appointments.get(once.id) == once
    assert vault.appointments.list_all(couple.id) == [once, weekly] == vault.appointments.list_all()
    row = vault.appointments.day(TODAY)[0]
    assert row == SessionRow(
        appointment=once.id,
        day=TODAY,
        start=time(9, 5),
        stop=time(9, 55),
        minutes=50,
        place=once.place,
        weekly=False,
        client=couple.id,
        client_name="Anna and Tom",
        kind=ClientKind.COUPLE,
        participants="with his brother",
        status=SessionStatus.PLANNED,
        cancelled_by=None,
        note=None,
        note_state=NoteState.NONE,
    )
    assert "Anna" not in repr(row)
    assert "brother" not in repr(row)


def test_a_list_is_by_day_and_start(vault: OpenVault, client: Client) -> None:
    late = added(vault, client, start=time(17), weekly=True, day=TODAY - 2 * WEEK)
    early = added(vault, client, start=time(8))
    middle = added(vault, client, start=time(12), weekly=True)
    ended = added(vault, client, weekly=True, day=TODAY - 2 * WEEK, last_day=TODAY - WEEK)
    added(vault, client, weekly=True, day=TODAY + timedelta(days=1))
    assert [row.appointment for row in vault.appointments.day(TODAY)] == [
        early.id,
        middle.id,
        late.id,
    ]
    rows = vault.appointments.between(TODAY - 2 * WEEK, TODAY + WEEK)
    assert [(row.day, row.start) for row in rows] == sorted((row.day, row.start) for row in rows)
    assert sum(row.appointment == ended.id for row in rows) == 2
    assert sum(row.appointment == late.id for row in rows) == 4
    assert vault.appointments.between(TODAY, TODAY - WEEK) == []
    with pytest.raises(BadInput):
        vault.appointments.between(date.min, date.max)


def test_adding_is_all_or_nothing(vault: OpenVault, client: Client) -> None:
    good = an_appointment(client)
    with pytest.raises(NotFound):
        vault.appointments.add([good, an_appointment(NOBODY)])
    with pytest.raises(BadInput):
        vault.appointments.add([good, an_appointment(client, minutes=0)])
    with pytest.raises(NotAllowed):
        vault.appointments.add([good, good])
    assert vault.appointments.list_all() == []
    vault.appointments.add([good])
    with pytest.raises(NotAllowed):
        vault.appointments.add([replace(good, minutes=30)])
    assert vault.appointments.list_all() == [good]


def test_what_is_not_there_is_not_found(vault: OpenVault, client: Client) -> None:
    for act in (
        lambda: vault.appointments.get(NOTHING),
        lambda: vault.appointments.get(AppointmentId("' OR 1=1")),
        lambda: vault.appointments.change(an_appointment(client)),
        lambda: vault.appointments.end(NOTHING, TODAY),
        lambda: vault.appointments.mark(NOTHING, TODAY, SessionStatus.KEPT),
        lambda: vault.appointments.begin_note(NOTHING, TODAY),
        lambda: vault.appointments.list_all(NOBODY),
        lambda: vault.appointments.next_of(NOBODY, NOON),
    ):
        with pytest.raises(NotFound):
            act()


def test_an_appointment_is_changed_and_ended(vault: OpenVault, client: Client) -> None:
    weekly = added(vault, client, weekly=True, day=TODAY - WEEK)
    later = vault.appointments.change(replace(weekly, start=time(11), minutes=80))
    assert vault.appointments.get(weekly.id) == later
    ended = vault.appointments.end(weekly.id, TODAY)
    assert ended.last_day == TODAY
    assert only(vault.appointments.day(TODAY)).stop == time(12, 20)
    assert vault.appointments.day(TODAY + WEEK) == []
    other = vault.clients.add([a_client("Kim Okafor")])[0]
    with pytest.raises(BadInput):
        vault.appointments.change(replace(ended, client=other.id))
    with pytest.raises(BadInput):
        vault.appointments.end(weekly.id, TODAY - 2 * WEEK)
    with pytest.raises(BadInput):
        vault.appointments.end(added(vault, client).id, TODAY)


def test_no_change_loses_a_session_that_took_place(vault: OpenVault, client: Client) -> None:
    weekly = added(vault, client, weekly=True, day=TODAY - 2 * WEEK)
    vault.appointments.mark(weekly.id, TODAY - WEEK, SessionStatus.MISSED)
    vault.appointments.begin_note(weekly.id, TODAY)
    vault.appointments.mark(weekly.id, TODAY, SessionStatus.PLANNED)
    for lost in (TODAY - 2 * WEEK, TODAY - timedelta(days=1)):
        with pytest.raises(NotAllowed):
            vault.appointments.end(weekly.id, lost)
    with pytest.raises(NotAllowed):
        vault.appointments.change(replace(weekly, day=weekly.day + timedelta(days=1)))
    with pytest.raises(NotAllowed):
        vault.appointments.change(replace(weekly, weekly=False))
    vault.appointments.mark(weekly.id, TODAY + WEEK, SessionStatus.CANCELLED, CancelledBy.LICENSEE)
    assert vault.appointments.end(weekly.id, TODAY).last_day == TODAY


def test_a_session_is_marked_and_marked_again(vault: OpenVault, client: Client) -> None:
    weekly = added(vault, client, weekly=True)
    marks = [
        (SessionStatus.CANCELLED, CancelledBy.CLIENT),
        (SessionStatus.CANCELLED, CancelledBy.LICENSEE),
        (SessionStatus.MISSED, None),
        (SessionStatus.KEPT, None),
        (SessionStatus.PLANNED, None),
    ]
    for mark in marks:
        vault.appointments.mark(weekly.id, TODAY, *mark)
        row = only(vault.appointments.day(TODAY))
        assert (row.status, row.cancelled_by) == mark
        assert only(vault.appointments.day(TODAY + WEEK)).status is SessionStatus.PLANNED
    with pytest.raises(NotAllowed, match="still to come"):
        vault.appointments.mark(weekly.id, TODAY + WEEK, SessionStatus.MISSED)
    for day in (TODAY + timedelta(days=1), TODAY - WEEK):
        with pytest.raises(BadInput):
            vault.appointments.mark(weekly.id, day, SessionStatus.KEPT)
    with pytest.raises(BadInput):
        vault.appointments.mark(weekly.id, TODAY, SessionStatus.CANCELLED)
    with pytest.raises(BadInput):
        vault.appointments.mark(weekly.id, TODAY, SessionStatus.KEPT, CancelledBy.CLIENT)


def test_the_note_of_a_session_is_begun_once(vault: OpenVault, client: Client) -> None:
    weekly = added(vault, client, weekly=True, start=time(14, 30), minutes=45)
    heard: list[Fact] = []
    vault.notes._store.published = heard.append
    note = vault.appointments.begin_note(weekly.id, TODAY)
    assert (note.client, note.service_date, note.template) == (client.id, TODAY, "dap")
    assert (note.start, note.stop, note.signed) == (time(14, 30), time(15, 15), False)
    assert [(fact.action, fact.subject, fact.client) for fact in heard] == [
        (Action.NOTE_BEGUN, note.id, client.id),
        (Action.SESSION_MARKED, weekly.id, client.id),
    ]
    row = only(vault.appointments.day(TODAY))
    assert (row.note, row.note_state) == (note.id, NoteState.DRAFT)
    assert vault.appointments.begin_note(weekly.id, TODAY) == note
    vault.notes.save_draft(note.changed(start=time(15), service_date=TODAY + timedelta(days=1)))
    assert vault.appointments.begin_note(weekly.id, TODAY).id == note.id, "the link says so"
    other = vault.appointments.begin_note(weekly.id, TODAY + WEEK)
    assert other.id != note.id
    assert len(vault.notes.list_rows()) == 2
    with pytest.raises(BadInput):
        vault.appointments.begin_note(weekly.id, TODAY + timedelta(days=1))


def test_a_signed_note_is_shown_so(unlocked: Unlock) -> None:
    vault = unlocked()
    client = with_record(vault, "An earlier session.")
    session = added(vault, client)
    note = vault.appointments.begin_note(session.id, TODAY)
    assert note.template == "free", "the template of the newest note"
    section = note.sections[0]
    vault.notes.save_draft(note.changed(sections=(replace(section, text="Slept well."),)))
    vault.notes.sign(note.id)
    vault.close()
    vault = unlocked()
    row = only(vault.appointments.day(TODAY))
    assert (row.note, row.note_state) == (note.id, NoteState.SIGNED)
    assert vault.appointments.begin_note(session.id, TODAY).signed
    assert vault.audit.first_broken() is None


def test_a_note_keeps_the_mark_a_session_has(vault: OpenVault, client: Client) -> None:
    session = added(vault, client)
    vault.appointments.mark(session.id, TODAY, SessionStatus.MISSED)
    vault.appointments.begin_note(session.id, TODAY)
    assert only(vault.appointments.day(TODAY)).status is SessionStatus.MISSED


@pytest.mark.parametrize("start", [time(10), None], ids=["same start", "no start"])
def test_a_note_that_is_there_already_is_the_session_s(
    vault: OpenVault, client: Client, start: time | None
) -> None:
    session = added(vault, client)
    note = vault.notes.begin([a_note(client, service_date=TODAY, start=start)])[0]
    row = only(vault.appointments.day(TODAY))
    assert (row.note, row.note_state, row.status) == (
        note.id,
        NoteState.DRAFT,
        SessionStatus.PLANNED,
    )
    heard: list[Fact] = []
    vault.notes._store.published = heard.append
    assert vault.appointments.begin_note(session.id, TODAY) == note
    assert [fact.action for fact in heard] == [Action.CLIENT_VIEWED, Action.SESSION_MARKED]
    assert only(vault.appointments.day(TODAY)).status is SessionStatus.KEPT
    vault.notes.save_draft(note.changed(start=time(16)))
    assert only(vault.appointments.day(TODAY)).note == note.id
    assert len(vault.notes.list_rows()) == 1


def test_a_note_of_another_hour_day_or_client_is_not(vault: OpenVault, client: Client) -> None:
    other = vault.clients.add([a_client("Kim Okafor")])[0]
    added(vault, client)
    vault.notes.begin(
        [
            a_note(client, service_date=TODAY, start=time(10, 5)),
            a_note(client, service_date=TODAY + timedelta(days=1)),
            a_note(other, service_date=TODAY, start=time(10)),
        ]
    )
    assert only(vault.appointments.day(TODAY)).note is None


def test_one_note_is_about_one_session(vault: OpenVault, client: Client) -> None:
    first, second = added(vault, client), added(vault, client, start=time(15))
    third = added(vault, client, start=time(17))
    vague, exact = vault.notes.begin(
        [a_note(client, service_date=TODAY), a_note(client, service_date=TODAY, start=time(15))]
    )
    rows = {row.appointment: row.note for row in vault.appointments.day(TODAY)}
    assert rows == {first.id: vague.id, second.id: exact.id, third.id: None}
    new = vault.appointments.begin_note(third.id, TODAY)
    assert new.id not in (vague.id, exact.id)
    assert vault.appointments.begin_note(second.id, TODAY).id == exact.id
    assert vault.appointments.begin_note(first.id, TODAY).id == vague.id


def test_the_next_session_is_the_next_one_still_planned(vault: OpenVault, client: Client) -> None:
    assert vault.appointments.next_of(client.id, NOON) is None
    morning = added(vault, client, weekly=True)
    assert vault.appointments.next_of(client.id, NOON) == (morning, TODAY + WEEK)
    at_ten = NOON.replace(hour=10)
    assert vault.appointments.next_of(client.id, at_ten) == (morning, TODAY)
    noon = added(vault, client, start=time(12))
    assert vault.appointments.next_of(client.id, NOON) == (noon, TODAY)
    vault.appointments.mark(noon.id, TODAY, SessionStatus.CANCELLED, CancelledBy.CLIENT)
    vault.appointments.mark(morning.id, TODAY + WEEK, SessionStatus.CANCELLED, CancelledBy.CLIENT)
    assert vault.appointments.next_of(client.id, NOON) == (morning, TODAY + 2 * WEEK)
    vault.appointments.end(morning.id, TODAY + WEEK)
    assert vault.appointments.next_of(client.id, NOON) is None
    assert vault.appointments.next_of(client.id, datetime.max) is None


def test_a_day_is_found_fast_among_thousands(vault: OpenVault) -> None:
    clients = vault.clients.add([a_client(f"Client {n}") for n in range(40)])
    vault.appointments.add(
        [
            an_appointment(clients[n % 40], day=TODAY + timedelta(days=n - 2_500))
            for n in range(5_000)
        ]
        + [an_appointment(each, weekly=True, day=TODAY - 50 * WEEK) for each in clients]
    )
    database = vault.notes._store.database
    plan = database.rows(
        "EXPLAIN QUERY PLAN SELECT id FROM appointment WHERE weekly = 0 AND day BETWEEN ? AND ?",
        ("2026-11-22", "2026-11-22"),
    )
    assert "appointment_once" in str(plan)
    begun = stopwatch.perf_counter()
    rows = vault.appointments.day(TODAY)
    took = stopwatch.perf_counter() - begun
    print(f"appointments: a day among 5,040 in {1000 * took:.1f} ms")
    assert len(rows) == 41
    assert took < 0.1


def test_an_appointment_that_is_gone_is_noticed(path: Any, unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    gone = added(vault, client)
    vault.appointments.begin_note(gone.id, TODAY)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()
    vault = unlocked()
    database = vault.notes._store.database
    with database.transaction():
        database.change("DELETE FROM appointment")
    assert database.rows("SELECT * FROM note_session") == []
    vault.close()
    problems = verify(path, Passphrase(PASSPHRASE)).problems
    assert [(each.kind, each.id) for each in problems] == [("missing", gone.id)]


def test_a_calendar_file_finds_its_clients(vault: OpenVault) -> None:
    dana, lucy, first, second = vault.clients.add(
        [
            a_client("Dana Whitfield"),
            a_client("Lucía Fernández", preferred_name="Lucy"),
            a_client("Sam Doe"),
            a_client("Sam Roe", preferred_name="sam doe"),
        ]
    )
    titles = ["dana  WHITFIELD", "LUCY", "Sam Doe", "Dentist", "Lucía Fernández"]
    data = calendar(
        *[
            (f"SUMMARY:{title}", f"DTSTART:20261124T{10 + n}0000", "DURATION:PT50M")
            for n, title in enumerate(titles)
        ],
        ("SUMMARY:Dana", "DTSTART;VALUE=DATE:20261124"),
    )
    seq = vault.audit.mark.seq
    reading = vault.appointments.read_ics(data)
    assert [each.client for each in reading.found] == [dana.id, lucy.id, None, None, lucy.id]
    assert reading.skipped == ("An event on 2026-11-24 lasts all day.",)
    assert vault.audit.mark.seq == seq, "nothing is kept of what was only read"
    chosen = [each.appointment(each.client or second.id) for each in reading.found]
    assert vault.appointments.add(chosen) == chosen
    assert len(vault.appointments.day(date(2026, 11, 24))) == 5
    again = vault.appointments.read_ics(data)
    assert [each.summary for each in again.found] == ["Sam Doe", "Dentist"]
    assert again.skipped[-1] == "3 sessions are in the calendar already."
    assert vault.appointments.list_all(first.id) == []
    with pytest.raises(BadInput):
        vault.appointments.read_ics(b"Dana Whitfield")


@pytest.mark.parametrize(
    ("day", "start", "status"),
    [
        (TODAY, time(11, 59), SessionStatus.KEPT),
        (TODAY, time(12), SessionStatus.KEPT),
        (TODAY, time(12, 1), SessionStatus.PLANNED),
        (TODAY + timedelta(days=1), time(9), SessionStatus.PLANNED),
        (TODAY - timedelta(days=1), time(23, 30), SessionStatus.KEPT),
    ],
    ids=["after its start", "at its start", "before its start", "a day ahead", "a day ago"],
)
def test_a_session_is_kept_once_its_start_has_passed_or_its_note_is_signed(
    vault: OpenVault, client: Client, day: date, start: time, status: SessionStatus
) -> None:
    session = added(vault, client, day=day, start=start)
    note = vault.appointments.begin_note(session.id, day)
    row = only(vault.appointments.day(day))
    assert (row.status, row.note, row.note_state) == (status, note.id, NoteState.DRAFT)
    assert vault.appointments.begin_note(session.id, day) == note, "once begun, it stays so"
    assert only(vault.appointments.day(day)).status is status
    coming = vault.appointments.next_of(client.id, NOON)
    assert (coming is not None) is (status is SessionStatus.PLANNED)
    assert vault.notes.unsigned(until=TODAY)[0] == (day <= TODAY)
    heard: list[Fact] = []
    vault.notes._store.published = heard.append
    section = replace(note.sections[0], text="Slept well.")
    vault.notes.save_draft(note.changed(sections=(section,)))
    if day > TODAY:
        with pytest.raises(NotAllowed, match="still to come"):
            vault.notes.sign(note.id)
        with pytest.raises(NotAllowed, match="still to come"):
            vault.appointments.mark(session.id, day, SessionStatus.KEPT)
        return
    vault.notes.sign(note.id)
    assert only(vault.appointments.day(day)).status is SessionStatus.KEPT
    marked = [(f.subject, f.detail) for f in heard if f.action == Action.SESSION_MARKED]
    already = status is SessionStatus.KEPT
    assert marked == ([] if already else [(session.id, {"status": "kept"})])


def test_what_the_person_said_of_a_session_stays_when_its_note_is_signed(
    vault: OpenVault, client: Client
) -> None:
    session = added(vault, client, start=time(16))
    note = vault.appointments.begin_note(session.id, TODAY)
    by_client = (SessionStatus.CANCELLED, CancelledBy.CLIENT)
    vault.appointments.mark(session.id, TODAY, *by_client)
    section = replace(note.sections[0], text="She called it off.")
    vault.notes.save_draft(note.changed(sections=(section,)))
    vault.notes.sign(note.id)
    row = only(vault.appointments.day(TODAY))
    assert (row.status, row.cancelled_by) == by_client
