"""From what is kept of a client to the facts that retention is computed from. Event dates only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vault.model.amendment import AmendmentRequest
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.episode import EndReason, Episode
from vault.model.hold import Hold
from vault.model.ids import ClientId
from vault.model.participant import Participant, RecordBasis, Role, Terms
from vault.model.retention import CareSpan, RetentionFacts
from vault.model.retention_rule import Event


@dataclass(frozen=True)
class Days:
    """The days of one client that a time can run from, all by event.

    `first_contact` and `last_contact` are professional ones, `last_service` when the client was
    seen, `last_entry` that of the last clinical event that was written about. `last_made` is when
    something of the record was written or received last, for the rules that count by that.
    """

    first_contact: date | None = None
    last_contact: date | None = None
    last_service: date | None = None
    last_entry: date | None = None
    last_made: date | None = None


@dataclass(frozen=True)
class Life:
    """What is kept of one client that a time of keeping runs from.

    `people` are those of a unit, with the `births` of those who have a file of their own.
    """

    client: Client
    days: Days = field(default_factory=Days)
    episodes: Sequence[Episode] = ()
    holds: Sequence[Hold] = ()
    requests: Sequence[AmendmentRequest] = ()
    people: Sequence[Participant] = ()
    terms: Terms | None = None
    births: Mapping[ClientId, date | None] = field(default_factory=dict, repr=False)


def facts_of(life: Life, today: date) -> RetentionFacts:
    """Return the facts of a client. A request to amend that waits is a hold (`law.md` 1.3)."""
    waiting = [None for each in life.requests if each.is_open]
    ended = [each.ending for each in life.episodes if each.ending is not None]
    died = [each.day for each in ended if each.reason is EndReason.DIED]
    closed = max((each.day for each in ended), default=None)
    item = {Event.RECORD_CLOSED: closed} if closed is not None else {}
    spans = _spans(life, today)
    # A session that was kept, or a contact that was confirmed, is of the record without a note too.
    contacts = [day for each in spans for day in each.contacts]
    entry = max([*contacts, *filter(None, [life.days.last_entry])], default=None)
    if entry is not None:
        made = max(entry, life.days.last_made or entry)
        item |= {Event.ITEM_CREATED: made, Event.ITEM_SERVICE_DATE: entry}
    return RetentionFacts(
        majority_age=0,
        birth_date=_birth_date(life),
        record_opened=life.client.added_at.date(),
        last_entry=entry,
        death=max(died, default=None),
        episodes=spans,
        holds=(*(each.lifted for each in life.holds), *waiting),
        item=item,
    )


def _birth_date(life: Life) -> date | None:
    """Return the birth date of the client; of a unit that of its youngest, if every one is known.

    Where the record is that of one identified client, theirs. A collateral is no client.
    """
    if life.client.kind is ClientKind.INDIVIDUAL:
        return life.client.birth_date
    people = [each for each in life.people if each.role is not Role.COLLATERAL]
    if life.terms is not None and life.terms.basis is RecordBasis.IDENTIFIED:
        people = [each for each in people if each.id == life.terms.identified] or people
    births = [_born(each, life.births) for each in people]
    known = [day for day in births if day is not None]
    return max(known) if known and len(known) == len(births) else None


def _born(each: Participant, births: Mapping[ClientId, date | None]) -> date | None:
    own = births.get(each.file) if each.file is not None else None
    return own or each.birth_date


def _spans(life: Life, today: date) -> tuple[CareSpan, ...]:
    """Return the episodes; one for the whole file where none is entered.

    The last one has the last contact, even of a day before or after it. A file that is open though
    every episode ended is in care: what goes on is not entered yet.
    """
    days = life.days
    contacts = tuple(day for day in (days.first_contact, days.last_contact) if day is not None)
    services = (days.last_service,) if days.last_service is not None else ()
    episodes = sorted(life.episodes, key=lambda each: each.opened)
    if not episodes:
        start = min([life.client.added_at.date(), *contacts])
        closed = life.client.status is ClientStatus.CLOSED
        return (CareSpan(start, contacts, services, closed=closed),)
    spans = [_span(each, today) for each in episodes]
    newest = spans[-1]
    spans[-1] = replace(newest, contacts=(*newest.contacts, *contacts), services=services)
    if life.client.status is ClientStatus.ACTIVE and all(each.closed for each in spans):
        spans.append(CareSpan(start=today))
    return tuple(spans)


def _span(each: Episode, today: date) -> CareSpan:
    """Return an episode; the letter counts as a contact, and the contact that was confirmed."""
    ending = each.ending
    letter = ending.letter if ending is not None else None
    contacts = [ending.last_contact] if ending is not None else []
    letters = [letter.sent, letter.end] if letter is not None else []
    contacts += [day for day in letters if day <= today]
    return CareSpan(
        start=each.opened,
        contacts=tuple(contacts),
        services=(),
        termination=letter.end if letter is not None else None,
        closed=ending is not None,
        closed_on=ending.day if ending is not None else None,
    )
