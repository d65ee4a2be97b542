"""Answers for commands that are promised and not built yet."""

import argparse

from vault.cli.output import Output
from vault.errors import NotInThisVersion
from vault.translation import _


def run(options: argparse.Namespace, output: Output) -> int:
    """Say that the command is not in this version."""
    raise NotInThisVersion(_("This is not in this version."))
