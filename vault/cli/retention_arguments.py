"""The arguments of the commands about how long records are kept."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_command, add_family, add_schema, add_vault_command
from vault.translation import _


def add_retention_commands(commands: Any) -> None:
    """Add what is done with holds, and how a day is computed."""
    family = add_family(commands, "retention", _("how long records are kept, and what holds them"))
    text = _("when a record may be looked at for its end, from facts; without a vault")
    computing = add_command(family, "compute", text, "retention_compute:run")
    computing.add_argument("facts", type=Path, metavar="FACTS.json")
    add_schema(computing)
    text = _("place a legal hold from JSON on stdin: nothing of that file is taken out")
    add_schema(add_vault_command(family, "hold", text, "retention:hold"))
    text = _("replace what is said of an open one by JSON on stdin")
    add_vault_command(family, "change-hold", text, "retention:change_hold").add_argument("id")
    text = _("lift a hold, for the reason on stdin")
    lifting = add_vault_command(family, "lift-hold", text, "retention:lift_hold")
    lifting.add_argument("id")
    lifting.add_argument("--day", metavar="DAY", help=_("the day, such as 2026-11-22; or today"))
    text = _("list the holds on one file, or every open one")
    listing = add_vault_command(family, "holds", text, "retention:list_holds")
    listing.add_argument("client", nargs="?", metavar="CLIENT")
