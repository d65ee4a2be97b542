"""appointment add, change, end, list, mark and begin-note. Nothing is ever sent."""

import argparse
from collections import Counter
from datetime import date
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import answer_ids, printed_schema, read_input, read_single
from vault.cli.shapes import AppointmentShape
from vault.errors import BadInput, NotFound
from vault.lifecycle.this_computer import surroundings
from vault.model.appointment import (
    Appointment,
    CancelledBy,
    SessionRow,
    SessionStatus,
    place_words,
)
from vault.model.dates import parse_date
from vault.model.ids import AppointmentId, ClientId, new_id
from vault.model.note import time_text
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_DAYS_LISTED = 7
_FILE_LIMIT = 5_000_000


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the appointment, or the array of them, on standard input; or those of an .ics file."""
    if printed_schema(AppointmentShape, options, output):
        return
    with open_vault(options, output) as vault:
        if options.ics is not None:
            added, as_list = _read_file(vault, options, output), True
        else:
            entered, as_list = read_input(AppointmentShape)
            added = [each.noun(AppointmentId(new_id())) for each in entered]
        vault.appointments.add(added)
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace an appointment by the object on standard input; its client stays."""
    with open_vault(options, output) as vault:
        before = vault.appointments.get(AppointmentId(options.id))
        changed = vault.appointments.change(read_single(AppointmentShape).noun(before.id))
    output.answer(_appointment_json(changed), changed.id)


def end(options: argparse.Namespace, output: Output) -> None:
    """Let a weekly appointment have its last session on or before a day."""
    last_day = parse_date(options.day)
    with open_vault(options, output) as vault:
        ended = vault.appointments.end(AppointmentId(options.id), last_day)
    output.answer(_appointment_json(ended), ended.id)


def list_rows(options: argparse.Namespace, output: Output) -> None:
    """List the sessions of some days by day and start: of today and six days more if none is said.

    Raises BadInput for days that are none or in the wrong order.
    """
    first = parse_date(options.first) if options.first else surroundings().clock.now().date()
    if options.last:
        last = parse_date(options.last)
    else:
        last = date.fromordinal(min(first.toordinal() + _DAYS_LISTED - 1, date.max.toordinal()))
    if last < first:
        raise BadInput(_("The last day is before the first one."))
    with open_vault(options, output) as vault:
        rows = vault.appointments.between(first, last)
        if options.client:
            of_client = {each.id for each in vault.appointments.list_all(ClientId(options.client))}
            rows = [row for row in rows if row.appointment in of_client]
    lines = [_described(row) for row in rows]
    empty = _("There are no sessions on these days.")
    output.answer([_session_json(row) for row in rows], "\n".join(lines) or empty)


def mark(options: argparse.Namespace, output: Output) -> None:
    """Say what became of a session."""
    day = parse_date(options.day)
    by = CancelledBy(options.by) if options.by else None
    status = SessionStatus(options.status)
    with open_vault(options, output) as vault:
        vault.appointments.mark(AppointmentId(options.id), day, status, by)
        rows = vault.appointments.day(day)
    row = next(row for row in rows if row.appointment == options.id)
    output.answer(_session_json(row), _described(row))


def begin_note(options: argparse.Namespace, output: Output) -> None:
    """Print the id of a session's note, begun if there is none yet."""
    day = parse_date(options.day)
    with open_vault(options, output) as vault:
        note = vault.appointments.begin_note(AppointmentId(options.id), day)
    output.answer({"id": note.id}, note.id)


def _read_file(vault: OpenVault, options: argparse.Namespace, output: Output) -> list[Appointment]:
    """Return the appointments of a calendar file whose clients are known; say what is left out.

    What an event is called is never said: it may be a name.
    """
    from vault.storage.files import read_file

    data = read_file(options.ics, _FILE_LIMIT)
    if data is None:
        raise NotFound(_("There is no such calendar file."), hint=_("Check the name."))
    reading = vault.appointments.read_ics(data)
    for sentence in reading.skipped:
        output.say(sentence)
    unknown = Counter(event.day for event in reading.found if event.client is None)
    for day, number in sorted(unknown.items()):
        counted = count_of(
            "{n} event was not added: its title is no client's name.",
            "{n} events were not added: their titles are no client's name.",
            number,
        )
        output.say(f"{day.isoformat()}: {counted}")
    return [event.appointment(event.client) for event in reading.found if event.client is not None]


def _described(row: SessionRow) -> str:
    times = f"{time_text(row.start)}-{time_text(row.stop)}"
    by = f" ({row.cancelled_by})" if row.cancelled_by else ""
    note = {"none": _("not begun"), "draft": _("draft"), "signed": _("signed")}[row.note_state]
    who = row.client_name + (f" ({row.participants})" if row.participants else "")
    return (
        f"{row.appointment}  {row.day}  {times}  {place_words(row.place)}  "
        f"{row.status}{by}  {note}  {who}"
    )


def _session_json(row: SessionRow) -> dict[str, Any]:
    return {
        "id": row.appointment,
        "client": row.client,
        "day": row.day.isoformat(),
        "start": time_text(row.start),
        "stop": time_text(row.stop),
        "minutes": row.minutes,
        "place": row.place,
        "weekly": row.weekly,
        "participants": row.participants,
        "status": row.status,
        "cancelled_by": row.cancelled_by,
        "note": row.note,
        "note_state": row.note_state,
    }


def _appointment_json(appointment: Appointment) -> dict[str, Any]:
    last_day = appointment.last_day
    return {
        "id": appointment.id,
        "client": appointment.client,
        "day": appointment.day.isoformat(),
        "start": time_text(appointment.start),
        "minutes": appointment.minutes,
        "place": appointment.place,
        "weekly": appointment.weekly,
        "participants": appointment.participants,
        "last_day": last_day.isoformat() if last_day else None,
    }
