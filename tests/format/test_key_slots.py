"""Key slots: each opens with its own secret, in its own place, unaltered; and with nothing else."""

import random
import sys
import time
from dataclasses import fields, replace
from typing import Any

import pytest

from tests.storage.test_database import derive_once
from vault.crypto import age
from vault.crypto.kdf import FLOOR, KdfCost
from vault.errors import Damaged, NewerFormat, WrongSecret
from vault.format.fields import to_base64
from vault.format.key_slots import (
    IdentitySlot,
    PassphraseSlot,
    Place,
    make_executor_slot,
    make_passphrase_slot,
    make_recovery_slot,
    open_identity_slot,
    open_passphrase_slot,
    parse_slot,
)
from vault.model.canonical import Json, canonical, parse_canonical

KEY = bytes(range(32))
PLACE = Place("00112233445566778899aabbccddeeff", "records", 1)
OTHER_PLACES = [
    replace(PLACE, vault_id=PLACE.vault_id[::-1]),
    replace(PLACE, compartment="process"),
    replace(PLACE, epoch=2),
]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture(scope="module")
def slot() -> PassphraseSlot:
    """Make a passphrase slot."""
    return make_passphrase_slot(4, "a passphrase", KEY, FLOOR, PLACE)[0]


def again(slot: PassphraseSlot | IdentitySlot) -> PassphraseSlot | IdentitySlot:
    """Return a slot as it is read from its canonical JSON."""
    return parse_slot(parse_canonical(canonical(slot.as_json())))


def test_a_passphrase_slot_comes_back_and_opens(slot: PassphraseSlot) -> None:
    read = again(slot)
    assert read == slot
    assert isinstance(read, PassphraseSlot)
    opened = open_passphrase_slot(read, "a passphrase", PLACE)
    assert (opened.key, opened.way_in) == (KEY, "passphrase:4")
    assert opened.derived is not None
    assert KEY.hex() not in str(slot.as_json())
    assert to_base64(KEY) not in str(slot.as_json())


def test_two_slots_of_the_same_passphrase_have_nothing_in_common() -> None:
    one, other = (make_passphrase_slot(1, "same", KEY, FLOOR, PLACE)[0] for _number in range(2))
    for each in fields(PassphraseSlot):
        if each.name not in ("id", "cost"):
            assert getattr(one, each.name) != getattr(other, each.name)
    assert one.opens_with != other.opens_with


@pytest.mark.parametrize(
    "typed", ["", "A passphrase", "a passphrase ", " a passphrase", "a  passphrase", "a passphras"]
)
def test_another_passphrase_is_wrong_and_not_damage(slot: PassphraseSlot, typed: str) -> None:
    with pytest.raises(WrongSecret):
        open_passphrase_slot(slot, typed, PLACE)


def test_the_right_passphrase_on_an_altered_slot_is_damage(slot: PassphraseSlot) -> None:
    """K1: the commitment tells a wrong passphrase from a damaged slot."""
    flipped = bytes([slot.ct[0] ^ 1]) + slot.ct[1:]
    for other in (
        replace(slot, ct=flipped),
        replace(slot, ct=slot.ct[:-1] + bytes([slot.ct[-1] ^ 128])),
        replace(slot, nonce=bytes(12)),
        replace(slot, id=5),
    ):
        with pytest.raises(Damaged):
            open_passphrase_slot(other, "a passphrase", PLACE)


def test_a_slot_opens_in_no_other_place(slot: PassphraseSlot) -> None:
    for place in OTHER_PLACES:
        with pytest.raises((Damaged, WrongSecret)):
            open_passphrase_slot(slot, "a passphrase", place)


def test_a_cost_altered_within_its_bounds_does_not_open(slot: PassphraseSlot) -> None:
    """K3."""
    for cost in (KdfCost(4, 4, 65_536), KdfCost(3, 3, 65_536), KdfCost(3, 4, 65_540)):
        with pytest.raises(WrongSecret):
            open_passphrase_slot(replace(slot, cost=cost), "a passphrase", PLACE)


def test_altered_salts_and_commitments_do_not_open(slot: PassphraseSlot) -> None:
    for other in (replace(slot, salt=bytes(16)), replace(slot, commit=bytes(32))):
        with pytest.raises(WrongSecret):
            open_passphrase_slot(other, "a passphrase", PLACE)


def test_the_wrap_is_committed_to_its_key(slot: PassphraseSlot) -> None:
    """A slot made for another passphrase never opens under this one, whatever is exchanged."""
    other, _derived = make_passphrase_slot(4, "another", bytes(32), FLOOR, PLACE)
    for mixed in (
        replace(slot, ct=other.ct),
        replace(slot, ct=other.ct, nonce=other.nonce),
        replace(other, salt=slot.salt, commit=slot.commit),
    ):
        with pytest.raises((Damaged, WrongSecret)):
            open_passphrase_slot(mixed, "a passphrase", PLACE)


OUT_OF_BOUNDS = [
    {"t": 2}, {"t": 17}, {"t": 0}, {"t": -3}, {"t": 2**60}, {"p": 0}, {"p": 9}, {"p": 2**20},
    {"m": 65_535}, {"m": 2_097_153}, {"m": 2**31}, {"m": 2**60}, {"m": -1}, {"t": "3"}, {"m": True},
    {"m": None}, {"salt": to_base64(bytes(15))}, {"salt": to_base64(bytes(17))}, {"salt": ""},
]  # fmt: skip


@pytest.mark.parametrize("change", OUT_OF_BOUNDS, ids=str)
def test_costs_out_of_bounds_are_refused_before_anything_is_derived(
    slot: PassphraseSlot, change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """K2: in well under 50 ms, which no derivation takes."""

    def never(*given: object) -> bytes:
        raise AssertionError("derived")

    monkeypatch.setattr("vault.format.key_slots.derive", never)
    value: Any = slot.as_json()
    value["kdf"] = value["kdf"] | change
    begun = time.process_time()
    with pytest.raises(Damaged):
        parse_slot(value)
    assert time.process_time() - begun < 0.05


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"type": "yubikey"}, NewerFormat),
        ({"type": ""}, NewerFormat),
        ({"type": 5}, Damaged),
        ({"more": 1}, NewerFormat),
        ({"id": 0}, Damaged),
        ({"id": 1_000_000}, Damaged),
        ({"id": "1"}, Damaged),
        ({"nonce": to_base64(bytes(11))}, Damaged),
        ({"commit": to_base64(bytes(33))}, Damaged),
        ({"ct": to_base64(bytes(47))}, Damaged),
        ({"ct": "!"}, Damaged),
        ({"ct": to_base64(bytes(48)) + "\n"}, Damaged),
        ({"kdf": []}, Damaged),
        ({"kdf": {}}, Damaged),
        ({"type": "recovery"}, NewerFormat),
    ],
    ids=str,
)
def test_what_is_no_slot(slot: PassphraseSlot, change: Json, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        parse_slot({**slot.as_json(), **change})
    others: list[Any] = [None, [], "slot", 5, {}]
    for value in others:
        with pytest.raises(Damaged):
            parse_slot(value)


def test_another_kdf_is_newer(slot: PassphraseSlot) -> None:
    for change in ({"name": "argon3"}, {"name": "scrypt"}, {"version": 20}):
        value: dict[str, Any] = slot.as_json()
        with pytest.raises(NewerFormat):
            parse_slot(value | {"kdf": value["kdf"] | change})


def test_a_paper_slot_comes_back_and_opens_with_its_key_only() -> None:
    identity, other = age.new_identity(), age.new_identity()
    slot = make_recovery_slot(2, age.recipient_of(identity), KEY, PLACE)
    read = again(slot)
    assert read == slot
    assert isinstance(read, IdentitySlot)
    assert open_identity_slot(read, identity, PLACE).key == KEY
    assert open_identity_slot(read, identity, PLACE).way_in == "recovery:2"
    for place in OTHER_PLACES:
        with pytest.raises(Damaged):
            open_identity_slot(read, identity, place)
    with pytest.raises(WrongSecret):
        open_identity_slot(read, other, PLACE)
    mistyped = identity[:-1] + ("P" if identity.endswith("Q") else "Q")
    with pytest.raises(WrongSecret):
        open_identity_slot(read, mistyped, PLACE)


def test_the_shares_of_executors_have_their_place_in_the_format() -> None:
    identity = age.new_identity()
    slot = make_executor_slot(3, age.recipient_of(identity), KEY, PLACE, k=2, n=3)
    assert again(slot) == slot
    opened = open_identity_slot(slot, identity, PLACE)
    assert (opened.way_in, opened.key) == ("executor:3", KEY)
    for change in ({"k": 0}, {"k": 4}, {"n": 0}, {"n": 17}, {"k": "2"}):
        with pytest.raises(Damaged):
            parse_slot(slot.as_json() | change)


def test_what_a_paper_slot_holds_is_compared_with_where_it_stands() -> None:
    identity = age.new_identity()
    recipient = age.recipient_of(identity)
    good = {"vault_id": PLACE.vault_id, "compartment": "records", "epoch": 1, "key": to_base64(KEY)}
    cases: list[tuple[Json, type[Exception]]] = [
        (good | {"epoch": 2}, Damaged),
        (good | {"compartment": "process"}, Damaged),
        (good | {"key": to_base64(bytes(31))}, Damaged),
        (good | {"key": 5}, Damaged),
        (good | {"more": 1}, NewerFormat),
        ({name: value for name, value in good.items() if name != "key"}, Damaged),
    ]
    for payload, kind in cases:
        slot = IdentitySlot(2, "recovery", recipient, age.seal_to(recipient, canonical(payload)))
        with pytest.raises(kind):
            open_identity_slot(slot, identity, PLACE)
    for plain in (b"", b"\xff", b"[]", b'{"key": 1}', canonical(good) + b"\n"):
        slot = IdentitySlot(2, "recovery", recipient, age.seal_to(recipient, plain))
        with pytest.raises(Damaged):
            open_identity_slot(slot, identity, PLACE)


def test_an_altered_paper_slot_is_damage() -> None:
    dice = random.Random("paper slot")
    identity = age.new_identity()
    slot = make_recovery_slot(2, age.recipient_of(identity), KEY, PLACE)
    opened = 0
    for _flip in range(500):
        data = bytearray(slot.ct)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        try:
            open_identity_slot(replace(slot, ct=bytes(data)), identity, PLACE)
            opened += 1
        except Damaged:
            pass
    sys.stdout.write(f"paper slot: 500 flipped bits, {opened} opened\n")
    assert opened == 0


def test_no_key_stands_in_a_repr(slot: PassphraseSlot) -> None:
    opened = open_passphrase_slot(slot, "a passphrase", PLACE)
    assert repr(KEY) not in repr(opened)
    assert repr(opened.derived) not in repr(opened)
    assert repr(slot.ct) not in repr(slot)
