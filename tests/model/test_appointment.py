"""When an appointment has its sessions, and what it may be."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import an_appointment
from vault.errors import BadInput
from vault.model.appointment import (
    Appointment,
    CancelledBy,
    Place,
    SessionStatus,
    check_status,
    place_words,
)
from vault.model.ids import ClientId

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def appointment(**fields: Any) -> Appointment:
    """Return an appointment of Tuesday, 24 November 2026."""
    return an_appointment(ClientId("1" * 32), **{"day": date(2026, 11, 24), **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": 0},
        {"minutes": -50},
        {"minutes": 721},
        {"start": time(10, 0, 30)},
        {"start": time(10, 0, 0, 5)},
        {"weekly": True, "last_day": date(2026, 11, 23)},
        {"last_day": date(2026, 11, 24)},
        {"participants": "her mother\nher father"},
        {"participants": "x" * 1_001},
        {"participants": "her\0mother"},
    ],
)
def test_what_no_appointment_is_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        appointment(**fields).cleaned()


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": 1},
        {"minutes": 720},
        {"weekly": True, "last_day": date(2026, 11, 24)},
        {"participants": "with her mother, Carmen"},
    ],
)
def test_what_is_one_stays_as_it_was(fields: dict[str, Any]) -> None:
    entered = appointment(**fields)
    assert entered.cleaned() == entered


def test_a_single_one_falls_on_its_day_only() -> None:
    once = appointment()
    assert once.falls_on(date(2026, 11, 24))
    assert not once.falls_on(date(2026, 12, 1))
    assert once.days(date(2026, 1, 1), date(2027, 1, 1)) == [date(2026, 11, 24)]
    assert once.days(date(2026, 11, 25), date(2027, 1, 1)) == []


def test_a_weekly_one_has_every_seventh_day_until_it_ends() -> None:
    weekly = appointment(weekly=True, last_day=date(2026, 12, 8))
    assert weekly.days(date(2020, 1, 1), date(2030, 1, 1)) == [
        date(2026, 11, 24),
        date(2026, 12, 1),
        date(2026, 12, 8),
    ]
    assert weekly.days(date(2026, 12, 1), date(2026, 12, 1)) == [date(2026, 12, 1)]
    assert not weekly.falls_on(date(2026, 12, 15))
    assert not weekly.falls_on(date(2026, 11, 17))
    assert not weekly.falls_on(date(2026, 12, 2))


@given(DAYS, DAYS, DAYS, st.booleans(), st.none() | st.integers(0, 400))
def test_the_days_are_those_on_which_it_falls(
    day: date, first: date, other: date, weekly: bool, more: int | None
) -> None:
    last_day = day + timedelta(days=more) if weekly and more is not None else None
    each = appointment(day=day, weekly=weekly, last_day=last_day).cleaned()
    last = min(other, first + timedelta(days=120))
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    wanted = [
        at
        for at in span
        if at == day
        or (weekly and at > day and (at - day).days % 7 == 0 and (not last_day or at <= last_day))
    ]
    assert each.days(first, last) == wanted == [at for at in span if each.falls_on(at)]


def test_no_day_is_beyond_the_calendar() -> None:
    assert appointment(weekly=True).falls_on(date(2026, 12, 1))
    assert appointment(day=date(9999, 12, 30), weekly=True).days(date.min, date.max) == [
        date(9999, 12, 30)
    ]


def test_a_session_may_go_over_midnight() -> None:
    assert appointment(start=time(10), minutes=50).stop == time(10, 50)
    assert appointment(start=time(23, 30), minutes=60).stop == time(0, 30)


def test_a_cancelled_session_and_no_other_says_by_whom() -> None:
    check_status(SessionStatus.CANCELLED, CancelledBy.CLIENT)
    check_status(SessionStatus.KEPT, None)
    with pytest.raises(BadInput):
        check_status(SessionStatus.CANCELLED, None)
    for status in set(SessionStatus) - {SessionStatus.CANCELLED}:
        with pytest.raises(BadInput):
            check_status(status, CancelledBy.LICENSEE)


def test_every_place_has_words() -> None:
    assert len({place_words(place) for place in Place}) == len(Place)


def test_who_comes_is_not_in_a_repr() -> None:
    assert "Carmen" not in repr(appointment(participants="with her mother, Carmen"))
