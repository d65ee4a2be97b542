"""The day as Today is headed with it, and how far away another one is."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale

from vault.translation import _, count_of

_YEAR = re.compile(r"[\s,./-]*(?:'[^']*'\s*)?y+[.\s]*(?:'[^']*')?")


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
