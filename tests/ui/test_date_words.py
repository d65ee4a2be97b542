"""Days and times in the order of the reader's own locale."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import QLocale

from ui.date_words import (
    age_on,
    day_title,
    distance,
    exact_time,
    long_day,
    plain_day,
    session_words,
    short_day,
)

DAY, TODAY = date(2026, 11, 18), date(2026, 11, 22)
C, US, GB, GERMAN = (QLocale(name) for name in ("C", "en_US", "en_GB", "de_DE"))


@pytest.fixture(params=["en_US", "en_GB", "ja_JP"])
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield str(request.param)
    QLocale.setDefault(before)


def test_the_order_is_the_locales(locale: str) -> None:
    words = short_day(DAY, TODAY)
    assert words.endswith("18") == (locale != "en_GB")
    assert short_day(date(2025, 11, 18), TODAY) == plain_day(date(2025, 11, 18))
    assert "2025" in plain_day(date(2025, 11, 18))
    assert words.split()[0] in long_day(DAY)
    halves = locale == "en_US"
    assert ("PM" in exact_time(time(16, 57, 12))) == halves
    assert ("16" in exact_time(time(16, 57, 12))) != halves


def test_a_session_has_its_times_as_far_as_they_are_known() -> None:
    assert session_words(DAY, None, None) == "Wed 18 Nov 2026"
    assert session_words(DAY, time(16), None) == "Wed 18 Nov 2026, 16:00"
    assert session_words(DAY, time(16), time(16, 50)) == "Wed 18 Nov 2026, 16:00 – 16:50"


@pytest.mark.parametrize(
    ("birth", "years"),
    [
        (date(2000, 11, 22), 26),
        (date(2000, 11, 23), 25),
        (date(2000, 2, 29), 26),
        (date(2026, 11, 22), 0),
        (date(2027, 1, 1), 0),
    ],
)
def test_age_counts_birthdays(birth: date, years: int) -> None:
    assert age_on(birth, TODAY) == years


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (C, "Sunday, 22 November"),
        (US, "Sunday, November 22"),
        (GB, "Sunday 22 November"),
        (GERMAN, "Sonntag, 22. November"),
    ],
)
def test_a_day_of_this_year_needs_no_year(locale: QLocale, words: str) -> None:
    assert day_title(TODAY, TODAY, locale).replace("Sunday, 22", "Sunday 22") == words.replace(
        "Sunday, 22", "Sunday 22"
    )


def test_a_day_of_another_year_names_it() -> None:
    assert day_title(date(2025, 11, 22), TODAY, US) == "Saturday, November 22, 2025"


def test_no_locale_leaves_a_year_or_a_stray_sign() -> None:
    for name in ("fr_FR", "es_ES", "pt_BR", "ja_JP", "hu_HU", "lt_LT", "zh_CN", "bg_BG"):
        words = day_title(TODAY, TODAY, QLocale(name))
        assert "2026" not in words
        assert words == words.strip(" ,.'")


def test_distance_is_told_in_days() -> None:
    days = (date(2026, 11, number) for number in (22, 23, 21, 25, 19))
    assert [distance(day, TODAY) for day in days] == [
        "Today",
        "Tomorrow",
        "Yesterday",
        "In 3 days",
        "3 days ago",
    ]
