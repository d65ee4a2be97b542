"""What is written beside the sessions of an invented client: agreements, calls, letters."""

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from vault.demo.arc import Phase
from vault.demo.diary import is_holiday
from vault.demo.ending import Course, ending_of
from vault.demo.invented import Invented
from vault.demo.people import DemoNote
from vault.demo.plans import Planner
from vault.demo.sentence import Facts, Line
from vault.model.client import ClientKind
from vault.model.template import CONTACT, DIAGNOSIS_CODE, MARKED, WITH_ANOTHER
from vault.resource_files import read_resource

_WEEKEND = 5
_CALLED_SHARE, _MISSED_SHARE = 0.35, 0.15
_CONSULTED, _DIAGNOSED, _REFERRED, _UNSAFE, _NO_INTAKE = 3, 2, 5, 6, 4
"""One of so many clients."""

_SOME_WEEKS = 5

_NOON, _CALL_ENDED, _AFTERNOON, _LATER = "12:10", "12:22", "16:10", "16:25"
_ONE_YEAR = timedelta(days=365)
_BASE_YEAR, _BASE_FEE, _MORE = 2016, 110, 15
_MORE_FOR_UNITS, _LESS_FOR_CHILDREN, _GROUP_FEE = 50, 10, 45
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def beside(client: Invented, seed: int, course: Course) -> list[DemoNote]:
    """Return what was written beside the sessions, in the order of its days and hours."""
    if not course:
        return []
    written = list(_Beside(client, seed, course).written())
    return sorted(written, key=lambda note: (note.day, note.start))


def fees_of(client: Invented, course: Course) -> tuple[int, int, date | None]:
    """Return dollars a session, then what they are later, and the day on which that begins.

    None for a therapy that has no January a year after its beginning.
    """
    fee = _BASE_FEE + 5 * max(0, client.first.year - _BASE_YEAR)
    if client.kind is ClientKind.GROUP:
        return _GROUP_FEE, _GROUP_FEE, None
    if client.kind is not ClientKind.INDIVIDUAL:
        fee += _MORE_FOR_UNITS
    elif client.theme.minor:
        fee -= _LESS_FOR_CHILDREN
    later = [day for day, _ in course if day.month == 1 and day - client.first > _ONE_YEAR]
    return fee, fee + _MORE, later[0] if later else None


def material(part: str) -> Mapping[str, str]:
    """Return the lines of a part of resources/demo/beside.toml. Raises Damaged."""
    found: Mapping[str, str] = _material()[part]
    return found


@cache
def _material() -> Mapping[str, Any]:
    return tomllib.loads(read_resource("demo/beside.toml").decode())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    words = tomllib.loads(read_resource("demo/words.toml").decode())
    return {name: tuple(each) for name, each in words.items()}


class _Beside:
    """Writes for one client, each kind by itself."""

    def __init__(self, client: Invented, seed: int, course: Course) -> None:
        self._client, self._course = client, course
        self._days = [day for day, _ in course]
        number = (seed * 1_000_003 + client.number) * 31 + 11
        self._rand = random.Random(number).random  # noqa: S311 - repeatable, not secret
        kinds = {ClientKind.INDIVIDUAL: "individual", ClientKind.GROUP: "circle"}
        self._part = "child" if client.theme.minor else kinds.get(client.kind, "pair")
        begin = datetime.combine(client.first, client.hours.start)
        self._stop = f"{begin + timedelta(minutes=client.hours.minutes + 5):%H:%M}"
        fee, fee_new, self._raised = fees_of(client, course)
        count = len(course)
        self._facts: Facts = {
            **client.facts,
            "fee": (str(fee),),
            "fee_new": (str(fee_new),),
            "hour": (f"{begin.hour % 12 or 12}:{begin.minute:02d}",),
            "problem": (Planner(client, seed).problems,),
            "count": (_NUMBERS[count] if count < len(_NUMBERS) else str(count),),
        }

    def written(self) -> Iterator[DemoNote]:
        """Yield everything, in no order."""
        yield self._note("fee-agreement", self._days[0])
        if self._raised is not None:
            yield self._note("fee-agreement", self._raised, use="fee-agreement-new")
        if self._client.kind is not ClientKind.GROUP:
            yield from self._holes()
        yield from self._once()
        yield from self._end()

    def _holes(self) -> Iterator[DemoNote]:
        """Yield what became of the hours in which nobody came."""
        step = timedelta(weeks=self._client.hours.every)
        for before, after in zip(self._days, self._days[1:], strict=False):
            hole = before + step
            if after != hole + step or is_holiday(hole):
                continue
            chance = self._rand()
            if chance < _CALLED_SHARE:
                call = hole - timedelta(days=3 if hole.weekday() == 0 else 1)
                yield self._call(call, about=hole)
            elif chance < _CALLED_SHARE + _MISSED_SHARE:
                yield self._note("missed-appointment", hole)

    def _once(self) -> Iterator[DemoNote]:
        """Yield what is written once, if there are sessions enough for it."""
        client, days, title = self._client, self._days, self._client.theme.title
        second, middle = days[min(1, len(days) - 1)], days[len(days) // 2]
        if client.number % _NO_INTAKE and "intake" in material(self._part):
            yield self._note("intake", second)
        if self._part == "individual" and client.number % _UNSAFE == 0:
            hard = [day for day, phase in self._course if phase is Phase.SETBACK]
            for day in hard[:1]:
                yield self._note("safety", day)
        if title in material("diagnoses") and client.number % _DIAGNOSED == 0:
            note = self._filled("diagnosis", material("diagnoses")[title], second)
            yield replace(note, particulars={DIAGNOSIS_CODE: material("diagnosis-codes")[title]})
        if title in material("referrals"):
            yield self._filled("referral", material("referrals")[title], second)
        elif self._part == "individual" and client.number % _REFERRED == 0:
            yield self._note("referral", second)
        if title in material("medications") and len(days) > _SOME_WEEKS:
            yield self._filled("medication", material("medications")[title], middle)
        if "consultation" in material(self._part) and client.number % _CONSULTED == 0:
            yield self._note("consultation", _working_day(middle), at=_AFTERNOON)
        if self._part == "child" and client.theme.pauses and len(days) > _CONSULTED:
            yield self._call(_working_day(days[2]), use="contact-school")

    def _end(self) -> Iterator[DemoNote]:
        ending = ending_of(self._client, self._course)
        if ending is None:
            return
        reason = ending.reason.value
        self._facts["Reason"] = (material("reasons")[reason],)
        yield self._note("closing-summary", ending.day, use=f"closing-{reason}", at=_AFTERNOON)
        if ending.letter:
            yield self._note("termination-letter", ending.day, at=_LATER, about=ending.last)

    def _call(self, day: date, *, use: str = "", about: date | None = None) -> DemoNote:
        note = self._note(CONTACT, day, use=use, at=_NOON, about=about)
        # Of a child it is a parent who calls, or the school.
        marks = {WITH_ANOTHER: MARKED} if self._part == "child" else {}
        return replace(note, start=_NOON, stop=_CALL_ENDED, particulars=marks)

    def _note(
        self, template: str, day: date, *, use: str = "", at: str = "", about: date | None = None
    ) -> DemoNote:
        """Return a note in a template that speaks of a day; it is written at `at` of `day`."""
        lines = material(self._part)[use or template].strip().split("\n")
        line = lines[int(self._rand() * len(lines))]
        return self._filled(template, line, day, at=at, about=about)

    def _filled(
        self, template: str, text: str, day: date, *, at: str = "", about: date | None = None
    ) -> DemoNote:
        spoken = about or day
        self._facts["date"] = (f"{spoken:%B} {spoken.day}, {spoken.year}",)
        said = Line(text, _words()).fill(self._facts, self._rand)
        sections = tuple(f"{each[:1].upper()}{each[1:]}" for each in said.split(" => "))
        at = at or self._stop
        return DemoNote(day, template, at, at, sections)


def _working_day(day: date) -> date:
    """Return the next day on which one works."""
    after = day + timedelta(days=1)
    return after + timedelta(days=2) if after.weekday() == _WEEKEND else after
