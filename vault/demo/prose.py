"""Writes the notes of an invented client, one session after another."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from vault.demo.arc import Arc, Phase
from vault.demo.diary import WEEKDAYS, days_of
from vault.demo.invented import Invented
from vault.demo.people import DemoNote
from vault.demo.plans import Planner, planned_after
from vault.demo.teller import Teller
from vault.model.template import TREATMENT_PLAN

_GIRP_SHARE = 0.45


def count_notes(client: Invented, seed: int) -> int:
    """Return how many notes `notes_of` yields, without writing them."""
    days = _days(_rng_of(client, seed), client)
    return len(days) + len(planned_after(days))


def course_of(client: Invented, seed: int) -> list[tuple[date, Phase]]:
    """Return the days of a client's sessions, and where in the therapy each stands."""
    rng = _rng_of(client, seed)
    days = _days(rng, client)
    arc = _arc(rng, client, days)
    return [(day, arc.phase(at)) for at, day in enumerate(days)]


def notes_of(
    client: Invented, seed: int, apart: float = 0.1, *, particulars: bool = True
) -> Iterator[DemoNote]:
    """Yield the notes of a client's sessions, and their plans, in the order of their days.

    The same for the same seed. `apart` is the share of sessions, 0 to 1, that leave a process note;
    without `particulars` the notes are words alone.
    """
    rng = _rng_of(client, seed)
    days = _days(rng, client)
    if not days:
        return
    arc = _arc(rng, client, days)
    planner, planned = Planner(client, seed), planned_after(days)
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
        told = planner.particulars(sections, last=phase is Phase.LAST) if particulars else {}
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
            particulars=told,
        )
        if at in planned:
            yield DemoNote(day, TREATMENT_PLAN, stop, stop, planner.plan())


def _rng_of(client: Invented, seed: int) -> random.Random:
    return random.Random(seed * 1_000_003 + client.number)  # noqa: S311 - repeatable, not secret


def _arc(rng: random.Random, client: Invented, days: Sequence[date]) -> Arc:
    milestones = len(client.theme.pools["milestones"])
    return Arc(rng, len(days), client.end is not None, milestones)


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
