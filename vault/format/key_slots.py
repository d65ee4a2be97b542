"""Key slots: each holds a compartment's key, wrapped for one way in. See docs/formats/vault.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vault.crypto import age
from vault.crypto.kdf import KEY_SIZE, SALT_SIZE, KdfCost, derive, new_salt, subkey
from vault.crypto.mac import same
from vault.crypto.wrap import NONCE_SIZE, new_nonce, unwrap, wrap
from vault.errors import Damaged, WrongSecret
from vault.format.fields import (
    exact_fields,
    from_base64,
    hex_text,
    newer,
    to_base64,
    whole_number,
)
from vault.model.canonical import canonical, parse_canonical
from vault.translation import _

FORMAT = 1
_TAG_SIZE = 16


@dataclass(frozen=True)
class Place:
    """Where a slot belongs; bound into it, so that it opens nowhere else."""

    vault_id: str
    compartment: str
    epoch: int


@dataclass(frozen=True)
class PassphraseSlot:
    """A compartment's key under a passphrase."""

    id: int
    cost: KdfCost
    salt: bytes
    nonce: bytes
    commit: bytes
    ct: bytes = field(repr=False)

    type = "passphrase"

    @property
    def opens_with(self) -> str:
        """What tells this slot's secret from any other without giving it away."""
        return self.commit.hex()

    def as_json(self) -> dict[str, Any]:
        """Return the slot as it stands in the header."""
        return {**_public(self.id, self.cost, self.salt, self.nonce, self.commit)} | {
            "ct": to_base64(self.ct)
        }


@dataclass(frozen=True)
class IdentitySlot:
    """A compartment's key sealed to an age recipient: the paper key, or the executor's shares.

    `k` of `n` shares rebuild an executor's identity; both are 0 in a recovery slot.
    """

    id: int
    type: str
    recipient: str
    ct: bytes = field(repr=False)
    k: int = 0
    n: int = 0

    @property
    def opens_with(self) -> str:
        """What tells this slot's secret from any other without giving it away."""
        return self.recipient

    def as_json(self) -> dict[str, Any]:
        """Return the slot as it stands in the header."""
        shares = {"k": self.k, "n": self.n} if self.type == "executor" else {}
        return {
            "id": self.id,
            "type": self.type,
            "recipient": self.recipient,
            "ct": to_base64(self.ct),
        } | shares


Slot = PassphraseSlot | IdentitySlot


@dataclass(frozen=True)
class Opened:
    """What a slot gave: the compartment's key and, for a passphrase, the key derived from it."""

    key: bytes = field(repr=False)
    way_in: str
    derived: bytes | None = field(repr=False, default=None)


def make_passphrase_slot(
    slot_id: int, passphrase: str, key: bytes, cost: KdfCost, place: Place
) -> tuple[PassphraseSlot, bytes]:
    """Wrap a compartment's key under a passphrase; return the slot and the derived key."""
    salt, nonce = new_salt(), new_nonce()
    derived = derive(passphrase, salt, cost)
    commit = subkey(derived, place.vault_id, "commit")
    associated = _associated(_public(slot_id, cost, salt, nonce, commit), place)
    ct = wrap(key, subkey(derived, place.vault_id, "wrap"), nonce, associated)
    return PassphraseSlot(slot_id, cost, salt, nonce, commit, ct), derived


def open_passphrase_slot(slot: PassphraseSlot, passphrase: str, place: Place) -> Opened:
    """Return the key that a passphrase opens.

    Raises WrongSecret for another passphrase (the commitment tells), Damaged when the passphrase
    is right and the slot was altered, or asks for a cost out of bounds.
    """
    derived = derive(passphrase, slot.salt, slot.cost)
    if not same(subkey(derived, place.vault_id, "commit"), slot.commit):
        raise WrongSecret(_("This passphrase does not open it."))
    public = _public(slot.id, slot.cost, slot.salt, slot.nonce, slot.commit)
    wrap_key = subkey(derived, place.vault_id, "wrap")
    key = unwrap(slot.ct, wrap_key, slot.nonce, _associated(public, place))
    return Opened(key, f"passphrase:{slot.id}", derived)


def make_recovery_slot(slot_id: int, recipient: str, key: bytes, place: Place) -> IdentitySlot:
    """Seal a compartment's key to the recipient of a paper recovery key."""
    return IdentitySlot(slot_id, "recovery", recipient, _sealed(recipient, key, place))


def make_executor_slot(
    slot_id: int, recipient: str, key: bytes, place: Place, *, k: int, n: int
) -> IdentitySlot:
    """Seal a compartment's key to the recipient that k of n executor cards rebuild."""
    ct = _sealed(recipient, key, place)
    return IdentitySlot(slot_id, "executor", recipient, ct, k=k, n=n)


def rewrap_slot(slot: Slot, key: bytes, place: Place, derived: bytes | None = None) -> Slot | None:
    """Wrap another key, of another epoch, for a way in that stays.

    `derived` is the key derived from the passphrase that was used; None for a passphrase slot that
    it does not belong to: only its owner could wrap it.
    """
    if isinstance(slot, IdentitySlot):
        fresh = make_recovery_slot(slot.id, slot.recipient, key, place)
        return replace(slot, ct=fresh.ct)
    if derived is None or not same(subkey(derived, place.vault_id, "commit"), slot.commit):
        return None
    nonce = new_nonce()
    public = _public(slot.id, slot.cost, slot.salt, nonce, slot.commit)
    ct = wrap(key, subkey(derived, place.vault_id, "wrap"), nonce, _associated(public, place))
    return replace(slot, nonce=nonce, ct=ct)


def open_identity_slot(slot: IdentitySlot, identity: str, place: Place) -> Opened:
    """Return the key that an age identity opens.

    Raises WrongSecret for a mistyped or another identity, Damaged when it is the right one and
    the slot was altered or belongs to another vault, compartment or epoch.
    """
    if age.recipient_of(identity) != slot.recipient:
        raise WrongSecret(_("This recovery key belongs to another vault."))
    try:
        payload = parse_canonical(age.open_sealed(identity, slot.ct))
    except WrongSecret:
        raise Damaged(_("A key slot does not open.")) from None
    exact_fields(payload, {"vault_id", "compartment", "epoch", "key"})
    epoch = whole_number(payload["epoch"], 1)
    if Place(payload["vault_id"], payload["compartment"], epoch) != place:
        raise Damaged(_("A key slot belongs to another vault, compartment or epoch."))
    return Opened(from_base64(payload["key"], KEY_SIZE), f"{slot.type}:{slot.id}")


def parse_slot(value: Any) -> Slot:
    """Return the slot that an object of the header describes.

    Raises NewerFormat for a kind or a field that is not known, Damaged for what is no slot or
    asks for a cost out of bounds.
    """
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "passphrase":
        return _parse_passphrase_slot(value)
    if kind in ("recovery", "executor"):
        return _parse_identity_slot(value, kind)
    raise newer() if isinstance(kind, str) else Damaged(_("A key slot has no type."))


def _parse_passphrase_slot(value: Mapping[str, Any]) -> PassphraseSlot:
    fields = exact_fields(value, {"id", "type", "kdf", "nonce", "commit", "ct"})
    kdf = exact_fields(fields["kdf"], {"name", "t", "p", "m", "salt"})
    if kdf["name"] != "argon2id":
        raise newer()
    cost = KdfCost(*(whole_number(kdf[name], 0) for name in ("t", "p", "m")))
    cost.check()
    return PassphraseSlot(
        id=whole_number(fields["id"], 1, 999_999),
        cost=cost,
        salt=from_base64(kdf["salt"], SALT_SIZE),
        nonce=from_base64(fields["nonce"], NONCE_SIZE),
        commit=from_base64(fields["commit"], KEY_SIZE),
        ct=from_base64(fields["ct"], KEY_SIZE + _TAG_SIZE),
    )


def _parse_identity_slot(value: Mapping[str, Any], kind: str) -> IdentitySlot:
    shares = {"k", "n"} if kind == "executor" else set()
    fields = exact_fields(value, {"id", "type", "recipient", "ct"} | shares)
    n = whole_number(fields["n"], 1, 16) if shares else 0
    if not (isinstance(fields["recipient"], str) and age.is_recipient(fields["recipient"])):
        raise Damaged(_("A recipient of the vault is damaged."))
    return IdentitySlot(
        id=whole_number(fields["id"], 1, 999_999),
        type=kind,
        recipient=fields["recipient"],
        ct=from_base64(fields["ct"]),
        k=whole_number(fields["k"], 1, n) if shares else 0,
        n=n,
    )


def _sealed(recipient: str, key: bytes, place: Place) -> bytes:
    payload = {
        "vault_id": place.vault_id,
        "compartment": place.compartment,
        "epoch": place.epoch,
        "key": to_base64(key),
    }
    return age.seal_to(recipient, canonical(payload))


def _public(
    slot_id: int, cost: KdfCost, salt: bytes, nonce: bytes, commit: bytes
) -> dict[str, Any]:
    return {
        "id": slot_id,
        "type": "passphrase",
        "kdf": {
            "name": "argon2id",
            "t": cost.t,
            "p": cost.p,
            "m": cost.m,
            "salt": to_base64(salt),
        },
        "nonce": to_base64(nonce),
        "commit": to_base64(commit),
    }


def _associated(public: Mapping[str, Any], place: Place) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "vault_id": hex_text(place.vault_id, 16),
            "compartment": place.compartment,
            "epoch": place.epoch,
            "slot": public,
        }
    )
