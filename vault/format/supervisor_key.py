"""A supervisor's signing key, wrapped under the supervisor's own passphrase alone.

No way into the vault opens it, and it opens no compartment.
"""

import json

from vault.crypto.kdf import SALT_SIZE, KdfCost, derive, new_salt, subkey
from vault.crypto.signature import new_signing_key, public_key
from vault.crypto.wrap import NONCE_SIZE, new_nonce, unwrap, wrap
from vault.errors import Damaged, WrongSecret
from vault.model.canonical import canonical
from vault.translation import _

_LABEL = "cosigning"


def make_supervisor_key(supervisor: str, passphrase: str, cost: KdfCost) -> tuple[str, str]:
    """Make a signing key; return its public half in hex, and the wrap as a row keeps it.

    `supervisor` is an id. Raises BadInput and StorageFailed as `derive` does.
    """
    signing_key, salt, nonce = new_signing_key(), new_salt(), new_nonce()
    public = public_key(signing_key).hex()
    under = subkey(derive(passphrase, salt, cost), supervisor, _LABEL)
    wrapped = wrap(signing_key, under, nonce, _associated(supervisor, public))
    kept = {"salt": salt.hex(), "nonce": nonce.hex(), "wrapped": wrapped.hex()} | vars(cost)
    return public, canonical(kept).decode("ascii")


def open_supervisor_key(supervisor: str, passphrase: str, kept: str, public: str) -> bytes:
    """Return the signing key. Raises WrongSecret, and Damaged for a row that was never written."""
    try:
        row = json.loads(kept)
        salt, nonce, wrapped = (bytes.fromhex(row[name]) for name in ("salt", "nonce", "wrapped"))
        if (len(salt), len(nonce)) != (SALT_SIZE, NONCE_SIZE):
            raise ValueError
        cost = KdfCost(t=int(row["t"]), p=int(row["p"]), m=int(row["m"]))
    except (KeyError, TypeError, ValueError):
        raise Damaged(_("The key of this supervisor is damaged.")) from None
    under = subkey(derive(passphrase, salt, cost), supervisor, _LABEL)
    try:
        signing_key = unwrap(wrapped, under, nonce, _associated(supervisor, public))
    except Damaged:
        raise WrongSecret(
            _("This is not the supervisor's passphrase. Nothing was co-signed.")
        ) from None
    if public_key(signing_key).hex() != public:
        raise Damaged(_("The key of this supervisor is damaged."))
    return signing_key


def _associated(supervisor: str, public: str) -> bytes:
    return canonical({"supervisor": supervisor, "public_key": public})
