"""The tables of appointments, of what became of their sessions, and of the notes about them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from vault.errors import NotFound
from vault.model.appointment import Appointment, CancelledBy, NoteState, Place, SessionStatus
from vault.model.client import ClientKind
from vault.model.ids import AppointmentId, ClientId, NoteId, is_id
from vault.storage.database import Database, Row
from vault.storage.in_error import in_error
from vault.storage.template_lists import sessions
from vault.translation import _

_COLUMNS = "id, client, day, start, minutes, place, weekly, participants, last_day"

Session = tuple[AppointmentId, date]
"""One session: the appointment and the day."""

Mark = tuple[SessionStatus, CancelledBy | None]
"""What became of a session."""


@dataclass(frozen=True)
class Expected:
    """An appointment and whom it is with, as a list shows them."""

    appointment: Appointment
    client_name: str = field(repr=False)
    kind: ClientKind


@dataclass(frozen=True)
class FreeNote:
    """A note that is linked to no session."""

    id: NoteId
    client: ClientId
    day: date
    start: time | None
    state: NoteState


class AppointmentTable:
    """Appointments, the marks of their sessions, and the links of sessions to notes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, appointment_id: AppointmentId) -> Appointment:
        """Return one appointment. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM appointment WHERE id = ?",
            (appointment_id if is_id(appointment_id) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such appointment."))
        return _appointment(row)

    def has(self, appointment_id: AppointmentId) -> bool:
        """Tell whether there is an appointment of this id."""
        sql = "SELECT 1 FROM appointment WHERE id = ?"
        return self._database.row(sql, (appointment_id,)) is not None

    def list_all(self, client_id: ClientId | None) -> list[Appointment]:
        """Return the appointments of one client, or of all, by first day and start."""
        where, values = ("WHERE client = ?", (client_id,)) if client_id else ("", ())
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM appointment {where} ORDER BY day, start, id", values
        )
        return [_appointment(row) for row in rows]

    def kept_days(self, client_id: ClientId) -> list[date]:
        """Return the days on which a client kept a session, the first one first."""
        return sorted({day for _appointment, day in self.kept(client_id)})

    def kept(self, client_id: ClientId) -> list[Session]:
        """Return the sessions that a client kept, the first one first."""
        rows = self._database.rows(
            "SELECT s.appointment, s.day FROM appointment_session AS s "
            "JOIN appointment AS a ON a.id = s.appointment "
            "WHERE a.client = ? AND s.status = ? ORDER BY s.day, a.start, a.id",
            (client_id, SessionStatus.KEPT),
        )
        return [(AppointmentId(row[0]), date.fromisoformat(row[1])) for row in rows]

    def noted(self, client_id: ClientId) -> list[Session]:
        """Return the sessions of a client whose linked note is signed."""
        rows = self._database.rows(
            "SELECT s.appointment, s.day FROM note_session AS s JOIN note AS n ON n.id = s.note "
            "WHERE n.client = ? AND n.signed_at IS NOT NULL",
            (client_id,),
        )
        return [(AppointmentId(row[0]), date.fromisoformat(row[1])) for row in rows]

    def put(self, appointment: Appointment) -> None:
        """Add an appointment, or keep a changed one; it stays with its client."""
        last_day = appointment.last_day
        self._database.change(
            f"INSERT INTO appointment ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET day = excluded.day, start = excluded.start, "
            "minutes = excluded.minutes, place = excluded.place, weekly = excluded.weekly, "
            "participants = excluded.participants, last_day = excluded.last_day",
            (
                appointment.id,
                appointment.client,
                appointment.day.isoformat(),
                appointment.start.strftime("%H:%M"),
                appointment.minutes,
                appointment.place,
                int(appointment.weekly),
                appointment.participants,
                last_day.isoformat() if last_day else None,
            ),
        )

    def between(self, first: date, last: date) -> list[Expected]:
        """Return the appointments that can have a session from `first` to `last`.

        Of a weekly one it is known only that it had begun and not ended.
        """
        columns = ", ".join(f"a.{name}" for name in _COLUMNS.split(", "))
        columns += ", c.name, c.kind"
        rows = self._database.rows(
            f"SELECT {columns} FROM appointment AS a JOIN client AS c ON c.id = a.client "
            "WHERE a.weekly = 0 AND a.day BETWEEN ? AND ? UNION ALL "
            f"SELECT {columns} FROM appointment AS a JOIN client AS c ON c.id = a.client "
            "WHERE a.weekly = 1 AND coalesce(a.last_day, '9999-12-31') >= ? AND a.day <= ?",
            (first.isoformat(), last.isoformat(), first.isoformat(), last.isoformat()),
        )
        return [
            Expected(_appointment(row[:-2]), client_name=row[-2], kind=ClientKind(row[-1]))
            for row in rows
        ]

    def marks(self, first: date, last: date) -> dict[Session, Mark]:
        """Return what became of the sessions from `first` to `last` that are not just planned."""
        rows = self._database.rows(
            "SELECT appointment, day, status, cancelled_by FROM appointment_session "
            "WHERE day BETWEEN ? AND ?",
            (first.isoformat(), last.isoformat()),
        )
        return dict(map(_mark, rows))

    def marks_of(self, appointment_id: AppointmentId) -> dict[Session, Mark]:
        """Return what became of the sessions of one appointment that are not just planned."""
        rows = self._database.rows(
            "SELECT appointment, day, status, cancelled_by FROM appointment_session "
            "WHERE appointment = ?",
            (appointment_id,),
        )
        return dict(map(_mark, rows))

    def put_mark(self, session: Session, mark: Mark) -> None:
        """Keep what became of a session; that it is planned is what no row says."""
        appointment_id, day = session
        self._database.change(
            "DELETE FROM appointment_session WHERE appointment = ? AND day = ?",
            (appointment_id, day.isoformat()),
        )
        if mark[0] is not SessionStatus.PLANNED:
            self._database.change(
                "INSERT INTO appointment_session (appointment, day, status, cancelled_by) "
                "VALUES (?, ?, ?, ?)",
                (appointment_id, day.isoformat(), *mark),
            )

    def links(self, first: date, last: date) -> dict[Session, tuple[NoteId, NoteState]]:
        """Return the notes that are linked to sessions from `first` to `last`."""
        rows = self._database.rows(
            "SELECT s.appointment, s.day, s.note, n.signed_at FROM note_session AS s "
            "JOIN note AS n ON n.id = s.note WHERE s.day BETWEEN ? AND ?",
            (first.isoformat(), last.isoformat()),
        )
        return {
            (appointment_id, date.fromisoformat(day)): (note, _state(signed_at))
            for appointment_id, day, note, signed_at in rows
        }

    def linked_days(self, appointment_id: AppointmentId) -> set[date]:
        """Return the days of an appointment's sessions that have a note linked."""
        sql = "SELECT day FROM note_session WHERE appointment = ?"
        rows = self._database.rows(sql, (appointment_id,))
        return {date.fromisoformat(row[0]) for row in rows}

    def session_of(self, note_id: NoteId) -> Session | None:
        """Return the session that a note is linked to, or None."""
        row = self._database.row(
            "SELECT appointment, day FROM note_session WHERE note = ?", (note_id,)
        )
        return (AppointmentId(row[0]), date.fromisoformat(row[1])) if row else None

    def link(self, session: Session, note_id: NoteId) -> None:
        """Let a note be the one about a session."""
        appointment_id, day = session
        self._database.change(
            "INSERT INTO note_session (note, appointment, day) VALUES (?, ?, ?)",
            (note_id, appointment_id, day.isoformat()),
        )

    def unlink(self, note_id: NoteId) -> None:
        """Let a note be about no session."""
        self._database.change("DELETE FROM note_session WHERE note = ?", (note_id,))

    def free_notes(self, clients: Iterable[ClientId], first: date, last: date) -> list[FreeNote]:
        """Return these clients' notes of some days that are linked to no session, in order.

        Only of kinds that tell of one, and none that is marked in error.
        """
        rows = self._database.rows(
            "SELECT n.id, n.client, n.service_date, n.start, n.signed_at FROM note AS n "
            "WHERE n.client IN (SELECT value FROM json_each(?)) "
            f"AND n.service_date BETWEEN ? AND ? AND {sessions('n.template')} "
            "AND NOT EXISTS (SELECT 1 FROM note_session AS s WHERE s.note = n.id) "
            f"AND NOT {in_error('n.id')} "
            "ORDER BY n.service_date, n.start, n.begun_at, n.id",
            (json.dumps(sorted(set(clients))), first.isoformat(), last.isoformat()),
        )
        return [
            FreeNote(
                note,
                client,
                date.fromisoformat(day),
                time.fromisoformat(start) if start else None,
                _state(signed_at),
            )
            for note, client, day, start, signed_at in rows
        ]


def _state(signed_at: str | None) -> NoteState:
    return NoteState.SIGNED if signed_at else NoteState.DRAFT


def _mark(row: Row) -> tuple[Session, Mark]:
    appointment_id, day, status, by = row
    mark = SessionStatus(status), CancelledBy(by) if by else None
    return (appointment_id, date.fromisoformat(day)), mark


def _appointment(row: Row) -> Appointment:
    appointment_id, client, day, start, minutes, place, weekly, participants, last_day = row
    return Appointment(
        id=appointment_id,
        client=client,
        day=date.fromisoformat(day),
        start=time.fromisoformat(start),
        minutes=minutes,
        place=Place(place),
        weekly=bool(weekly),
        participants=participants,
        last_day=date.fromisoformat(last_day) if last_day else None,
    )
