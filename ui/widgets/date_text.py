"""Dates as people type and read them: in the order of their own locale."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale

_CENTURY = 100


def date_pattern(locale: QLocale) -> str:
    """Return the locale's short format with the year in four digits."""
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def shown_date(day: date, locale: QLocale) -> str:
    """Return a date as a field shows it."""
    return locale.toString(QDate(day.year, day.month, day.day), date_pattern(locale))


def example_date(locale: QLocale) -> str:
    """Return a pattern for a reader, such as "MM/DD/YYYY"."""
    pattern = date_pattern(locale)
    pattern = re.sub(r"(?<!d)d(?!d)", "dd", pattern)
    return re.sub(r"(?<!M)M(?!M)", "MM", pattern).upper().replace("'", "")


def read_date(text: str, locale: QLocale, *, latest_year: int) -> date | None:
    """Return the date in a text, or None when there is none.

    The locale's order and ISO 8601 are understood, with any of "/.- " between the numbers. A year
    in two digits is the latest such year that is not after `latest_year`.
    """
    numbers = re.split(r"[\s/.\-]+", text.strip().strip(".").strip())
    if len(numbers) != 3 or not all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in numbers):
        return None
    if len(numbers[0]) == 4:
        return _date(numbers[0], numbers[1], numbers[2], latest_year)
    order = [letter for letter in re.sub(r"(.)\1+", r"\1", date_pattern(locale)) if letter in "dMy"]
    parts = dict(zip(order, numbers, strict=False))
    if len(parts) != 3:
        return None
    return _date(parts["y"], parts["M"], parts["d"], latest_year)


def _date(year: str, month: str, day: str, latest_year: int) -> date | None:
    number = int(year)
    if len(year) <= 2:
        number = latest_year - (latest_year - number) % _CENTURY
    elif len(year) == 3:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
