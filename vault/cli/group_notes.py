"""note sign-group: one session of a group, signed in the record of each who was there."""

import argparse
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.model.group_note import GroupNote, Named, placeholders
from vault.model.ids import NoteId, ParticipantId
from vault.model.template import section_title
from vault.translation import _, count_of


def sign(options: argparse.Namespace, output: Output) -> None:
    """Sign a draft for the members who are named, or show what would be signed for whom."""
    note_id = NoteId(options.id)
    with open_vault(options, output) as vault:
        if options.placeholders:
            vault.group_notes.put_placeholders(note_id)
            vault.notes.settle(note_id)
        if not options.present:
            found = vault.group_notes.look_at(note_id)
            output.answer(_preview_json(found), "\n".join(_preview_lines(found)))
            return
        there = [ParticipantId(each) for each in options.present]
        signed = vault.group_notes.sign(note_id, there, looked_at=options.looked_at)
    value = {"id": note_id, "notes": [{"id": each.id, "client": each.client} for each in signed]}
    words = count_of("Signed, in {n} record.", "Signed, in {n} records.", len(signed))
    output.answer(value, words)


def _preview_json(found: GroupNote) -> dict[str, Any]:
    marks = placeholders(found.members)
    return {
        "members": [
            {"id": each.id, "name": each.name, "file": each.file, "placeholder": marks[each.id]}
            for each in found.members
        ],
        "named": [_place_json(each) for each in found.named],
        "possible": [_place_json(each) | {"around": each.around} for each in found.possible],
        "told": [
            {"participant": who, "sections": {each.name: each.text for each in sections}}
            for who, sections in found.told.items()
        ],
    }


def _place_json(each: Named) -> dict[str, Any]:
    return {
        "section": each.section,
        "start": each.start,
        "stop": each.stop,
        "participant": each.member,
    }


def _preview_lines(found: GroupNote) -> list[str]:
    marks = placeholders(found.members)
    lines = [
        f"{marks[each.id]}  {each.name}  {each.id}  {each.file or _('no record of their own')}"
        for each in found.members
    ]
    for each in found.named:
        words = _("Somebody is named in {section}, at {place}.")
        lines.append(words.format(section=section_title(each.section), place=each.start))
    for each in found.possible:
        words = _("May be a member’s name, in {section}: {around}")
        lines.append(words.format(section=section_title(each.section), around=each.around))
    names = {each.id: each.name for each in found.members}
    for who, sections in found.told.items():
        heading = _("The record of the group") if who is None else names[who]
        lines += ["", f"== {heading}"]
        for section in sections:
            lines += ["", section_title(section.name), section.text]
    return lines
