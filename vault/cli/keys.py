"""keys list, add, change: the ways into a vault."""

import argparse
from collections.abc import Callable
from dataclasses import asdict

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output
from vault.cli.typed_secrets import new_passphrase
from vault.errors import NotInThisVersion
from vault.lifecycle.paper_key import keep_paper_key
from vault.open_vault import OpenVault
from vault.services.ways_in import WaysIn
from vault.translation import _


def list_ways(options: argparse.Namespace, output: Output) -> None:
    """List the ways into one compartment."""

    def run(ways_in: WaysIn) -> None:
        ways = ways_in.list_all()
        lines = [f"{each.compartment}  {each.type}:{each.id}" for each in ways]
        output.answer([asdict(each) for each in ways], "\n".join(lines))

    _with_ways_in(options, output, run)


def add(options: argparse.Namespace, output: Output) -> None:
    """Add a paper recovery key and write it to a new file."""

    def run(ways_in: WaysIn) -> None:
        way_in = ways_in.add_recovery(
            lambda key: keep_paper_key(options.recovery_out, options.compartment, key)
        )
        output.answer({"way_in": way_in}, way_in)

    _with_ways_in(options, output, run)


def change(options: argparse.Namespace, output: Output) -> None:
    """Change the passphrase of one compartment."""

    def run(ways_in: WaysIn) -> None:
        way_in = ways_in.change_passphrase(new_passphrase(options, _("The new passphrase: ")))
        output.say(_("Old backups still open with the old passphrase."))
        output.answer({"way_in": way_in}, _("Changed."))

    _with_ways_in(options, output, run)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Say that a way in cannot be removed yet: it needs a new key for the whole file."""
    raise NotInThisVersion(_("This is not in this version."))


def _with_ways_in(
    options: argparse.Namespace, output: Output, run: Callable[[WaysIn], None]
) -> None:
    with open_vault(options, output) as vault:
        if options.compartment == "records":
            run(vault.ways_in)
        else:
            _with_process(options, vault, run)


def _with_process(
    options: argparse.Namespace, vault: OpenVault, run: Callable[[WaysIn], None]
) -> None:
    with open_process_notes(options, vault) as process:
        run(process.ways_in)
