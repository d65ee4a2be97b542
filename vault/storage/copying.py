"""Copies database files that this process may have open, by a process that has not."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from vault.child_environment import child_environment
from vault.errors import BadInput
from vault.storage.files import explained
from vault.translation import _


def copy_files(pairs: Iterable[tuple[Path, Path]]) -> None:
    """Copy each file to a new private one. The caller holds the originals still.

    Raises StorageFailed, BadInput for a path with a line end in it.
    """
    lines = [os.fsencode(path.absolute()) for pair in pairs for path in pair]
    if any(b"\n" in line or b"\r" in line for line in lines):
        raise BadInput(_("The vault's folder has a name with a line end in it."))
    command = [sys.executable, "-I", "-m", "vault.storage.copy_child"]
    with explained():
        done = subprocess.run(  # noqa: S603 - our own module, and no shell
            command,
            input=b"\n".join(lines),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=child_environment(),
            check=False,
        )
        if done.returncode:
            # A negative one is a signal, which says nothing about the disk.
            raise OSError(max(done.returncode, 0), "copying")
