"""From a passphrase to a key: NFC, Argon2id (RFC 9106), HKDF-SHA256 (RFC 5869) with labels."""

import os
import secrets
import time
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.errors import BadInput, Damaged, StorageFailed
from vault.translation import _

KEY_SIZE = 32
SALT_SIZE = 16
_GIB_OF_KIB = 1_048_576


@dataclass(frozen=True)
class KdfCost:
    """What one guess at a passphrase costs: passes, lanes, and memory in KiB."""

    t: int
    p: int
    m: int

    def check(self) -> None:
        """Check the bounds, before anything is computed or allocated.

        Raises Damaged outside of 3 ≤ t ≤ 16, 1 ≤ p ≤ 8, 64 MiB ≤ m ≤ 2 GiB: a weaker cost would
        be an attack, a greater one a way to stop the program.
        """
        if not (3 <= self.t <= 16 and 1 <= self.p <= 8 and 65_536 <= self.m <= 2 * _GIB_OF_KIB):
            raise Damaged(_("The cost of a passphrase in the header is out of bounds."))


FLOOR = KdfCost(t=3, p=4, m=65_536)
"""The least that is ever accepted: for tests, and a machine without memory to spare."""


def writing_cost() -> KdfCost:
    """Return the cost for a passphrase set on this machine: one guess takes 0.5 to 1 s here.

    At least 256 MiB where the machine has 2 GiB or more, and more where that is done too soon;
    the floor elsewhere. Costs for writing come from here, never from a file. Takes as long as
    one guess, for it measures one.
    """
    if _memory_gib() < 2:
        return FLOOR
    usual = KdfCost(t=3, p=4, m=_GIB_OF_KIB // 4)
    begun = time.perf_counter()
    derive("", bytes(SALT_SIZE), usual)
    took = time.perf_counter() - begun
    # In whole steps of 64 MiB towards 0.7 s, at most a quarter of the memory or 2 GiB.
    steps = int(4 * max(1.0, 0.7 / took))
    most = min(32, int(_memory_gib() * 4))
    return KdfCost(t=3, p=4, m=65_536 * max(4, min(steps, most)))


def new_salt() -> bytes:
    """Return 16 random bytes."""
    return secrets.token_bytes(SALT_SIZE)


def derive(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return the 32-byte key of a passphrase, the same however its accents were typed (NFC).

    Raises Damaged when the cost is out of bounds, BadInput for half of a character.
    """
    cost.check()
    try:
        typed = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise BadInput(_("The passphrase holds half of a character.")) from None
    kdf = Argon2id(salt=salt, length=KEY_SIZE, iterations=cost.t, lanes=cost.p, memory_cost=cost.m)
    try:
        return kdf.derive(typed)
    except MemoryError:
        raise StorageFailed(
            _("This computer has not the memory that this passphrase needs."),
            hint=_("Close other programs and try again."),
        ) from None


def subkey(key: bytes, vault_id: str, label: str) -> bytes:
    """Return HKDF-SHA256 of a key: salt the 16 bytes of the vault id, info "strongroom/1/" + label.

    Each use of a key has a label of its own.
    """
    kdf = HKDF(
        algorithm=SHA256(),
        length=KEY_SIZE,
        salt=bytes.fromhex(vault_id),
        info=b"strongroom/1/" + label.encode(),
    )
    return kdf.derive(key)


def _memory_gib() -> float:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (AttributeError, ValueError, OSError):
        return 8.0  # Windows has no sysconf; a machine that runs it today has the memory
