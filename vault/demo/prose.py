"""Writes the notes of an invented client, one session after another."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from vault.demo.arc import Arc, Phase
from vault.demo.diary import WEEKDAYS, days_of
from vault.demo.invented import Invented
from vault.demo.people import DemoNote
from vault.demo.teller import Teller

_GIRP_SHARE = 0.45


def count_sessions(client: Invented, seed: int) -> int:
    """Return how many notes `sessions_of` yields, without writing them."""
    return len(_days(_rng_of(client, seed), client))


def sessions_of(client: Invented, seed: int, apart: float = 0.1) -> Iterator[DemoNote]:
    """Yield the notes of a client in the order of their days, the same for the same seed.

    `apart` is the share of sessions, 0 to 1, that leave a process note.
    """
    rng = _rng_of(client, seed)
    days = _days(rng, client)
    if not days:
        return
    arc = Arc(rng, len(days), client.end is not None, len(client.theme.pools["milestones"]))
    teller = Teller(client.theme, client.facts, rng)
    usual, second = _templates(rng, client)
    begin = datetime.combine(client.first, client.hours.start)
    times = [
        ((begin + late).strftime("%H:%M"), (begin + late + length).strftime("%H:%M"))
        for minutes in (0, 0, 0, 5)
        for late in (timedelta(minutes=minutes),)
        for length in (timedelta(minutes=client.hours.minutes),)
    ]
    hour = f"{begin.hour % 12 or 12}:{begin.minute:02d}"
    step = client.hours.every * 7
    rand = rng.random
    for at, day in enumerate(days):
        before = (day - days[at - 1]).days if at else 0
        after = (days[at + 1] - day).days if at + 1 < len(days) else step
        teller.sit_down(day, before, after, WEEKDAYS[client.hours.weekday], hour, step)
        template = usual if rand() < 0.88 else second
        start, stop = times[int(rand() * len(times))]
        phase = arc.phase(at)
        sections = teller.note(template, phase, arc.milestone(at))
        addendum = ""
        if rand() < 0.016 and day < client.until and phase is not Phase.LAST:
            addendum = teller.say("addendum")
        yield DemoNote(
            day,
            template,
            start,
            stop,
            sections,
            addendum,
            teller.reflection() if rand() < apart else "",
        )


def _rng_of(client: Invented, seed: int) -> random.Random:
    return random.Random(seed * 1_000_003 + client.number)  # noqa: S311 - repeatable, not secret


def _days(rng: random.Random, client: Invented) -> list[date]:
    last = client.end or client.until
    return days_of(rng, client.hours, client.first, last, client.theme.pauses)


def _templates(rng: random.Random, client: Invented) -> tuple[str, str]:
    """Return the template a client's notes are mostly in, and the other one."""
    choices = ["dap", "soap", "birp", "free"]
    usual, second = rng.sample(choices, 2)
    if client.theme.goals and rng.random() < _GIRP_SHARE:
        usual = "girp"
    return usual, second
