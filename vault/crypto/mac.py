"""HMAC-SHA256 (RFC 2104): proof that who wrote the bytes had the key."""

import hashlib
import hmac


def mac(key: bytes, message: bytes) -> bytes:
    """Return the 32-byte MAC of a message."""
    return hmac.new(key, message, hashlib.sha256).digest()


def same(one: bytes, other: bytes) -> bool:
    """Compare two MACs or commitments in constant time."""
    return hmac.compare_digest(one, other)
