"""What one does with appointments: add and end them, say what became of a session, begin its note.

Nothing is ever sent: an appointment is known to this vault and to nobody else.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from vault.errors import BadInput, NotAllowed
from vault.format.ics import read_events
from vault.format.ics_series import sessions_of
from vault.model.appointment import (
    Appointment,
    CancelledBy,
    NoteState,
    SessionRow,
    SessionStatus,
    check_status,
    place_words,
)
from vault.model.audit import Action, Fact
from vault.model.client import ClientKind
from vault.model.ics import IcsReading
from vault.model.ids import AppointmentId, ClientId, NoteId, check_new, new_id
from vault.model.note import Note, new_note
from vault.model.template import FIRST_TEMPLATE
from vault.storage.appointments import Expected, FreeNote, Mark
from vault.storage.records_store import RecordsStore
from vault.translation import _, count_of

MOST_DAYS = 3_660
"""How many days one list may span: ten years."""

_JUST_PLANNED: Mark = (SessionStatus.PLANNED, None)


class Appointments:
    """The appointments of the practice and their sessions."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def add(self, appointments: Sequence[Appointment]) -> list[Appointment]:
        """Add appointments, all or none.

        Raises BadInput as `Appointment.cleaned` does, NotFound when one names no client,
        NotAllowed when there is one of that id.
        """
        cleaned = [each.cleaned() for each in appointments]
        check_new([each.id for each in cleaned], self._store.tables.appointments.has)
        for client_id in {each.client for each in cleaned}:
            self._store.tables.clients.get(client_id)
        facts = [Fact(Action.APPOINTMENT_ADDED, each.id, each.client) for each in cleaned]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.appointments.put(each)
        return cleaned

    def change(self, appointment: Appointment) -> Appointment:
        """Keep a changed appointment; unchanged, nothing is written.

        Raises NotFound, BadInput as `Appointment.cleaned` does and for another client, and
        NotAllowed when a session that was kept or missed, or has a note, would be lost.
        """
        kept = self._store.tables.appointments.get(appointment.id)
        cleaned = appointment.cleaned()
        if cleaned.client != kept.client:
            raise BadInput(_("An appointment stays with its client."))
        if cleaned == kept:
            return kept
        if not all(map(cleaned.falls_on, self._days_with_a_past(kept.id))):
            raise NotAllowed(
                _("A session that took place, was missed or has a note would be lost."),
                hint=_("End this appointment after it, and add a new one."),
            )
        fact = Fact(Action.APPOINTMENT_CHANGED, cleaned.id, cleaned.client)
        with self._store.write(fact) as tables:
            tables.appointments.put(cleaned)
        return cleaned

    def end(self, appointment_id: AppointmentId, last_day: date) -> Appointment:
        """Let a weekly appointment have its last session on or before a day; return it.

        Raises NotFound, BadInput for one that is not weekly and for a day before its first,
        and NotAllowed as `change` does.
        """
        kept = self._store.tables.appointments.get(appointment_id)
        return self.change(replace(kept, last_day=last_day))

    def mark(
        self,
        appointment_id: AppointmentId,
        day: date,
        status: SessionStatus,
        cancelled_by: CancelledBy | None = None,
    ) -> None:
        """Say what became of a session; as it was, nothing is written.

        Raises NotFound, BadInput when there is no such session on that day, when a cancelled one
        does not say by whom, or another one does, and NotAllowed for one that was kept or missed
        on a day that is to come.
        """
        check_status(status, cancelled_by)
        appointment = self._with_session(appointment_id, day)
        took_place = status in (SessionStatus.KEPT, SessionStatus.MISSED)
        if took_place and day > self._store.clock.now().date():
            raise NotAllowed(_("This session is still to come."))
        marks = self._store.tables.appointments.marks_of(appointment_id)
        mark = (status, cancelled_by)
        if marks.get((appointment_id, day), _JUST_PLANNED) == mark:
            return
        with self._store.write(_marked(appointment, mark)) as tables:
            tables.appointments.put_mark((appointment_id, day), mark)

    def begin_note(self, appointment_id: AppointmentId, day: date) -> Note:
        """Return the note of a session, begun if there is none yet; the view is logged.

        A note of that client, day and start that belongs to no session becomes this one's. A new
        one has the session's date and times, where it took place and, but in a group, who came; and
        the template the client's newest note has. A session that was still planned was kept, once
        its start has come; before that it stays planned until its note is signed. Raises NotFound,
        and BadInput when there is no such session on that day.
        """
        self._with_session(appointment_id, day)
        row = next(row for row in self.day(day) if row.appointment == appointment_id)
        tables = self._store.tables
        if row.note is None:
            note = self._new_note(row)
            facts = [Fact(Action.NOTE_BEGUN, note.id, note.client)]
        else:
            note = tables.notes.get(row.note)
            facts = []
            self._store.viewed(Action.CLIENT_VIEWED, [row.client])
        session = (appointment_id, day)
        if session in tables.appointments.links(day, day):
            return note
        mark = (row.status, row.cancelled_by)
        if row.status is SessionStatus.PLANNED and row.has_begun(self._store.clock.now()):
            mark = (SessionStatus.KEPT, None)
        facts.append(_marked(row, mark))
        with self._store.write(*facts) as tables:
            if row.note is None:
                tables.notes.put(note)
            tables.appointments.link(session, note.id)
            tables.appointments.put_mark(session, mark)
        return note

    def get(self, appointment_id: AppointmentId) -> Appointment:
        """Return one appointment. Raises NotFound."""
        return self._store.tables.appointments.get(appointment_id)

    def list_all(self, client_id: ClientId | None = None) -> list[Appointment]:
        """Return the appointments of one client, or of all, by first day and start.

        Raises NotFound when there is no such client.
        """
        if client_id is not None:
            self._store.tables.clients.get(client_id)
        return self._store.tables.appointments.list_all(client_id)

    def day(self, day: date) -> list[SessionRow]:
        """Return the sessions of a day by their start."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> list[SessionRow]:
        """Return the sessions from `first` to `last`, both included, by day and start.

        Raises BadInput for a span of more than ten years.
        """
        if (last - first).days >= MOST_DAYS:
            raise BadInput(_("At most ten years of sessions can be listed at once."))
        tables = self._store.tables.appointments
        sessions = [
            (day, expected)
            for expected in tables.between(first, last)
            for day in expected.appointment.days(first, last)
        ]
        if not sessions:
            return []
        sessions.sort(key=lambda each: (each[0], each[1].appointment.start, each[1].appointment.id))
        marks, links = tables.marks(first, last), tables.links(first, last)
        clients = {expected.appointment.client for _day, expected in sessions}
        found = _matched(
            [each for each in sessions if (each[1].appointment.id, each[0]) not in links],
            tables.free_notes(clients, first, last),
        )
        notes = found | links
        return [
            _row(
                expected,
                day,
                marks.get((expected.appointment.id, day), _JUST_PLANNED),
                notes.get((expected.appointment.id, day)),
            )
            for day, expected in sessions
        ]

    def read_ics(self, data: bytes) -> IcsReading:
        """Return the coming sessions in a calendar file; nothing is kept, and nothing is sent.

        An event is of the client whose name or preferred name it has, when there is one such
        client. What the calendar of the vault has already is left out. Raises BadInput for what is
        no calendar file, or a larger one than any practice has.
        """
        events, unread = read_events(data)
        reading = sessions_of(events, unread, self._store.clock.now())
        called: dict[str, set[ClientId]] = defaultdict(set)
        for client in self._store.tables.clients.list_all():
            for name in filter(None, (_plain(client.name), _plain(client.preferred_name))):
                called[name].add(client.id)
        known: dict[tuple[ClientId, time], list[Appointment]] = defaultdict(list)
        for kept in self._store.tables.appointments.list_all(None):
            known[kept.client, kept.start].append(kept)
        found, doubles = [], 0
        for event in reading.found:
            clients = called.get(_plain(event.summary), set())
            if len(clients) == 1:
                event = replace(event, client=next(iter(clients)))
            there = known.get((event.client, event.start), []) if event.client else []
            if any(each.falls_on(event.day) for each in there):
                doubles += 1
            else:
                found.append(event)
        skipped = reading.skipped
        if doubles:
            skipped += (
                count_of(
                    "{n} session is in the calendar already.",
                    "{n} sessions are in the calendar already.",
                    doubles,
                ),
            )
        return IcsReading(tuple(found), skipped)

    def next_of(self, client_id: ClientId, moment: datetime) -> tuple[Appointment, date] | None:
        """Return a client's next planned session that starts at or after a moment, or None.

        `moment` is taken as the clock on the wall shows it. Raises NotFound when there is no such
        client.
        """
        now = moment.replace(tzinfo=None)
        found: list[tuple[datetime, Appointment, date]] = []
        for appointment in self.list_all(client_id):
            marks = self._store.tables.appointments.marks_of(appointment.id)
            for day in appointment.days_from(now.date()):
                start = datetime.combine(day, appointment.start)
                if start >= now and (appointment.id, day) not in marks:
                    found.append((start, appointment, day))
                    break
        if not found:
            return None
        _start, appointment, day = min(found, key=lambda each: (each[0], each[1].id))
        return appointment, day

    def _with_session(self, appointment_id: AppointmentId, day: date) -> Appointment:
        appointment = self._store.tables.appointments.get(appointment_id)
        if not appointment.falls_on(day):
            raise BadInput(_("This appointment has no session on that day."))
        return appointment

    def _days_with_a_past(self, appointment_id: AppointmentId) -> set[date]:
        tables = self._store.tables.appointments
        past = {SessionStatus.KEPT, SessionStatus.MISSED}
        marked = {
            day for (_id, day), mark in tables.marks_of(appointment_id).items() if mark[0] in past
        }
        return marked | tables.linked_days(appointment_id)

    def _new_note(self, row: SessionRow) -> Note:
        template = self._store.tables.note_lists.last_template(row.client) or FIRST_TEMPLATE
        own = self._store.tables.own_templates.find(template)
        told = {"place": place_words(row.place)}
        if row.kind is not ClientKind.GROUP:
            told["participants"] = row.participants
        return new_note(
            note_id=NoteId(new_id()),
            client=row.client,
            template=template,
            service_date=row.day,
            start=row.start,
            stop=row.stop,
            sections=dict.fromkeys(own.names if own is not None else (), "") | told,
            begun_at=self._store.clock.now(),
        )


def _plain(name: str) -> str:
    """Return a name as it is compared: without regard to case, spacing and composed letters."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _marked(session: Appointment | SessionRow, mark: Mark) -> Fact:
    status, by = mark
    subject = session.id if isinstance(session, Appointment) else session.appointment
    detail = {"status": str(status)} | ({"cancelled_by": str(by)} if by else {})
    return Fact(Action.SESSION_MARKED, subject, session.client, detail)


def _matched(
    sessions: list[tuple[date, Expected]], notes: list[FreeNote]
) -> dict[tuple[AppointmentId, date], tuple[NoteId, NoteState]]:
    """Return which free note is about which session: each note is about one at most.

    Those of the same start are taken first, then those that name no start.
    """
    found: dict[tuple[AppointmentId, date], tuple[NoteId, NoteState]] = {}
    left: dict[tuple[ClientId, date, time | None], list[FreeNote]] = defaultdict(list)
    for free in reversed(notes):
        left[free.client, free.day, free.start].append(free)
    for by_start in (True, False):
        for day, expected in sessions:
            appointment = expected.appointment
            if (appointment.id, day) in found:
                continue
            start = appointment.start if by_start else None
            fitting = left.get((appointment.client, day, start))
            if fitting:
                note = fitting.pop()
                found[appointment.id, day] = (note.id, note.state)
    return found


def _row(
    expected: Expected, day: date, mark: Mark, note: tuple[NoteId, NoteState] | None
) -> SessionRow:
    appointment = expected.appointment
    return SessionRow(
        appointment=appointment.id,
        day=day,
        start=appointment.start,
        stop=appointment.stop,
        minutes=appointment.minutes,
        place=appointment.place,
        weekly=appointment.weekly,
        client=appointment.client,
        client_name=expected.client_name,
        kind=expected.kind,
        participants=appointment.participants,
        status=mark[0],
        cancelled_by=mark[1],
        note=note[0] if note else None,
        note_state=note[1] if note else NoteState.NONE,
    )
