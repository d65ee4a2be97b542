"""Which texts of the rules count: those of the program, and of files that came in beside them.

What came in can lengthen a day at once. It shortens none before the licensee has confirmed it:
until then the text before counts beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vault.errors import NotAllowed
from vault.model.retention_rule import CameIn, RetentionRule
from vault.model.rule_file import RuleFile
from vault.model.rule_table import RuleTable, retention_rules
from vault.model.rule_trust import Confirmation, text_of
from vault.translation import _

_MARK = 8
"""Hex digits of the digest of a text that tell it from others of its rule."""


@dataclass(frozen=True)
class RuleSources:
    """From what the texts follow: files in the order in which they came, and confirmations."""

    files: tuple[RuleFile, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()


@dataclass(frozen=True)
class Texts:
    """The texts that count, earlier ones too, the `newest` of every rule, and what was `before`.

    `pending` are the ids of those that came in and were not confirmed.
    """

    counting: tuple[RetentionRule, ...]
    newest: tuple[RetentionRule, ...]
    before: Mapping[str, tuple[RetentionRule, ...]]
    pending: frozenset[str]


def texts_of(files: Sequence[RuleFile], confirmations: Iterable[Confirmation]) -> Texts:
    """Return which texts count; `files` in the order in which they came, without those taken back.

    Of each rule the newest counts and, as long as that is not confirmed, the one before it, and so
    on down to one that is, or to that of the program.
    """
    confirmed = {(each.rule, each.text) for each in confirmations}
    counting: list[RetentionRule] = []
    newest: list[RetentionRule] = []
    before: dict[str, tuple[RetentionRule, ...]] = {}
    pending: set[str] = set()
    for versions in _versions(files).values():
        last = versions[-1]
        newest.append(last)
        before[last.id] = tuple(each for each in versions[:-1] if not each.withdrawn)
        marks: set[str] = set()
        for each in reversed(versions):
            text = text_of(each)
            settled = not each.brought or (each.id, text) in confirmed
            shown = each if each is last else _earlier(each, text)
            pending |= {shown.id} if not settled else set()
            if text not in marks and not each.withdrawn:
                counting.append(shown)
            marks.add(text)
            if settled:
                break
    return Texts(tuple(counting), tuple(newest), before, frozenset(pending))


def check_newer(table: RuleTable, files: Sequence[RuleFile], key: str) -> None:
    """Raise NotAllowed for a table that is older than what is here, or withdraws what is not here.

    `files` are those that stand, `key` is the one that signed it.
    """
    of_key = [each.reviewed for each in files if each.key == key]
    known = {each.id: each for each in texts_of(files, ()).newest}
    here = [known[each.id].reviewed for each in table.rules if each.id in known]
    days = [day for day in (*of_key, *here) if day is not None]
    if days and table.reviewed < max(days):
        raise NotAllowed(
            _("This file is older than the rules that are here: {day} is newer.").format(
                day=max(days).isoformat()
            ),
            hint=_("Ask its maker for a newer one. Nothing was changed."),
        )
    for each in table.rules:
        if each.withdrawn and (each.id not in known or known[each.id].withdrawn):
            raise NotAllowed(
                _("This file withdraws a rule that is not here: {rule}.").format(rule=each.id)
            )


def says_the_same(one: RetentionRule, other: RetentionRule) -> bool:
    """Tell whether two texts come to the same for every record, wherever they were read."""
    return _said(one) == _said(other)


def _versions(files: Sequence[RuleFile]) -> dict[str, list[RetentionRule]]:
    """Return the texts of each rule, the first one first; one of the program stands at the start.

    What a file says of a rule of which the program has a newer text by now is passed over.
    """
    shipped = retention_rules()
    found = {rule: [each] for rule, each in shipped.items()}
    for file in files:
        came_in = CameIn(file.id, file.came_at.date(), file.signed_by)
        for each in file.table.rules:
            own = shipped.get(each.id)
            if own is not None and own.reviewed and file.reviewed < own.reviewed:
                continue
            if each.withdrawn and each.id not in found:
                continue
            _put(found.setdefault(each.id, []), replace(each, came_in=came_in))
    return found


def _put(versions: list[RetentionRule], new: RetentionRule) -> None:
    """Put a text behind those before; one that says the same takes the place of the last.

    Its day does not make that any younger: the licensee's confirmation does.
    """
    if new.withdrawn:
        below = versions[-1]
        new = replace(new, jurisdiction=below.jurisdiction, licenses=below.licenses)
    if versions and says_the_same(versions[-1], new):
        below = versions[-1]
        versions[-1] = replace(new, through=below.through, brought=below.brought)
    else:
        versions.append(replace(new, brought=True))


def _said(rule: RetentionRule) -> RetentionRule:
    """Return a rule without what its date does not depend on."""
    clauses = tuple(replace(each, words="") for each in rule.clauses)
    cap = replace(rule.cap, words="") if rule.cap is not None else None
    return replace(
        rule,
        source="",
        notes="",
        through=None,
        reviewed=None,
        on_destruction=(),
        clauses=clauses,
        cap=cap,
        came_in=None,
        brought=False,
    )


def _earlier(rule: RetentionRule, text: str) -> RetentionRule:
    return replace(rule, id=f"{rule.id}@{text[:_MARK]}", earlier=True)
