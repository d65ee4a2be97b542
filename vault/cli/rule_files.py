"""retention bring-rules, take-back-rules, rule-files, rule-keys and forget-rule-key."""

import argparse
import sys
from datetime import date
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.errors import NotAllowed
from vault.model.record_retention import RecordRetention
from vault.model.retention_rule import RetentionRule
from vault.model.retention_words import rule_words
from vault.model.rule_file import RuleFile, RuleKey
from vault.model.rule_preview import ChangedRecord, ChangedRule, Offered, Preview
from vault.model.rule_preview_words import (
    clauses_words,
    kept_words,
    preview_words,
    record_change_words,
    rule_change_words,
)
from vault.translation import _


def bring(options: argparse.Namespace, output: Output) -> None:
    """Say what a signed rule file changes and for which client, and take it in."""
    with open_vault(options, output) as vault:
        offered = vault.rule_files.offered(options.file, options.key)
        preview = vault.rule_files.preview(offered)
        today = vault.retention.today()
        answer = _offered_json(offered) | _preview_json(preview)
        lines = [*_offered_lines(offered), *_preview_lines(preview, today)]
        if options.dry_run:
            output.answer(answer | {"id": None}, "\n".join(lines))
            return
        trust, label = options.trust, options.label
        if not offered.trusted and not trust and _can_ask(output):
            output.say("\n".join(lines))
            trust, label, lines = _asked(offered), label or _asked_label(), []
        kept = vault.rule_files.take_in(offered, trust, label or _("Maker of rules"))
    output.answer(answer | {"id": kept.id}, "\n".join([*lines, _("Taken in."), kept.id]))


def take_back(options: argparse.Namespace, output: Output) -> None:
    """Put back the rules that were before a file came in, and say what changes by it."""
    with open_vault(options, output) as vault:
        preview = vault.rule_files.preview_back(options.id)
        lines = _preview_lines(preview, vault.retention.today())
        answer = {"id": options.id, "taken_back": not options.dry_run, **_preview_json(preview)}
        if not options.dry_run:
            vault.rule_files.take_back(options.id)
            lines.append(_("Taken back."))
    output.answer(answer, "\n".join(lines))


def list_files(options: argparse.Namespace, output: Output) -> None:
    """List the rule files that came in, the newest first."""
    with open_vault(options, output) as vault:
        found = vault.rule_files.list_all()
    lines = [_file_line(each) for each in found]
    output.answer([_file_json(each) for each in found], "\n".join(lines) or _("No rule file."))


def list_keys(options: argparse.Namespace, output: Output) -> None:
    """List the keys whose rule files are trusted."""
    with open_vault(options, output) as vault:
        found = vault.rule_files.trusted_keys()
    lines = [f"{each.fingerprint}  {each.label}" for each in found]
    output.answer([_key_json(each) for each in found], "\n".join(lines) or _("No key."))


def forget_key(options: argparse.Namespace, output: Output) -> None:
    """Trust a key no more; the files that it signed stay in."""
    with open_vault(options, output) as vault:
        key = vault.rule_files.forget_key(options.fingerprint)
    output.answer(_key_json(key), _("Not trusted any more."))


def _can_ask(output: Output) -> bool:
    return not output.as_json and sys.stdin is not None and sys.stdin.isatty()


def _asked(offered: Offered) -> str:
    """Ask whether the key is trusted: the first two groups of its fingerprint are typed."""
    groups = offered.key.fingerprint.split()
    sys.stderr.write(
        _("To trust this key, type the last two groups of the fingerprint as its maker gave it: ")
    )
    sys.stderr.flush()
    typed = sys.stdin.readline().split()
    if typed != groups[-2:]:
        raise NotAllowed(_("That is another fingerprint. Nothing was changed."))
    return offered.key.fingerprint


def _asked_label() -> str:
    sys.stderr.write(_("A name for this key: "))
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _offered_json(offered: Offered) -> dict[str, Any]:
    file = offered.file
    return {
        "file": {
            "name": file.name,
            "sha256": file.sha256,
            "reviewed": file.reviewed.isoformat(),
            "rules": len(file.table.rules),
        },
        "key": {
            "fingerprint": offered.key.fingerprint,
            "label": offered.key.label,
            "trusted": offered.trusted,
        },
    }


def _preview_json(preview: Preview) -> dict[str, Any]:
    return {
        "rules": [_rule_json(each) for each in preview.rules],
        "records": [_record_json(each) for each in preview.records],
        "unchanged": preview.unchanged,
    }


def _rule_json(each: ChangedRule) -> dict[str, Any]:
    return {
        "id": each.id,
        "change": each.change,
        "applies": each.applies,
        "before": _text_json(each.before),
        "after": _text_json(each.after),
    }


def _text_json(rule: RetentionRule | None) -> dict[str, Any] | None:
    if rule is None or rule.withdrawn:
        return None
    return {
        "cite": rule.cite,
        "status": rule.standing,
        "through": _day(rule.through),
        "clauses": clauses_words(rule),
    }


def _record_json(each: ChangedRecord) -> dict[str, Any]:
    return {
        "client": each.client.id,
        "before": _kept_json(each.before),
        "after": _kept_json(each.after),
        "once_confirmed": _kept_json(each.confirmed),
        "date": each.at_once,
        "date_once_confirmed": each.once_confirmed,
    }


def _kept_json(found: RecordRetention) -> dict[str, Any]:
    return {
        "through": _day(found.through),
        "binding": found.binding.rule.id if found.binding is not None else None,
        "state": found.state,
    }


def _file_json(each: RuleFile) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "sha256": each.sha256,
        "reviewed": each.reviewed.isoformat(),
        "rules": [one.id for one in each.table.rules],
        "came_at": each.came_at.isoformat(),
        "by": each.came_by,
        "signed_by": each.signed_by,
        "key": each.key,
        "taken_back_at": each.taken_back_at.isoformat() if each.taken_back_at else None,
    }


def _key_json(each: RuleKey) -> dict[str, Any]:
    return {
        "fingerprint": each.fingerprint,
        "key": each.key,
        "label": each.label,
        "trusted_at": each.trusted_at.isoformat(),
    }


def _offered_lines(offered: Offered) -> list[str]:
    words = _("Signed by {name}: {fingerprint}") if offered.trusted else _("Key: {fingerprint}")
    signed = words.format(name=offered.key.label, fingerprint=offered.key.fingerprint)
    edition = _("Edition of {day}, SHA-256 {digest}")
    return [signed, edition.format(day=offered.file.reviewed, digest=offered.file.sha256)]


def _preview_lines(preview: Preview, today: date) -> list[str]:
    lines = []
    for rule in preview.rules:
        known = rule.after or rule.before
        name = rule_words(known) if known is not None else rule.id
        lines.append(f"{rule.id}  {name}: {rule_change_words(rule.change)}")
        if rule.applies:
            lines.append(f"  {clauses_words(rule.before)} → {clauses_words(rule.after)}")
    for each in preview.records:
        before, after = kept_words(each.before, today), kept_words(each.after, today)
        lines.append(f"{each.client.id}  {each.client.name}: {record_change_words(each)}")
        lines.append(f"  {before} → {after}")
        if each.confirmed != each.after:
            then = _("  once confirmed: {then}")
            lines.append(then.format(then=kept_words(each.confirmed, today)))
    return [*lines, *preview_words(preview)]


def _file_line(each: RuleFile) -> str:
    words = _("{id}  {name}, edition of {edition}, signed by {signer}, came in on {day}")
    line = words.format(
        id=each.id,
        name=each.name,
        edition=each.reviewed,
        signer=each.signed_by,
        day=each.came_at.date(),
    )
    if each.taken_back_at is None:
        return line
    return _("{line}, taken back on {day}").format(line=line, day=each.taken_back_at.date())


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
