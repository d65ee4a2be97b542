"""conflict check, decide and list: who is known by a name like one that is new."""

import argparse
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, answer_ids, printed_schema, read_single
from vault.cli.shapes import ClientShape
from vault.lifecycle.this_computer import surroundings
from vault.model.conflict import ConflictCheck, Decision, KnownAs, Match, names_of
from vault.model.conflict_words import decision_words, known_words, likeness_words
from vault.model.former_client import FormerClientRule
from vault.model.former_client_words import no_rule_words, rule_words
from vault.model.ids import ClientId, ConflictCheckId, new_id
from vault.translation import _, count_of


class NamesShape(Shape):
    """Names to look for; `client` is the file that is theirs already, if there is one."""

    names: list[str]
    client: str | None = None


class DecisionShape(Shape):
    """What you decided about names, and why; `client` as above."""

    names: list[str]
    decision: Literal["no-conflict", "conflict"]
    client: str | None = None
    reason: str = ""


class WaitingShape(Shape):
    """What you decided about a check that waits, and why."""

    decision: Literal["no-conflict", "conflict"]
    reason: str = ""


class OpeningShape(Shape):
    """A client whose file is opened, why there is no conflict, and more names to look for."""

    client: ClientShape
    reason: str = ""
    names: list[str] = msgspec.field(default_factory=list)


def check(options: argparse.Namespace, output: Output) -> None:
    """Look for the names on standard input; nothing is kept."""
    if printed_schema(NamesShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(NamesShape)
        file = ClientId(entered.client) if entered.client is not None else None
        matches, rules = vault.conflicts.search(entered.names, file), vault.conflicts.rules()
    value = {
        "matches": [_match_json(each) for each in matches],
        "rules": [_rule_json(each) for each in rules],
    }
    lines = [_match_line(each) for each in matches] + [
        rule_words(each, each.through.isoformat()) for each in rules
    ]
    lines += [no_rule_words()] if not rules else []
    nobody = _("Nobody is known by a name like that.")
    output.answer(value, "\n".join(lines if matches else [nobody]))


def decide(options: argparse.Namespace, output: Output) -> None:
    """Keep what was decided about the names on standard input, with who is found for them.

    Where a check that waits is named, it is about the names of that.
    """
    if options.check is not None:
        _decide_waiting(options, output)
        return
    if printed_schema(DecisionShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(DecisionShape)
        file = ClientId(entered.client) if entered.client is not None else None
        decision = Decision(entered.decision)
        kept = vault.conflicts.decide(entered.names, decision, entered.reason, file=file)
    output.answer(_json(kept), kept.id)


def _decide_waiting(options: argparse.Namespace, output: Output) -> None:
    if printed_schema(WaitingShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(WaitingShape)
        check, decision = ConflictCheckId(options.check), Decision(entered.decision)
        kept = vault.conflicts.decide_waiting(check, decision, entered.reason)
    output.answer(_json(kept), kept.id)


def open_file(options: argparse.Namespace, output: Output) -> None:
    """Open the file of the client on standard input by a decision that there is no conflict."""
    if printed_schema(OpeningShape, options, output):
        return
    now = surroundings().clock.now()
    with open_vault(options, output) as vault:
        entered = read_single(OpeningShape)
        client = entered.client.noun(ClientId(new_id()), now)
        names = [*names_of(client), *entered.names]
        vault.conflicts.decide(names, Decision.NO_CONFLICT, entered.reason, opening=client)
    answer_ids([client.id], False, output)


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the newest decisions, or those of one client's file, the newest first.

    Of those that wait, the oldest first, it is said who was found.
    """
    with open_vault(options, output) as vault:
        file = ClientId(options.client) if options.client is not None else None
        listed = vault.conflicts.list_all() if file is None else vault.conflicts.of_client(file)
        waiting, found = vault.conflicts.waiting(), {}
        if options.waiting:
            listed = [each for each in waiting if file in (None, each.client)]
            found = vault.conflicts.names_found(listed)
    empty = _("None yet. Look for names with: strongroom conflict check VAULT")
    if options.waiting:
        empty = _("No conflict check waits for a decision.")
    value = [_json(each) | {"waits": each in waiting} for each in listed]
    lines = [_line(each, found, waits=each in waiting) for each in listed]
    output.answer(value, "\n".join(lines) or empty)


def _json(each: ConflictCheck) -> dict[str, Any]:
    return {
        "id": each.id,
        "checked_at": each.checked_at.isoformat(),
        "names": list(each.names),
        "found": [
            {"id": one.id, "known_as": one.known_as, "likeness": one.likeness} for one in each.found
        ],
        "decision": each.decision,
        "reason": each.reason,
        "client": each.client,
    }


def _match_json(each: Match) -> dict[str, Any]:
    return {
        "id": each.id,
        "known_as": each.known_as,
        "likeness": each.likeness,
        "name": each.name,
        "client": each.client,
        "said": each.said,
        "status": each.status,
        "last_service": each.last_service.isoformat() if each.last_service else None,
    }


def _rule_json(rule: FormerClientRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "cite": rule.cite,
        "through": rule.through.isoformat(),
        "at_least_years": rule.at_least_years,
        "words": rule_words(rule, rule.through.isoformat()),
        "because": rule.because,
    }


def _match_line(each: Match) -> str:
    said = [likeness_words(each.likeness), known_words(each.known_as), each.said]
    said.append(each.status or "")
    if each.last_service is not None:
        said.append(_("last session {day}").format(day=each.last_service))
    return f"{each.client or each.id}  {each.name}: {', '.join(filter(None, said))}"


def _line(each: ConflictCheck, names: Mapping[tuple[str, KnownAs], str], *, waits: bool) -> str:
    """Return a check in a line; `names` says what those are called of whom more is said."""
    found = count_of("{n} found", "{n} found", len(each.found))
    known = [
        f"{names[one.id, one.known_as]} ({known_words(one.known_as)})"
        for one in each.found
        if (one.id, one.known_as) in names
    ]
    found += f" ({', '.join(known)})" if known else ""
    said = [f"{each.checked_at:%Y-%m-%d}", ", ".join(each.names), found]
    why = f" ({each.reason})" if each.reason.strip() else ""
    said.append(_("waits for your decision") if waits else decision_words(each.decision) + why)
    return f"{each.id}  {': '.join(said)}"
