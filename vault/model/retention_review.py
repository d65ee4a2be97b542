"""What the licensee decided on looking at how long a record is kept, and when she is reminded."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from vault.errors import BadInput
from vault.model.ids import ClientId, ReviewId
from vault.model.text import clean_line, unless_blank
from vault.translation import _

BEFORE = timedelta(days=90)
AGAIN = timedelta(days=90)
"""A reminder comes 90 days before a review may begin, on that day, and every 90 days after."""
_LATEST = timedelta(days=366 * 100)


@dataclass(frozen=True)
class Review:
    """A look at a record on a `day`: kept for now, or in any case through `keep_through`.

    A review never ends a record. `words` say why it is kept longer.
    """

    id: ReviewId
    client: ClientId
    day: date
    keep_through: date | None = None
    words: str = field(default="", repr=False)
    by: str = field(default="", repr=False)

    def cleaned(self, today: date) -> "Review":
        """Return this review with its text normalised.

        Raises BadInput for a day to come, for keeping through a day that is past or beyond a
        lifetime, and for keeping longer without a reason.
        """
        if self.day > today:
            raise BadInput(_("The day of the review is in the future."))
        words = unless_blank(clean_line(self.words, _("Why it is kept longer")))
        if self.keep_through is not None:
            if self.keep_through < self.day:
                raise BadInput(_("The day through which it is kept is past."))
            if self.keep_through - self.day > _LATEST:
                raise BadInput(_("The day through which it is kept is beyond a lifetime."))
            if not words:
                raise BadInput(_("Say in a few words why the record is kept longer."))
        return replace(self, words=words)


@dataclass(frozen=True)
class Reminder:
    """A day on which to look at a record, by its number; its time is over on the day it `ends`.

    `unsettled` tells that something has to be settled before a review may begin.
    """

    number: str
    day: date
    ends: date
    unsettled: bool = False


def kept_through(reviews: Sequence[Review]) -> date | None:
    """Return the latest day through which reviews keep a record: an extension never shortens."""
    days = (each.keep_through for each in reviews)
    return max((day for day in days if day is not None), default=None)


def looked_at(reviews: Sequence[Review]) -> date | None:
    """Return the day of the newest review."""
    return max((each.day for each in reviews), default=None)


def reminder(eligible: date, today: date, looked: date | None) -> date | None:
    """Return the day of the reminder that stands now; None before the first, and when looked at.

    A reminder that was missed gives way to the next; none of them ends a record.
    """
    if today < eligible - BEFORE:
        return None
    if today < eligible:
        newest = eligible - BEFORE
        return newest if looked is None or looked < newest else None
    # Whoever looked after it began is reminded 90 days after that, not by the days of before.
    since = eligible if looked is None or looked < eligible else looked + AGAIN
    return since + (today - since) // AGAIN * AGAIN if since <= today else None


def reminders(eligible: date, since: date, until: date) -> list[date]:
    """Return the days of all reminders from one day to another, both included."""
    day, found = eligible - BEFORE, []
    while day <= until:
        found += [day] if day >= since else []
        day += BEFORE if day < eligible else AGAIN
    return found
