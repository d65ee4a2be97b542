"""keys: the ways into a vault."""

import argparse
from collections.abc import Callable
from dataclasses import asdict

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output
from vault.cli.typed_secrets import new_passphrase, process_secret, records_secret
from vault.errors import BadInput, NotWhole
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.change_key import KeyChange, change_key
from vault.lifecycle.paper_key import keep_paper_key
from vault.lifecycle.this_computer import surroundings
from vault.lifecycle.word_passphrase import bits_of, suggest_passphrase
from vault.open_vault import OpenVault
from vault.services.ways_in import WaysIn
from vault.translation import _


def list_ways(options: argparse.Namespace, output: Output) -> None:
    """List the ways into one compartment."""
    with open_vault(options, output) as vault:
        if options.compartment == PROCESS:
            # What the header says of them is proved by opening them.
            _with_process(options, vault, lambda _ways_in: None)
        ways = [
            each for each in vault.way_names.list_all() if each.compartment == options.compartment
        ]
    lines = [f"{each.compartment}  {each.way_in}  {each.name}".rstrip() for each in ways]
    output.answer([asdict(each) for each in ways], "\n".join(lines))


def name(options: argparse.Namespace, output: Output) -> None:
    """Call a way in something; an empty name takes it away."""
    with open_vault(options, output) as vault:
        vault.way_names.name(options.compartment, options.way_in, options.name)
        named = next(
            each
            for each in vault.way_names.list_all()
            if (each.compartment, each.way_in) == (options.compartment, options.way_in)
        )
    said = _("Named.") if named.name else _("It has no name now.")
    output.answer(asdict(named), said)


def add(options: argparse.Namespace, output: Output) -> None:
    """Add a paper recovery key and write it to a new file."""

    def run(ways_in: WaysIn) -> None:
        way_in = ways_in.add_recovery(lambda made: keep_paper_key(options.recovery_out, made))
        output.answer({"way_in": way_in}, way_in)

    _with_ways_in(options, output, run)


def change(options: argparse.Namespace, output: Output) -> None:
    """Change the passphrase of one compartment."""

    def run(ways_in: WaysIn) -> None:
        way_in = ways_in.change_passphrase(new_passphrase(options, _("The new passphrase: ")))
        output.say(_("Old backups still open with the old passphrase."))
        output.answer({"way_in": way_in}, _("Changed."))

    _with_ways_in(options, output, run)


def suggest(options: argparse.Namespace, output: Output) -> None:
    """Print a passphrase of random words; nothing keeps it."""
    words = suggest_passphrase(options.words)
    output.answer({"passphrase": words, "bits": round(bits_of(options.words), 1)}, words)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Let a way in end: the compartment gets a new key, which is not wrapped for it."""
    number = options.id.rpartition(":")[2]
    if not (number.isascii() and number.isdecimal()):
        raise BadInput(_("A way in is named as `keys list` prints it, such as recovery:2."))
    new = new_passphrase(options, "") if options.new_passphrase_file is not None else None
    _change_key(options, output, KeyChange(options.compartment, frozenset({int(number)}), new))


def rotate(options: argparse.Namespace, output: Output) -> None:
    """Change the key and the passphrase, after a laptop or a passphrase was lost."""
    new = new_passphrase(options, _("The new passphrase: "))
    _change_key(options, output, KeyChange(options.compartment, passphrase=new))


def _change_key(options: argparse.Namespace, output: Output, change: KeyChange) -> None:
    around = surroundings(accept_older=bool(options.accept_older))
    records = change.compartment == RECORDS
    secret = records_secret(options) if records else process_secret(options)
    try:
        changed = change_key(
            options.vault, secret, change, around, output.progress(quiet=options.quiet)
        )
    except NotWhole as error:
        for kind, name, message in error.problems:
            output.say(f"{kind} {name}: {message}")
        raise
    output.say(_("Copies made before today still open with what opened them then."))
    output.answer(
        {"epoch": changed.epoch, "ways_in": changed.ways_in, "ended": changed.ended},
        _("Changed. Ways in now: {names}").format(names=", ".join(changed.ways_in)),
    )


def _with_ways_in(
    options: argparse.Namespace, output: Output, run: Callable[[WaysIn], None]
) -> None:
    with open_vault(options, output) as vault:
        if options.compartment == RECORDS:
            run(vault.ways_in)
        else:
            _with_process(options, vault, run)


def _with_process(
    options: argparse.Namespace, vault: OpenVault, run: Callable[[WaysIn], None]
) -> None:
    with open_process_notes(options, vault) as process:
        run(process.ways_in)
