"""template list, copy, add, change and remove: templates of one's own."""

import argparse
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, answer_ids, printed_schema, read_input, read_single
from vault.errors import BadInput
from vault.model.own_template import OwnSection, OwnTemplate, own_section
from vault.model.template import Template, kind_of, new_own_id, section_help, templates
from vault.translation import _


class SectionShape(Shape):
    """A section: what stands above it, and a hint for whoever writes."""

    heading: str
    hint: str = ""


class TemplateShape(Shape):
    """An own template of a kind of note, such as "progress-note", with its sections in order."""

    kind: str
    title: str
    sections: list[SectionShape]

    def noun(self, template_id: str) -> OwnTemplate:
        """Return the template."""
        sections = (own_section(each.heading, self.kind, each.hint) for each in self.sections)
        return OwnTemplate(template_id, self.title, tuple(sections))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the own templates by title; with --all those of the program before them."""
    with open_vault(options, output) as vault:
        own = vault.own_templates.list_all()
    shipped = list(templates().values()) if options.all else []
    value = [*map(_json, shipped), *map(_json, own)]
    lines = [
        f"{each['id']}  {each['kind']}  {each['title']}: "
        + ", ".join(section["heading"] for section in each["sections"])
        for each in value
    ]
    empty = _("There are none yet. Copy one with: strongroom template copy VAULT TEMPLATE")
    output.answer(value, "\n".join(lines) or empty)


def copy(options: argparse.Namespace, output: Output) -> None:
    """Keep a copy of a template, the program's or an own one, to be edited."""
    with open_vault(options, output) as vault:
        added = vault.own_templates.add([vault.own_templates.copy_of(options.template)])[0]
    output.answer(_json(added), added.id)


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the template, or the array of them, on standard input."""
    if printed_schema(TemplateShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(TemplateShape)
        added = vault.own_templates.add([each.noun(new_own_id(each.kind)) for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace an own template by the object on standard input; its kind stays."""
    with open_vault(options, output) as vault:
        before = vault.own_templates.get(options.template)
        entered = read_single(TemplateShape)
        if entered.kind != before.kind.id:
            raise BadInput(_("A template stays one of its kind of note."))
        changed = vault.own_templates.change(entered.noun(before.id))
    output.answer(_json(changed), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take an own template out; notes that were written in it stay as they are."""
    with open_vault(options, output) as vault:
        removed = vault.own_templates.remove(options.template)
    output.answer({"id": removed.id}, _("Removed."))


def _json(each: Template | OwnTemplate) -> dict[str, Any]:
    if isinstance(each, Template):
        sections = tuple(OwnSection(name, section_help(name)) for name in each.sections)
    else:
        sections = each.sections
    return {
        "id": each.id,
        "kind": kind_of(each.id).id,
        "title": each.title,
        "sections": [
            {"name": one.name, "heading": one.heading, "hint": one.hint} for one in sections
        ],
    }
