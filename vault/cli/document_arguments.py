"""The arguments of the commands about documents."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_document_commands(commands: Any) -> None:
    """Add what is done with the documents of clients' files."""
    family = add_family(commands, "document", _("documents of clients’ files, kept sealed"))
    text = _("attach files that JSON on stdin names and describes")
    add_schema(add_vault_command(family, "add", text, "documents:add"))
    text = _("list those of one client, the newest that came first")
    listing = add_vault_command(family, "list", text, "documents:list_all")
    listing.add_argument("client", metavar="CLIENT")
    text = _("print a document as it came, or write a copy that is not encrypted")
    getting = add_vault_command(family, "get", text, "documents:get")
    getting.add_argument("id", metavar="ID")
    getting.add_argument("--out", type=Path, metavar="FILE", help=_("a new file"))
    showing = add_vault_command(family, "show", _("what is said of one"), "documents:show")
    showing.add_argument("id", metavar="ID")
    text = _("find words in their titles and in them")
    searching = add_vault_command(family, "search", text, "documents:search")
    searching.add_argument("text", metavar="WORDS")
    searching.add_argument("--client", metavar="ID")
    searching.add_argument("--limit", type=int, default=20, metavar="N")
    text = _("read those again in which no word was found, such as scans")
    reading = add_vault_command(family, "read-words", text, "documents:read_words")
    reading.add_argument("--client", metavar="ID")
    text = _("list the newest files of the scan folder")
    add_vault_command(family, "scans", text, "documents:scans")
    text = _("replace what is said of one by JSON on stdin; its file stays")
    changing = add_vault_command(family, "change", text, "documents:change")
    add_schema(changing)
    changing.add_argument("id", metavar="ID")
    text = _("it does not belong in this record, for the reason on stdin; it stays readable")
    marking = add_vault_command(family, "mark-in-error", text, "documents:mark_in_error")
    marking.add_argument("id", metavar="ID")
    text = _("take that back")
    standing = add_vault_command(family, "mark-as-standing", text, "documents:mark_as_standing")
    standing.add_argument("id", metavar="ID")
