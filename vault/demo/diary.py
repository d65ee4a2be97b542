"""The hours of the made-up practice: who comes when, and on which days nobody comes."""

import random
from dataclasses import dataclass
from datetime import date, time, timedelta

from vault.model.client import ClientKind

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MINUTES = {
    ClientKind.INDIVIDUAL: 50,
    ClientKind.COUPLE: 75,
    ClientKind.FAMILY: 75,
    ClientKind.GROUP: 90,
}
_TRIES = 25


@dataclass(frozen=True)
class Hours:
    """The usual time of a client: weekday 0 to 6 from Monday, start, length, weeks between."""

    weekday: int
    start: time
    minutes: int
    every: int


class Diary:
    """Gives out hours so that two clients do not sit in the same one, as far as there is room."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, int], list[tuple[date, date]]] = {}

    def book(
        self, rng: random.Random, kind: ClientKind, minor: bool, first: date, last: date
    ) -> Hours:
        """Return an hour that is free from the first to the last day, or any when all are full."""
        hours = range(8, 16) if kind is ClientKind.INDIVIDUAL else range(17, 19)
        if minor:
            hours = range(14, 17)
        for _ in range(_TRIES):
            slot = rng.randrange(5), rng.choice(hours)
            taken = self._taken.setdefault(slot, [])
            if all(end < first or last < begin for begin, end in taken):
                break
        taken.append((first, last))
        weekday, hour = slot
        # From 17 on sessions are longer, so the second of the evening begins at half past.
        start = time(18, 45) if hour == 18 else time(hour)
        minutes = 45 if minor else _MINUTES[kind]
        every = 1 if kind is ClientKind.GROUP or rng.random() < 0.7 else 2
        return Hours(weekday, start, minutes, every)


def days_of(
    rng: random.Random, hours: Hours, first: date, last: date, pauses: tuple[int, ...] = ()
) -> list[date]:
    """Return the days of the sessions that took place, in order, none after `last`.

    `pauses` are months, 1 to 12, in which this client does not come.
    """
    day = first + timedelta(days=(hours.weekday - first.weekday()) % 7)
    step = timedelta(weeks=hours.every)
    days = []
    while day <= last:
        if day.month not in pauses and not is_holiday(day) and rng.random() > 0.08:
            days.append(day)
        day += step
    return days


def is_holiday(day: date) -> bool:
    """Tell whether the practice is on holiday: Christmas, the Fourth, half of August, a Thursday.

    The Thursday is the fourth of November.
    """
    month, number = day.month, day.day
    if month == 12:
        return number >= 23
    if month == 8:
        return 5 <= number <= 19
    if month == 11:
        return 22 <= number <= 28 and day.weekday() == 3
    return (month, number) in {(1, 1), (1, 2), (7, 3), (7, 4), (7, 5)}
