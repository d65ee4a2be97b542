"""Where a person is in the window, and how they get elsewhere and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

_MOST_REMEMBERED = 50

NEW = "new"
"""In the place of a note: one is to be begun."""

NEW_CONTACT = "new-contact"
"""In the place of a note: one of a contact, such as a call, is to be begun."""

PEOPLE = "people"
"""In the place of a note: the people of the client are what one comes for."""

DETAILS = "details"
"""In the place of a note: what is known of the client besides the record is what one comes for."""

CARE = "care"
"""In the place of a note: the care of the client is what one comes for."""

ONSET = "onset"
"""In the place of a note: the client's onset checklist is what one comes for."""

COMPLETE = "complete"
"""In the place of a note: what the client's record lacks is what one comes for."""

AMENDMENTS = "amendments"
"""In the place of a note: the client's requests to amend the record are what one comes for."""

HOLDS = "holds"
"""In the place of a note: the legal holds on the client's file are what one comes for."""

DOCUMENTS = "documents"
"""In the place of a note: the client's documents are what one comes for.

Followed by a dash and an id, that one is.
"""
MEASURES = "measures"
"""In the place of a note: the client's outcome measures are what one comes for."""

FEES = "fees"
"""In the place of a note: what the client was charged and owes is what one comes for."""

EMERGENCY_PAGE = "emergency-page"
"""In the place of a note, in Succession: the emergency page is what one comes for."""


@dataclass(frozen=True)
class Destination:
    """A screen, and what of it is shown: ids only, never a name.

    `screen` is the name of a place in the side bar, or of a room within one.
    """

    screen: str
    client: str | None = None
    note: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the destination as the desk keeps it."""
        return asdict(self)


def destination_from(value: Mapping[str, Any] | None) -> Destination | None:
    """Return the destination that the desk kept, or None when it is not one."""
    if not value:
        return None
    screen, client, note = (value.get(name) for name in ("screen", "client", "note"))
    if not isinstance(screen, str):
        return None
    return Destination(
        screen,
        client if isinstance(client, str) else None,
        note if isinstance(note, str) else None,
    )


class Navigation(QObject):
    """The way through the window: `went` tells each arrival."""

    went = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trail: list[Destination] = []

    @property
    def here(self) -> Destination | None:
        """Where the person is; None before the first arrival."""
        return self._trail[-1] if self._trail else None

    def go(self, screen: str, *, client: str | None = None, note: str | None = None) -> None:
        """Go to a screen. Going where one is shows it again."""
        there = Destination(screen, client, note)
        if there != self.here:
            self._trail.append(there)
            del self._trail[:-_MOST_REMEMBERED]
        self.went.emit(there)

    def settle(self, *, client: str | None = None, note: str | None = None) -> None:
        """Say what of this screen is shown now, without going anywhere."""
        if self._trail:
            self._trail[-1] = Destination(self._trail[-1].screen, client, note)

    def forget(self, client: str) -> None:
        """Lead nowhere any more where this client is."""
        self._trail = [each for each in self._trail if each.client != client]

    def back(self) -> None:
        """Go back to where the person came from; at the beginning, nothing happens."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.went.emit(self._trail[-1])
