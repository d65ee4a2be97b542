"""The arguments of the commands about people: of a file, its care, and conflicts of interest."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_command, add_family, add_schema, add_vault_command
from vault.translation import _


def add_people_commands(commands: Any) -> None:
    """Add what is done with the people of a file, with its care, and about conflicts."""
    for one, many, words in (
        ("participant", "participants", _("who takes part in a couple, family or group")),
        ("representative", "representatives", _("who may act for a client")),
        ("onset", "onset", _("what clients are given at the start of care")),
        ("amendment", "amendments", _("clients’ requests to amend the record, with their clock")),
        ("measure", "measures", _("outcome measures that clients filled in, and their scores")),
        ("episode", "episodes", _("episodes of care: opened, consented to, ended")),
    ):
        family = add_family(commands, one, words)
        text = _("add from JSON on stdin")
        add_schema(add_vault_command(family, "add", text, f"{many}:add"))
        for name, text in (
            ("change", _("replace by JSON on stdin")),
            ("remove", _("take out one entered by mistake")),
        ):
            if (one, name) != ("measure", "remove"):
                add_vault_command(family, name, text, f"{many}:{name}").add_argument("id")
        listing = add_vault_command(family, "list", _("list those of one"), f"{many}:list_all")
        asked = "?" if one in ("onset", "amendment") else None
        listing.add_argument("client", nargs=asked, metavar="CLIENT")
        if one == "participant":
            _terms_command(family)
        elif one == "measure":
            text = _("print what the measures ask, their bands and sources")
            add_command(family, "kinds", text, f"{many}:kinds")
            text = _("list those whose item 9 was above zero, without a note on safety since")
            add_vault_command(family, "risks", text, f"{many}:risks")
            text = _("it was entered in error, for the reason on stdin; it stays readable")
            marking = add_vault_command(family, "mark-in-error", text, f"{many}:mark_in_error")
            marking.add_argument("id")
        elif one == "onset":
            _print_command(family)
        elif one == "amendment":
            text = _("write the denial of a request to be printed, as a PDF")
            _letter_command(family, text, "letters:denial")
        elif one == "episode":
            text = _("write the letter on the end of one to be printed, as a PDF")
            _letter_command(family, text, "letters:termination")
        elif one == "representative":
            text = _("a client who came of age signed; or who has to, without one")
            anew = add_vault_command(family, "signed-anew", text, f"{many}:signed_anew")
            anew.add_argument("client", nargs="?", metavar="CLIENT")
    text = _("what records lack by the lists of your license")
    family = add_family(commands, "completeness", text)
    text = _("list who lacks something, or what is found of one record")
    listing = add_vault_command(family, "list", text, "completeness:list_all")
    listing.add_argument("client", nargs="?", metavar="CLIENT")
    text = _("what was said of a thing of a file before it was changed")
    earlier = add_vault_command(commands, "earlier-values", text, "earlier_values:show")
    earlier.add_argument("id")
    text = _("of a client: what was removed from the file")
    earlier.add_argument("--removed", action="store_true", help=text)
    _conflict_commands(commands)


def _terms_command(family: Any) -> None:
    text = _("on what terms the record is kept, and what it lacks; or which records lack theirs")
    setting = add_vault_command(family, "terms", text, "participants:terms")
    text = _("the file of several people")
    setting.add_argument("client", nargs="?", metavar="CLIENT", help=text)
    setting.add_argument("--basis", choices=("joint", "identified-client"))
    setting.add_argument("--identified", metavar="ID", help=_("the participant who is the client"))
    text = _("write the terms to be printed, as a PDF, with a line to sign for each who takes part")
    printing = add_vault_command(family, "print-terms", text, "participants:print_terms")
    printing.add_argument("client", metavar="CLIENT")
    printing.add_argument("--out", type=Path, required=True, metavar="DIR")


def _letter_command(family: Any, text: str, runs: str) -> None:
    writing = add_vault_command(family, "letter", text, runs)
    writing.add_argument("id")
    writing.add_argument("--out", type=Path, required=True, metavar="DIR")


def _print_command(family: Any) -> None:
    text = _("write notices to be printed, each as a PDF; without ITEM all that are missing")
    printing = add_vault_command(family, "print", text, "onset:print_notices")
    printing.add_argument("client", metavar="CLIENT")
    printing.add_argument("item", nargs="*", metavar="ITEM", help=_("of the list of this client"))
    printing.add_argument("--out", type=Path, required=True, metavar="DIR")


def _conflict_commands(commands: Any) -> None:
    family = add_family(commands, "conflict", _("who is known by a name like one that is new"))
    text = _("look for the names on stdin; nothing is kept")
    add_schema(add_vault_command(family, "check", text, "conflicts:check"))
    text = _("keep what you decided about the names on stdin, or about a check that waits")
    deciding = add_vault_command(family, "decide", text, "conflicts:decide")
    deciding.add_argument("check", nargs="?", metavar="CHECK", help=_("one that waits"))
    add_schema(deciding)
    text = _("open the file of the client on stdin: there is no conflict")
    add_schema(add_vault_command(family, "open", text, "conflicts:open_file"))
    listing = add_vault_command(family, "list", _("list decisions"), "conflicts:list_all")
    listing.add_argument("client", nargs="?", metavar="CLIENT", help=_("those of one file"))
    listing.add_argument("--waiting", action="store_true", help=_("those that wait for a decision"))
    family = add_family(commands, "own-list", _("with whom you have another relationship"))
    add_schema(add_vault_command(family, "add", _("add from JSON on stdin"), "own_list:add"))
    for name, text in (
        ("change", _("replace by JSON on stdin")),
        ("remove", _("take somebody off")),
    ):
        add_vault_command(family, name, text, f"own_list:{name}").add_argument("id")
    add_vault_command(family, "list", _("list everyone"), "own_list:list_all")
