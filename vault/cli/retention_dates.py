"""retention due, explain, review and calendar: how long records are kept, and why."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import entered_text, parse_day
from vault.cli.rule_answers import came_in_json, rule_date_json
from vault.model.ids import ClientId, ReviewId, new_id
from vault.model.record_retention import Dated, RecordRetention, RecordState
from vault.model.retention import RetentionStatus, RuleDate
from vault.model.retention_review import Review
from vault.model.retention_words import (
    ask_words,
    binding_words,
    clause_words,
    clock_words,
    doubt_words,
    flag_words,
    majority_words,
    rule_words,
    state_words,
    status_words,
    text_words,
)
from vault.model.rule_trust import MAJORITY
from vault.translation import _


def due(options: argparse.Namespace, output: Output) -> None:
    """List how long each record is kept: what is over first, then by date."""
    with open_vault(options, output) as vault:
        found = vault.retention.all()
        today = vault.retention.today()
    if options.state is not None:
        found = [each for each in found if each.retention.state == options.state]
    answered = [{**_json(each.retention), "name": each.client.name} for each in found]
    lines = [_line(each, today) for each in found]
    output.answer(answered, "\n".join([*lines, "", _informs()]) if lines else _("No record."))


def date_lines(found: Sequence[Dated], today: date) -> list[str]:
    """Return the records that are not in care, each with its date, beneath a heading."""
    ended = [each for each in found if each.retention.state is not RecordState.IN_CARE]
    return [_("How long records are kept:"), *(f"  {_said(each, today)}" for each in ended)] * bool(
        ended
    )


def explain(options: argparse.Namespace, output: Output) -> None:
    """Tell why a record is kept until its date, clause by clause with the words of the rule."""
    with open_vault(options, output) as vault:
        found = vault.retention.of_client(ClientId(options.client))
        reviews = vault.retention.reviews(found.client)
        beside = vault.retention.clocks(found.client)
        today = vault.retention.today()
    answer = _json(found) | {
        "rules": [
            rule_date_json(each) | {"came_in": came_in_json(each.rule)} for each in found.rules
        ],
        "guidance": [rule_date_json(each) for each in found.guidance],
        "clocks": [rule_date_json(each.date) | {"count": each.count} for each in beside],
        "reviews": [_review_json(each) for each in reviews],
    }
    lines = _explained(found, reviews, today)
    lines[-1:-1] = [clock_words(each) for each in beside]
    output.answer(answer, "\n".join(lines))


def review(options: argparse.Namespace, output: Output) -> None:
    """Enter that a record was looked at; with a day, for the reason on stdin, it is kept longer."""
    through = parse_day(options.keep_through)
    with open_vault(options, output) as vault:
        words = entered_text() if through is not None else ""
        new = Review(
            ReviewId(new_id()), ClientId(options.client), vault.retention.today(), through, words
        )
        kept = vault.retention.add([new])[0]
    output.answer(_review_json(kept), kept.id)


def calendar(options: argparse.Namespace, output: Output) -> None:
    """Write the reminders of all records as a calendar file: record numbers, and no name."""
    with open_vault(options, output) as vault:
        events = vault.retention.write_calendar(options.file)
    output.answer({"file": str(options.file), "events": events}, str(options.file))


def _json(found: RecordRetention) -> dict[str, Any]:
    return {
        "client": found.client,
        "state": found.state,
        "held": found.held,
        "last_contact": _day(found.last_contact),
        "through": _day(found.through),
        "eligible": _day(found.eligible),
        "binding": found.binding.rule.id if found.binding is not None else None,
        "binding_clause": found.binding.binding_clause if found.binding is not None else None,
        "extended": _day(found.extended),
        "asks": list(found.asks),
        "to_confirm": {rule: list(doubts) for rule, doubts in found.doubted.items()},
        "unruled": [{"state": each.state, "license": each.kind} for each in found.unruled],
        "reminded": _day(found.reminded),
    }


def _review_json(each: Review) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client,
        "day": each.day.isoformat(),
        "keep_through": _day(each.keep_through),
        "words": each.words,
        "by": each.by,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _line(each: Dated, today: date) -> str:
    return f"{each.client.id}  {_said(each, today)}"


def _said(each: Dated, today: date) -> str:
    found = each.retention
    said = [state_words(found, today), binding_words(found)]
    if found.through is not None:
        said.insert(0, _("kept through {day}").format(day=found.through))
    return f"{each.client.name}: {', '.join(said)}"


def _explained(found: RecordRetention, reviews: list[Review], today: date) -> list[str]:
    lines = [state_words(found, today)]
    if found.through is not None:
        lines.append(_("Kept through {day}").format(day=found.through))
    if found.last_contact is not None:
        lines.append(_("Last professional contact: {day}").format(day=found.last_contact))
    for each in found.rules:
        lines += _rule_lines(each)
    for each in found.guidance:
        lines += [_("Guidance, which binds nobody:"), *_rule_lines(each)]
    for one in reviews:
        lines.append(_("Looked at on {day}").format(day=one.day))
        if one.keep_through is not None:
            words = _("  kept through {day}: {words}")
            lines.append(words.format(day=one.keep_through, words=one.words))
    lines += [ask_words(ask, found.unruled) for ask in found.asks]
    for rule, doubts in found.doubted.items():
        name = majority_words(rule) if rule.startswith(MAJORITY) else rule
        lines.append(f"  {name}: {', '.join(map(doubt_words, doubts))}")
    return [*lines, _informs()]


def _rule_lines(each: RuleDate) -> list[str]:
    lines = [f"{rule_words(each.rule)}; {text_words(each.rule)} [{each.rule.id}]"]
    if each.status is not RetentionStatus.COMPUTED:
        lines.append(f"  {status_words(each.status)}")
    for clause in each.clauses:
        binds = _(" (binds)") if clause.clause.id == each.binding_clause else ""
        lines.append(f"  {clause_words(clause.clause)}: {clause.through}{binds}")
        if clause.clause.words:
            lines.append(f"    “{clause.clause.words}”")
    return lines + [f"  {flag_words(flag)}" for flag in each.flags]


def _informs() -> str:
    return _("This program informs. It is not legal advice.")
