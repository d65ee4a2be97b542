"""Dates and times: one form in, the same form out, and birthdays of leap years."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import BadInput
from vault.model.dates import SystemClock, birthday, parse_date, parse_time, utc_text
from vault.model.note import time_text


@given(st.dates())
def test_every_day_comes_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_every_minute_comes_back(moment: time) -> None:
    text = time_text(moment)
    assert text is not None
    assert parse_time(text) == moment
    assert time_text(None) is None


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-5-14", "20260514", "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01",
     "2026-05-14T00:00", "2026-05-14 ", " 2026-05-14", "14.05.2026", "05/14/2026", "2026-W20-4",
     "2026-05-14\n", "２０２６-05-14", "-026-05-14", "10000-01-01", "zqcanary"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_date(text)
    assert "YYYY-MM-DD" in refusal.value.sentence
    assert "zqcanary" not in repr(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["", "9:00", "09:00:00", "24:00", "23:60", "0900", "09.00", "09:00Z", "09:00+01:00", "9:00 pm",
     "09:00 ", " 09:00", "09:00\n", "٠٩:٠٠", "zqcanary"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_time(text)
    assert "HH:MM" in refusal.value.sentence
    assert "zqcanary" not in repr(refusal.value)


@pytest.mark.parametrize(
    ("birth", "years", "day"),
    [
        (date(2008, 11, 22), 18, date(2026, 11, 22)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(2000, 2, 29), 100, date(2100, 3, 1)),
        (date(2000, 12, 31), 21, date(2021, 12, 31)),
        (date(2008, 2, 28), 18, date(2026, 2, 28)),
    ],
)
def test_birthdays(birth: date, years: int, day: date) -> None:
    assert birthday(birth, years) == day


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(1, 130))
def test_a_birthday_is_never_early(birth: date, years: int) -> None:
    day = birthday(birth, years)
    assert day.year == birth.year + years
    leap_day = (birth.month, birth.day) == (2, 29) and day.month == 3
    assert (day.month, day.day) == ((3, 1) if leap_day else (birth.month, birth.day))


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_is_the_same_from_every_zone(moment: datetime, offset: int) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    text = utc_text(there)
    assert text == utc_text(there.astimezone(UTC))
    assert datetime.fromisoformat(text) == there.replace(microsecond=0)
    assert len(text) == len("2026-05-14T15:20:00Z")


def test_the_clock_of_the_computer_has_a_zone_and_whole_seconds() -> None:
    now = SystemClock().now()
    assert now.utcoffset() is not None
    assert now.microsecond == 0
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
