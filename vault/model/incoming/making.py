"""Makes of a chart what a record has: client, care, notes, sessions and documents, each checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from vault.errors import BadInput
from vault.model.appointment import Appointment, SessionStatus
from vault.model.appointment import Place as Where
from vault.model.client import Client, ClientStatus
from vault.model.episode import Ending, EndReason, Episode
from vault.model.hold import Hold, HoldReason
from vault.model.ids import AppointmentId, ClientId, EpisodeId, HoldId, NoteId, new_id
from vault.model.incoming.chart import Chart
from vault.model.incoming.item import NoteIn
from vault.model.incoming.table import Problem
from vault.model.note import Note, new_note
from vault.model.template import IMPORTED
from vault.translation import _


@dataclass(frozen=True)
class Made:
    """What one chart becomes. `client` is None where it goes into a record that is there."""

    chart: Chart
    whose: ClientId
    client: Client | None
    episode: Episode | None = None
    hold: Hold | None = None
    notes: tuple[Note, ...] = ()
    sessions: tuple[tuple[Appointment, SessionStatus], ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def made_of(chart: Chart, digests: Mapping[str, str], now: datetime) -> Made:
    """Return what a chart becomes; what of it cannot be is named with its place.

    `digests` are the SHA-256 of the files of the source. Raises BadInput for a client who cannot
    be.
    """
    problems: list[Problem] = []
    client = _client(chart, now) if chart.known is None else None
    whose = chart.known if client is None else client.id
    if whose is None:
        raise BadInput(_("Nobody is named."))
    notes = []
    for each in chart.notes:
        try:
            notes.append(_note(each, whose, digests, now))
        except BadInput as error:
            problems.append(Problem(each.place, error.sentence))
    return Made(
        chart,
        whose,
        client,
        _episode(chart, whose, now.date()) if client is not None else None,
        _hold(chart, whose, now.date()),
        tuple(notes),
        tuple(_sessions(chart, whose, now.date())),
        tuple(problems),
    )


def _client(chart: Chart, now: datetime) -> Client:
    person = chart.person
    return Client(
        id=ClientId(new_id()),
        name=person.who.name,
        preferred_name=person.preferred,
        birth_date=person.who.birth,
        kind=person.kind,
        status=ClientStatus.CLOSED if person.closed else ClientStatus.ACTIVE,
        contacts=person.contacts,
        added_at=now,
    ).cleaned()


def _episode(chart: Chart, whose: ClientId, today: date) -> Episode | None:
    """Return the care of a chart whose first service is told; ended where the file was closed."""
    first, last = chart.first, chart.last
    if first is None or first > today:
        return None
    ending = None
    if chart.person.closed:
        if last is None or not first <= last <= today:
            return None
        words = _("Closed before it was brought in.")
        ending = Ending(last, last, EndReason.OTHER, words)
    return Episode(EpisodeId(new_id()), whose, first, None, ending)


def _hold(chart: Chart, whose: ClientId, today: date) -> Hold | None:
    if not chart.hold:
        return None
    words = _("Held when it was brought in.")
    return Hold(HoldId(new_id()), whose, HoldReason.OTHER, today, words)


def _note(each: NoteIn, whose: ClientId, digests: Mapping[str, str], now: datetime) -> Note:
    if each.day > now.date():
        raise BadInput(_("This note is of a day that is to come."))
    words = "\n\n".join(f"{heading}\n{text}" if heading else text for heading, text in each.parts)
    return new_note(
        note_id=NoteId(new_id()),
        client=whose,
        template=IMPORTED,
        service_date=each.day,
        start=each.start,
        stop=each.stop,
        sections={"note": words, "origin": origin_words(each, digests)},
        begun_at=now,
    )


def origin_words(each: NoteIn, digests: Mapping[str, str]) -> str:
    """Return where a note came from: the file, its SHA-256 and the row, and what is said there."""
    file = each.place.file
    sha256 = digests.get(file) or digests.get(file.rpartition(": ")[0], "")
    lines = [_("From {file}, row {row}").format(file=file, row=each.place.row)]
    lines += [_("SHA-256 of the file: {sha256}").format(sha256=sha256)] if sha256 else []
    for said, words in (
        (each.title, _("Kind there: {said}")),
        (each.author, _("Written by: {said}")),
        (each.signed, _("Signed there: {said}")),
    ):
        lines += [words.format(said=said)] if said else []
    return "\n".join(lines)


def _sessions(
    chart: Chart, whose: ClientId, today: date
) -> Sequence[tuple[Appointment, SessionStatus]]:
    noted = {(each.day, each.start) for each in chart.notes}
    found = []
    for each in chart.sessions:
        status = SessionStatus.PLANNED
        if each.day <= today:
            status = SessionStatus.MISSED if each.kept is False else SessionStatus.KEPT
            if each.kept is None and (each.day, each.start) not in noted:
                status = SessionStatus.PLANNED
        start = time(each.start.hour, each.start.minute)
        appointment = Appointment(
            AppointmentId(new_id()),
            whose,
            each.day,
            start,
            each.minutes,
            Where.OFFICE,
            weekly=False,
        )
        found.append((appointment, status))
    return found
