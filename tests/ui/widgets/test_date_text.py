"""Dates are read in the locale's order, and what is shown is read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from ui.widgets.date_text import example_date, read_date, shown_date

LOCALES = ("en_US", "en_GB", "de_DE", "sv_SE", "fr_CA", "C", "hu_HU", "ja_JP")


@pytest.mark.parametrize("name", LOCALES)
@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_what_is_shown_is_read_back(name: str, day: date) -> None:
    locale = QLocale(name)
    assert read_date(shown_date(day, locale), locale, latest_year=2026) == day
    assert read_date(day.isoformat(), locale, latest_year=2026) == day


@pytest.mark.parametrize(
    ("text", "locale", "day"),
    [
        ("3/4/2009", "en_US", date(2009, 3, 4)),
        ("3/4/2009", "en_GB", date(2009, 4, 3)),
        ("03.04.2009", "de_DE", date(2009, 4, 3)),
        ("3 4 09", "en_US", date(2009, 3, 4)),
        ("3/4/26", "en_US", date(2026, 3, 4)),
        ("3/4/27", "en_US", date(1927, 3, 4)),
        ("2009-03-04", "en_GB", date(2009, 3, 4)),
        ("2/29/2023", "en_US", None),
        ("13/1/2023", "en_US", None),
        ("1/1/203", "en_US", None),
        ("1/1", "en_US", None),
        ("", "en_US", None),
        ("tomorrow", "en_US", None),
        ("٣/٤/٢٠٠٩", "en_US", None),
    ],
)
def test_typed_dates(text: str, locale: str, day: date | None) -> None:
    assert read_date(text, QLocale(locale), latest_year=2026) == day


def test_the_example_is_for_people() -> None:
    assert example_date(QLocale("en_US")) == "MM/DD/YYYY"
    assert example_date(QLocale("en_GB")) == "DD/MM/YYYY"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en_US", "9 Mar 1984"),
        ("en_US", "March 9, 1984"),
        ("en_US", "mar 9 84"),
        ("en_US", "9-MAR-1984"),
        ("en_US", "1984 March 9"),
        ("de_DE", "9. März 1984"),
        ("de_DE", "9 March 1984"),
        ("de_DE", "9. mär 1984"),
    ],
)
def test_a_month_may_have_its_name(name: str, text: str) -> None:
    assert read_date(text, QLocale(name), latest_year=2026) == date(1984, 3, 9)


@pytest.mark.parametrize(
    "text", ["9 Ma 1984", "Mar Mar 1984", "9 Mars 1984", "31 Feb 1984", "Mar 1984", "9 Mar 198"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert read_date(text, QLocale("en_US"), latest_year=2026) is None
