"""The arguments of the commands about supervisors and co-signatures."""

import argparse
from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_supervisor_commands(commands: Any) -> None:
    """Add the family `supervisor`."""
    family = add_family(commands, "supervisor", _("who co-signs what you sign"))
    add_vault_command(family, "list", _("list them"), "cosignatures:list_all")
    adding = add_vault_command(family, "add", _("add from JSON on stdin"), "cosignatures:add")
    add_schema(adding)
    _add_passphrase(adding)
    ending = add_vault_command(family, "end", _("enter the last day"), "cosignatures:end")
    text = _("take out one who co-signed nothing")
    removing = add_vault_command(family, "remove", text, "cosignatures:remove")
    for command in (ending, removing):
        command.add_argument("supervisor", metavar="SUPERVISOR")
    ending.add_argument("day", nargs="?", metavar="DAY", help=_("without it, it goes on"))


def add_cosigning_commands(note: Any) -> None:
    """Add to the family `note` what is done about co-signatures."""
    text = _("list what waits for a co-signature")
    add_vault_command(note, "waiting", text, "cosignatures:waiting")
    text = _("co-sign what waits in one, with the supervisor's own passphrase")
    cosigning = add_vault_command(note, "cosign", text, "cosignatures:cosign")
    _add_passphrase(cosigning)
    text = _("enter that it was co-signed on paper")
    paper = add_vault_command(note, "cosigned-on-paper", text, "cosignatures:cosigned_on_paper")
    for command in (cosigning, paper):
        command.add_argument("id")
        text = _("who; not needed where one alone may")
        command.add_argument("--supervisor", metavar="ID", help=text)
        text = _("the note, or one addendum; once for each. Without it, all that waits in the note")
        command.add_argument("--text", action="append", default=[], metavar="ID", help=text)
    paper.add_argument("--day", required=True, metavar="DAY", help=_("as it stands on the paper"))
    paper.add_argument("--document", metavar="ID", help=_("its scan, a document of the client"))


def _add_passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--cosigner-passphrase-file",
        metavar="FILE",
        help=_("the supervisor's own, its first line; a prompt asks for it otherwise"),
    )
