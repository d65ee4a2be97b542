"""What a rule file changes before it is taken in: rule by rule, and record by record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vault.model.client import Client
from vault.model.record_retention import Dated, RecordRetention
from vault.model.retention_rule import RetentionRule
from vault.model.rule_file import RuleFile, RuleKey


class RuleChange(StrEnum):
    """What a file does with a rule."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    WITHDRAWN = "withdrawn"


class DateChange(StrEnum):
    """What becomes of a date."""

    LONGER = "longer"
    SHORTER = "shorter"
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Offered:
    """A rule file that was read and proved to be its maker's. Nothing of it is kept yet.

    `key` signed it; it is `trusted`, or the licensee is asked whether it is to be.
    """

    file: RuleFile
    key: RuleKey
    trusted: bool


@dataclass(frozen=True)
class ChangedRule:
    """A rule before and after; `applies` tells whether it is for a license of the practice."""

    change: RuleChange
    before: RetentionRule | None
    after: RetentionRule | None
    applies: bool

    @property
    def id(self) -> str:
        """The id of the rule."""
        known = self.after or self.before
        return known.id if known is not None else ""


@dataclass(frozen=True)
class ChangedRecord:
    """How long a record is kept before and after, and once every rule that came in is confirmed."""

    client: Client = field(repr=False)
    before: RecordRetention
    after: RecordRetention
    confirmed: RecordRetention

    @property
    def at_once(self) -> DateChange:
        """What becomes of its date at once."""
        return date_change(self.before.through, self.after.through)

    @property
    def once_confirmed(self) -> DateChange:
        """What becomes of its date once the rules are confirmed."""
        return date_change(self.before.through, self.confirmed.through)


@dataclass(frozen=True)
class Preview:
    """What changes, and how many records stay as they are."""

    rules: tuple[ChangedRule, ...]
    records: tuple[ChangedRecord, ...]
    unchanged: int


def date_change(before: date | None, after: date | None) -> DateChange:
    """Return what becomes of a date."""
    if before == after:
        return DateChange.SAME
    if before is None:
        return DateChange.NEW
    if after is None:
        return DateChange.GONE
    return DateChange.LONGER if after > before else DateChange.SHORTER


def changed_rules(
    before: Mapping[str, RetentionRule],
    after: Mapping[str, RetentionRule],
    ids: Sequence[str],
    same: Callable[[RetentionRule, RetentionRule], bool],
    applies: Callable[[RetentionRule], bool],
) -> tuple[ChangedRule, ...]:
    """Return what becomes of the rules of these ids; what applies to the practice comes first."""
    found = []
    for each in ids:
        old, new = before.get(each), after.get(each)
        standing = [one for one in (old, new) if one is not None and not one.withdrawn]
        applied = any(map(applies, standing))
        if old is None or old.withdrawn:
            change = RuleChange.ADDED
        elif new is None or new.withdrawn:
            change = RuleChange.WITHDRAWN
        else:
            change = RuleChange.SAME if same(old, new) else RuleChange.CHANGED
        found.append(ChangedRule(change, old, new, applied))
    return tuple(sorted(found, key=lambda each: (not each.applies, each.id)))


def changed_records(
    before: Sequence[Dated], after: Sequence[Dated], confirmed: Sequence[Dated]
) -> tuple[ChangedRecord, ...]:
    """Return the records of which the date, what binds or the state changes, in the order of old.

    Now, or once the rules are confirmed.
    """
    now = {each.client.id: each.retention for each in after}
    then = {each.client.id: each.retention for each in confirmed}
    found = []
    for each in before:
        new, settled = now[each.client.id], then[each.client.id]
        if len({_shown(each.retention), _shown(new), _shown(settled)}) > 1:
            found.append(ChangedRecord(each.client, each.retention, new, settled))
    return tuple(found)


def _shown(found: RecordRetention) -> tuple[object, ...]:
    """Return what a person sees of a date: the day, what binds, the state, and what is asked."""
    binding = found.binding
    bound = (binding.rule.name, binding.binding_clause) if binding is not None else None
    return found.through, bound, found.state, found.asks
