"""An appointment: when a client comes, once or every week, and what became of each session."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from vault.errors import BadInput
from vault.model.client import ClientKind
from vault.model.ids import AppointmentId, ClientId, NoteId
from vault.model.text import clean_line
from vault.translation import _

MOST_MINUTES = 720
LOOKS_BACK = timedelta(days=30)
"""How long a session that has no note is a task."""
_WEEK = 7


class Place(StrEnum):
    """Where a session takes place."""

    OFFICE = "office"
    TELEHEALTH = "telehealth"
    PHONE = "phone"
    HOME = "home"
    OTHER = "other"


def place_words(place: Place) -> str:
    """Return a place as a reader sees it."""
    return {
        Place.OFFICE: _("Office"),
        Place.TELEHEALTH: _("Telehealth"),
        Place.PHONE: _("Phone"),
        Place.HOME: _("Home visit"),
        Place.OTHER: _("Elsewhere"),
    }[place]


class SessionStatus(StrEnum):
    """What became of one session."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


class CancelledBy(StrEnum):
    """Who called a session off."""

    CLIENT = "client"
    LICENSEE = "licensee"


class NoteState(StrEnum):
    """How far the note of a session is."""

    NONE = "none"
    DRAFT = "draft"
    SIGNED = "signed"


CALLED_OFF = frozenset({SessionStatus.MISSED, SessionStatus.CANCELLED})
"""What became of sessions that did not take place."""


def status_words(status: SessionStatus, by: CancelledBy | None) -> str:
    """Return what became of a session as a reader sees it."""
    if status is SessionStatus.CANCELLED:
        mine = by is CancelledBy.LICENSEE
        return _("Canceled by you") if mine else _("Canceled by the client")
    return {
        SessionStatus.PLANNED: _("Planned"),
        SessionStatus.KEPT: _("Kept"),
        SessionStatus.MISSED: _("Missed"),
    }[status]


@dataclass(frozen=True)
class Appointment:
    """When a client comes: on `day`, and if `weekly` on its weekday until `last_day`.

    `start` is a time of day to the minute, without a zone. `participants` says who comes, when it
    is not just the client. `last_day` None means that a weekly one has no end yet.
    """

    id: AppointmentId
    client: ClientId
    day: date
    start: time
    minutes: int
    place: Place
    weekly: bool
    participants: str = field(default="", repr=False)
    last_day: date | None = None

    def cleaned(self) -> "Appointment":
        """Return this appointment with its text normalised.

        Raises BadInput for a length that is no session's, a start that is not to the minute, a
        last day before the first or of an appointment that is not weekly, and participants as
        `clean_line` does.
        """
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise BadInput(_("A session lasts from 1 to {most} minutes.").format(most=MOST_MINUTES))
        if self.start != time(self.start.hour, self.start.minute):
            raise BadInput(_("A session starts at a full minute."))
        if self.last_day is not None and not self.weekly:
            raise BadInput(_("Only a weekly appointment has a last day."))
        if self.last_day is not None and self.last_day < self.day:
            raise BadInput(_("The last day is before the first one."))
        return replace(self, participants=clean_line(self.participants, _("Who comes")))

    @property
    def stop(self) -> time:
        """When a session ends: earlier than its start when it goes over midnight."""
        return (datetime.combine(date(2000, 1, 1), self.start) + self.length).time()

    @property
    def length(self) -> timedelta:
        """How long a session lasts."""
        return timedelta(minutes=self.minutes)

    def falls_on(self, day: date) -> bool:
        """Tell whether there is a session on that day, whatever became of it."""
        return next(self.days_from(day), None) == day

    def days(self, first: date, last: date) -> list[date]:
        """Return the days of sessions from `first` to `last`, both included."""
        return list(takewhile(lambda day: day <= last, self.days_from(first)))

    def days_from(self, first: date) -> Iterator[date]:
        """Yield the days of sessions from a day on; without a last day, until time ends."""
        if not self.weekly:
            if first <= self.day:
                yield self.day
            return
        begin = self.day.toordinal()
        weeks = max(0, -(-(first.toordinal() - begin) // _WEEK))
        end = (self.last_day or date.max).toordinal()
        for ordinal in range(begin + weeks * _WEEK, end + 1, _WEEK):
            yield date.fromordinal(ordinal)


@dataclass(frozen=True)
class SessionRow:
    """One session of a day as a list shows it, with the state of its note: no words of it."""

    appointment: AppointmentId
    day: date
    start: time
    stop: time
    minutes: int
    place: Place
    weekly: bool
    client: ClientId
    client_name: str = field(repr=False)
    kind: ClientKind
    participants: str = field(repr=False)
    status: SessionStatus
    cancelled_by: CancelledBy | None
    note: NoteId | None
    note_state: NoteState

    def has_begun(self, now: datetime) -> bool:
        """Tell whether its start has come, by the clock on the wall."""
        return datetime.combine(self.day, self.start) <= now.replace(tzinfo=None)

    @property
    def was_called_off(self) -> bool:
        """Whether it did not take place."""
        return self.status in CALLED_OFF

    @property
    def wants_note(self) -> bool:
        """Whether it ought to have a note and has none."""
        return self.note_state is NoteState.NONE and not self.was_called_off


def check_status(status: SessionStatus, cancelled_by: CancelledBy | None) -> None:
    """Check that a session that was called off says by whom, and no other does.

    Raises BadInput otherwise.
    """
    if status is SessionStatus.CANCELLED and cancelled_by is None:
        raise BadInput(_("A canceled session says by whom: the client or the licensee."))
    if status is not SessionStatus.CANCELLED and cancelled_by is not None:
        raise BadInput(_("Only a canceled session says by whom."))
