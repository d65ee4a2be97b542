"""Secrets from a prompt, a file or a descriptor: never from an argument or the environment."""

import argparse
import os
import sys
from pathlib import Path

from vault.errors import BadInput, NotFound
from vault.lifecycle.paper_key import read_key_file
from vault.model.secret import Passphrase, RecoveryKey, Secret
from vault.storage.files import explained
from vault.translation import _

_LIMIT = 4096
_MOST_DESCRIPTORS = 1_000_000


def records_secret(options: argparse.Namespace) -> Secret:
    """Return what was given to open the records; asks for a passphrase at a terminal."""
    return _secret(options, "", _("Passphrase: "))


def process_secret(options: argparse.Namespace) -> Secret:
    """Return what was given to open process notes; asks for a passphrase at a terminal."""
    return _secret(options, "process_", _("Passphrase of process notes: "))


def has_records_secret(options: argparse.Namespace) -> bool:
    """Tell whether something was given to open the records."""
    return _has_secret(options, "")


def has_process_secret(options: argparse.Namespace) -> bool:
    """Tell whether something was given to open process notes."""
    return _has_secret(options, "process_")


def new_passphrase(options: argparse.Namespace, prompt: str) -> str:
    """Return a passphrase to set: from --new-passphrase-file, or asked for twice."""
    if options.new_passphrase_file is not None:
        return _first_line(options.new_passphrase_file)
    return asked_twice(prompt)


def cosigner_passphrase(options: argparse.Namespace, *, new: bool = False) -> str:
    """Return a supervisor's passphrase: from its file, or asked for; twice when it is `new`."""
    if options.cosigner_passphrase_file is not None:
        return _first_line(options.cosigner_passphrase_file)
    prompt = _("The supervisor's passphrase: ")
    return asked_twice(prompt) if new else _asked(prompt)


def asked_twice(prompt: str) -> str:
    """Ask for a new passphrase until it was typed the same twice.

    Raises BadInput when there is no terminal, or both differ.
    """
    passphrase = _asked(prompt)
    if _asked(_("Once more: ")) != passphrase:
        raise BadInput(_("The two did not match. Nothing was changed."))
    return passphrase


def _has_secret(options: argparse.Namespace, prefix: str) -> bool:
    names = ("passphrase_file", "passphrase_fd", "recovery_file")
    return any(getattr(options, prefix + name) is not None for name in names)


def _secret(options: argparse.Namespace, prefix: str, prompt: str) -> Secret:
    recovery: Path | None = getattr(options, f"{prefix}recovery_file")
    if recovery is not None:
        return RecoveryKey(read_key_file(recovery))
    name = getattr(options, f"{prefix}passphrase_file")
    if name is not None:
        return Passphrase(_first_line(name))
    descriptor = getattr(options, f"{prefix}passphrase_fd")
    if descriptor is not None:
        if not 0 <= descriptor <= _MOST_DESCRIPTORS:
            raise BadInput(_("There is no such file descriptor."))
        try:
            return Passphrase(_decoded(_line_of(descriptor)))
        except OSError:
            raise BadInput(_("There is no such file descriptor.")) from None
    return Passphrase(_asked(prompt))


def _first_line(name: str) -> str:
    if name == "-":
        return _decoded(sys.stdin.buffer.readline(_LIMIT + 1) if sys.stdin else b"")
    with explained():
        try:
            with Path(name).open("rb") as file:
                return _decoded(file.readline(_LIMIT + 1))
        except FileNotFoundError:
            raise NotFound(_("There is no such passphrase file."), hint=_("Check the name.")) from (
                None
            )


def _line_of(descriptor: int) -> bytes:
    """Read one line byte by byte, so that what follows is left for another reader."""
    line = b""
    while len(line) <= _LIMIT and not line.endswith(b"\n"):
        byte = os.read(descriptor, 1)
        if not byte:
            break
        line += byte
    return line


def _decoded(line: bytes) -> str:
    if len(line) > _LIMIT:
        # Cutting it would let a part of it open the vault.
        raise BadInput(_("A passphrase has at most {n} bytes.").format(n=_LIMIT))
    try:
        # Some editors begin a UTF-8 file with a mark that nobody typed.
        return line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(_("The passphrase is not UTF-8 text.")) from None


def _asked(prompt: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise BadInput(
            _("A passphrase is needed."),
            hint=_("Give --passphrase-file FILE, or run this at a terminal."),
        )
    import getpass

    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise BadInput(_("A passphrase is needed.")) from None
