"""How far a rule of retention can be relied on, and what the licensee confirmed of it.

A rule that was read at second hand, whose text breaks off in our copy, whose text is older than
two years by its own date, or that came in as a file, can lengthen a day; it makes nothing eligible
until the licensee has held it against the official text.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vault.errors import BadInput
from vault.model.circumstances import License
from vault.model.dates import birthday
from vault.model.ids import ConfirmationId
from vault.model.retention_rule import Event, RetentionRule, Standing
from vault.model.states import majority_age, majority_statute, state_code
from vault.model.text import clean_line, unless_blank
from vault.translation import _

MAJORITY = "majority-"
"""What the id of an age of majority begins with, before the two letters of the state."""
ASKED_AFTER = 1
"""Years after which a rule asks to be confirmed anew."""
OLD_AFTER = 2
"""Years after which its text is too old to rely on."""


class Doubt(StrEnum):
    """Why a rule makes nothing eligible yet."""

    BROUGHT = "brought"
    SECONDARY = "secondary"
    CUT = "cut"
    UNDATED = "undated"
    OLD = "old"
    NO_STATUTE = "no-statute"


@dataclass(frozen=True)
class Confirmation:
    """The licensee held a rule against the official text on a `day`, at an `address`.

    `text` is the digest of what the rule said then: of another text nothing was confirmed.
    """

    id: ConfirmationId
    rule: str
    text: str
    day: date
    address: str = field(repr=False)
    confirmed_by: str = field(default="", repr=False)

    def cleaned(self, today: date) -> "Confirmation":
        """Return it with its text normalised.

        Raises BadInput for a day to come, and where the official text was read is not said.
        """
        if self.day > today:
            raise BadInput(_("The day of the confirmation is in the future."))
        address = unless_blank(clean_line(self.address, _("Where the official text is")))
        if not address:
            raise BadInput(_("Say where you read the official text: its address, or the book."))
        return replace(self, address=address)


@dataclass(frozen=True)
class Majority:
    """The age of majority of a state of a license, as one confirms it like a rule."""

    state: str
    age: int
    statute: str

    @property
    def id(self) -> str:
        """The id under which it is confirmed."""
        return MAJORITY + self.state


@dataclass(frozen=True)
class KnownRule:
    """A rule that applies, with what was confirmed of it and what is in doubt.

    `asks` tells that it is to be held against the official text, in doubt or a year old.
    """

    rule: RetentionRule
    confirmed: Confirmation | None
    doubts: tuple[Doubt, ...]
    asks: bool
    title: str = field(default="", repr=False)


@dataclass(frozen=True)
class KnownAge:
    """An age of majority that counts, in the same way."""

    majority: Majority
    confirmed: Confirmation | None
    doubts: tuple[Doubt, ...]


def text_of(what: "RetentionRule | Majority") -> str:
    """Return the digest of what a rule or an age of majority says: SHA-256 in hex."""
    if isinstance(what, RetentionRule):
        said: object = (what.cite, what.clauses, what.cap, what.effective_if, what.requires)
        if what.brought:
            # Whom a rule of ours is for was never part of this: old confirmations go on to count.
            said = (said, what.jurisdiction, what.licenses, what.scope, what.guidance)
    else:
        said = (what.state, what.age, what.statute)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def standing(
    confirmations: Iterable[Confirmation], known: Iterable["RetentionRule | Majority"]
) -> Mapping[str, Confirmation]:
    """Return the newest confirmation of each rule as it stands now, by its id."""
    texts = {(_name(each), text_of(each)): str(each.id) for each in known}
    found = [(texts.get((each.rule, each.text)), each) for each in confirmations]
    return newest(replace(each, rule=rule) for rule, each in found if rule is not None)


def majorities(licenses: Sequence[License]) -> list[Majority]:
    """Return the ages of majority that count for these licenses, each state once.

    A license without a state that we know is left out; its age is the highest of all.
    """
    states = dict.fromkeys(filter(None, (state_code(each.state) for each in licenses)))
    return [Majority(each, majority_age(each), majority_statute(each)) for each in states]


def rule_doubts(rule: RetentionRule, confirmed: Confirmation | None, today: date) -> list[Doubt]:
    """Return why a rule makes nothing eligible; nothing where it may be relied on."""
    day = text_day(rule, confirmed)
    if confirmed is None:
        doubts = [Doubt.BROUGHT] if rule.brought else []
        doubts += [Doubt.SECONDARY] if rule.standing is Standing.SECONDARY else []
        doubts += [Doubt.CUT] if rule.cut else []
        doubts += [Doubt.UNDATED] if day is None else []
    else:
        doubts = []
    return doubts + ([Doubt.OLD] if day is not None and _is_past(day, OLD_AFTER, today) else [])


def majority_doubts(each: Majority, confirmed: Confirmation | None, today: date) -> list[Doubt]:
    """Return why an age of majority makes nothing eligible."""
    if confirmed is None:
        return [] if each.statute else [Doubt.NO_STATUTE]
    return [Doubt.OLD] if _is_past(confirmed.day, OLD_AFTER, today) else []


def asks(rule: RetentionRule, confirmed: Confirmation | None, today: date) -> bool:
    """Tell whether a rule asks to be confirmed: it is in doubt, or its text a year old."""
    day = text_day(rule, confirmed)
    old = day is None or _is_past(day, ASKED_AFTER, today)
    return old or bool(rule_doubts(rule, confirmed, today))


def text_day(rule: RetentionRule, confirmed: Confirmation | None) -> date | None:
    """Return the day through which the text of a rule is known to be current.

    Of a text that came in and was confirmed only the confirmation tells that.
    """
    if rule.brought and confirmed is not None:
        return confirmed.day
    days = [rule.through, confirmed.day if confirmed is not None else None]
    return max((day for day in days if day is not None), default=None)


def newest(confirmations: Iterable[Confirmation]) -> Mapping[str, Confirmation]:
    """Return the newest confirmation of each rule, by its id."""
    found: dict[str, Confirmation] = {}
    for each in sorted(confirmations, key=lambda each: each.day):
        found[each.rule] = each
    return found


def leans_on_majority(rule: RetentionRule) -> bool:
    """Tell whether a rule counts by the age of majority, or asks who was a minor."""
    return any(
        clause.minors or any(each.event is Event.MAJORITY for each in clause.since)
        for clause in rule.clauses
    )


def _name(what: "RetentionRule | Majority") -> str:
    return what.name if isinstance(what, RetentionRule) else what.id


def _is_past(day: date, years: int, today: date) -> bool:
    return birthday(day, years) < today
