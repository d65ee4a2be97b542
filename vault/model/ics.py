"""What was read of a calendar file: sessions that can become appointments."""

from dataclasses import dataclass, field
from datetime import date, time

from vault.model.appointment import Appointment, Place
from vault.model.ids import AppointmentId, ClientId, new_id


@dataclass(frozen=True)
class IcsEvent:
    """One event, single or weekly, in the time of the practice.

    `place` is a guess. `client` is known when exactly one client is called like the event.
    """

    summary: str = field(repr=False)
    day: date
    start: time
    minutes: int
    weekly: bool
    last_day: date | None
    place: Place
    client: ClientId | None = None

    def appointment(self, client: ClientId) -> Appointment:
        """Return this event as a new appointment of a client."""
        return Appointment(
            id=AppointmentId(new_id()),
            client=client,
            day=self.day,
            start=self.start,
            minutes=self.minutes,
            place=self.place,
            weekly=self.weekly,
            last_day=self.last_day,
        )


@dataclass(frozen=True)
class IcsReading:
    """A calendar file as it was read: what was found, and a sentence for what was left out."""

    found: tuple[IcsEvent, ...]
    skipped: tuple[str, ...] = field(repr=False)
