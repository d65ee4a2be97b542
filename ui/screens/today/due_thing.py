"""One thing that is due, and the words that many of them have: since when, and whose."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ui.date_words import short_day
from vault.model.direction import isolated
from vault.model.ids import AppointmentId, ClientId, NoteId
from vault.translation import _, count_of

_MOST_NAMES = 3


@dataclass(frozen=True)
class DueThing:
    """One row of what is due. It leads to a note, the session of a note to begin, or a `screen`.

    `tone` colors its dot and the pill with `age`; `part` is what of the screen it is about;
    `because` says which answer, license or state switched on the rule it goes by, if any.
    """

    kind: str
    title: str
    detail: str = field(repr=False)
    action: str
    age: str = ""
    tone: str = "amber"
    client: ClientId | None = None
    note: NoteId | None = None
    session: tuple[AppointmentId, date] | None = None
    screen: str = "settings"
    part: str | None = None
    because: str = field(default="", repr=False)


def since_words(day: date, today: date, names: str, count: int) -> str:
    """Return since when the first of some things waits, and whose they are."""
    when = short_day(day, today)
    if count == 1:
        return _("From {day} · {names}").format(day=when, names=names)
    return _("Oldest is from {day} · {names}").format(day=when, names=names)


def some_names(all_names: Iterable[str]) -> str:
    """Return the first names of some, and how many more there are."""
    names = [isolated(name) for name in dict.fromkeys(all_names) if name]
    shown = ", ".join(names[:_MOST_NAMES])
    if len(names) <= _MOST_NAMES:
        return shown
    more = count_of("{n} more", "{n} more", len(names) - _MOST_NAMES)
    return _("{names} and {more}").format(names=shown, more=more)


def age_words(day: date, today: date) -> str:
    """Return for how many days something waits."""
    days = (today - day).days
    return _("today") if days <= 0 else count_of("{n} day", "{n} days", days)
