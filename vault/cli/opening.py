"""From options to an open vault, and back to a closed one whatever happens."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vault.cli.output import Output
from vault.cli.typed_secrets import process_secret, records_secret
from vault.errors import StorageFailed
from vault.lifecycle.this_computer import surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import Secret
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.storage.files import PRIVATE_FILE, explained, sync
from vault.translation import _


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


def keep_paper_key(path: Path, name: str, key: str) -> None:
    """Write a paper key to a new private file that stock `age -i` reads too.

    Raises StorageFailed when the file exists or cannot be written.
    """
    purpose = {
        "records": _("Recovery key of the records of a Strongroom vault."),
        "process": _("Recovery key of the process notes of a Strongroom vault."),
    }[name]
    advice = _("Print it, keep the paper away from the computer, and delete this file.")
    lines = [f"# {purpose}", f"# {advice}", key, ""]
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    except FileExistsError:
        raise StorageFailed(
            _("The file for the recovery key exists. Nothing was made."),
            hint=_("Name a file that does not exist yet."),
        ) from None
    except OSError:
        raise StorageFailed(
            _("The file for the recovery key cannot be written. Nothing was made."),
            hint=_("Check the folder."),
        ) from None
    with explained(), os.fdopen(descriptor, "wb") as file:
        file.write("\n".join(lines).encode())
        file.flush()
        sync(file.fileno())
