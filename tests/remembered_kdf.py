"""Argon2id that does not compute a second time what it computed in this run.

Most tests open a copy of one vault, with the same passphrase and salt: a third of all their time
went into the same key again and again. What is returned is what Argon2id returned; the tests of
the key derivation itself, and every program that a test starts, compute it.
"""

import hashlib
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_known: dict[tuple[Any, ...], bytes] = {}


class RememberedArgon2id:
    """Stands for `Argon2id` where it is called with the same words and cost again."""

    def __init__(
        self, *, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int
    ) -> None:
        self._cost = (salt, length, iterations, lanes, memory_cost)

    def derive(self, key_material: bytes) -> bytes:
        """Return the key, computed when it is asked for the first time."""
        # No passphrase stays in memory for it.
        asked = (hashlib.sha256(key_material).digest(), *self._cost)
        if asked not in _known:
            salt, length, iterations, lanes, memory_cost = self._cost
            kdf = Argon2id(
                salt=salt,
                length=length,
                iterations=iterations,
                lanes=lanes,
                memory_cost=memory_cost,
            )
            _known[asked] = kdf.derive(key_material)
        return _known[asked]
