"""What the arguments of every command are put together of."""

import argparse
import re
from pathlib import Path
from typing import Any, Never

from vault.errors import BadInput
from vault.translation import _


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


def add_family(commands: Any, name: str, text: str) -> Any:
    """Add a family of commands; return what its own are added to."""
    family = commands.add_parser(name, help=text)
    return family.add_subparsers(
        dest="action", metavar=_("ACTION"), required=True, parser_class=Parser
    )


def add_command(commands: Any, name: str, text: str, run: str) -> argparse.ArgumentParser:
    """Add a command that the function `run` of vault.cli does, such as "keys:add"."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=f"vault.cli.{run}")
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))
    command.add_argument("--quiet", action="store_true", help=_("no progress"))
    return command


def add_vault_command(commands: Any, name: str, text: str, run: str) -> argparse.ArgumentParser:
    """Add a command whose first argument is a vault, with the secrets that open it."""
    command = add_command(commands, name, text, run)
    command.add_argument("vault", type=Path, metavar="VAULT")
    add_secrets(command)
    return command


def add_secrets(command: argparse.ArgumentParser) -> None:
    """Let a command take what opens records and process notes."""
    group = command.add_argument_group(_("secrets (a prompt asks for what is not given)"))
    for prefix, what in (("", _("of the records")), ("process-", _("of process notes"))):
        group.add_argument(
            f"--{prefix}passphrase-file",
            metavar="FILE",
            help=_("its first line; - is stdin") + f" ({what})",
        )
        text = _("read it from this open file descriptor")
        group.add_argument(f"--{prefix}passphrase-fd", type=int, metavar="N", help=text)
        group.add_argument(
            f"--{prefix}recovery-file",
            type=Path,
            metavar="FILE",
            help=_("the recovery key, or one that cards rebuilt, instead"),
        )
    group.add_argument(
        "--accept-older",
        action="store_true",
        help=_("open a vault that is older than it was seen; this is recorded"),
    )


def add_compartment(command: argparse.ArgumentParser) -> None:
    """Let a command be about records or process notes."""
    command.add_argument(
        "--compartment",
        choices=("records", "process"),
        default="records",
        help=_("records if not given"),
    )


def add_schema(command: argparse.ArgumentParser) -> None:
    """Let a command print the schema of its input."""
    command.add_argument(
        "--schema", action="store_true", help=_("print the JSON Schema of the input and stop")
    )
