"""participant add, change, remove, list, terms and print-terms: who takes part in a record."""

import argparse
from typing import Any

from vault.cli.newcomers import checks_of
from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import answer_ids, printed_schema, read_input, read_single
from vault.cli.shapes import ParticipantShape
from vault.errors import BadInput
from vault.model.ids import ClientId, ParticipantId, new_id
from vault.model.participant import Participant, RecordBasis, Terms, Unit
from vault.model.participant_words import gap_words
from vault.model.terms_notice import VERSION
from vault.translation import _


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the participant, or the array of them, on standard input."""
    if printed_schema(ParticipantShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(ParticipantShape)
        people = [each.noun(ParticipantId(new_id())) for each in entered]
        checks = checks_of(vault, zip(people, entered, strict=True))
        added = vault.participants.add(people, checks)
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of a participant by the object on standard input."""
    with open_vault(options, output) as vault:
        entered = read_single(ParticipantShape)
        person = entered.noun(ParticipantId(options.id))
        changed = vault.participants.change(person, checks_of(vault, [(person, entered)]))
    output.answer(_json(changed), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take out a participant who was entered by mistake."""
    with open_vault(options, output) as vault:
        removed = vault.participants.remove(ParticipantId(options.id))
    output.answer({"id": removed.id}, _("Removed. Who has left has a last day instead."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List who takes part or has taken part in a unit, the first to join first."""
    with open_vault(options, output) as vault:
        unit = vault.participants.unit(ClientId(options.client))
    lines = [_line(each) for each in unit.people]
    empty = _("Nobody yet. Add someone with: strongroom participant add VAULT")
    output.answer([_json(each) for each in unit.people], "\n".join(lines) or empty)


def terms(options: argparse.Namespace, output: Output) -> None:
    """Show on what terms a unit's record is kept and what it lacks; with --basis, set them.

    Without a client, list the records that lack some of theirs.
    """
    if options.client is None:
        _lacking(options, output)
        return
    unit = ClientId(options.client)
    if options.identified and options.basis is None:
        raise BadInput(_("--identified needs --basis identified-client."))
    with open_vault(options, output) as vault:
        if options.basis is not None:
            basis = RecordBasis(options.basis)
            named = ParticipantId(options.identified) if options.identified else None
            vault.participants.set_terms(Terms(unit, basis, named))
        found = vault.participants.unit(unit)
        born = any(each.birth_date is not None for each in found.people)
        because = vault.releases.why_of_age() if born else ""
    lines = [*_terms_lines(found), *([because] if because else [])]
    output.answer(_terms_json(found) | {"because": because}, "\n".join(lines))


def print_terms(options: argparse.Namespace, output: Output) -> None:
    """Write the terms of a unit's record into a folder, for each to sign; nobody signed by that."""
    with open_vault(options, output) as vault:
        prepared = vault.terms_notices.prepare(ClientId(options.client))
        pdf = prepared.render(output.progress(quiet=options.quiet))
        written = vault.terms_notices.write(prepared, pdf, options.out)
    output.say(_("It names the people and is not encrypted: whoever has the file can read it."))
    path = path_text(written.path)
    value = {"basis": prepared.notice.basis, "version": VERSION, "path": path}
    output.answer(value | {"sha256": written.sha256}, path)


def _lacking(options: argparse.Namespace, output: Output) -> None:
    """List the couples and families that lack some of their terms."""
    if options.basis is not None or options.identified:
        raise BadInput(_("Say for whose record the terms are."))
    with open_vault(options, output) as vault:
        lacking = vault.participants.without_terms()
        names = vault.clients.names(list(lacking))
    lines = [f"{each}  {names[each]}: {lacks}" for each, lacks in lacking.items()]
    value = [{"unit": each, "lacks": lacks} for each, lacks in lacking.items()]
    output.answer(value, "\n".join(lines) or _("No record lacks its terms."))


def _json(each: Participant) -> dict[str, Any]:
    return {
        "id": each.id,
        "unit": each.unit,
        "name": each.name,
        "role": each.role,
        "joined": each.joined.isoformat(),
        "left": each.left.isoformat() if each.left else None,
        "birth_date": each.birth_date.isoformat() if each.birth_date else None,
        "file": each.file,
        "agreed": each.agreed.isoformat() if each.agreed else None,
        "signed_by": each.signed_by,
        "document": each.document,
    }


def _line(each: Participant) -> str:
    days = each.joined.isoformat() + (f" – {each.left.isoformat()}" if each.left else " –")
    return f"{each.id}  {each.name}, {each.role}, {days}"


def _terms_json(unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit.terms.unit,
        "basis": unit.terms.basis,
        "identified": unit.terms.identified,
        "gaps": [{"lack": each.lack, "participant": each.participant} for each in unit.gaps],
    }


def _terms_lines(unit: Unit) -> list[str]:
    names = {each.id: each.name for each in unit.people}
    lines = [_("basis: {basis}").format(basis=unit.terms.basis or _("not chosen"))]
    if unit.terms.identified is not None:
        lines.append(_("identified client: {name}").format(name=names[unit.terms.identified]))
    return lines + [
        gap_words(each, names[each.participant] if each.participant else "") for each in unit.gaps
    ]
