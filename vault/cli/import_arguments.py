"""The arguments of the commands that bring records in."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_command, add_family, add_secrets, add_vault_command
from vault.translation import _


def add_import_commands(commands: Any) -> None:
    """Add the command `import` and the family `imports`."""
    text = _("bring records in from elsewhere")
    bringing = add_command(commands, "import", text, "imports:bring_in")
    bringing.add_argument("source", type=Path, metavar="SOURCE", help=_("a file, folder or ZIP"))
    bringing.add_argument("vault", type=Path, metavar="VAULT")
    add_secrets(bringing)
    for name, help_text in (
        ("--dry-run", _("say what would come, and stop")),
        ("--as-is", _("bring in also what something is missing of")),
    ):
        bringing.add_argument(name, action="store_true", help=help_text)
    for name, help_text in (
        ("--columns", _("JSON: what the columns of tables are")),
        ("--answers", _("JSON: what you say of charts, by their numbers")),
        ("--whose", _("JSON: whose files are that name nobody, by their paths or folders")),
    ):
        bringing.add_argument(name, type=Path, metavar="FILE", help=help_text)
    text = _("why they are here: own, care, or custody for another")
    bringing.add_argument("--basis", choices=("own", "care", "custody"), default="own", help=text)
    for name, metavar, help_text in (
        ("--predecessor", "NAME", _("who kept them before")),
        ("--state", "STATE", _("the state of their license")),
        ("--license", "KIND", _("their license, such as LMHC")),
        ("--license-number", "NUMBER", _("its number")),
        ("--authority", "TEXT", _("on what authority they came: an agreement, a will, an order")),
    ):
        bringing.add_argument(name, default="", metavar=metavar, help=help_text)
    bringing.add_argument("--received", metavar="DAY", help=_("when they came; today if not given"))
    family = add_family(commands, "imports", _("what was brought in"))
    add_vault_command(family, "list", _("list every import"), "imports:list_all")
    text = _("write the receipt of one as a PDF")
    receipt = add_vault_command(family, "receipt", text, "imports:receipt")
    receipt.add_argument("id")
    receipt.add_argument("file", type=Path, metavar="FILE.pdf")
    _add_aside_commands(family)
    for name, text in (
        ("show", _("show one, with every file and its SHA-256")),
        ("undo", _("take out everything that one brought, while nothing of it was changed")),
    ):
        add_vault_command(family, name, text, f"imports:{name}").add_argument("id")


def _add_aside_commands(family: Any) -> None:
    aside = add_family(family, "aside", _("what was set aside, as it looks like process notes"))
    add_vault_command(aside, "list", _("list all of it"), "set_aside:list_all")
    text = _("take one out, on an authorization that was shown")
    taking = add_vault_command(aside, "take-out", text, "set_aside:take_out")
    text = _("the paper: what it is, and by whom")
    taking.add_argument("--authorization", required=True, metavar="TEXT", help=text)
    text = _("the day of the paper; today if not given")
    taking.add_argument("--paper-day", metavar="DAY", help=text)
    text = _("the paper itself, where it is a document in a record")
    taking.add_argument("--document", metavar="ID", help=text)
    text = _("keep it as a process note about this client, instead of a file")
    taking.add_argument("--as-note", metavar="CLIENT", help=text)
    text = _("the day of the session of that process note; today if not given")
    taking.add_argument("--session", metavar="DAY", help=text)
    text = _("give one back, and take its sealed copy from the vault")
    returning = add_vault_command(aside, "return", text, "set_aside:give_back")
    returning.add_argument("--to", required=True, metavar="NAME", help=_("to whom"))
    for command, required in ((taking, False), (returning, True)):
        command.add_argument("id")
        text = _("a new file for it, byte for byte as it came")
        command.add_argument("--out", type=Path, metavar="FILE", required=required, help=text)
