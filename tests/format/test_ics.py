"""Calendar files: what is read of them, what is left out and why, and what hostile ones cost."""

import random
import subprocess
import sys
import time as stopwatch
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import EASTERN, NOON
from vault.errors import BadInput
from vault.format.ics import ICS_LIMIT, MOST_EVENTS, read_events
from vault.format.ics_series import MOST_SERIES, MOST_SESSIONS, sessions_of
from vault.model.appointment import Place
from vault.model.ics import IcsEvent, IcsReading
from vault.model.ids import ClientId

ROOT = Path(__file__).resolve().parents[2]
NEW_YORK = ";TZID=America/New_York"
START = f"DTSTART{NEW_YORK}:20261124T100000"  # a Tuesday; the clock stands at Sunday noon


def calendar(*events: tuple[str, ...]) -> bytes:
    """Return a calendar file of events, each given by its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(data: bytes, now: datetime = NOON) -> IcsReading:
    """Read a calendar file."""
    return sessions_of(*read_events(data), now)


def found(*lines: str, now: datetime = NOON) -> list[IcsEvent]:
    """Return what is found of one event, nothing being left out."""
    reading = read(calendar(("UID:1", "SUMMARY:Dana Whitfield", *lines)), now)
    assert reading.skipped == ()
    return list(reading.found)


def one(*lines: str, now: datetime = NOON) -> IcsEvent:
    """Return the only session of an event."""
    (event,) = found(*lines, now=now)
    return event


def skipped(*lines: str) -> str:
    """Return the one sentence that says why an event is left out."""
    reading = read(calendar(("UID:1", "SUMMARY:Dana Whitfield", *lines)))
    assert reading.found == ()
    (sentence,) = reading.skipped
    assert "Dana" not in sentence
    return sentence


@pytest.mark.parametrize(
    "lines",
    [
        (START, f"DTEND{NEW_YORK}:20261124T105000"),
        (START, "DURATION:PT50M"),
        ("DTSTART:20261124T150000Z", "DTEND:20261124T155000Z"),
        ("DTSTART:20261124T100000", "DTEND:20261124T105000"),
        ("DTSTART:20261124T100030", "DTEND:20261124T105059"),
        ("DTSTART;TZID=Europe/Berlin:20261124T160000", "DTEND:20261124T155000Z"),
        ("DTSTART;TZID=Eastern Standard Time:20261124T100000", "DURATION:PT50M"),
        ("DTSTART;TZID=/example.org/America/New_York:20261124T100000", "DURATION:PT50M"),
        ("DTSTART;TZID=America/New_York:20261124T1\r\n 00000", "DURATION:PT50M"),
        (START, "DURATION:PT50M", "DESCRIPTION:x\r\n DTSTART:20200101T000000Z"),
        (START, "DURATION:PT50M", "BEGIN:VALARM", "DURATION:PT5M", "END:VALARM"),
    ],
)
def test_a_single_session_is_read_in_the_time_of_the_practice(lines: tuple[str, ...]) -> None:
    assert one(*lines) == IcsEvent(
        summary="Dana Whitfield",
        day=date(2026, 11, 24),
        start=time(10),
        minutes=50,
        weekly=False,
        last_day=None,
        place=Place.OFFICE,
    )


def test_summer_time_counts_where_the_clock_is_the_computer_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        stopwatch.tzset()
        summer = one("DTSTART:20270706T140000Z", "DURATION:PT50M")
        winter = one("DTSTART:20270105T150000Z", "DURATION:PT50M")
        elsewhere = one(
            "DTSTART:20270706T140000Z",
            "DURATION:PT50M",
            now=NOON.astimezone(timezone(timedelta(hours=9))),
        )
    stopwatch.tzset()
    assert (summer.start, winter.start) == (time(10), time(10))
    assert elsewhere.start == time(23)


def test_another_zone_can_mean_another_day() -> None:
    event = one("DTSTART:20261125T030000Z", "DURATION:PT50M", "RRULE:FREQ=WEEKLY;BYDAY=WE")
    assert (event.day, event.start, event.weekly) == (date(2026, 11, 24), time(22), True)


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("", Place.OFFICE),
        ("12 Made-up Lane", Place.OFFICE),
        ("https://example.org/j/1", Place.TELEHEALTH),
        ("Zoom", Place.TELEHEALTH),
        ("by phone", Place.PHONE),
        ("at her home", Place.HOME),
    ],
)
def test_the_place_is_guessed(location: str, place: Place) -> None:
    assert one(START, "DURATION:PT50M", f"LOCATION:{location}").place is place


@pytest.mark.parametrize(
    ("rule", "last_day"),
    [
        ("FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;WKST=SU", None),
        ("FREQ=WEEKLY;COUNT=3", date(2026, 12, 8)),
        ("FREQ=WEEKLY;UNTIL=20261208T150000Z", date(2026, 12, 8)),
        ("FREQ=WEEKLY;UNTIL=20261208T145900Z", date(2026, 12, 1)),
        ("FREQ=WEEKLY;UNTIL=20261210", date(2026, 12, 8)),
        ("FREQ=WEEKLY;UNTIL=29991231T000000Z", None),
    ],
)
def test_a_weekly_event_is_a_weekly_appointment(rule: str, last_day: date | None) -> None:
    event = one(START, "DURATION:PT50M", f"RRULE:{rule}")
    assert (event.day, event.weekly, event.last_day) == (date(2026, 11, 24), True, last_day)


def test_a_weekly_event_that_began_long_ago_begins_today() -> None:
    event = one(f"DTSTART{NEW_YORK}:20230103T100000", "DURATION:PT50M", "RRULE:FREQ=WEEKLY")
    assert (event.day, event.weekly, event.last_day) == (date(2026, 11, 24), True, None)
    on_the_day = datetime(2026, 11, 24, 18, tzinfo=EASTERN)
    assert one(START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY", now=on_the_day).day == date(
        2026, 11, 24
    )
    last = one(
        f"DTSTART{NEW_YORK}:20230103T100000",
        "DURATION:PT50M",
        "RRULE:FREQ=WEEKLY;UNTIL=20261124T150000Z",
    )
    assert (last.day, last.weekly, last.last_day) == (date(2026, 11, 24), False, None)


def test_two_days_a_week_are_two_appointments() -> None:
    events = found(START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;BYDAY=TU,MO")
    assert [(each.day, each.weekly) for each in events] == [
        (date(2026, 11, 24), True),
        (date(2026, 11, 30), True),
    ]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["2026-11-24", "2026-12-08", "2026-12-22"]),
        ("FREQ=DAILY;COUNT=2", ["2026-11-24", "2026-11-25"]),
        ("FREQ=MONTHLY;UNTIL=20270201", ["2026-11-24", "2026-12-24", "2027-01-24"]),
        ("FREQ=MONTHLY;BYDAY=4TU;COUNT=2", ["2026-11-24", "2026-12-22"]),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=4;COUNT=2", ["2026-11-24", "2026-12-22"]),
        ("FREQ=YEARLY", ["2026-11-24"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", ["2026-11-24", "2026-11-26", "2026-12-01"]),
    ],
)
def test_what_no_weekly_appointment_can_say_is_written_out(rule: str, days: list[str]) -> None:
    events = found(START, "DURATION:PT50M", f"RRULE:{rule}")
    assert [each.day.isoformat() for each in events] == days
    assert {(each.start, each.weekly, each.last_day) for each in events} == {
        (time(10), False, None)
    }


def test_a_series_without_end_is_written_out_for_a_year() -> None:
    events = found(START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;INTERVAL=2")
    assert len(events) == 26
    assert events[-1].day <= NOON.date() + timedelta(days=365)


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,MO", "FREQ=DAILY;INTERVAL=21"])
def test_a_series_out_of_the_past_keeps_its_step(rule: str) -> None:
    began = date(2021, 11, 30)  # a Tuesday: 261 weeks before the next but one
    events = found(f"DTSTART{NEW_YORK}:20211130T100000", "DURATION:PT50M", f"RRULE:{rule}")
    tuesdays = [each.day for each in events if each.day.weekday() == began.weekday()]
    assert tuesdays[0] == date(2026, 12, 1)
    assert {(day - began).days % 21 for day in tuesdays} == {0}
    assert len(tuesdays) == 17


@pytest.mark.parametrize(
    "but_not",
    [
        f"EXDATE{NEW_YORK}:20261201T100000,20261208T100000",
        f"EXDATE{NEW_YORK}:20261201T100000\r\nEXDATE;VALUE=DATE:20261208",
        "EXDATE:20261201T150000Z,20261208T150000Z",
    ],
)
def test_a_session_left_out_of_a_series_is_left_out(but_not: str) -> None:
    events = found(START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;COUNT=5", but_not)
    days = [each.day.isoformat() for each in events]
    assert days == ["2026-11-24", "2026-12-15", "2026-12-22"]


def test_one_left_out_in_the_past_does_not_matter() -> None:
    lines = (f"DTSTART{NEW_YORK}:20260106T100000", "DURATION:PT50M", "RRULE:FREQ=WEEKLY")
    assert one(*lines, f"EXDATE{NEW_YORK}:20260113T100000").weekly


def test_a_session_of_a_series_that_was_moved_or_called_off() -> None:
    series = ("UID:s", "SUMMARY:Dana", START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;COUNT=4")
    moved = ("UID:s", "SUMMARY:Dana", f"RECURRENCE-ID{NEW_YORK}:20261201T100000",
             "DTSTART:20261202T190000Z", "DURATION:PT80M")  # fmt: skip
    off = ("UID:s", "SUMMARY:Dana", "RECURRENCE-ID:20261208T150000Z", START, "DURATION:PT50M",
           "STATUS:CANCELLED")  # fmt: skip
    reading = read(calendar(moved, series, off))
    assert [(each.day.isoformat(), each.minutes) for each in reading.found] == [
        ("2026-11-24", 50),
        ("2026-12-02", 80),
        ("2026-12-15", 50),
    ]
    assert reading.skipped == ()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("DTSTART;VALUE=DATE:20261124",), "lasts all day"),
        ((START,), "no length"),
        ((START, f"DTEND{NEW_YORK}:20261124T090000"), "no length"),
        ((START, "DURATION:PT13H"), "longer than any session"),
        ((START, "DURATION:PT50M", "STATUS:CANCELLED"), "was canceled"),
        (("DTSTART;TZID=Made/Up:20261124T100000", "DURATION:PT50M"), "unknown time zone"),
        (("DTSTART;TZID=../../etc/passwd:20261124T100000", "DURATION:PT50M"), "unknown time zone"),
        (("DTSTART;TZID=Europe:20261124T100000", "DURATION:PT50M"), "could not be read"),
        (("DURATION:PT50M",), "could not be read"),
        (("DTSTART:yesterday", "DURATION:PT50M"), "could not be read"),
        ((START, START, "DURATION:PT50M"), "could not be read"),
        ((START, "DTEND;VALUE=DATE:20261125"), "could not be read"),
        ((START, "DTEND:20261124T105000"), "could not be read"),
        ((START, "DURATION:PT50M", "RRULE:FREQ=FOO"), "could not be read"),
        ((START, "DURATION:PT50M", "RRULE:FREQ=SECONDLY"), "repeats in a way"),
        ((START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;INTERVAL=0"), "repeats in a way"),
        ((START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;BYMONTH=2"), "repeats in a way"),
        ((START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;BYDAY=2TU"), "repeats in a way"),
        ((START, "DURATION:PT50M", "RRULE:FREQ=MONTHLY;BYDAY=9TU"), "repeats in a way"),
        ((START, "DURATION:PT50M", "RDATE:20261224T100000Z"), "repeats in a way"),
        (("DTSTART:20471124T100000Z", "DURATION:PT50M"), "too far away"),
        (("DTSTART:00010101T000000Z", "DURATION:PT50M", "RRULE:FREQ=DAILY"), "too far away"),
        (("DTSTART:20280104T150000Z", "DURATION:PT50M", "RRULE:FREQ=DAILY"), "a year ahead"),
        (("DTSTART:20260113T150000Z", "DURATION:PT50M"), "1 event is over"),
        (("DTSTART:19700113T150000Z", "DURATION:PT50M"), "1 event is over"),
        (
            ("DTSTART:20260113T150000Z", "DURATION:PT50M", "RRULE:FREQ=WEEKLY;COUNT=5"),
            "1 event is over",
        ),
        (
            ("DTSTART:20260113T150000Z", "DURATION:PT50M", "RRULE:FREQ=DAILY;UNTIL=20260601"),
            "1 event is over",
        ),
    ],
)
def test_what_is_left_out_says_why(lines: tuple[str, ...], words: str) -> None:
    assert words in skipped(*lines)


def test_what_cannot_be_read_leaves_the_rest() -> None:
    good = ("UID:2", "SUMMARY:Kim Okafor", START, "DURATION:PT50M")
    reading = read(calendar(("DTSTART:?",), good, ("SUMMARY:x", "DTSTART;VALUE=DATE:20261124")))
    assert [each.summary for each in reading.found] == ["Kim Okafor"]
    assert len(reading.skipped) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"\0" * 100,
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        b"{}",
        b"PK\x03\x04",
        b"BEGIN:VCALENDARS\r\n",
        b"BEGIN:VCALENDAR\r\n" + b"x" * ICS_LIMIT,
    ],
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read(data)


def test_too_much_is_refused() -> None:
    with pytest.raises(BadInput):
        read(calendar(*[("DTSTART:?",)] * (MOST_EVENTS + 1)))
    daily = (START, "DURATION:PT50M", "RRULE:FREQ=DAILY")
    with pytest.raises(BadInput):
        read(calendar(*[daily] * (MOST_SESSIONS // 360 + 1)))
    other_week = (START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=1")
    reading = read(calendar(*[other_week] * (MOST_SERIES + 2)))
    assert len(reading.found) == MOST_SERIES
    assert len(reading.skipped) == 2


@pytest.mark.timeout(240)  # what never ends fails here; how long it takes is only a figure
def test_what_is_made_to_last_ends(long: bool) -> None:
    """The worst that was thought of: each within the limits, each to take long."""
    old = f"DTSTART{NEW_YORK}:20070101T100000"
    rules = [
        "FREQ=DAILY;COUNT=1000",
        "FREQ=DAILY;COUNT=1000;INTERVAL=366",
        "FREQ=DAILY;UNTIL=20261201",
        "FREQ=WEEKLY;INTERVAL=366;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=1000",
        "FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=6",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=29;INTERVAL=6",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=4;COUNT=1000",
        "FREQ=YEARLY;INTERVAL=366",
        "FREQ=YEARLY;INTERVAL=1000000000",
        "FREQ=DAILY;INTERVAL=1000000000",
    ]
    files = [calendar(*[(old, "DURATION:PT50M", f"RRULE:{rule}")] * MOST_SERIES) for rule in rules]
    files += [
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 300_000,
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 500_000,
        calendar(("SUMMARY:" + "x" * 4_000_000, START, "DURATION:PT50M")),
        calendar(("SUMMARY" + ";X=y" * 1_000_000 + ":z", START, "DURATION:PT50M")),
        calendar(("SUMMARY:" + "\r\n x" * 1_000_000, START, "DURATION:PT50M")),
        calendar(
            *[(START, "DURATION:PT50M", "EXDATE:" + ",".join(["20261124T100000Z"] * 5_800))] * 50
        ),
        calendar(
            *[("UID:1", START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY")] * 4_000,
            *[("UID:1", START, "DURATION:PT50M", "RECURRENCE-ID:20251201T150000Z")] * 900,
        ),
        calendar((START, "DURATION:PT50M", "RRULE:FREQ=DAILY;BYDAY=" + "MO," * 1_000_000)),
    ]
    took = []
    for data in files if long else files[::2]:
        assert len(data) <= ICS_LIMIT
        begun = stopwatch.perf_counter()
        read(data)
        took.append(stopwatch.perf_counter() - begun)
    print(f"calendar files made to last: {len(took)}, {max(took):.1f} s at most")


LINES = st.sampled_from(
    [
        START,
        "DTSTART:20261124T100000Z",
        "DTSTART;VALUE=DATE:20261124",
        "DTSTART;VALUE=PERIOD:20261124T100000Z/PT1H",
        "DTSTART;VALUE=TIME:100000",
        "DTEND:20261124T105000Z",
        "DTEND;VALUE=TIME:100000",
        "DURATION:PT50M",
        "DURATION:-P1W",
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=WEEKLY;UNTIL=20270101",
        "RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1",
        "RRULE:FREQ=WEEKLY;COUNT=-1",
        "RRULE:FREQ=WEEKLY;UNTIL=100000",
        "RRULE:COUNT=2",
        "EXDATE:20261124T100000Z",
        "EXDATE;VALUE=DATE:20261201",
        "EXDATE;VALUE=PERIOD:20261124T100000Z/PT1H",
        "RECURRENCE-ID:20261124T100000Z",
        "RECURRENCE-ID;VALUE=TIME:100000",
        "RECURRENCE-ID;VALUE=DATE:20261124",
        "UID:1",
        "SUMMARY;LANGUAGE=en:x",
        "STATUS:CANCELLED",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VALARM",
        "END:VCALENDAR",
        " folded",
        "DTSTART",
        ":",
    ]
)


@given(st.lists(st.lists(LINES | st.text(max_size=20), max_size=8).map(tuple), max_size=4))
def test_no_file_is_a_defect(events: list[tuple[str, ...]]) -> None:
    text = calendar(*[tuple(line.replace("\ud800", "") for line in event) for event in events])
    for event in read(text).found:
        assert event.appointment(ClientId("1" * 32)).cleaned()
        assert event.day >= NOON.date()


def test_bytes_changed_at_random_are_no_defect() -> None:
    dice = random.Random("calendar")
    whole = calendar(
        ("UID:1", "SUMMARY:Dana", START, "DURATION:PT50M", "RRULE:FREQ=WEEKLY;BYDAY=TU"),
        ("UID:2", "SUMMARY:Kim", START, "DURATION:PT50M", "RRULE:FREQ=MONTHLY;COUNT=3"),
        ("UID:1", "RECURRENCE-ID:20261201T150000Z", START, "DURATION:PT50M"),
    )
    read_at_all = 0
    for _turn in range(500):
        data = bytearray(whole)
        for _change in range(dice.randrange(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read(bytes(data))
            read_at_all += 1
        except BadInput:
            pass
    assert 50 < read_at_all < 500


def test_an_event_does_not_show_its_title() -> None:
    reading = read(calendar(("SUMMARY:Dana Whitfield", START, "DURATION:PT50M")))
    assert "Dana" not in repr(reading)
    assert "Dana" not in repr(read_events(calendar(("SUMMARY:Dana", START, "DURATION:PT50M"))))


def test_the_library_is_loaded_only_when_a_file_is_read() -> None:
    code = (
        "import sys, vault.lifecycle.unlock, vault.cli.main; "
        "sys.exit('icalendar' in sys.modules or 'dateutil' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
