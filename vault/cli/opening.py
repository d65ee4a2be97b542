"""From options to an open vault, and back to a closed one whatever happens."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from vault.cli.output import Output
from vault.cli.typed_secrets import process_secret, records_secret
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.dates import SystemClock
from vault.model.secret import Secret
from vault.open_vault import OpenProcessNotes, OpenVault


def surroundings(options: argparse.Namespace | None = None) -> Surroundings:
    """Return the clock, the state folder of this computer, and what was accepted."""
    from platformdirs import user_state_path

    accept = bool(getattr(options, "accept_older", False))
    return Surroundings(SystemClock(), user_state_path("strongroom"), accept_older=accept)


@contextmanager
def open_vault(options: argparse.Namespace, output: Output) -> Iterator[OpenVault]:
    """Unlock the records of the vault that was named; close them at the end."""
    around = surroundings(options)
    vault = unlock(options.vault, records_secret(options), around)
    for warning in vault.warnings:
        output.say(warning)
    try:
        yield vault
    finally:
        vault.close()


@contextmanager
def open_process_notes(
    options: argparse.Namespace, vault: OpenVault, secret: Secret | None = None
) -> Iterator[OpenProcessNotes]:
    """Open the process compartment beside the records; close it at the end."""
    process = vault.process_door.open(secret or process_secret(options))
    try:
        yield process
    finally:
        process.close()
