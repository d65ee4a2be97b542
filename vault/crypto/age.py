"""Sealing small things to an age X25519 recipient (age-encryption.org/v1), as stock `age` does."""

import re

import pyrage

from vault.errors import Damaged, WrongSecret
from vault.translation import _

_IDENTITY = re.compile(r"(?<![0-9A-Z])AGE-SECRET-KEY-1[0-9A-Z]{58}(?![0-9A-Z])")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}\Z")


def new_identity() -> str:
    """Return a fresh identity, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the recipient, `age1…`, that an identity opens.

    Raises WrongSecret when the identity is mistyped: its checksum (bech32, BIP 173) tells.
    """
    return str(_identity(identity).to_public())


def find_identity(text: str) -> str:
    """Return the identity that stands in `text`, such as the printed key or a key file.

    Spaces within the key and lower case do not matter. Raises WrongSecret when there is none.
    """
    for line in text.splitlines():
        if not line.lstrip().startswith("#"):
            match = _IDENTITY.search(re.sub(r"\s+", "", line).upper())
            if match:
                return match[0]
    raise WrongSecret(
        _("This is not a recovery key."),
        hint=_("Check the key: it begins with AGE-SECRET-KEY-1 and has 74 characters."),
    )


def is_recipient(text: str) -> bool:
    """Tell whether `text` has the form of an age recipient."""
    return _RECIPIENT.match(text) is not None


def seal_to(recipient: str, plain: bytes) -> bytes:
    """Return an age file with `plain` sealed to one recipient.

    Raises Damaged for a recipient that is none.
    """
    try:
        return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)]))
    except (pyrage.RecipientError, ValueError):
        raise Damaged(_("A recipient of the vault is damaged.")) from None


def open_sealed(identity: str, sealed: bytes) -> bytes:
    """Return what was sealed.

    Raises WrongSecret when the identity is mistyped or another one is needed, and Damaged is left
    to the caller that knows the recipient was the right one.
    """
    try:
        return bytes(pyrage.decrypt(sealed, [_identity(identity)]))
    except (pyrage.DecryptError, ValueError):
        raise WrongSecret(_("This key does not open it.")) from None


def _identity(identity: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(identity)
    except (pyrage.IdentityError, ValueError):
        raise WrongSecret(
            _("This recovery key is mistyped."), hint=_("Check the key, character by character.")
        ) from None
