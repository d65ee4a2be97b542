"""A second reader of a vault's header and slots, written from docs/formats/vault.md alone.

Not a line of the product is used. `tests/vectors/reader.py` reads what the keys open.
"""

import base64
import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Object = dict[str, Any]

SLOT_FIELDS = {
    "passphrase": {"id", "type", "kdf", "nonce", "commit", "ct"},
    "recovery": {"id", "type", "recipient", "ct"},
    "executor": {"id", "type", "recipient", "ct", "k", "n"},
}
BOUNDS = {"t": (3, 16), "p": (1, 8), "m": (65_536, 2_097_152)}


class Refused(Exception):
    """Why a vault is not read: "damaged", "newer", "older" or "wrong secret", and a word on it."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(f"{kind}: {what}")
        self.kind = kind


def check(holds: object, what: str, kind: str = "damaged") -> None:
    """Raise Refused unless something holds."""
    if not holds:
        raise Refused(kind, what)


def canonical(value: Object) -> bytes:
    """Section 2."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def parse(line: bytes) -> Object:
    """Section 2: the value, if its bytes are the only ones it can have."""
    try:
        value = json.loads(line.decode("ascii"))
        check(isinstance(value, dict) and canonical(value) == line, "canonical JSON")
    except (ValueError, RecursionError):
        raise Refused("damaged", "JSON") from None
    assert isinstance(value, dict)
    return value


def subkey(key: bytes, vault_id: str, label: str) -> bytes:
    """Section 3."""
    salt, info = bytes.fromhex(vault_id), b"strongroom/1/" + label.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def same_mac(key: bytes, message: bytes, mac: bytes) -> bool:
    """Section 3."""
    return hmac.compare_digest(hmac.new(key, message, "sha256").digest(), mac)


# Section 4: the header


def fields(value: Any, names: AbstractSet[str], optional: AbstractSet[str] = frozenset()) -> Object:
    """Return an object that has these fields and no others."""
    check(isinstance(value, dict), "an object")
    check(not set(value) - names - optional, "an unknown field", "newer")
    check(names <= set(value), "a missing field")
    found: Object = value
    return found


def number(value: Any, least: int, most: int = 2**53) -> int:
    """Return an integer within bounds."""
    check(type(value) is int and least <= value <= most, "a number")
    found: int = value
    return found


def binary(value: Any, size: int | None = None) -> bytes:
    """Return what base64 holds, in its one spelling."""
    try:
        data = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        data = b""
    check(data and base64.b64encode(data).decode() == value, "base64")
    check(size is None or len(data) == size, "a length")
    return data


def hexadecimal(value: Any, size: int) -> str:
    """Return hex of a number of bytes."""
    check(isinstance(value, str) and re.fullmatch(f"[0-9a-f]{{{2 * size}}}", value), "hex")
    found: str = value
    return found


def recipient(value: Any) -> None:
    """Check the form of an age recipient."""
    check(isinstance(value, str) and re.fullmatch("age1[0-9a-z]{58}", value), "a recipient")


def check_slot(slot: Any) -> None:
    """Check one slot's form."""
    kind = slot.get("type") if isinstance(slot, dict) else None
    check(isinstance(kind, str), "a slot")
    check(kind in SLOT_FIELDS, "a slot of an unknown type", "newer")
    fields(slot, SLOT_FIELDS[str(kind)])
    number(slot["id"], 1, 999_999)
    if kind == "passphrase":
        kdf = fields(slot["kdf"], {"name", "t", "p", "m", "salt"})
        check(kdf["name"] == "argon2id", "an unknown kdf", "newer")
        for name, (least, most) in BOUNDS.items():
            number(kdf[name], least, most)
        for value, size in ((kdf["salt"], 16), (slot["nonce"], 12), (slot["commit"], 32)):
            binary(value, size)
        binary(slot["ct"], 48)
        return
    recipient(slot["recipient"])
    binary(slot["ct"])
    if kind == "executor":
        number(slot["k"], 1, number(slot["n"], 1, 16))


def parse_header(data: bytes) -> Object:
    """Return the header that a file holds."""
    check(len(data) <= 65_536, "a header too long")
    line, _newline, rest = data.partition(b"\n")
    check(rest == hashlib.sha256(line).hexdigest().encode() + b"\n", "the checksum")
    header = parse(line)
    check(number(header.get("format"), 1) == 1, "a higher format", "newer")
    fields(header, {"format", "vault_id", "compartments"})
    hexadecimal(header["vault_id"], 16)
    parts = fields(header["compartments"], {"records", "callsheet"}, {"process"})
    sheet = fields(parts["callsheet"], {"epoch", "recipients"})
    number(sheet["epoch"], 1)
    check(isinstance(sheet["recipients"], list) and len(sheet["recipients"]) <= 16, "a list")
    for each in sheet["recipients"]:
        recipient(each)
    for name in sorted(set(parts) - {"callsheet"}):
        part = fields(parts[name], {"epoch", "generation", "mac", "slots"})
        number(part["epoch"], 1)
        number(part["generation"], 1)
        binary(part["mac"], 32)
        check(isinstance(part["slots"], list) and 1 <= len(part["slots"]) <= 16, "slots")
        for slot in part["slots"]:
            check_slot(slot)
        check(len({slot["id"] for slot in part["slots"]}) == len(part["slots"]), "slot ids")
    return header


def read_header(folder: Path) -> Object:
    """Return the header that holds, of both copies."""
    found = []
    for name in ("vault.json", "vault.json.2"):
        try:
            with (folder / name).open("rb") as file:
                found.append(parse_header(file.read(65_537)))
        except FileNotFoundError:
            pass
        except Refused as refused:
            if refused.kind == "newer":
                raise
    check(found, "both headers")
    check(len({header["vault_id"] for header in found}) == 1, "headers of two vaults")
    return max(found, key=_generations)


def _generations(header: Object) -> int:
    parts = header["compartments"]
    return sum(parts[name]["generation"] for name in ("records", "process") if name in parts)


# Section 5: slots


def open_slot(header: Object, name: str, passphrase: str | None, identity: str | None) -> bytes:
    """Return the key of a compartment, its header proved by it."""
    part = header["compartments"][name]
    key = None
    for slot in part["slots"]:
        if passphrase is not None and slot["type"] == "passphrase":
            key = _by_passphrase(header, name, slot, passphrase)
        elif identity is not None and slot["type"] != "passphrase":
            key = _by_identity(header, name, slot, identity)
        if key is not None:
            break
    else:
        raise Refused("wrong secret", "no slot opens")
    assert key is not None
    message = {
        "format": 1,
        "vault_id": header["vault_id"],
        "name": name,
        "compartment": {each: part[each] for each in ("epoch", "generation", "slots")},
    }
    if name == "records":
        message["callsheet"] = header["compartments"]["callsheet"]
    mac_key = subkey(key, header["vault_id"], "header-mac")
    check(same_mac(mac_key, canonical(message), binary(part["mac"])), "the MAC of the header")
    return key


def _by_passphrase(header: Object, name: str, slot: Object, passphrase: str) -> bytes | None:
    kdf = slot["kdf"]
    derived = Argon2id(
        salt=binary(kdf["salt"]),
        length=32,
        iterations=kdf["t"],
        lanes=kdf["p"],
        memory_cost=kdf["m"],
    ).derive(unicodedata.normalize("NFC", passphrase).encode())
    if subkey(derived, header["vault_id"], "commit") != binary(slot["commit"]):
        return None
    associated = {
        "format": 1,
        "vault_id": header["vault_id"],
        "compartment": name,
        "epoch": header["compartments"][name]["epoch"],
        "slot": {each: value for each, value in slot.items() if each != "ct"},
    }
    try:
        return AESGCM(subkey(derived, header["vault_id"], "wrap")).decrypt(
            binary(slot["nonce"]), binary(slot["ct"]), canonical(associated)
        )
    except InvalidTag:
        raise Refused("damaged", "a wrapped key") from None


def _by_identity(header: Object, name: str, slot: Object, text: str) -> bytes | None:
    identity = pyrage.x25519.Identity.from_str(text)
    if str(identity.to_public()) != slot["recipient"]:
        return None
    try:
        payload = parse(pyrage.decrypt(binary(slot["ct"]), [identity]))
    except pyrage.DecryptError:
        raise Refused("damaged", "a sealed key") from None
    fields(payload, {"vault_id", "compartment", "epoch", "key"})
    place = {
        "vault_id": header["vault_id"],
        "compartment": name,
        "epoch": header["compartments"][name]["epoch"],
    }
    check({each: payload[each] for each in place} == place, "a key from elsewhere")
    return binary(payload["key"], 32)
