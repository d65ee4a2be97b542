"""The arguments of the command that writes everything as plain files."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_vault_command
from vault.translation import _


def add_export_command(commands: Any) -> None:
    """Add the command `export`."""
    text = _("write everything as plain files, not encrypted: to read, or to leave Strongroom")
    export = add_vault_command(commands, "export", text, "exports:export")
    text = _("the folder to make")
    export.add_argument("--out", type=Path, metavar="FOLDER", required=True, help=text)
    text = _("csv, fhir, pdf, originals: all if not given; JSON is always there")
    export.add_argument("--format", metavar="FORMAT,…", help=text)
    text = _("process notes too, apart from the records: they need their own passphrase")
    export.add_argument("--process-notes", action="store_true", help=text)
