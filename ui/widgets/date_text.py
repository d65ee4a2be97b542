"""Dates as people type and read them: in the order of their own locale."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale

_CENTURY = 100
_LEAST_LETTERS = 3


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

    The locale's order and ISO 8601 are understood, with any of "/.,- " between the numbers, and a
    month by its name in the locale or in English. A year in two digits is the latest such year
    that is not after `latest_year`.
    """
    numbers = re.split(r"[\s/.,\-]+", text.strip().strip(".").strip())
    if len(numbers) != 3:
        return None
    places = [place for place, part in enumerate(numbers) if not part.isdecimal()]
    month = _month_named(numbers.pop(places[0]), locale) if len(places) == 1 else 0
    if not all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in numbers):
        return None
    if month:
        # "9 Mar 1984" and "March 9, 1984"; a year that comes first has its four digits.
        day, year = numbers[::-1] if len(numbers[0]) == 4 else numbers
        return _date(year, str(month), day, latest_year)
    if len(numbers) != 3:
        return None
    if len(numbers[0]) == 4:
        return _date(numbers[0], numbers[1], numbers[2], latest_year)
    order = [letter for letter in re.sub(r"(.)\1+", r"\1", date_pattern(locale)) if letter in "dMy"]
    parts = dict(zip(order, numbers, strict=False))
    if len(parts) != 3:
        return None
    return _date(parts["y"], parts["M"], parts["d"], latest_year)


def _month_named(word: str, locale: QLocale) -> int:
    """Return the number of the month that a word, or the first three letters, name; 0 for none."""
    wanted = word.casefold()
    for language in (locale, QLocale.c()):
        for month in range(1, 13):
            long, short = QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat
            names = {
                name.casefold().strip(".")
                for form in (long, short)
                for name in (
                    language.monthName(month, form),
                    language.standaloneMonthName(month, form),
                )
            }
            begins = len(wanted) >= _LEAST_LETTERS and any(
                name.startswith(wanted) for name in names
            )
            if wanted in names or begins:
                return month
    return 0


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
