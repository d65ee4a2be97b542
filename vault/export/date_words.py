"""Days, moments and hours as a document writes them."""

from datetime import date, datetime, time

from vault.translation import _


def day_words(day: date) -> str:
    """Return a day as `14 May 2026`."""
    return _("{day} {month} {year}").format(day=day.day, month=_month(day.month), year=day.year)


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
    """Return a moment as `14 May 2026 at 11:20`, by the clock of the place where it was."""
    return _("{day} at {time}").format(day=day_words(moment.date()), time=f"{moment:%H:%M}")


def times_words(start: time | None, stop: time | None) -> str:
    """Return the hours of a session as `10:00 – 10:50`; empty when none were entered."""
    if start is None:
        return ""
    if stop is None:
        return f"{start:%H:%M}"
    hours = f"{start:%H:%M} – {stop:%H:%M}"
    return _("{hours} the next day").format(hours=hours) if stop < start else hours
