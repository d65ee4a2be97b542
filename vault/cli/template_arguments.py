"""The arguments of the commands about templates of one's own."""

from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_template_commands(commands: Any) -> None:
    """Add the family `template`."""
    family = add_family(commands, "template", _("templates of your own"))
    listing = add_vault_command(family, "list", _("list them"), "templates:list_all")
    listing.add_argument("--all", action="store_true", help=_("those of the program too"))
    copying = add_vault_command(
        family, "copy", _("keep a copy of one, to be edited"), "templates:copy"
    )
    copying.add_argument("template", help=_("such as dap, or the id of an own one"))
    adding = add_vault_command(family, "add", _("add from JSON on stdin"), "templates:add")
    changing = add_vault_command(
        family, "change", _("replace one by JSON on stdin"), "templates:change"
    )
    text = _("take one out; notes written in it stay as they are")
    removing = add_vault_command(family, "remove", text, "templates:remove")
    add_schema(adding)
    for command in (changing, removing):
        command.add_argument("template", help=_("the id of an own one"))
