"""The arguments of the commands about spelling."""

from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_spelling_commands(commands: Any) -> None:
    """Add what is done with words that are right although no dictionary has them."""
    family = add_family(commands, "spelling", _("words of your own, which are never marked"))
    add_vault_command(family, "words", _("list them"), "spelling:words")
    for name, text in (
        ("add", _("add from JSON on stdin")),
        ("remove", _("take out what JSON on stdin names")),
    ):
        add_schema(add_vault_command(family, name, text, f"spelling:{name}"))
