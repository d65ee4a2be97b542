"""How the therapy of an invented client ended: the day, the reason, and whether with a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vault.demo.arc import Phase
from vault.demo.diary import is_holiday
from vault.demo.invented import Invented
from vault.model.client import ClientKind
from vault.model.episode import EndReason

Course = Sequence[tuple[date, Phase]]
"""The days of the sessions of a client, and where in the therapy each stands."""

_WITHOUT_GOODBYE = (
    EndReason.LOST_CONTACT,
    EndReason.CLIENT_WISH,
    EndReason.LOST_CONTACT,
    EndReason.REFERRED,
)
_NO_LETTER = 5
"""One of so many who left got no letter: such gaps are what a check is to find."""

_WRITTEN_UP = timedelta(days=14)


@dataclass(frozen=True)
class DemoEnding:
    """When the file was closed, when the last session was, why, and whether a letter was sent."""

    day: date
    last: date
    reason: EndReason
    letter: bool


def ending_of(client: Invented, course: Course) -> DemoEnding | None:
    """Return how it ended, as the last session tells; None while it goes on."""
    if client.end is None:
        return None
    last, phase = course[-1] if course else (client.first, Phase.FIRST)
    goodbye = phase is Phase.LAST or client.kind is ClientKind.GROUP
    reason = _WITHOUT_GOODBYE[client.number % len(_WITHOUT_GOODBYE)]
    day = last + _WRITTEN_UP
    while is_holiday(day):
        day += timedelta(days=7)
    return DemoEnding(
        day=min(day, client.until),
        last=last,
        reason=EndReason.COMPLETED if goodbye else reason,
        letter=client.number % _NO_LETTER != 0,
    )
