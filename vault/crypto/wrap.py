"""A key under a key: AES-256-GCM with associated data."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.errors import Damaged
from vault.translation import _

NONCE_SIZE = 12


def new_nonce() -> bytes:
    """Return 12 random bytes; a wrapping key is used once, so they cannot repeat."""
    return secrets.token_bytes(NONCE_SIZE)


def wrap(key: bytes, under: bytes, nonce: bytes, associated: bytes) -> bytes:
    """Return `key` encrypted under `under`, with its 16-byte tag behind it."""
    return AESGCM(under).encrypt(nonce, key, associated)


def unwrap(wrapped: bytes, under: bytes, nonce: bytes, associated: bytes) -> bytes:
    """Return the key that was wrapped.

    Raises Damaged when a bit of the wrapped key or of the associated data differs.
    """
    try:
        return AESGCM(under).decrypt(nonce, wrapped, associated)
    except InvalidTag:
        raise Damaged(_("A wrapped key does not open.")) from None
