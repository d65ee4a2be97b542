"""A conflict check: who is known already by a name like that of somebody who asks for care."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from vault.errors import BadInput
from vault.model.audit import Action, Fact
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.ids import AcquaintanceId, ClientId, ConflictCheckId
from vault.model.names_in_text import folded
from vault.model.participant import Participant
from vault.model.representative import Representative
from vault.model.text import LINE_LIMIT, clean_line, clean_name
from vault.translation import _

MOST_NAMES = 500


class Likeness(StrEnum):
    """How far two names are alike, the closest first."""

    SAME = "same"
    NICKNAME = "nickname"
    SIMILAR = "similar"
    FAMILY_NAME = "family-name"


class KnownAs(StrEnum):
    """As what the practice knows somebody."""

    CLIENT = "client"
    PARTICIPANT = "participant"
    REPRESENTATIVE = "representative"
    CONTACT = "contact"
    OWN_LIST = "own-list"
    TURNED_AWAY = "turned-away"


class Decision(StrEnum):
    """What the licensee decided after a check.

    `WAITS` is no decision: what was found was left to be decided by a check that is kept later.
    """

    NO_CONFLICT = "no-conflict"
    CONFLICT = "conflict"
    WAITS = "waits"


class Relationship(StrEnum):
    """What somebody on the licensee's own list is to the licensee.

    262 CMR 8.02(2)(a): familial, romantic, social, supervisory or professional; 20 CSR
    2263-3.040(5) adds financial, political, administrative and legal relationships.
    """

    FAMILY = "family"
    ROMANTIC = "romantic"
    SOCIAL = "social"
    SUPERVISORY = "supervisory"
    PROFESSIONAL = "professional"
    FINANCIAL = "financial"
    OTHER = "other"


@dataclass(frozen=True)
class Acquaintance:
    """Somebody on the licensee's own list; it is administrative, and in no record."""

    id: AcquaintanceId
    name: str = field(repr=False)
    relationship: Relationship
    words: str = field(default="", repr=False)

    def cleaned(self) -> "Acquaintance":
        """Return this person with their text normalised. Raises BadInput for an empty name."""
        return replace(
            self,
            name=clean_name(self.name, _("The name")),
            words=clean_line(self.words, _("What they are to you")),
        )


@dataclass(frozen=True)
class Match:
    """Somebody who is known by a name like one that is new.

    `id` is theirs, `client` the file in which they are known, None where it is not in one; `said`
    is what is known beside the name, such as a role. For a client, `status` and the day of the
    last service are given.
    """

    id: str
    known_as: KnownAs
    likeness: Likeness
    name: str = field(repr=False)
    client: ClientId | None = None
    said: str = field(default="", repr=False)
    status: ClientStatus | None = None
    last_service: date | None = None


@dataclass(frozen=True)
class FoundBefore:
    """A match as a decision keeps it: by id, so that a name lives in one place only."""

    id: str
    known_as: KnownAs
    likeness: Likeness


@dataclass(frozen=True)
class ConflictCheck:
    """What was found for names, and what the licensee decided; `client` is the file, if there is.

    It is administrative, and in no copy of a record.
    """

    id: ConflictCheckId
    checked_at: datetime
    names: tuple[str, ...] = field(repr=False)
    found: tuple[FoundBefore, ...]
    decision: Decision
    reason: str = field(default="", repr=False)
    client: ClientId | None = None

    @property
    def fact(self) -> Fact:
        """What the write that keeps it has done."""
        return Fact(Action.CONFLICT_CHECKED, self.id, self.client, {"found": len(self.found)})


Newcomer = Participant | Representative | Client
"""Somebody who comes into a client's file; of a client, what is now known of them."""


def file_of(newcomer: Newcomer) -> ClientId:
    """Return the client's file into which somebody comes."""
    if isinstance(newcomer, Participant):
        return newcomer.unit
    return newcomer.client if isinstance(newcomer, Representative) else newcomer.id


def new_names(before: Sequence[str], newcomer: Newcomer) -> list[str]:
    """Return the names that stand in a file with somebody and did not `before`.

    Case and accents alone make no new name.
    """
    after = names_of(newcomer) if isinstance(newcomer, Client) else [newcomer.name]
    known = {folded(name) for name in before}
    return [name for name in after if folded(name) not in known]


def names_of(client: Client) -> list[str]:
    """Return what to look for before a client's file is opened: the client, and those around them.

    The name, the preferred name with the family's, and whose the contacts are. A group has a title
    and no name.
    """
    names = [] if client.kind is ClientKind.GROUP else [client.name]
    if names and client.preferred_name:
        family, comma, _first = client.name.partition(",")
        family = family if comma else " ".join(client.name.split()[1:])
        names.append(f"{client.preferred_name} {family}".strip()[:LINE_LIMIT])
    names += [each.whose for each in client.contacts if each.whose.strip()]
    return list(dict.fromkeys(names))


def clean_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names to be looked for, without the empty ones and in one of each.

    Raises BadInput when none is left, or too many are.
    """
    cleaned = [clean_line(each, _("The name")).strip() for each in names]
    kept = tuple(dict.fromkeys(filter(None, cleaned)))
    if not kept:
        raise BadInput(_("There is no name to look for."))
    if len(kept) > MOST_NAMES:
        raise BadInput(_("There are more than {n} names.").format(n=MOST_NAMES))
    return kept


def needs_reason(matches: Sequence[Match | FoundBefore], decision: Decision) -> bool:
    """Tell whether a decision says why: a conflict does, and where more than a family is alike.

    The licensee is to be alert to conflicts (20 CSR 2263-3.040(2)) and may have to show it.
    """
    close = any(each.likeness is not Likeness.FAMILY_NAME for each in matches)
    return close or decision is Decision.CONFLICT


def decided(
    check: ConflictCheckId,
    names: Sequence[str],
    matches: Sequence[Match],
    decision: Decision,
    reason: str,
    *,
    at: datetime,
    client: ClientId | None,
) -> ConflictCheck:
    """Return the decision to be kept.

    Raises BadInput as `check_decision` does.
    """
    reason = clean_line(reason, _("The reason"))
    check_decision(matches, decision, reason)
    return ConflictCheck(
        id=check,
        checked_at=at,
        names=clean_names(names),
        found=_kept(matches),
        decision=decision,
        reason=reason,
        client=client,
    )


def check_decision(matches: Sequence[Match | FoundBefore], decision: Decision, reason: str) -> None:
    """Raise BadInput for what decides nothing, and without a reason where `needs_reason` tells."""
    if decision is Decision.WAITS:
        raise BadInput(_("Decide that there is a conflict, or that there is none."))
    if not reason.strip() and needs_reason(matches, decision):
        raise BadInput(_("Say in a few words why you decide so."))


def left_to_decide(
    check: ConflictCheckId,
    names: Sequence[str],
    matches: Sequence[Match],
    *,
    at: datetime,
    client: ClientId | None,
) -> ConflictCheck:
    """Return the check of names that are like known ones, about which nothing is decided yet.

    Raises BadInput as `clean_names` does.
    """
    found = _kept(matches)
    return ConflictCheck(check, at, clean_names(names), found, Decision.WAITS, client=client)


def is_decided_by(check: ConflictCheck, later: ConflictCheck) -> bool:
    """Tell whether `later` decides what a check left to be decided.

    It does where it is a decision about the same file and all the names, so that a check of
    everyone in a file decides too. A check for which no file was opened is decided by whatever was
    decided about its names since then, such as that a file is opened for them.
    """
    if later.decision is Decision.WAITS:
        return False
    if check.client is None:
        is_about_it = later.checked_at >= check.checked_at
    else:
        is_about_it = later.client == check.client
    return is_about_it and {*map(folded, check.names)} <= {*map(folded, later.names)}


def _kept(matches: Sequence[Match]) -> tuple[FoundBefore, ...]:
    return tuple(FoundBefore(each.id, each.known_as, each.likeness) for each in matches)
