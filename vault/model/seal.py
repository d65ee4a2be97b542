"""The seal of a text: a hash that proves it unchanged and, without its salt, says nothing about it.

A seal is SHA-256 over 32 random bytes and the canonical text. The random bytes are kept beside the
text, travel with a handoff, never with a release, and are destroyed with the note; what is left in
the audit chain then tells nobody what the words were.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from vault.model.canonical import Json, canonical

SALT_SIZE = 32


@dataclass(frozen=True)
class Seal:
    """The salt kept beside a text and the digest that the chain holds."""

    salt: bytes = field(repr=False)
    digest: str

    def fits(self, content: Json) -> bool:
        """Tell whether `content` is what was sealed."""
        return hmac.compare_digest(_digest(self.salt, content), self.digest)


def seal(content: Json) -> Seal:
    """Seal `content` under fresh random bytes."""
    salt = secrets.token_bytes(SALT_SIZE)
    return Seal(salt, _digest(salt, content))


def _digest(salt: bytes, content: Json) -> str:
    return hashlib.sha256(salt + canonical(content)).hexdigest()
