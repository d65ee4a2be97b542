"""The arguments of the commands about the referral directory."""

from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_referral_commands(commands: Any) -> None:
    """Add the family `referral`."""
    family = add_family(commands, "referral", _("colleagues and services you refer to"))
    listing = add_vault_command(
        family, "list", _("list those that hold these words"), "referrals:list_all"
    )
    listing.add_argument("words", nargs="*", metavar="WORD", help=_("of anything that is known"))
    listing.add_argument("--away", action="store_true", help=_("those that were put away"))
    add_schema(add_vault_command(family, "add", _("add from JSON on stdin"), "referrals:add"))
    for name, text, runs in (
        ("change", _("replace one by JSON on stdin"), "change"),
        ("put-away", _("offer one no more"), "put_away"),
        ("bring-back", _("offer one again"), "bring_back"),
        ("remove", _("take one out; notes that name it stay as they are"), "remove"),
    ):
        add_vault_command(family, name, text, f"referrals:{runs}").add_argument("id")
