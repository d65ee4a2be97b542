"""From options to an open vault, and back to a closed one whatever happens."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from vault.cli.output import Output
from vault.cli.typed_secrets import process_secret, records_secret
from vault.lifecycle.this_computer import surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import Secret
from vault.open_vault import OpenProcessNotes, OpenVault


@contextmanager
def open_vault(options: argparse.Namespace, output: Output) -> Iterator[OpenVault]:
    """Unlock the records of the vault that was named; close them at the end."""
    around = surroundings(accept_older=bool(options.accept_older))
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
