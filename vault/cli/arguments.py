"""The arguments of every command. Each names the function that runs it, imported only then."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Never

import vault
from vault.errors import BadInput
from vault.translation import _

NOT_YET = (
    "document",
    "import",
    "request",
    "consent",
    "disclosure",
    "redact",
    "deidentify",
    "handoff",
    "retention",
)
"""Commands that are promised and whose turn has not come: they answer "not in this version"."""


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are one sentence and never repeat what was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> Never:
        """Raise BadInput."""
        option = re.match(r"argument ([A-Za-z/-]+): (expected|invalid int|ignored)", message)
        if message.startswith("unrecognized arguments"):
            sentence = _("There are more arguments than this command takes.")
        elif message.startswith("the following arguments are required: "):
            names = message.partition(": ")[2]
            sentence = _("This command needs more: {names}.").format(names=names)
        elif option and option[2] == "expected":
            sentence = _("The option {name} needs a value.").format(name=option[1])
        elif option:
            sentence = _("The option {name} does not take this value.").format(name=option[1])
        else:
            sentence = _("There is no such command or choice.")
        raise BadInput(sentence, hint=_("See {command} --help.").format(command=self.prog))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of a command line; `run` names the command's function.

    Raises BadInput for arguments that no command takes.
    """
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
    for name in NOT_YET:
        later = commands.add_parser(name, help=_("(not in this version)"), add_help=False)
        later.add_argument("rest", nargs=argparse.REMAINDER)
        later.set_defaults(run="vault.cli.not_yet:run")
    if arguments and arguments[0] in NOT_YET:
        return argparse.Namespace(command=arguments[0], run="vault.cli.not_yet:run")
    return parser.parse_args(arguments)


def _vault_commands(commands: Any) -> None:
    create = _command(commands, "create", _("make a new vault"), "vaults:create")
    create.add_argument("vault", type=Path, help=_("the folder to make"))
    create.add_argument("--new-passphrase-file", metavar="FILE", help=_("its passphrase"))
    create.add_argument("--recovery-out", type=Path, metavar="FILE", help=_("its recovery key"))
    create.add_argument("--process-recovery-out", type=Path, metavar="FILE")
    create.add_argument("--practice", type=Path, metavar="FILE", help=_("JSON: who you are"))
    _secrets(create)
    inspect = _command(commands, "inspect", _("what a vault is, without a key"), "vaults:inspect")
    inspect.add_argument("vault", type=Path, metavar="FILE")
    verify = _command(commands, "verify", _("prove a vault whole"), "vaults:verify")
    verify.add_argument("vault", type=Path, metavar="VAULT")
    _secrets(verify)
    text = _("bring what can be read out of a damaged vault, not encrypted")
    salvage = _vault_command(commands, "salvage", text, "salvage:salvage")
    salvage.add_argument(
        "--out", type=Path, metavar="FOLDER", required=True, help=_("the folder to make")
    )
    text = _("what was on a computer that is lost, and how it was encrypted")
    lost = _vault_command(commands, "lost-laptop", text, "lost_laptop:lost_laptop")
    lost.add_argument("--out", type=Path, metavar="FILE.pdf", help=_("write it as a page"))
    demo = _command(commands, "demo", _("make a made-up practice"), "demo:demo")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--headless", action="store_true", help=_("open no window"))
    for name, words in (
        ("clients", _("at least so many clients")),
        ("notes", _("so many notes")),
        ("process-notes", _("at most so many process notes")),
        ("documents-mb", _("(not in this version)")),
        ("seed", _("another number makes up another practice")),
    ):
        demo.add_argument(f"--{name}", type=int, metavar="N", help=words)
    keys = _family(commands, "keys", _("the ways into a vault"))
    for name, function, text in (
        ("list", "list_ways", _("list the ways in")),
        ("add", "add", _("add a recovery key, to be kept on paper")),
        ("name", "name", _("call one something: in the bank")),
        ("change", "change", _("change a passphrase")),
        ("remove", "remove", _("let one end: the vault gets a new key")),
        ("rotate", "rotate", _("a new key and a new passphrase, after a loss")),
    ):
        command = _vault_command(keys, name, text, f"keys:{function}")
        command.add_argument("--compartment", choices=("records", "process"), default="records")
        if name == "add":
            command.add_argument("--recovery-out", type=Path, metavar="FILE", required=True)
        if name == "name":
            command.add_argument("--way-in", metavar="WAY_IN", required=True)
            command.add_argument("name", metavar="NAME", help=_("empty takes the name away"))
        if name == "remove":
            command.add_argument("id", metavar="WAY_IN", help=_("such as recovery:2"))
        if name in ("change", "remove", "rotate"):
            command.add_argument("--new-passphrase-file", metavar="FILE")
    suggest = _command(keys, "suggest", _("a passphrase of random words"), "keys:suggest")
    suggest.add_argument("--words", type=int, default=6, metavar="N", help=_("4 to 12"))
    _share_commands(commands)
    _emergency_commands(commands)
    audit = _family(commands, "audit", _("the chain of everything done"))
    for name, text in (("verify", _("prove the chain")), ("export", _("print it as JSON"))):
        command = _vault_command(audit, name, text, f"audit:{name}")
        command.add_argument("--compartment", choices=("records", "process"), default="records")


def _share_commands(commands: Any) -> None:
    family = _family(commands, "shares", _("executor cards: some of them open a vault to read"))
    making = _vault_command(family, "make", _("make a card for each holder"), "shares:make")
    making.add_argument("--k", type=int, metavar="K", required=True, help=_("so many are needed"))
    making.add_argument(
        "--holder",
        action="append",
        metavar="NAME;PHONE;PLACE",
        required=True,
        help=_("who keeps a card, and where; once for each card"),
    )
    making.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help=_("the folder to make for them")
    )
    combining = _command(family, "combine", _("rebuild the key from cards"), "shares:combine")
    combining.add_argument("cards", type=Path, nargs="+", metavar="CARD")
    combining.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help=_("the file to make for the key")
    )
    _vault_command(family, "list", _("list who holds which card"), "shares:list_sets")
    text = _("say that a holder has a card, today")
    confirming = _vault_command(family, "confirm", text, "shares:confirm")
    confirming.add_argument("way_in", metavar="WAY_IN", help=_("such as executor:3"))
    confirming.add_argument("card", type=int, metavar="CARD", help=_("its number"))
    for command in (making, confirming):
        command.add_argument("--compartment", choices=("records", "process"), default="records")


def _emergency_commands(commands: Any) -> None:
    family = _family(commands, "callsheet", _("whom to call when the licensee cannot"))
    _vault_command(family, "show", _("print it, with the vault open"), "emergency:show_call_sheet")
    making = _vault_command(family, "card", _("make a card that opens it"), "emergency:call_card")
    making.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help=_("a page (.pdf) or a text")
    )
    _vault_command(family, "end-cards", _("let its cards end"), "emergency:end_call_cards")
    text = _("print it by a card, of a vault, a backup place or a file")
    opening = _command(family, "open", text, "emergency:open_sheet")
    opening.add_argument("place", type=Path, metavar="PLACE")
    opening.add_argument(
        "--card-file",
        type=Path,
        metavar="FILE",
        required=True,
        help=_("the call card, a recovery kit, or a key that executor cards rebuilt"),
    )
    family = _family(commands, "emergency", _("the page for whoever comes first"))
    _vault_command(family, "show", _("print what it says"), "emergency:show")
    _schema(_vault_command(family, "set", _("set it from JSON on stdin"), "emergency:set_it"))
    printing = _vault_command(family, "page", _("write it as a PDF"), "emergency:page")
    printing.add_argument("--out", type=Path, metavar="FILE.pdf", required=True)


def _record_commands(commands: Any) -> None:
    practice = _family(commands, "practice", _("who the licensee is"))
    _vault_command(practice, "show", _("show it"), "practice:show")
    setting = _vault_command(practice, "set", _("set it from JSON on stdin"), "practice:set_it")
    _schema(setting)
    for name, text in (
        ("circumstances", _("licenses, and what switches rules on")),
        ("settings", _("how the vault behaves")),
    ):
        family = _family(commands, name, text)
        _vault_command(family, "show", _("show them"), f"{name}:show")
        _schema(_vault_command(family, "set", _("set from JSON on stdin"), f"{name}:set_it"))
    client = _family(commands, "client", _("clients"))
    _schema(_vault_command(client, "add", _("add from JSON on stdin"), "clients:add"))
    change = _vault_command(client, "change", _("replace by JSON on stdin"), "clients:change")
    change.add_argument("id")
    _vault_command(client, "list", _("list all"), "clients:list_all")
    finding = _vault_command(client, "find", _("find by words of a name"), "clients:find")
    finding.add_argument("text")
    _vault_command(client, "show", _("show one"), "clients:show").add_argument("id")
    note = _family(commands, "note", _("progress notes"))
    _schema(_vault_command(note, "add", _("add from JSON on stdin"), "notes:add"))
    change = _vault_command(note, "change", _("replace a draft by JSON on stdin"), "notes:change")
    change.add_argument("id")
    listing = _vault_command(note, "list", _("list, of one client or all"), "notes:list_rows")
    listing.add_argument("client", nargs="?")
    listing.add_argument("--client", dest="of_client", metavar="ID")
    for name, text in (
        ("show", _("show one")),
        ("discard", _("throw a draft away")),
        ("sign", _("sign one")),
        ("addend", _("add the words on stdin to a signed one")),
    ):
        _vault_command(note, name, text, f"notes:{name}").add_argument("id")
    _appointment_commands(commands)
    process = _family(commands, "process-note", _("process notes, under their own key"))
    adding = _vault_command(process, "add", _("add from JSON on stdin"), "process_notes:add")
    adding.add_argument("--process-recovery-out", type=Path, metavar="FILE")
    _schema(adding)
    listing = _vault_command(process, "list", _("list them"), "process_notes:list_rows")
    listing.add_argument("client", nargs="?")
    listing.add_argument("--client", dest="of_client", metavar="ID")
    showing = _vault_command(process, "show", _("show one"), "process_notes:show")
    showing.add_argument("id")
    finding = _vault_command(process, "search", _("find words in them"), "process_notes:search")
    finding.add_argument("text")
    search = _vault_command(commands, "search", _("find words in progress notes"), "notes:search")
    search.add_argument("text")
    search.add_argument("--client", metavar="ID")
    search.add_argument("--limit", type=int, default=20, metavar="N")


def _appointment_commands(commands: Any) -> None:
    family = _family(commands, "appointment", _("appointments; nothing is ever sent"))
    adding = _vault_command(family, "add", _("add from JSON on stdin"), "appointments:add")
    adding.add_argument("--ics", type=Path, metavar="FILE", help=_("add from a calendar file"))
    _schema(adding)
    listing = _vault_command(family, "list", _("list sessions"), "appointments:list_rows")
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
        command = _vault_command(family, name, text, run)
        command.add_argument("id")
        if name != "change":
            command.add_argument("day", metavar="DAY")
        if name == "mark":
            statuses = ("planned", "kept", "missed", "cancelled")
            command.add_argument("status", choices=statuses, metavar="STATUS")
            command.add_argument("--by", choices=("client", "licensee"))


def _backup_commands(commands: Any) -> None:
    family = _family(commands, "backup", _("copies of the vault for yourself"))
    creating = _vault_command(family, "create", _("copy, and read the copy back"), "backups:create")
    creating.add_argument(
        "place",
        type=Path,
        nargs="?",
        metavar="PLACE",
        help=_("a folder for backups alone; every one that was named before if not given"),
    )
    rehearsing = _vault_command(
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
    _vault_command(family, "rehearsals", text, "rehearsals:list_all")
    forgetting = _vault_command(family, "forget", _("let no backups go there"), "backups:forget")
    forgetting.add_argument("place", type=Path, metavar="PLACE")
    text = _("keep what installs Strongroom beside the backups; with no FILE, check it")
    keeping = _command(family, "installers", text, "installers:installers")
    keeping.add_argument("place", type=Path, metavar="PLACE")
    keeping.add_argument("files", type=Path, nargs="*", metavar="FILE")
    listing = _command(family, "list", _("list what lies there"), "backups:list_snapshots")
    listing.add_argument("place", type=Path, metavar="PLACE")
    verifying = _command(family, "verify", _("prove every copy of a place"), "backups:verify")
    verifying.add_argument("place", type=Path, metavar="PLACE")
    _secrets(verifying)
    restoring = _command(family, "restore", _("rebuild a vault of it"), "backups:restore_vault")
    restoring.add_argument("place", type=Path, metavar="PLACE")
    restoring.add_argument("vault", type=Path, metavar="VAULT", help=_("the folder to make"))
    restoring.add_argument("--snapshot", metavar="NAME", help=_("the newest whole one else"))
    _secrets(restoring)


def _leaving_commands(commands: Any) -> None:
    release = _vault_command(commands, "release", _("give a copy of a record"), "release:release")
    release.add_argument("client")
    release.add_argument("--out", type=Path, metavar="DIR", required=True)
    release.add_argument("--format", default="pdf", help=_("pdf; others come later"))
    release.add_argument("--request", metavar="ID", help=_("(not in this version)"))
    release.add_argument("--basis", metavar="CODE", help=_("(not in this version)"))
    release.add_argument(
        "--new-passphrase-file", metavar="FILE", help=_("encrypt the copy with this passphrase")
    )


def _family(commands: Any, name: str, text: str) -> Any:
    family = commands.add_parser(name, help=text)
    return family.add_subparsers(
        dest="action", metavar=_("ACTION"), required=True, parser_class=Parser
    )


def _command(commands: Any, name: str, text: str, run: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=f"vault.cli.{run}")
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))
    command.add_argument("--quiet", action="store_true", help=_("no progress"))
    return command


def _vault_command(commands: Any, name: str, text: str, run: str) -> argparse.ArgumentParser:
    command = _command(commands, name, text, run)
    command.add_argument("vault", type=Path, metavar="VAULT")
    _secrets(command)
    return command


def _secrets(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group(_("secrets (a prompt asks for what is not given)"))
    for prefix, what in (("", _("of the records")), ("process-", _("of process notes"))):
        group.add_argument(
            f"--{prefix}passphrase-file", metavar="FILE", help=_("- is stdin") + f" ({what})"
        )
        group.add_argument(f"--{prefix}passphrase-fd", type=int, metavar="N")
        group.add_argument(
            f"--{prefix}recovery-file",
            type=Path,
            metavar="FILE",
            help=_("the recovery key instead"),
        )
    group.add_argument(
        "--accept-older",
        action="store_true",
        help=_("open a vault that is older than it was seen; this is recorded"),
    )


def _schema(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--schema", action="store_true", help=_("print the JSON Schema of the input and stop")
    )
