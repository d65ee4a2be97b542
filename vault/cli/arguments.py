"""The arguments of every command. Each names the function that runs it, imported only then."""

import argparse
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import vault
from vault.cli.argument_parts import (
    Parser,
    add_command,
    add_compartment,
    add_family,
    add_schema,
    add_secrets,
    add_vault_command,
)
from vault.cli.cosignature_arguments import add_supervisor_commands
from vault.cli.document_arguments import add_document_commands
from vault.cli.export_arguments import add_export_command
from vault.cli.fee_arguments import add_fee_commands
from vault.cli.import_arguments import add_import_commands
from vault.cli.note_arguments import add_note_commands
from vault.cli.people_arguments import add_people_commands
from vault.cli.process_note_arguments import add_process_note_commands
from vault.cli.referral_arguments import add_referral_commands
from vault.cli.retention_arguments import add_retention_commands
from vault.cli.search_arguments import add_client_lists, add_search_commands
from vault.cli.spelling_arguments import add_spelling_commands
from vault.cli.template_arguments import add_template_commands
from vault.translation import _

NOT_YET = (
    "request",
    "consent",
    "disclosure",
    "redact",
    "deidentify",
    "handoff",
)
"""Commands that are promised and whose turn has not come: they answer "not in this version"."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of a command line; `run` names the command's function.

    Raises BadInput for arguments that no command takes.
    """
    if arguments and arguments[0] in NOT_YET:
        return argparse.Namespace(command=arguments[0], run="vault.cli.not_yet:run")
    return _parser().parse_args(arguments)


@cache
def _parser() -> Parser:
    """Return the parser of every command; it is put together once."""
    parser = Parser(
        prog="strongroom",
        description=_("The encrypted record of a practice, without any cloud."),
        epilog=_("With no command, the window opens. This program informs; it is no legal advice."),
    )
    parser.add_argument("--version", action="version", version=f"Strongroom {vault.__version__}")
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=Parser)
    _vault_commands(commands)
    _record_commands(commands)
    _backup_commands(commands)
    _leaving_commands(commands)
    add_spelling_commands(commands)
    add_retention_commands(commands)
    add_import_commands(commands)
    add_export_command(commands)
    for name in NOT_YET:
        later = commands.add_parser(name, help=_("(not in this version)"), add_help=False)
        later.add_argument("rest", nargs=argparse.REMAINDER)
        later.set_defaults(run="vault.cli.not_yet:run")
    return parser


def _vault_commands(commands: Any) -> None:
    create = add_command(commands, "create", _("make a new vault"), "vaults:create")
    create.add_argument("vault", type=Path, help=_("the folder to make"))
    create.add_argument("--new-passphrase-file", metavar="FILE", help=_("its passphrase"))
    create.add_argument("--recovery-out", type=Path, metavar="FILE", help=_("its recovery key"))
    create.add_argument("--process-recovery-out", type=Path, metavar="FILE")
    create.add_argument("--practice", type=Path, metavar="FILE", help=_("JSON: who you are"))
    add_secrets(create)
    inspect = add_command(
        commands, "inspect", _("what a vault is, without a key"), "vaults:inspect"
    )
    inspect.add_argument("vault", type=Path, metavar="FILE")
    verify = add_command(commands, "verify", _("prove a vault whole"), "vaults:verify")
    verify.add_argument("vault", type=Path, metavar="VAULT")
    add_secrets(verify)
    text = _("bring what can be read out of a damaged vault, not encrypted")
    salvage = add_vault_command(commands, "salvage", text, "salvage:salvage")
    salvage.add_argument(
        "--out", type=Path, metavar="FOLDER", required=True, help=_("the folder to make")
    )
    demo = add_command(commands, "demo", _("make a made-up practice"), "demo:demo")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--headless", action="store_true", help=_("open no window"))
    for name, words in (
        ("clients", _("at least so many clients")),
        ("notes", _("so many notes; those written by hand, fewer than twenty, are always there")),
        ("process-notes", _("at most so many process notes")),
        ("documents-mb", _("so many megabytes of documents")),
        ("seed", _("another number makes up another practice")),
    ):
        demo.add_argument(f"--{name}", type=int, metavar="N", help=words)
    _key_commands(commands)
    _share_commands(commands)
    _emergency_commands(commands)
    audit = add_family(commands, "audit", _("the chain of everything done"))
    for name, text in (("verify", _("prove the chain")), ("export", _("print it as JSON"))):
        add_compartment(add_vault_command(audit, name, text, f"audit:{name}"))


def _key_commands(commands: Any) -> None:
    keys = add_family(commands, "keys", _("the ways into a vault"))
    for name, function, text in (
        ("list", "list_ways", _("list the ways in")),
        ("add", "add", _("add a recovery key, to be kept on paper")),
        ("name", "name", _("give a way in a name, such as “in the bank”")),
        ("change", "change", _("change a passphrase")),
        ("remove", "remove", _("let a way in end; all is written anew under a new key")),
        ("rotate", "rotate", _("after a loss: a new key and a new passphrase")),
    ):
        command = add_vault_command(keys, name, text, f"keys:{function}")
        add_compartment(command)
        if name == "add":
            text = _("the file to make for the key: a page (.pdf) or a text")
            command.add_argument(
                "--recovery-out", type=Path, metavar="FILE", required=True, help=text
            )
        if name == "name":
            command.add_argument("--way-in", metavar="WAY_IN", required=True)
            command.add_argument("name", metavar="NAME", help=_("empty takes the name away"))
        if name == "remove":
            command.add_argument("id", metavar="WAY_IN", help=_("such as recovery:2"))
        if name in ("change", "remove", "rotate"):
            text = _("the new one is its first line; a prompt asks else")
            command.add_argument("--new-passphrase-file", metavar="FILE", help=text)
    suggest = add_command(keys, "suggest", _("a passphrase of random words"), "keys:suggest")
    suggest.add_argument("--words", type=int, default=6, metavar="N", help=_("4 to 12"))


def _share_commands(commands: Any) -> None:
    family = add_family(commands, "shares", _("executor cards: some of them open a vault to read"))
    making = add_vault_command(family, "make", _("make a card for each holder"), "shares:make")
    making.add_argument("--k", type=int, metavar="K", required=True, help=_("so many are needed"))
    making.add_argument(
        "--holder",
        action="append",
        default=[],
        metavar="NAME;PHONE;PLACE",
        help=_(
            "who keeps a card, and where; once for each card. Others on this computer may see it; "
            "without it a JSON array of holders is read from stdin"
        ),
    )
    making.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help=_("the folder to make for them")
    )
    making.add_argument(
        "--format", choices=("text", "pdf"), default="text", help=_("what each card is written as")
    )
    combining = add_command(
        family, "combine", _("rebuild the key from the files of enough cards"), "shares:combine"
    )
    text = _("a file with the words of one card, text or PDF")
    combining.add_argument("cards", type=Path, nargs="+", metavar="CARD", help=text)
    combining.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help=_("the file to make for the key")
    )
    add_vault_command(family, "list", _("list who holds which card"), "shares:list_sets")
    text = _("keep that a holder said today to have a card")
    confirming = add_vault_command(family, "confirm", text, "shares:confirm")
    confirming.add_argument("way_in", metavar="WAY_IN", help=_("such as executor:3"))
    confirming.add_argument("card", type=int, metavar="CARD", help=_("its number"))
    text = _("change a card's holder, phone or place by JSON on stdin")
    changing = add_vault_command(family, "change", text, "shares:change")
    changing.add_argument("way_in", metavar="WAY_IN", help=_("such as executor:3"))
    changing.add_argument("card", type=int, metavar="CARD", help=_("its number"))
    for command in (making, changing):
        add_schema(command)
    for command in (making, confirming, changing):
        add_compartment(command)


def _emergency_commands(commands: Any) -> None:
    family = add_family(commands, "callsheet", _("whom to call when the licensee cannot"))
    add_vault_command(
        family, "show", _("print the call sheet of a vault"), "emergency:show_call_sheet"
    )
    making = add_vault_command(
        family, "card", _("make a card that opens it and nothing else"), "emergency:call_card"
    )
    making.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help=_("a page (.pdf) or a text")
    )
    add_vault_command(
        family,
        "end-cards",
        _("let all its cards end; copies made before still open"),
        "emergency:end_call_cards",
    )
    text = _("print it with a card alone, without opening the vault")
    opening = add_command(family, "open", text, "emergency:open_sheet")
    text = _("a vault, a backup place, or a file callsheet.age")
    opening.add_argument("place", type=Path, metavar="PLACE", help=text)
    opening.add_argument(
        "--card-file",
        type=Path,
        metavar="FILE",
        required=True,
        help=_("the call card, a recovery kit, or a key that executor cards rebuilt"),
    )
    family = add_family(commands, "emergency", _("the page for whoever comes first"))
    add_vault_command(family, "show", _("print what it says"), "emergency:show")
    add_schema(add_vault_command(family, "set", _("set it from JSON on stdin"), "emergency:set_it"))
    printing = add_vault_command(family, "page", _("write it as a PDF"), "emergency:page")
    printing.add_argument("--out", type=Path, metavar="FILE.pdf", required=True)


def _record_commands(commands: Any) -> None:
    practice = add_family(commands, "practice", _("who the licensee is"))
    add_vault_command(practice, "show", _("show it"), "practice:show")
    setting = add_vault_command(practice, "set", _("set it from JSON on stdin"), "practice:set_it")
    add_schema(setting)
    for name, text in (
        ("circumstances", _("licenses, and what switches rules on")),
        ("settings", _("how the vault behaves")),
    ):
        family = add_family(commands, name, text)
        add_vault_command(family, "show", _("show them"), f"{name}:show")
        add_schema(add_vault_command(family, "set", _("set from JSON on stdin"), f"{name}:set_it"))
    client = add_family(commands, "client", _("clients"))
    adding = add_vault_command(client, "add", _("add from JSON on stdin"), "clients:add")
    text = _("open no file for a name that is like a known one; the check is kept")
    adding.add_argument("--ask", action="store_true", help=text)
    add_schema(adding)
    change = add_vault_command(client, "change", _("replace by JSON on stdin"), "clients:change")
    change.add_argument("id")
    add_vault_command(client, "list", _("list all"), "clients:list_all")
    finding = add_vault_command(client, "find", _("find by words of a name"), "clients:find")
    finding.add_argument("text")
    add_vault_command(client, "show", _("show one"), "clients:show").add_argument("id")
    add_client_lists(client)
    add_people_commands(commands)
    add_document_commands(commands)
    add_fee_commands(commands)
    add_template_commands(commands)
    add_supervisor_commands(commands)
    add_referral_commands(commands)
    add_note_commands(commands)
    _appointment_commands(commands)
    add_process_note_commands(commands)
    add_search_commands(commands)


def _appointment_commands(commands: Any) -> None:
    family = add_family(commands, "appointment", _("appointments; nothing is ever sent"))
    adding = add_vault_command(family, "add", _("add from JSON on stdin"), "appointments:add")
    adding.add_argument("--ics", type=Path, metavar="FILE", help=_("add from a calendar file"))
    add_schema(adding)
    listing = add_vault_command(family, "list", _("list sessions"), "appointments:list_rows")
    listing.add_argument("--from", dest="first", metavar="DAY", help=_("today if not given"))
    listing.add_argument("--to", dest="last", metavar="DAY", help=_("a week if not given"))
    listing.add_argument("--client", metavar="ID")
    for name, text in (
        ("change", _("replace by JSON on stdin")),
        ("mark", _("say what became of a session")),
        ("begin-note", _("begin the note of a session")),
        ("end", _("end a weekly one with a day")),
    ):
        run = f"appointments:{name.replace('-', '_')}"
        command = add_vault_command(family, name, text, run)
        command.add_argument("id")
        if name != "change":
            command.add_argument("day", metavar="DAY")
        if name == "mark":
            statuses = ("planned", "kept", "missed", "cancelled")
            command.add_argument("status", choices=statuses, metavar="STATUS")
            command.add_argument("--by", choices=("client", "licensee"))


def _backup_commands(commands: Any) -> None:
    family = add_family(commands, "backup", _("copies of the vault for yourself"))
    creating = add_vault_command(
        family, "create", _("copy the vault, and read it back"), "backups:create"
    )
    creating.add_argument(
        "place",
        type=Path,
        nargs="?",
        metavar="PLACE",
        help=_("a folder for backups alone; every one that was named before if not given"),
    )
    rehearsing = add_vault_command(
        family, "rehearse", _("restore the newest copy, prove it, wipe it"), "rehearsals:rehearse"
    )
    rehearsing.add_argument("place", type=Path, nargs="?", metavar="PLACE")
    rehearsing.add_argument(
        "--card",
        type=Path,
        action="append",
        metavar="FILE",
        help=_("with executor cards, one by one; a recovery key that is given is rehearsed too"),
    )
    text = _("list what was rehearsed, and which key on paper waits for it")
    add_vault_command(family, "rehearsals", text, "rehearsals:list_all")
    forgetting = add_vault_command(
        family, "forget", _("let no more backups go to a place"), "backups:forget"
    )
    forgetting.add_argument("place", type=Path, metavar="PLACE")
    text = _("keep what installs Strongroom beside the backups; with no FILE, check it")
    keeping = add_command(family, "installers", text, "installers:installers")
    keeping.add_argument("place", type=Path, metavar="PLACE")
    keeping.add_argument("files", type=Path, nargs="*", metavar="FILE")
    listing = add_command(family, "list", _("list the copies in a place"), "backups:list_snapshots")
    listing.add_argument("place", type=Path, metavar="PLACE")
    verifying = add_command(family, "verify", _("prove every copy of a place"), "backups:verify")
    verifying.add_argument("place", type=Path, metavar="PLACE")
    add_secrets(verifying)
    restoring = add_command(
        family, "restore", _("rebuild a vault from a place"), "backups:restore_vault"
    )
    restoring.add_argument("place", type=Path, metavar="PLACE")
    restoring.add_argument("vault", type=Path, metavar="VAULT", help=_("the folder to make"))
    restoring.add_argument("--snapshot", metavar="NAME", help=_("the newest whole one else"))
    add_secrets(restoring)


def _leaving_commands(commands: Any) -> None:
    text = _("what was on a computer that is lost, and how it was encrypted")
    lost = add_vault_command(commands, "lost-laptop", text, "lost_laptop:lost_laptop")
    lost.add_argument("--out", type=Path, metavar="FILE.pdf", help=_("write it as a page"))
    text = _("how the records are kept, on a page for an employer")
    stating = add_vault_command(
        commands, "storage-statement", text, "storage_statement:storage_statement"
    )
    stating.add_argument("--out", type=Path, metavar="FILE.pdf", required=True)
    release = add_vault_command(
        commands, "release", _("give a copy of a record"), "release:release"
    )
    release.add_argument("client")
    release.add_argument("--out", type=Path, metavar="DIR", required=True)
    release.add_argument("--format", default="pdf", help=_("pdf; others come later"))
    release.add_argument("--request", metavar="ID", help=_("(not in this version)"))
    release.add_argument("--basis", metavar="CODE", help=_("(not in this version)"))
    release.add_argument(
        "--looked-at",
        action="append",
        default=[],
        metavar="ID",
        help=_("what must be looked at before it leaves, and was; once for each"),
    )
    release.add_argument(
        "--new-passphrase-file", metavar="FILE", help=_("encrypt the copy with this passphrase")
    )
