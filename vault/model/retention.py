"""When a record may be looked at for its end: one pure function over what is known of it.

After `domain/law.md` 1.3. Nothing here destroys anything, and a day that is reached only opens a
review. What is not known never makes a record eligible.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from vault.errors import BadInput
from vault.model.retention_rule import Clause, Event, RetentionRule, Scope, Since
from vault.translation import _

_LATEST_YEAR = 9000
"""Beyond it years are mistyped, and some could not be added."""


class Feb29(StrEnum):
    """The anniversary of 29 February in a common year: the later day, or the earlier."""

    MAR1 = "mar1"
    FEB28 = "feb28"


class RetentionStatus(StrEnum):
    """How far a rule, or all of them, give a day."""

    COMPUTED = "computed"
    OPEN = "open"
    UNDETERMINED = "undetermined"
    NEEDS_REVIEW = "needs_review"
    NOT_APPLICABLE = "not_applicable"


class Flag(StrEnum):
    """What a person should know of how a day came about."""

    NO_TERMINATION_LETTER = "no_termination_letter"
    LETTER_BEFORE_CONTACT = "letter_before_contact"
    BIRTH_DATE_UNKNOWN = "birth_date_unknown"
    FALLBACK_LAST_CONTACT = "fallback_last_contact"
    FALLBACK_LAST_ENTRY = "fallback_last_entry"
    FALLBACK_RECORD_OPENED = "fallback_record_opened"
    CAP = "cap"


@dataclass(frozen=True)
class CareSpan:
    """One episode of care; `services` None means that the contacts were the services.

    `termination` is the end that the letter names, None where there is no letter; `closed_on` the
    day on which the file was closed, which counts where there is none.
    """

    start: date
    contacts: tuple[date, ...] = ()
    services: tuple[date, ...] | None = None
    termination: date | None = None
    discharge: date | None = None
    services_completed: date | None = None
    closed: bool = False
    closed_on: date | None = None


@dataclass(frozen=True)
class RetentionFacts:
    """What is known of a record. All days are event dates, never those of typing.

    `holds` are the days on which each hold was lifted, None for one that is open; `item` the days
    of one entry, paper or disclosure, by event; `requires` what is so of the practice.
    """

    majority_age: int
    birth_date: date | None = None
    record_opened: date | None = None
    last_entry: date | None = None
    death: date | None = None
    episodes: tuple[CareSpan, ...] = ()
    holds: tuple[date | None, ...] = ()
    item: Mapping[Event, date] = field(default_factory=dict)
    requires: Mapping[str, bool] = field(default_factory=dict, repr=False)
    feb29: Feb29 = Feb29.MAR1

    def checked(self) -> "RetentionFacts":
        """Return these facts. Raises BadInput for a day so late that it must be mistyped."""
        days = [self.birth_date, self.record_opened, self.last_entry, self.death, *self.holds]
        for each in self.episodes:
            days += [each.start, each.termination, each.discharge, each.services_completed]
            days.append(each.closed_on)
            days += [*each.contacts, *(each.services or ())]
        if any(day is not None and day.year > _LATEST_YEAR for day in [*days, *self.item.values()]):
            raise BadInput(_("A day of the record is thousands of years from now."))
        return self


@dataclass(frozen=True)
class ClauseDate:
    """Through when one clause keeps a record, and what is to be known of that day."""

    clause: Clause
    through: date
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class RuleDate:
    """What one rule says: kept `through` a day, `eligible` for review on the next.

    `clauses` are those that give a day, each with its own.
    """

    rule: RetentionRule
    status: RetentionStatus
    through: date | None = None
    eligible: date | None = None
    binding_clause: str | None = None
    flags: tuple[Flag, ...] = ()
    clauses: tuple[ClauseDate, ...] = ()


@dataclass(frozen=True)
class Retention:
    """What all rules say together: the latest day, None unless each is computed and none holds."""

    status: RetentionStatus
    eligible: date | None
    rules: tuple[RuleDate, ...]


def compute(facts: RetentionFacts, rules: Sequence[RetentionRule]) -> Retention:
    """Return when a record becomes eligible for review under these rules; the longest wins.

    A hold that is open leaves no day, one that was lifted gives at least the day after. Raises
    BadInput as `RetentionFacts.checked` does.
    """
    dates = rule_dates(facts, rules)
    status = _together(each.status for each in dates)
    eligible = None
    if status is RetentionStatus.COMPUTED and None not in facts.holds:
        lifted = [day + timedelta(days=1) for day in facts.holds if day is not None]
        eligible = max([*(each.eligible for each in dates if each.eligible), *lifted])
    return Retention(status, eligible, dates)


def rule_dates(facts: RetentionFacts, rules: Sequence[RetentionRule]) -> tuple[RuleDate, ...]:
    """Return what each rule says of a record by itself. Raises BadInput as `compute` does."""
    events = _Events(facts.checked())
    return tuple(_of_rule(rule, facts, events) for rule in rules)


def anniversary(day: date, years: int, feb29: Feb29 = Feb29.MAR1) -> date:
    """Return the day so many years after a day."""
    if (day.month, day.day) != (2, 29):
        return day.replace(year=day.year + years)
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        later = feb29 is Feb29.MAR1
        return date(day.year + years, 3 if later else 2, 1 if later else 28)


def may_be_minor(facts: RetentionFacts) -> bool:
    """Tell whether an age may count: the client was, or could have been, a minor when seen."""
    return facts.birth_date is None or _Events(facts).was_minor


def _together(found: Iterable[RetentionStatus]) -> RetentionStatus:
    statuses = set(found)
    in_turn = (RetentionStatus.OPEN, RetentionStatus.UNDETERMINED, RetentionStatus.NEEDS_REVIEW)
    for each in (*in_turn, RetentionStatus.COMPUTED):
        if each in statuses:
            return each
    return RetentionStatus.NOT_APPLICABLE


class _Events:
    """The days that a time may run from, as far as they are known, and what is said of each."""

    def __init__(self, facts: RetentionFacts) -> None:
        self._facts = facts
        contacts = [day for each in facts.episodes for day in each.contacts]
        services = [
            day
            for each in facts.episodes
            for day in (each.contacts if each.services is None else each.services)
        ]
        known = [*contacts, *(each.start for each in facts.episodes)]
        known += filter(None, (facts.record_opened, facts.last_entry))
        self._first_known = min(known, default=None)
        self.last_contact = max(contacts, default=None)
        self._days: dict[Event, date | None] = {
            Event.LAST_CONTACT: self.last_contact,
            Event.LAST_SERVICE: max(services, default=None),
            Event.LAST_ENTRY: facts.last_entry,
            Event.RECORD_OPENED: facts.record_opened,
            Event.CLIENT_DEATH: facts.death,
            **facts.item,
        }
        self._flags: dict[Event, tuple[Flag, ...]] = {}
        if facts.episodes:
            self._end(facts.episodes)

    @property
    def is_open(self) -> bool:
        """Whether care goes on."""
        return any(not each.closed for each in self._facts.episodes)

    @property
    def majority(self) -> date | None:
        """The day of majority; None where the birth date is unknown."""
        birth = self._facts.birth_date
        return None if birth is None else self._at_age(birth, self._facts.majority_age)

    @property
    def was_minor(self) -> bool:
        """Whether the first thing known of the record was before majority, or nothing is known."""
        majority, first = self.majority, self._first_known
        return majority is not None and (first is None or first < majority)

    def day_of(self, since: Since) -> date | None:
        """Return a day that a time runs from, None where it is not known or was not."""
        if since.age is not None:
            birth = self._facts.birth_date
            return None if birth is None else self._at_age(birth, since.age)
        if since.event is Event.MAJORITY:
            return self.majority
        if since.event is Event.BIRTH:
            return self._facts.birth_date
        return self._days.get(since.event)

    def flags_of(self, since: Since) -> tuple[Flag, ...]:
        """Return what is to be said of a day."""
        return self._flags.get(since.event, ())

    def fallback(self) -> tuple[date, Flag] | None:
        """Return the day that stands in where an event did not happen, the latest that is known."""
        days = (
            (self.last_contact, Flag.FALLBACK_LAST_CONTACT),
            (self._facts.last_entry, Flag.FALLBACK_LAST_ENTRY),
        )
        known = [(day, flag) for day, flag in days if day is not None]
        if known:
            return max(known, key=lambda each: each[0])
        opened = self._facts.record_opened
        return None if opened is None else (opened, Flag.FALLBACK_RECORD_OPENED)

    def _at_age(self, birth: date, years: int) -> date:
        return anniversary(birth, years, self._facts.feb29)

    def _end(self, episodes: Sequence[CareSpan]) -> None:
        """Find when care ended last, each episode by itself, and what falls back to that.

        The last episode is the one that began last; of several, the one that ended last.
        """
        last = max(episodes, key=lambda each: (each.start, self._ended(each)[0] or date.min))
        ends = [(*self._ended(each, last=each.start == last.start), each) for each in episodes]
        # Where two end on one day, what is said of the last one counts.
        ended, flags, _whose = max(ends, key=lambda found: (found[0] or date.min, found[2] is last))
        self._days[Event.TERMINATION] = ended
        self._days[Event.DISCHARGE] = last.discharge or ended
        self._days[Event.SERVICES_COMPLETED] = last.services_completed or ended
        self._flags[Event.TERMINATION] = flags
        self._flags[Event.DISCHARGE] = () if last.discharge else flags
        self._flags[Event.SERVICES_COMPLETED] = () if last.services_completed else flags

    def _ended(self, each: CareSpan, *, last: bool = True) -> tuple[date | None, tuple[Flag, ...]]:
        """Return when an episode ended, and what is to be said of it.

        The day that its letter names, or a contact that is later; without a letter the latest of
        its contacts, its closing and, of the last one, the last entry.
        """
        newest = max((*each.contacts, *(each.services or ())), default=None)
        letter = each.termination
        if letter is not None and newest is not None and newest > letter:
            return newest, (Flag.LETTER_BEFORE_CONTACT,)
        if letter is not None:
            return letter, ()
        days = [newest, each.closed_on, self._facts.last_entry if last else None]
        ended = max((day for day in days if day is not None), default=None)
        return ended, (Flag.NO_TERMINATION_LETTER,)


def _of_rule(rule: RetentionRule, facts: RetentionFacts, events: _Events) -> RuleDate:
    if not all(facts.requires.get(name, False) for name in rule.requires):
        return RuleDate(rule, RetentionStatus.NOT_APPLICABLE)
    if rule.scope in (Scope.CLIENT_RECORD, Scope.ITEM) and events.is_open:
        return RuleDate(rule, RetentionStatus.OPEN)
    effective = rule.effective_if
    if effective is not None:
        day = events.day_of(Since(effective.event))
        if day is not None and day < effective.on_or_after:
            return RuleDate(rule, RetentionStatus.NOT_APPLICABLE)
    found: list[ClauseDate] = []
    flags: list[Flag] = []
    unknown = facts.birth_date is None and any(each.needs_birth_date for each in rule.clauses)
    for clause in rule.clauses:
        if clause.minors and not events.was_minor:
            continue
        ran = _through(clause, facts, events, may_fall_back=rule.scope is Scope.CLIENT_RECORD)
        if ran is None:
            if clause.needs_birth_date and facts.birth_date is None:
                continue
            return RuleDate(rule, RetentionStatus.UNDETERMINED, flags=tuple(flags))
        found.append(ran)
        flags += ran.flags
    if unknown:
        flags.append(Flag.BIRTH_DATE_UNKNOWN)
    capped = rule.cap is not None and (events.was_minor or not rule.cap.minors)
    if capped:
        flags.append(Flag.CAP)
    if not found:
        status = RetentionStatus.NEEDS_REVIEW if unknown else RetentionStatus.UNDETERMINED
        return RuleDate(rule, status, flags=tuple(flags))
    binding = max(found, key=lambda each: each.through)
    review = unknown or capped
    return RuleDate(
        rule,
        RetentionStatus.NEEDS_REVIEW if review else RetentionStatus.COMPUTED,
        binding.through,
        binding.through + timedelta(days=1),
        binding.clause.id,
        tuple(dict.fromkeys(flags)),
        tuple(found),
    )


def _through(
    clause: Clause, facts: RetentionFacts, events: _Events, *, may_fall_back: bool
) -> ClauseDate | None:
    """Return through when a clause keeps the record; None where nothing tells.

    Of several events those count that happened; where none did, a chart has a day that stands in.
    """
    known = [(day, each) for each in clause.since if (day := events.day_of(each)) is not None]
    if known:
        chosen = (min if clause.earliest else max)(known, key=lambda each: each[0])
        through = anniversary(chosen[0], clause.years, facts.feb29)
        return ClauseDate(clause, through, events.flags_of(chosen[1]))
    if any(each.needs_birth_date for each in clause.since) or not may_fall_back:
        return None
    instead = events.fallback()
    if instead is None:
        return None
    return ClauseDate(clause, anniversary(instead[0], clause.years, facts.feb29), (instead[1],))
