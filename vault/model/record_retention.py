"""How long one record is kept: what all rules say of it together, and in which state it is.

The dates are those of `retention.rule_dates`. This adds what may not make a record eligible by
itself: rules in doubt, licenses without a rule, and what the licensee decided to keep longer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from vault.model.circumstances import License
from vault.model.client import Client
from vault.model.ids import ClientId
from vault.model.retention import (
    Flag,
    RetentionFacts,
    RetentionStatus,
    RuleDate,
    may_be_minor,
    rule_dates,
)
from vault.model.retention_review import Review, kept_through, looked_at, reminder
from vault.model.retention_rule import RetentionRule
from vault.model.rule_choice import Rules
from vault.model.rule_trust import (
    Confirmation,
    Doubt,
    Majority,
    asks,
    leans_on_majority,
    majority_doubts,
    rule_doubts,
)

SOON = 90
"""Days before the end of a time in which a record is shown as due soon."""


class RecordState(StrEnum):
    """How a record stands. None of them says that it may be destroyed."""

    IN_CARE = "in-care"
    ON_HOLD = "on-hold"
    KEPT = "kept"
    OVER = "over"
    ASK = "ask"
    UNKNOWN = "unknown"


class Ask(StrEnum):
    """What a person has to decide or to find out before a record is eligible."""

    BIRTH_DATE = "birth-date"
    CAP = "cap"
    CONFIRM = "confirm"
    NO_RULE = "no-rule"
    NO_TRIGGER = "no-trigger"


@dataclass(frozen=True)
class Practice:
    """What holds for every record: the rules, what was confirmed of them, and the ages."""

    rules: Rules
    confirmed: Mapping[str, Confirmation]
    majorities: tuple[Majority, ...]
    majority_age: int

    def asks(self, rule: RetentionRule, today: date) -> bool:
        """Tell whether a rule asks to be confirmed: it is in doubt, or its text a year old."""
        return asks(rule, self.confirmed.get(rule.id), today)

    def doubts(self, today: date) -> "Doubts":
        """Return what is in doubt today, by the id of the rule or the age."""
        known = (*self.rules.chart, *self.rules.papers, *self.rules.disclosures)
        kept = self.confirmed
        of_rules = {each.id: rule_doubts(each, kept.get(each.id), today) for each in known}
        of_ages = {
            each.id: majority_doubts(each, kept.get(each.id), today) for each in self.majorities
        }
        return Doubts(of_rules, {name: found for name, found in of_ages.items() if found})


@dataclass(frozen=True)
class Doubts:
    """What is in doubt of the rules, and of the ages of majority."""

    rules: Mapping[str, Sequence[Doubt]]
    ages: Mapping[str, Sequence[Doubt]]

    def of(self, rule: RetentionRule, *, minor: bool) -> dict[str, Sequence[Doubt]]:
        """Return what is in doubt of a rule as it is computed for a record, by id."""
        found = {rule.id: self.rules[rule.id]} if self.rules[rule.id] else {}
        return {**found, **self.ages} if minor and leans_on_majority(rule) else found


@dataclass(frozen=True)
class RecordRetention:
    """How long a record is kept.

    `through` is the last day on which it must be kept, None where there is none: in care, on hold,
    or where nothing tells; `binding` the rule
    that gives it, None where a hold that was lifted or the licensee's own decision does. `doubted`
    names what must be confirmed first. `guidance` stands beside and binds nobody; `held` tells that
    a hold is open, in care too.
    """

    client: ClientId
    state: RecordState
    last_contact: date | None
    rules: tuple[RuleDate, ...]
    guidance: tuple[RuleDate, ...] = ()
    through: date | None = None
    binding: RuleDate | None = None
    extended: date | None = None
    held: bool = False
    minor: bool = False
    asks: tuple[Ask, ...] = ()
    doubted: Mapping[str, Sequence[Doubt]] = field(default_factory=dict)
    unruled: tuple[License, ...] = field(default=(), repr=False)
    reminded: date | None = None

    @property
    def eligible(self) -> date | None:
        """The first day on which a review may begin; None where nothing makes it eligible."""
        settled = self.state in (RecordState.KEPT, RecordState.OVER) and not self.asks
        return self.through + timedelta(days=1) if settled and self.through else None

    def days_left(self, today: date) -> int | None:
        """Return how many days are left until a review may begin, 0 when it may."""
        if self.through is None:
            return None
        return max((self.through + timedelta(days=1) - today).days, 0)

    def is_soon(self, today: date) -> bool:
        """Tell whether its time ends within 90 days."""
        left = self.days_left(today)
        return self.state is RecordState.KEPT and left is not None and 0 < left <= SOON


@dataclass(frozen=True)
class Dated:
    """A record in the list of all: whose it is, and how long it is kept."""

    client: Client
    retention: RecordRetention


@dataclass(frozen=True)
class Waiting:
    """What Today says: the records to look at, what is longest over first, and what to confirm."""

    records: tuple[ClientId, ...] = ()
    rules: tuple[str, ...] = ()


def judge(
    client: ClientId,
    facts: RetentionFacts,
    practice: Practice,
    doubts: Doubts,
    reviews: Sequence[Review],
    today: date,
) -> RecordRetention:
    """Return how long a record is kept. Raises BadInput as `rule_dates` does."""
    facts = replace(facts, majority_age=practice.majority_age, requires=practice.rules.requires)
    rules = practice.rules.chart + practice.rules.guidance
    said = [
        each
        for each in rule_dates(facts, rules)
        if each.status is not RetentionStatus.NOT_APPLICABLE
    ]
    if None in facts.holds:
        said = [_undated(each) for each in said]
    applied = tuple(each for each in said if not each.rule.guidance)
    minor = may_be_minor(facts)
    known = RecordRetention(
        client,
        RecordState.UNKNOWN,
        max((day for span in facts.episodes for day in span.contacts), default=None),
        applied,
        tuple(each for each in said if each.rule.guidance),
        held=None in facts.holds,
        minor=minor,
        unruled=practice.rules.unruled,
    )
    if any(not each.closed for each in facts.episodes):
        return replace(known, state=RecordState.IN_CARE)
    if not known.held:
        known = _dated(known, facts, reviews)
    known = replace(known, doubted=_doubted(applied, doubts, minor), asks=_asks(known))
    if known.doubted:
        known = replace(known, asks=(*known.asks, Ask.CONFIRM))
    known = replace(known, state=_state(known, today))
    if known.through is None:
        return known
    day = known.through + timedelta(days=1)
    return replace(known, reminded=reminder(day, today, looked_at(reviews)))


def _undated(each: RuleDate) -> RuleDate:
    """Return what a rule says of a record that is held: nothing of a day (`law.md` 1.3)."""
    return replace(each, through=None, eligible=None, binding_clause=None, clauses=())


def _dated(
    known: RecordRetention, facts: RetentionFacts, reviews: Sequence[Review]
) -> RecordRetention:
    """Add the latest day that a rule, a lifted hold or a decision gives."""
    binding = max(
        (each for each in known.rules if each.through is not None),
        key=lambda each: each.through or date.min,
        default=None,
    )
    extended = kept_through(reviews)
    days = [day for day in facts.holds if day is not None]
    days += [extended] if extended is not None else []
    days += [binding.through] if binding is not None and binding.through else []
    # Without a rule there is no day: what a person decided keeps a record, and ends nothing.
    through = max(days) if binding is not None else extended
    by_rule = binding if binding is not None and binding.through == through else None
    return replace(known, through=through, binding=by_rule, extended=extended)


def _asks(known: RecordRetention) -> tuple[Ask, ...]:
    flags = {flag for each in known.rules for flag in each.flags}
    undetermined = any(each.status is RetentionStatus.UNDETERMINED for each in known.rules)
    law = [each for each in known.rules if each.rule.jurisdiction.startswith("US-")]
    found = {
        Ask.BIRTH_DATE: Flag.BIRTH_DATE_UNKNOWN in flags,
        Ask.CAP: Flag.CAP in flags,
        Ask.NO_TRIGGER: undetermined,
        Ask.NO_RULE: bool(known.unruled) or not law,
    }
    return tuple(ask for ask, so in found.items() if so)


def _doubted(
    applied: Sequence[RuleDate], doubts: Doubts, minor: bool
) -> dict[str, Sequence[Doubt]]:
    found: dict[str, Sequence[Doubt]] = {}
    for each in applied:
        found |= doubts.of(each.rule, minor=minor)
    return found


def _state(known: RecordRetention, today: date) -> RecordState:
    if known.held:
        return RecordState.ON_HOLD
    if known.through is None or Ask.NO_TRIGGER in known.asks:
        return RecordState.UNKNOWN
    if Ask.BIRTH_DATE in known.asks:
        return RecordState.ASK
    if today <= known.through:
        return RecordState.KEPT
    return RecordState.ASK if known.asks else RecordState.OVER
