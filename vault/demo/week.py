"""The week of the made-up practice: whom it expects around today, and what was written today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from vault.demo.invented import Invented
from vault.demo.people import (
    ANNA_AND_TOM,
    DANA,
    DANAS_LETTER,
    LUCIA,
    MARCUS,
    MARCUS_MODALITY,
    MARCUS_RIDES,
    MARCUS_STAYS,
    DemoClient,
)
from vault.model.appointment import Appointment, CancelledBy, Place, SessionStatus
from vault.model.goal import WORKED_ON
from vault.model.ids import AppointmentId, ClientId, new_id
from vault.model.note import Section
from vault.open_vault import OpenVault


@dataclass(frozen=True)
class DemoSession:
    """When a client is expected, by days from today, and what was written today about it.

    One that is expected later comes once, and never on a weekend.
    `missed` are the days of sessions that nobody came to, `called_off` those that the client did.
    """

    client: DemoClient
    in_days: int
    start: time
    minutes: int = 50
    place: Place = Place.OFFICE
    weekly: bool = False
    participants: str = field(default="", repr=False)
    missed: tuple[int, ...] = ()
    called_off: tuple[int, ...] = ()
    template: str = "dap"
    sections: Mapping[str, str] = field(default_factory=dict, repr=False)
    particulars: Mapping[str, str] = field(default_factory=dict, repr=False)
    signed: bool = False

    def is_written(self, now: datetime) -> bool:
        """Tell whether its note of the day is begun by a moment: not before the hour is over."""
        stop = datetime.combine(now.date(), self.start, now.tzinfo)
        return bool(self.sections) and stop + timedelta(minutes=self.minutes) <= now


WEEK: tuple[DemoSession, ...] = (
    DemoSession(
        MARCUS,
        -7,
        time(9),
        weekly=True,
        missed=(-7,),
        template="birp",
        sections={
            "behavior": (
                "Apologized for last week: he had set his alarm and slept through it. Since then "
                "took the train at rush hour, three stations, with his jacket buttoned."
            ),
            "intervention": (
                "Went through the ride from the platform to the street. Wrote down what he told "
                "himself at the second station, and what happened instead."
            ),
            "response": (
                "Fear rose to 6 and was at 3 when the doors opened. Laughed about the jacket. Says "
                "that no attack in three weeks feels like luck; could name two things he did."
            ),
            "plan": "Same ride twice, jacket open. Bring the sheet.",
        },
        particulars={
            "service": "Individual therapy",
            "modality": MARCUS_MODALITY,
            WORKED_ON: f"{MARCUS_RIDES}\n{MARCUS_STAYS}",
        },
        signed=True,
    ),
    DemoSession(
        DANA,
        0,
        time(10),
        weekly=True,
        called_off=(7,),
        sections={
            "data": (
                "Came straight from work, full days again. Read the letter to the end, the "
                "part about the hospital too. Then sat quietly and said that it was"
            ),
        },
        particulars={"service": "Individual therapy", WORKED_ON: DANAS_LETTER},
    ),
    DemoSession(
        LUCIA,
        0,
        time(15, 30),
        minutes=45,
        weekly=True,
        participants="her mother for the last ten minutes",
    ),
    DemoSession(ANNA_AND_TOM, 0, time(18), minutes=75, weekly=True),
    DemoSession(MARCUS, 1, time(16), minutes=30, place=Place.TELEHEALTH),
    DemoSession(DANA, 2, time(12, 15), minutes=20, place=Place.PHONE),
    DemoSession(LUCIA, 3, time(17), participants="with both parents", place=Place.HOME),
)


NOTES_OF_TODAY = sum(bool(session.sections) for session in WEEK)
"""How many notes of the day itself there are in the evening."""


def notes_by(now: datetime) -> int:
    """Return how many notes of the day itself there are by a moment of it."""
    return sum(session.is_written(now) for session in WEEK)


def plan_week(vault: OpenVault, clients: Mapping[str, ClientId], now: datetime) -> None:
    """Add the appointments around a day, and write the notes that are begun or signed by now.

    `clients` gives the id of each invented client by name.
    """
    today = now.date()
    for session in WEEK:
        appointment = Appointment(
            id=AppointmentId(new_id()),
            client=clients[session.client.name],
            day=_day_of(session, today),
            start=session.start,
            minutes=session.minutes,
            place=session.place,
            weekly=session.weekly,
            participants=session.participants,
        )
        vault.appointments.add([appointment])
        for days in session.missed:
            day = today + timedelta(days=days)
            vault.appointments.mark(appointment.id, day, SessionStatus.MISSED)
        for days in session.called_off:
            day = today + timedelta(days=days)
            by = CancelledBy.CLIENT
            vault.appointments.mark(appointment.id, day, SessionStatus.CANCELLED, by)
        if session.is_written(now):
            _write_up(vault, appointment, session, today)


def plan_hours(
    vault: OpenVault, going_on: Iterable[tuple[ClientId, Invented]], today: date
) -> None:
    """Add the hours that go on, from tomorrow on: each hour of the week to the first who has it.

    Who comes every second week is expected once.
    """
    taken = [(_day_of(each, today).weekday(), each.start, each.minutes) for each in WEEK]
    planned = []
    for client, person in going_on:
        hours = person.hours
        ahead = (hours.weekday - today.weekday() - 1) % 7 + 1
        wanted = hours.weekday, hours.start, hours.minutes
        if any(_meet(wanted, each) for each in taken):
            continue
        taken.append(wanted)
        planned.append(
            Appointment(
                id=AppointmentId(new_id()),
                client=client,
                day=today + timedelta(days=ahead),
                start=hours.start,
                minutes=hours.minutes,
                place=Place.OFFICE,
                weekly=hours.every == 1,
            )
        )
    vault.appointments.add(planned)


_Hour = tuple[int, time, int]


def _meet(one: _Hour, other: _Hour) -> bool:
    (day, start, minutes), (other_day, other_start, other_minutes) = one, other
    begins, other_begins = (each.hour * 60 + each.minute for each in (start, other_start))
    overlap = begins < other_begins + other_minutes and other_begins < begins + minutes
    return day == other_day and overlap


def _day_of(session: DemoSession, today: date) -> date:
    day = today + timedelta(days=session.in_days)
    if session.in_days > 0:
        day += timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
    return day


def _write_up(
    vault: OpenVault, appointment: Appointment, session: DemoSession, today: date
) -> None:
    note = vault.appointments.begin_note(appointment.id, today)
    told = {each.name: each.text for each in note.particulars}
    sections = tuple(
        Section(name, text)
        for name, text in {**session.sections, **told, **session.particulars}.items()
    )
    vault.notes.save_draft(note.changed(template=session.template, sections=sections))
    vault.notes.settle(note.id)
    if session.signed:
        vault.notes.sign(note.id)
