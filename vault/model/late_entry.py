"""Late entries: notes that were signed more days after the service than the practice allows."""

from datetime import date, time
from typing import Protocol

from vault.model.template import IMPORTED, kind_of


class Served(Protocol):
    """A note, or a row of a list: what it is, when the service was, and when it ended."""

    @property
    def template(self) -> str:
        """Its template."""

    @property
    def service_date(self) -> date:
        """The day on which the service began."""

    @property
    def start(self) -> time | None:
        """When it began."""

    @property
    def stop(self) -> time | None:
        """When it ended: before its start, if it went on over midnight."""


def days_late(note: Served, signed_on: date | None, most: int) -> int | None:
    """Return after how many days a note was signed, if that makes it a late entry, or None.

    Only what tells of a contact can be late: a plan or a letter is of the day it is written, and
    what was brought in was signed elsewhere. `most`
    is how many days after the service are not late, counted from the day on which it ended.
    """
    if signed_on is None or note.template == IMPORTED or not kind_of(note.template).contact:
        return None
    over_midnight = note.start is not None and note.stop is not None and note.stop < note.start
    days = (signed_on - note.service_date).days - over_midnight
    return days if days > most else None
