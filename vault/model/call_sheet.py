"""The call sheet: whom to call when the licensee cannot, and nothing else that is known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from vault.model.client import Client, ClientKind, ClientStatus, Contact, ContactUse
from vault.model.dates import birthday
from vault.model.ids import ClientId
from vault.model.text import unless_blank

WEEKS = 4
"""So many weeks of next appointments stand on the sheet."""


@dataclass(frozen=True)
class NextSession:
    """A session that was planned: its day, when it begins, and where it is held, in words."""

    day: date
    start: time
    place: str = field(repr=False)


@dataclass(frozen=True)
class CallEntry:
    """One active client: the name to ask for, how they may be reached, what is planned.

    `minor` says that the contacts are those of somebody else, a guardian, or that there is none.
    """

    name: str = field(repr=False)
    minor: bool
    contacts: tuple[Contact, ...] = field(repr=False)
    sessions: tuple[NextSession, ...]
    first: bool
    line: str = field(repr=False)


@dataclass(frozen=True)
class CallSheet:
    """The sheet of one day: who the licensee is, and an entry for each active client."""

    licensee: str = field(repr=False)
    practice: str = field(repr=False)
    day: date
    entries: tuple[CallEntry, ...]


def last_day(today: date) -> date:
    """Return the last day whose sessions stand on the sheet."""
    return today + timedelta(weeks=WEEKS)


def call_entries(
    clients: Iterable[Client],
    sessions: Mapping[ClientId, Sequence[NextSession]],
    majority: int,
    today: date,
) -> tuple[CallEntry, ...]:
    """Return an entry for each active client: 'call first' first, then who is expected soonest.

    Of a minor only a guardian's contacts stand there; somebody whose birth date is unknown is
    called by their own.
    """
    entries = [
        CallEntry(
            name=client.preferred_name.strip() or client.name,
            minor=_minor(client, majority, today),
            contacts=_contacts(client, majority, today),
            sessions=tuple(sorted(sessions.get(client.id, ()), key=lambda s: (s.day, s.start))),
            first=client.call_first,
            line=unless_blank(client.call_line),
        )
        for client in clients
        if client.status is ClientStatus.ACTIVE
    ]
    return tuple(sorted(entries, key=_order))


def _order(entry: CallEntry) -> tuple[bool, date, time, str]:
    soonest = entry.sessions[0] if entry.sessions else NextSession(date.max, time.max, "")
    return not entry.first, soonest.day, soonest.start, entry.name.casefold()


def _minor(client: Client, majority: int, today: date) -> bool:
    if client.kind is not ClientKind.INDIVIDUAL or client.birth_date is None:
        return False
    return today < birthday(client.birth_date, majority)


def _contacts(client: Client, majority: int, today: date) -> tuple[Contact, ...]:
    """Return the contacts that may be used: of a minor only those that are somebody else's."""
    usable = [each for each in client.contacts if not each.allows(ContactUse.NEVER)]
    if _minor(client, majority, today):
        usable = [each for each in usable if each.whose.strip()]
    return tuple(usable)


@dataclass(frozen=True)
class CallCard:
    """A card that opens the call sheet of a vault and nothing else; one card is enough."""

    vault_id: str
    recipient: str
    made_on: date
    key: str = field(repr=False)
