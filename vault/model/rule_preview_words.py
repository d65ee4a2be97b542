"""What a rule file changes, in words: for the table of the window and the lines of a command."""

from collections.abc import Callable, Sequence
from datetime import date

from vault.model.record_retention import RecordRetention
from vault.model.retention_rule import RetentionRule
from vault.model.retention_words import binding_words, clause_words, state_words
from vault.model.rule_preview import ChangedRecord, DateChange, Preview, RuleChange
from vault.translation import _, count_of

Said = Callable[[date], str]


def rule_change_words(change: RuleChange) -> str:
    """Return what becomes of a rule."""
    return {
        RuleChange.ADDED: _("new"),
        RuleChange.CHANGED: _("changed"),
        RuleChange.SAME: _("says the same"),
        RuleChange.WITHDRAWN: _("dropped"),
    }[change]


def date_change_words(change: DateChange) -> str:
    """Return what becomes of a date."""
    return {
        DateChange.LONGER: _("longer"),
        DateChange.SHORTER: _("shorter"),
        DateChange.SAME: _("the same date"),
        DateChange.GONE: _("no date any more"),
        DateChange.NEW: _("a date"),
    }[change]


def clauses_words(rule: RetentionRule | None) -> str:
    """Return the clauses of a rule in one line; of one that is not there a dash."""
    if rule is None or rule.withdrawn:
        return "–"
    said = [clause_words(each) for each in rule.clauses]
    return "; ".join([*said, *([_("a most is named")] if rule.cap is not None else [])])


def kept_words(found: RecordRetention, today: date, said: Said = date.isoformat) -> str:
    """Return how long a record is kept, by what, and how it stands."""
    words = [state_words(found, today), binding_words(found)]
    if found.through is not None:
        words.insert(0, _("through {day}").format(day=said(found.through)))
    return ", ".join(words)


def record_change_words(each: ChangedRecord) -> str:
    """Return what becomes of the date of a record: at once, and once all is confirmed."""
    now, then = each.at_once, each.once_confirmed
    if now is then:
        return date_change_words(now)
    words = _("{now}; {then} once confirmed")
    return words.format(now=date_change_words(now), then=date_change_words(then))


def preview_words(found: Preview) -> Sequence[str]:
    """Return the counts of what changes, a sentence each."""
    by_change = [
        (len([each for each in found.rules if each.change is change]), rule_change_words(change))
        for change in RuleChange
    ]
    rules = ", ".join(f"{words}: {count}" for count, words in by_change if count)
    sentences = [_("Rules of the file: {rules}.").format(rules=rules)]
    for change, sentence in (
        (DateChange.LONGER, _longer_words),
        (DateChange.SHORTER, _shorter_words),
    ):
        count = len([each for each in found.records if each.at_once is change])
        sentences += [sentence(count)] if count else []
    later = [each for each in found.records if each.at_once is not DateChange.SHORTER]
    count = len([each for each in later if each.once_confirmed is DateChange.SHORTER])
    sentences += [_later_words(count)] if count else []
    stay = count_of("{n} record stays as it is.", "{n} records stay as they are.", found.unchanged)
    return [*sentences, stay]


def _longer_words(count: int) -> str:
    return count_of(
        "{n} record is kept longer at once.", "{n} records are kept longer at once.", count
    )


def _shorter_words(count: int) -> str:
    return count_of(
        "{n} record is kept shorter at once.", "{n} records are kept shorter at once.", count
    )


def _later_words(count: int) -> str:
    return count_of(
        "{n} record is kept shorter once you have confirmed the rules, not before.",
        "{n} records are kept shorter once you have confirmed the rules, not before.",
        count,
    )
