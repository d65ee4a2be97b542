"""What a few made-up clients filled in every month or two; their scores follow their story."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from vault.demo.arc import Phase
from vault.demo.beside import material
from vault.demo.ending import Course
from vault.demo.invented import Invented
from vault.demo.people import MARCUS
from vault.demo.prose import course_of
from vault.model.ids import AdministrationId, ClientId, new_id
from vault.model.measure import MOST_ANSWER, Administration, measure_of
from vault.open_vault import OpenVault

_OF = 2
"""One of so many clients whose theme has a measure fills it in."""

_APART = timedelta(days=40)
_BURDEN = {
    Phase.FIRST: 0.75,
    Phase.EARLY: 0.7,
    Phase.MIDDLE: 0.55,
    Phase.SETBACK: 0.72,
    Phase.LATE: 0.22,
    Phase.LAST: 0.15,
}
"""How much of the highest score fits a phase."""

_EASED = 0.25
"""So much less is it at the end of the middle than at its beginning."""

_MARCUS = ("gad-7", (2, 2, 2, 2, 1, 1, 3), (1, 2, 1, 2, 1, 1, 2), (0, 1, 0, 1, 0, 1, 1))
"""What he filled in, and his answers in each session so far."""


def fill_in_measures(
    vault: OpenVault,
    named: Mapping[str, ClientId],
    invented: Iterable[tuple[ClientId, Invented]],
    seed: int,
) -> None:
    """Enter the measures of those who were asked to fill one in, on days of their sessions."""
    measure, *answers = _MARCUS
    marcus = named[MARCUS.name]
    days = sorted({row.service_date for row in vault.notes.list_rows(marcus)})
    filled = [_filled(marcus, measure, day, each) for day, each in zip(days, answers, strict=False)]
    for client, who in invented:
        asked = material("measures").get(who.theme.title)
        if asked and who.number % _OF == 0:
            filled += _of_one(client, asked, course_of(who, seed), seed + who.number)
    vault.measures.add(filled)


def _of_one(client: ClientId, measure: str, course: Course, seed: int) -> Iterator[Administration]:
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    asked = measure_of(measure)
    # The last item of the PHQ-9, on thoughts of death, stays at zero.
    items = [at for at in range(len(asked.items)) if at + 1 != asked.risk_item]
    order = rng.sample(items, len(items))
    before: date | None = None
    for at, (day, phase) in enumerate(course):
        if before is not None and day - before < _APART:
            continue
        before = day
        burden = _BURDEN[phase] + rng.uniform(-0.06, 0.06)
        if phase is Phase.MIDDLE:
            burden -= _EASED * at / len(course)
        points = round(burden * MOST_ANSWER * len(items))
        answers = dict.fromkeys(range(len(asked.items)), 0)
        for point in range(points):  # those that weigh most come first, each time
            answers[order[point % len(order)]] += 1
        yield _filled(client, measure, day, tuple(answers.values()))


def _filled(client: ClientId, measure: str, day: date, answers: tuple[int, ...]) -> Administration:
    return Administration(AdministrationId(new_id()), client, measure, day, answers)
