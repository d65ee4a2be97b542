"""retention rules, confirm-rule, unconfirm-rule, add-rule, change-rule and remove-rule."""

import argparse
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import (
    Shape,
    answer_ids,
    parse_day,
    printed_schema,
    read_input,
    read_single,
)
from vault.cli.rule_answers import came_in_json
from vault.model.dates import parse_date
from vault.model.ids import OwnRuleId, new_id
from vault.model.own_rule import OwnRule
from vault.model.record_retention import Ask
from vault.model.retention_rule import Event
from vault.model.retention_words import (
    ask_words,
    doubt_words,
    majority_words,
    rule_words,
    text_words,
)
from vault.model.rule_trust import Confirmation, KnownAge, KnownRule
from vault.translation import _


class OwnRuleShape(Shape):
    """A rule of your own: `years` from an event, for who was a minor also years after an age.

    `read` is the day on which you read its text. `minor_age` 0 stands for majority; `minor_years`
    null says that it has no clause for minors. `state` is that of the license it is the law for.
    """

    title: str
    cite: str
    read: str
    since: Event
    years: int
    address: str = ""
    state: str = ""
    minor_age: int = 0
    minor_years: int | None = None

    def noun(self, rule_id: OwnRuleId) -> OwnRule:
        """Return the rule. Raises BadInput for a day that is none."""
        return OwnRule(
            id=rule_id,
            title=self.title,
            cite=self.cite,
            address=self.address,
            read=parse_date(self.read),
            since=self.since,
            years=self.years,
            state=self.state,
            minor_age=self.minor_age,
            minor_years=self.minor_years,
        )


def list_rules(options: argparse.Namespace, output: Output) -> None:
    """List the rules that apply to the practice and the ages of majority, and what to confirm."""
    with open_vault(options, output) as vault:
        rules, ages = vault.retention_rules.rules(), vault.retention_rules.ages()
        unruled = vault.retention_rules.unruled()
    lines = [*map(_rule_line, rules), *map(_age_line, ages)]
    lines += [ask_words(Ask.NO_RULE, unruled)] if unruled else []
    output.answer([*map(_rule_json, rules), *map(_age_json, ages)], "\n".join(lines))


def confirm(options: argparse.Namespace, output: Output) -> None:
    """Enter that a rule, or an age of majority, was held against the official text."""
    with open_vault(options, output) as vault:
        day = parse_day(options.day) or vault.retention.today()
        kept = vault.retention_rules.confirm(options.rule, day, options.address)
    output.answer(_confirmation_json(kept), _("Confirmed."))


def unconfirm(options: argparse.Namespace, output: Output) -> None:
    """Take the newest confirmation of a rule back."""
    with open_vault(options, output) as vault:
        kept = vault.retention_rules.unconfirm(options.rule)
    output.answer(_confirmation_json(kept), _("Taken back."))


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the rule of your own, or the array of them, on standard input."""
    if printed_schema(OwnRuleShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(OwnRuleShape)
        added = vault.retention_rules.own.add([each.noun(OwnRuleId(new_id())) for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace a rule of your own by the object on standard input."""
    with open_vault(options, output) as vault:
        entered = read_single(OwnRuleShape).noun(OwnRuleId(options.id))
        changed = vault.retention_rules.own.change(entered)
    output.answer({"id": changed.id}, changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take a rule of your own out."""
    with open_vault(options, output) as vault:
        removed = vault.retention_rules.own.remove(OwnRuleId(options.id))
    output.answer({"id": removed.id}, _("Removed."))


def _rule_json(each: KnownRule) -> dict[str, Any]:
    rule = each.rule
    return {
        "id": rule.id,
        "cite": rule.cite,
        "title": each.title,
        "jurisdiction": rule.jurisdiction,
        "scope": rule.scope,
        "guidance": rule.guidance,
        "status": rule.standing,
        "source": rule.source,
        "through": rule.through.isoformat() if rule.through is not None else None,
        "reviewed": rule.reviewed.isoformat() if rule.reviewed is not None else None,
        "confirmed": _confirmation_json(each.confirmed) if each.confirmed is not None else None,
        "doubts": list(each.doubts),
        "asks": each.asks,
        "came_in": came_in_json(rule),
        "earlier": rule.earlier,
        "withdrawn": rule.withdrawn,
    }


def _age_json(each: KnownAge) -> dict[str, Any]:
    return {
        "id": each.majority.id,
        "age": each.majority.age,
        "statute": each.majority.statute,
        "confirmed": _confirmation_json(each.confirmed) if each.confirmed is not None else None,
        "doubts": list(each.doubts),
    }


def _confirmation_json(each: Confirmation) -> dict[str, Any]:
    return {
        "id": each.id,
        "rule": each.rule,
        "day": each.day.isoformat(),
        "address": each.address,
        "by": each.confirmed_by,
    }


def _rule_line(each: KnownRule) -> str:
    said = [text_words(each.rule)]
    if each.rule.guidance:
        said.append(_("guidance, which binds nobody"))
    if each.rule.withdrawn:
        said.append(_("a rule file says that this rule is no more"))
    if each.confirmed is not None:
        said.append(_("confirmed on {day}").format(day=each.confirmed.day))
    said += map(doubt_words, each.doubts)
    return f"{each.rule.id}  {rule_words(each.rule)}: {'; '.join(said)}"


def _age_line(each: KnownAge) -> str:
    said = [_("{n} years").format(n=each.majority.age)]
    said += [each.majority.statute] if each.majority.statute else []
    if each.confirmed is not None:
        said.append(_("confirmed on {day}").format(day=each.confirmed.day))
    said += map(doubt_words, each.doubts)
    return f"{each.majority.id}  {majority_words(each.majority.id)}: {'; '.join(said)}"
