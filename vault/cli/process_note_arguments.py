"""The arguments of the commands that are about process notes."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_process_note_commands(commands: Any) -> None:
    """Add what is done with process notes."""
    process = add_family(commands, "process-note", _("process notes, under their own key"))
    adding = add_vault_command(process, "add", _("add from JSON on stdin"), "process_notes:add")
    adding.add_argument("--process-recovery-out", type=Path, metavar="FILE")
    add_schema(adding)
    listing = add_vault_command(process, "list", _("list them"), "process_notes:list_rows")
    listing.add_argument("client", nargs="?")
    listing.add_argument("--client", dest="of_client", metavar="ID")
    showing = add_vault_command(process, "show", _("show one"), "process_notes:show")
    showing.add_argument("id")
    finding = add_vault_command(process, "search", _("find words in them"), "process_notes:search")
    finding.add_argument("text")
    text = _("name what looks as if it belonged in the progress note")
    add_vault_command(process, "hints", text, "process_notes:hints").add_argument("id")
