"""The arguments of the commands about fees."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_fee_commands(commands: Any) -> None:
    """Add what is done with charges and payments."""
    family = add_family(commands, "fee", _("what clients owe; no part of their records"))
    text = _("charge for signed notes, from JSON on stdin")
    add_schema(add_vault_command(family, "charge", text, "fees:charge"))
    add_schema(add_vault_command(family, "pay", _("enter payments"), "fees:pay"))
    text = _("let a charge or a payment count no more, for the reason on stdin")
    add_vault_command(family, "void", text, "fees:void").add_argument("id", metavar="ID")
    text = _("let it count again")
    add_vault_command(family, "restore", text, "fees:restore").add_argument("id", metavar="ID")
    text = _("what a client was charged, has paid and owes")
    listing = add_vault_command(family, "list", text, "fees:list_all")
    listing.add_argument("client", metavar="CLIENT")
    text = _("a client's signed fee agreements, version by version")
    agreed = add_vault_command(family, "agreements", text, "fees:agreements")
    agreed.add_argument("client", metavar="CLIENT")
    for name, text in (
        ("statement", _("write a statement of some days as a PDF")),
        ("superbill", _("write a superbill for the client's insurer as a PDF")),
    ):
        writing = add_vault_command(family, name, text, f"fees:{name}")
        writing.add_argument("client", metavar="CLIENT")
        writing.add_argument("--from", dest="first", required=True, metavar="DAY")
        writing.add_argument("--to", dest="last", required=True, metavar="DAY")
        writing.add_argument("--out", type=Path, required=True, metavar="FILE")
        if name == "superbill":
            text = _("with the diagnosis on stdin: it tells the insurer")
            writing.add_argument("--with-diagnosis", action="store_true", help=text)
