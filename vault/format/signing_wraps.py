"""The licensee's signing key, wrapped for each of the licensee's own ways in.

It is no child of the compartment's key: an executor who opens the records can read, never sign.
"""

from vault.crypto import age
from vault.crypto.kdf import subkey
from vault.crypto.signature import public_key
from vault.crypto.wrap import NONCE_SIZE, new_nonce, unwrap, wrap
from vault.format.key_slots import Opened, PassphraseSlot, Slot
from vault.model.canonical import canonical


def wrap_for_passphrase(
    signing_key: bytes, derived: bytes, slot: PassphraseSlot, vault_id: str
) -> bytes:
    """Return nonce and wrapped signing key for the slot whose derived key is given."""
    nonce = new_nonce()
    associated = _associated(slot, vault_id, public_key(signing_key).hex())
    return nonce + wrap(signing_key, subkey(derived, vault_id, "signing"), nonce, associated)


def wrap_for_recovery(signing_key: bytes, recipient: str) -> bytes:
    """Return an age file with the signing key for a paper recovery key."""
    return age.seal_to(recipient, signing_key)


def unwrap_with_passphrase(
    wrapped: bytes, opened: Opened, slot: Slot, vault_id: str, public: str
) -> bytes:
    """Return the signing key. Raises Damaged when the wrap is not what was written."""
    if opened.derived is None:
        raise RuntimeError("This way in has no derived key.")
    nonce, ct = wrapped[:NONCE_SIZE], wrapped[NONCE_SIZE:]
    key = subkey(opened.derived, vault_id, "signing")
    return unwrap(ct, key, nonce, _associated(slot, vault_id, public))


def _associated(slot: Slot, vault_id: str, public: str) -> bytes:
    return canonical({"vault_id": vault_id, "opens_with": slot.opens_with, "public_key": public})
