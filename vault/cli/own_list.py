"""own-list add, change, remove and list: with whom the licensee has another relationship."""

import argparse
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, answer_ids, printed_schema, read_input, read_single
from vault.model.conflict import Acquaintance, Relationship
from vault.model.conflict_words import relationship_words
from vault.model.ids import AcquaintanceId, new_id
from vault.model.text import unless_blank
from vault.translation import _


class AcquaintanceShape(Shape):
    """Somebody on your own list, and what they are to you."""

    name: str
    relationship: Relationship
    words: str = ""

    def noun(self, acquaintance_id: AcquaintanceId) -> Acquaintance:
        """Return the person."""
        return Acquaintance(acquaintance_id, self.name, self.relationship, self.words)


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the person, or the array of them, on standard input."""
    if printed_schema(AcquaintanceShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(AcquaintanceShape)
        added = vault.own_list.add([each.noun(AcquaintanceId(new_id())) for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of a person by the object on standard input."""
    with open_vault(options, output) as vault:
        entered = read_single(AcquaintanceShape)
        changed = vault.own_list.change(entered.noun(AcquaintanceId(options.id)))
    output.answer(_json(changed), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take a person off the list."""
    with open_vault(options, output) as vault:
        removed = vault.own_list.remove(AcquaintanceId(options.id))
    output.answer({"id": removed.id}, _("Removed."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List everyone by name."""
    with open_vault(options, output) as vault:
        people = vault.own_list.list_all()
    lines = [f"{each.id}  {each.name}: {_said(each)}" for each in people]
    empty = _("Nobody yet. Add someone with: strongroom own-list add VAULT")
    output.answer([_json(each) for each in people], "\n".join(lines) or empty)


def _said(each: Acquaintance) -> str:
    return unless_blank(each.words) or relationship_words(each.relationship)


def _json(each: Acquaintance) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "relationship": each.relationship,
        "words": each.words,
    }
