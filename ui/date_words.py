"""Days and times as a person reads them, in the order and the words of the system's locale."""

import re
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QTime

from vault.date_style import DateStyle
from vault.model.dates import birthday
from vault.translation import _, count_of

_YEAR = re.compile(r"[\s,./-]*(?:'[^']*'\s*)?y+[.\s]*(?:'[^']*')?")


def day_named(name: str | None) -> date | None:
    """Return the day that an address names as YYYY-MM-DD, None for what is none."""
    try:
        return date.fromisoformat(name or "")
    except ValueError:
        return None


def short_day(day: date, today: date) -> str:
    """Return a day such as "18 Nov"; of another year, with its year."""
    return _words(day, "d MMM", "MMM d") if day.year == today.year else plain_day(day)


def plain_day(day: date) -> str:
    """Return a day such as "18 Nov 2026"."""
    return _words(day, "d MMM yyyy", "MMM d, yyyy")


def long_day(day: date) -> str:
    """Return a day such as "Wed 18 Nov 2026"."""
    return _words(day, "ddd d MMM yyyy", "ddd, MMM d, yyyy")


def day_title(day: date, today: date, locale: QLocale | None = None) -> str:
    """Return such as "Sunday, 22 November"; the year only when it is not this one."""
    locale = locale or QLocale()
    pattern = locale.dateFormat(QLocale.FormatType.LongFormat)
    if day.year == today.year:
        pattern = _YEAR.sub("", pattern).strip(" ,.'")
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def distance(day: date, today: date) -> str:
    """Return how far a day is from today, such as "Yesterday" or "In 3 days"."""
    days = (day - today).days
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return count_of("In {n} day", "In {n} days", days)
    return count_of("{n} day ago", "{n} days ago", -days)


def time_of_day(moment: time) -> str:
    """Return a time such as "16:58" or "4:58 PM"."""
    return _time(moment, "HH:mm", "h:mm AP")


def exact_time(moment: time) -> str:
    """Return a time with its seconds, such as "16:57:12"."""
    return _time(moment, "HH:mm:ss", "h:mm:ss AP")


def session_words(day: date, start: time | None, stop: time | None) -> str:
    """Return when a session was, such as "Wed 18 Nov 2026, 16:00 – 16:50"."""
    times = times_words(start, stop)
    return f"{long_day(day)}, {times}" if times else long_day(day)


def times_words(start: time | None, stop: time | None) -> str:
    """Return from when to when, such as "16:00 – 16:50"; nothing without a beginning."""
    if start is None:
        return ""
    return time_of_day(start) + (f" – {time_of_day(stop)}" if stop is not None else "")


def age_on(birth: date, today: date) -> int:
    """Return how many years someone has lived on a day; 0 for one who is born later."""
    years = today.year - birth.year
    return max(0, years if birthday(birth, years) <= today else years - 1)


def system_style() -> DateStyle:
    """Return how the system's locale writes days and hours; documents are to write them so."""
    locale = QLocale()
    order = locale.dateFormat(QLocale.FormatType.ShortFormat)
    hours = locale.timeFormat(QLocale.FormatType.ShortFormat)
    # Asian locales begin with the year; their months stand before their days.
    month_first = not 0 <= order.find("d") < order.find("M")
    return DateStyle(month_first, half_days="a" in hours.lower())


def _words(day: date, day_first: str, month_first: str) -> str:
    wanted = month_first if system_style().month_first else day_first
    return QLocale().toString(QDate(day.year, day.month, day.day), wanted)


def _time(moment: time, whole: str, halves: str) -> str:
    wanted = halves if system_style().half_days else whole
    return QLocale().toString(QTime(moment.hour, moment.minute, moment.second), wanted)
