"""The arguments of the commands that are about process notes."""

import argparse
from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_process_note_commands(commands: Any) -> None:
    """Add what is done with process notes."""
    process = add_family(commands, "process-note", _("process notes, under their own key"))
    adding = add_vault_command(process, "add", _("add from JSON on stdin"), "process_notes:add")
    adding.add_argument("--process-recovery-out", type=Path, metavar="FILE")
    _add_progress_note(adding)
    add_schema(adding)
    listing = add_vault_command(process, "list", _("list them"), "process_notes:list_rows")
    listing.add_argument("client", nargs="?")
    listing.add_argument("--client", dest="of_client", metavar="ID")
    showing = add_vault_command(process, "show", _("show one"), "process_notes:show")
    showing.add_argument("id")
    finding = add_vault_command(process, "search", _("find words in them"), "process_notes:search")
    finding.add_argument("text")
    text = _("name what looks as if it belonged in the progress note")
    hinting = add_vault_command(process, "hints", text, "process_notes:hints")
    hinting.add_argument("id", help=_("of a process note, or with --draft of a client"))
    hinting.add_argument("--draft", action="store_true")
    _add_draft_commands(process)
    text = _("move a sentence of the draft to the progress note, from JSON on stdin")
    moving = add_vault_command(process, "move", text, "process_notes:move")
    moving.add_argument("client")
    text = _("sign it as an addendum, if the progress note is signed")
    moving.add_argument("--addendum", action="store_true", help=text)
    add_schema(moving)


def _add_draft_commands(process: Any) -> None:
    text = _("write about a client, from JSON on stdin, in place of what is being written")
    writing = add_vault_command(process, "write", text, "process_notes:write")
    writing.add_argument("client")
    writing.add_argument("--process-recovery-out", type=Path, metavar="FILE")
    add_schema(writing)
    text = _("keep what is being written, for good")
    keeping = add_vault_command(process, "keep", text, "process_notes:keep")
    keeping.add_argument("client")
    _add_progress_note(keeping)
    for name, text in (
        ("draft", _("show what is being written about a client")),
        ("undo", _("take the last edit of what is being written back")),
        ("redo", _("do again what was undone last")),
        ("discard", _("throw away what is being written")),
    ):
        add_vault_command(process, name, text, f"process_notes:{name}").add_argument("client")


def _add_progress_note(command: argparse.ArgumentParser) -> None:
    text = _("begin the progress note of the day where there is none")
    command.add_argument("--progress-note", action="store_true", help=text)
