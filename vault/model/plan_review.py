"""When a treatment plan is to be reviewed: on the day that its section *Review on* names."""

from dataclasses import dataclass
from datetime import date

from vault.model.ids import ClientId, NoteId
from vault.model.written_day import days_in

REVIEW = "review"
"""The section of a treatment plan that says it."""
_YEARS_AHEAD = 50
"""A year of two figures in a plan is one to come, as a rule."""


@dataclass(frozen=True)
class PlanReview:
    """The newest signed plan of a client in care, and the day on which it is to be reviewed."""

    client: ClientId
    note: NoteId
    due: date


def review_day(text: str, signed: date, *, month_first: bool) -> date | None:
    """Return the first day after `signed` that a section names; None where it names none."""
    latest = date(signed.year + _YEARS_AHEAD, 12, 31)
    later = (day for day in days_in(text, latest, month_first=month_first) if day > signed)
    return min(later, default=None)
