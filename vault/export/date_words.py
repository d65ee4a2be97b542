"""Days, moments and hours as a document writes them."""

from datetime import date, datetime, time

from vault.date_style import date_style
from vault.translation import _

_NOON = 12


def day_words(day: date) -> str:
    """Return a day as `May 14, 2026`, or `14 May 2026` where the reader writes it so."""
    month_first = date_style().month_first
    words = _("{month} {day}, {year}") if month_first else _("{day} {month} {year}")
    return words.format(day=day.day, month=_month(day.month), year=day.year)


def hour_words(hour: time) -> str:
    """Return an hour as `1:20 PM`, or `13:20` where the reader writes it so."""
    if not date_style().half_days:
        return f"{hour:%H:%M}"
    words = _("{hour} AM") if hour.hour < _NOON else _("{hour} PM")
    return words.format(hour=f"{hour.hour % _NOON or _NOON}:{hour:%M}")


def _month(number: int) -> str:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )[number - 1]


def moment_words(moment: datetime) -> str:
    """Return a moment as `May 14, 2026 at 11:20 AM`, by the clock of the place where it was."""
    return _("{day} at {time}").format(day=day_words(moment.date()), time=hour_words(moment.time()))


def times_words(start: time | None, stop: time | None) -> str:
    """Return the hours of a session as `10:00 AM – 10:50 AM`; empty when none were entered."""
    if start is None:
        return ""
    if stop is None:
        return hour_words(start)
    hours = f"{hour_words(start)} – {hour_words(stop)}"
    return _("{hours} the next day").format(hours=hours) if stop < start else hours
