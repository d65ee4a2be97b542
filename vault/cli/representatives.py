"""representative add, change, remove, list and signed-anew: who may act for a client."""

import argparse
from collections.abc import Mapping
from typing import Any

from vault.cli.newcomers import checks_of
from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import answer_ids, printed_schema, read_input, read_single
from vault.cli.shapes import RepresentativeShape
from vault.lifecycle.this_computer import surroundings
from vault.model.document import Document
from vault.model.ids import ClientId, DocumentId, RepresentativeId, new_id
from vault.model.representative import Authority, Representative
from vault.model.representative_words import (
    authority_words,
    kind_words,
    paper_words,
    power_words,
    scope_words,
)
from vault.translation import _, count_of


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the representative, or the array of them, on standard input."""
    if printed_schema(RepresentativeShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(RepresentativeShape)
        people = [each.noun(RepresentativeId(new_id())) for each in entered]
        checks = checks_of(vault, zip(people, entered, strict=True))
        added = vault.representatives.add(people, checks)
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of a representative by the object on standard input."""
    with open_vault(options, output) as vault:
        entered = read_single(RepresentativeShape)
        person = entered.noun(RepresentativeId(options.id))
        changed = vault.representatives.change(person, checks_of(vault, [(person, entered)]))
    output.answer(_json(changed), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take out a representative who was entered by mistake."""
    with open_vault(options, output) as vault:
        removed = vault.representatives.remove(RepresentativeId(options.id))
    output.answer({"id": removed.id}, _("Removed. Who has ended has a last day instead."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List who acts or has acted for a client, and whether they may act today."""
    today = surroundings().clock.now().date()
    with open_vault(options, output) as vault:
        people = vault.representatives.of_client(ClientId(options.client))
        birth = vault.clients.get(ClientId(options.client)).birth_date
        age, because = vault.releases.age_of_majority(), vault.releases.why_of_age()
        papers = {each.id: each for each in vault.representatives.papers(ClientId(options.client))}
        died = vault.episodes.died(ClientId(options.client))
    found = [(each, each.authority(today, birth, age, died=died)) for each in people]
    value = [
        _json(each) | {"authority": authority, "because": because} for each, authority in found
    ]
    lines = [_line(each, authority, papers) for each, authority in found]
    lines += [because] if lines else []
    empty = _("Nobody yet. Add someone with: strongroom representative add VAULT")
    output.answer(value, "\n".join(lines) or empty)


def signed_anew(options: argparse.Namespace, output: Output) -> None:
    """Keep that a client who came of age signed for themselves: a parent's authority has ended.

    Without a client, list in which files somebody who came of age has not signed anew.
    """
    if options.client is None:
        _list_of_age(options, output)
        return
    with open_vault(options, output) as vault:
        ended = vault.representatives.signed_anew(ClientId(options.client))
    words = count_of(
        "The authority of {n} person has ended.",
        "The authority of {n} people has ended.",
        len(ended),
    )
    output.answer([_json(each) for each in ended], words)


def _list_of_age(options: argparse.Namespace, output: Output) -> None:
    with open_vault(options, output) as vault:
        theirs = [*vault.representatives.came_of_age().items()]
        found = sorted([*theirs, *vault.participants.came_of_age().items()], key=lambda e: e[1])
        names = vault.clients.names([client for client, _day in found])
        why = vault.releases.why_of_age()
    value = [{"client": client, "since": day.isoformat(), "because": why} for client, day in found]
    words = _("{client}  {name}: of age since {day}, to sign anew")
    lines = [words.format(client=each, name=names.get(each, ""), day=day) for each, day in found]
    output.answer(value, "\n".join([*lines, why] if lines else [_("Nobody has to sign anew.")]))


def _json(each: Representative) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client,
        "name": each.name,
        "kind": each.kind,
        "powers": list(each.powers),
        "since": each.since.isoformat(),
        "until": each.until.isoformat() if each.until else None,
        "paper": each.paper,
        "paper_day": each.paper_day.isoformat() if each.paper_day else None,
        "document": each.document,
        "scope": each.scope,
    }


def _line(each: Representative, authority: Authority, papers: Mapping[DocumentId, Document]) -> str:
    said = [each.name, kind_words(each.kind), *map(power_words, each.powers)]
    said += [scope_words(each), paper_words(each, papers)]
    said = [words for words in said if words]
    return f"{each.id}  {', '.join(said)}: {authority_words(authority)}"
