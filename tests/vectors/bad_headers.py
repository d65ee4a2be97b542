"""Header files that must be refused, each with its reason, made from a good one.

Every one but those about the checksum has the right checksum, so that it is not what refuses them.
"""

import base64
import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Object = dict[str, Any]
Case = Object


@dataclass(frozen=True)
class BadHeader:
    """One header file and what it is to be refused for."""

    name: str
    data: bytes
    reason: str
    refused: str = "Damaged"
    secret: str = "passphrase"


def line_of(header: Object) -> bytes:
    """Return a header as the first line has it."""
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode("ascii")


def checked(line: bytes) -> bytes:
    """Return a header file with the right checksum of any first line."""
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def grown(data: bytes, size: int) -> bytes:
    """Return a header of more than `size` bytes: a recovery slot's age file is filled up."""
    header = json.loads(data.partition(b"\n")[0])
    slot = next(s for s in header["compartments"]["records"]["slots"] if s["type"] == "recovery")
    slot["ct"] = base64.b64encode(bytes(size)).decode()
    return checked(line_of(header))


def _spelling(good: Object) -> list[BadHeader]:
    line = line_of(good)
    return [
        BadHeader(
            "key-twice", checked(line.replace(b'"format":1', b'"format":1,"format":1')), "key twice"
        ),
        BadHeader("spaces", checked(json.dumps(good, sort_keys=True).encode()), "white space"),
        BadHeader(
            "key-order",
            checked(json.dumps(dict(reversed(good.items())), separators=(",", ":")).encode()),
            "keys out of order",
        ),
        BadHeader("float", checked(line.replace(b'"t":3', b'"t":3.0', 1)), "a float"),
        BadHeader("exponent", checked(line.replace(b'"t":3', b'"t":3e0', 1)), "an exponent"),
        BadHeader(
            "not-ascii",
            checked(line.replace(b'"name":"argon2id"', '"name":"argon2îd"'.encode(), 1)),
            "a byte outside of ASCII",
        ),
        BadHeader(
            "escaped",
            checked(line.replace(b"argon2id", b"\\u0061rgon2id", 1)),
            "a letter spelled as an escape",
        ),
        BadHeader("not-json", checked(b"{"), "no JSON"),
        BadHeader("not-an-object", checked(b"[1]"), "no object"),
    ]


def _checksums(good: Object) -> list[BadHeader]:
    line = line_of(good)
    digest = hashlib.sha256(line).hexdigest()
    wrong = ("0" if digest[0] != "0" else "1") + digest[1:]
    why = "not what was written: the second line must be the SHA-256 of the first, and the last"
    return [
        BadHeader("checksum-wrong", f"{line.decode()}\n{wrong}\n".encode(), why),
        BadHeader("checksum-missing", line + b"\n", why),
        BadHeader("checksum-upper-case", f"{line.decode()}\n{digest.upper()}\n".encode(), why),
        BadHeader("bytes-behind", checked(line) + b"\n", why),
        BadHeader("crlf", f"{line.decode()}\r\n{digest}\r\n".encode(), why),
        BadHeader("empty", b"", why),
    ]


Change = Callable[[Object, Object], None]
"""Changes a header, or its first records slot, in place."""


def _pad_off(header: Object, slot: Object) -> None:
    slot["commit"] = slot["commit"].rstrip("=")


def _url_safe(header: Object, slot: Object) -> None:
    slot["commit"] = "-" + slot["commit"][1:]


def _stray_bits(header: Object, slot: Object) -> None:
    """16 bytes end in two letters of which four bits count for nothing."""
    salt = slot["kdf"]["salt"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    slot["kdf"]["salt"] = salt[:21] + letters[letters.index(salt[21]) | 1] + "=="


def _many_slots(header: Object, slot: Object) -> None:
    header["compartments"]["records"]["slots"] = [slot | {"id": 1 + n} for n in range(17)]


def _slots(header: Object, slots: list[Object]) -> None:
    header["compartments"]["records"]["slots"] = slots


def _same_ids(header: Object, slot: Object) -> None:
    for each in header["compartments"]["records"]["slots"]:
        each["id"] = 5


_BY_FORM: list[tuple[str, str, str, Change]] = [
    ("cost-t-below", "a cost below the floor", "Damaged", lambda h, s: s["kdf"].update(t=2)),
    ("cost-m-below", "a cost below the floor", "Damaged", lambda h, s: s["kdf"].update(m=65_535)),
    ("cost-p-below", "a cost below the floor", "Damaged", lambda h, s: s["kdf"].update(p=0)),
    ("cost-t-above", "a cost above the cap", "Damaged", lambda h, s: s["kdf"].update(t=17)),
    ("cost-p-above", "a cost above the cap", "Damaged", lambda h, s: s["kdf"].update(p=9)),
    ("cost-m-above", "a cost above the cap", "Damaged", lambda h, s: s["kdf"].update(m=2_097_153)),
    ("cost-2-tib", "a cost above the cap", "Damaged", lambda h, s: s["kdf"].update(m=2**31)),
    ("cost-negative", "a cost below the floor", "Damaged", lambda h, s: s["kdf"].update(m=-1)),
    ("cost-true", "no number", "Damaged", lambda h, s: s["kdf"].update(p=True)),
    ("kdf-other", "another kdf", "NewerFormat", lambda h, s: s["kdf"].update(name="scrypt")),
    ("slots-17", "more than 16 slots", "Damaged", _many_slots),
    ("slots-none", "no slot", "Damaged", lambda h, s: _slots(h, [])),
    ("slot-ids-same", "two slots of one id", "Damaged", _same_ids),
    ("slot-id-0", "an id out of bounds", "Damaged", lambda h, s: s.update(id=0)),
    ("slot-id-1000", "an id out of bounds", "Damaged", lambda h, s: s.update(id=1000)),
    ("slot-type-new", "an unknown slot type", "NewerFormat", lambda h, s: s.update(type="fido")),
    ("slot-type-none", "no slot type", "Damaged", lambda h, s: s.update(type=None)),
    ("field-new", "an unknown field", "NewerFormat", lambda h, s: h.update(hint="x")),
    ("field-new-in-slot", "an unknown field", "NewerFormat", lambda h, s: s.update(hint="x")),
    ("field-new-in-kdf", "an unknown field", "NewerFormat", lambda h, s: s["kdf"].update(x=1)),
    (
        "field-new-in-compartment",
        "an unknown field",
        "NewerFormat",
        lambda h, s: h["compartments"]["process"].update(hint="x"),
    ),
    (
        "compartment-new",
        "an unknown compartment",
        "NewerFormat",
        lambda h, s: h["compartments"].update(more=h["compartments"]["records"]),
    ),
    ("format-2", "a higher format", "NewerFormat", lambda h, s: h.update(format=2, new=1)),
    ("format-0", "no format", "Damaged", lambda h, s: h.update(format=0)),
    ("format-missing", "no format", "Damaged", lambda h, s: h.pop("format")),
    ("vault-id-short", "an id of 15 bytes", "Damaged", lambda h, s: h.update(vault_id="0" * 30)),
    ("vault-id-upper", "upper case", "Damaged", lambda h, s: h.update(vault_id="AB" * 16)),
    (
        "mac-missing",
        "a field missing",
        "Damaged",
        lambda h, s: h["compartments"]["records"].pop("mac"),
    ),
    (
        "records-missing",
        "a field missing",
        "Damaged",
        lambda h, s: h["compartments"].pop("records"),
    ),
    ("nonce-long", "16 bytes for 12", "Damaged", lambda h, s: s.update(nonce="A" * 22 + "==")),
    ("base64-no-padding", "another base64", "Damaged", _pad_off),
    ("base64-url-safe", "another base64", "Damaged", _url_safe),
    ("base64-stray-bits", "another spelling of the same bytes", "Damaged", _stray_bits),
    (
        "base64-line-break",
        "another base64",
        "Damaged",
        lambda h, s: s.update(commit=s["commit"][:20] + "\n" + s["commit"][20:]),
    ),
    (
        "recipient-malformed",
        "no age recipient",
        "Damaged",
        lambda h, s: h["compartments"]["callsheet"].update(recipients=["age1x"]),
    ),
]


def _other_bytes(text: str) -> str:
    data = bytearray(base64.b64decode(text))
    data[0] ^= 1
    return base64.b64encode(bytes(data)).decode()


def _alter(name: str) -> Change:
    return lambda header, slot: slot.update({name: _other_bytes(slot[name])})


def _records(name: str, value: Callable[[Any], Any]) -> Change:
    def change(header: Object, slot: Object) -> None:
        part = header["compartments"]["records"]
        part[name] = value(part[name])

    return change


def _slot_of_process(header: Object, slot: Object) -> None:
    """The process passphrase opens this slot; what is in it is bound to its own compartment."""
    parts = header["compartments"]
    parts["records"]["slots"][0] = parts["process"]["slots"][0] | {"id": slot["id"]}


_OTHER_RECIPIENT = "age1" + "q" * 58

_BY_KEY: list[tuple[str, str, dict[str, str], Change]] = [
    (
        "mac-altered",
        "a MAC that does not fit",
        {"passphrase": "Damaged", "recovery": "Damaged"},
        _records("mac", _other_bytes),
    ),
    (
        "generation-lowered",
        "the generation is under the MAC",
        {"passphrase": "Damaged", "recovery": "Damaged"},
        _records("generation", lambda old: old - 1),
    ),
    (
        "generation-raised",
        "the generation is under the MAC",
        {"passphrase": "Damaged", "recovery": "Damaged"},
        _records("generation", lambda old: old + 1),
    ),
    (
        "epoch-raised",
        "the epoch is bound into every slot",
        {"passphrase": "Damaged", "recovery": "Damaged"},
        _records("epoch", lambda old: old + 1),
    ),
    (
        "slot-removed",
        "the slots are under the MAC; who has only the secret of a removed one cannot tell",
        {"passphrase": "WrongSecret", "recovery": "Damaged"},
        _records("slots", lambda old: [each for each in old if each["type"] != "passphrase"]),
    ),
    (
        "slot-added",
        "the slots are under the MAC",
        {"passphrase": "Damaged", "recovery": "Damaged"},
        _records("slots", lambda old: [*old, old[0] | {"id": 77}]),
    ),
    (
        "slots-turned-round",
        "the order of the slots is under the MAC",
        {"passphrase": "Damaged", "recovery": "Damaged"},
        _records("slots", lambda old: old[::-1]),
    ),
    (
        "slot-of-the-other-compartment",
        "a slot is bound to its compartment",
        {"process_passphrase": "Damaged", "recovery": "Damaged"},
        _slot_of_process,
    ),
    (
        "cost-changed-within-bounds",
        "an altered cost gives another key: not to be told from a wrong passphrase",
        {"passphrase": "WrongSecret", "recovery": "Damaged"},
        lambda h, s: s["kdf"].update(t=4),
    ),
    (
        "salt-altered",
        "an altered salt gives another key: not to be told from a wrong passphrase",
        {"passphrase": "WrongSecret", "recovery": "Damaged"},
        lambda h, s: s["kdf"].update(salt=_other_bytes(s["kdf"]["salt"])),
    ),
    (
        "commit-altered",
        "another commitment is another passphrase's",
        {"passphrase": "WrongSecret", "recovery": "Damaged"},
        _alter("commit"),
    ),
    ("nonce-altered", "the passphrase is right", {"passphrase": "Damaged"}, _alter("nonce")),
    ("ct-altered", "the passphrase is right", {"passphrase": "Damaged"}, _alter("ct")),
    (
        "slot-renumbered",
        "the id is bound into the slot",
        {"passphrase": "Damaged"},
        lambda h, s: s.update(id=400),
    ),
    (
        "call-sheet-recipient-added",
        "the call sheet is under the MAC of the records",
        {"passphrase": "Damaged"},
        lambda h, s: h["compartments"]["callsheet"].update(recipients=[_OTHER_RECIPIENT]),
    ),
]


def bad_headers(good: bytes) -> list[BadHeader]:
    """Return every bad header that can be made from a good one without a key."""
    header: Object = json.loads(good.partition(b"\n")[0])
    found = _spelling(header) + _checksums(header)
    for name, reason, refused, change in _BY_FORM:
        found.append(BadHeader(name, _changed(header, change), reason, refused))
    for name, reason, by_secret, change in _BY_KEY:
        data = _changed(header, change)
        for secret, refused in by_secret.items():
            found.append(BadHeader(name, data, reason, refused, secret))
    return found


def _changed(header: Object, change: Change) -> bytes:
    changed = copy.deepcopy(header)
    slots = changed["compartments"]["records"]["slots"]
    change(changed, next(slot for slot in slots if slot["type"] == "passphrase"))
    return checked(line_of(changed))
