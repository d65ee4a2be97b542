"""vault.json: what is written comes back, and whatever is altered is refused."""

import copy
import hashlib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.practice import PROCESS_PASSPHRASE
from tests.storage.test_database import derive_once
from vault.crypto import age
from vault.crypto.kdf import FLOOR, subkey
from vault.errors import Damaged, NewerFormat, VaultError, WrongSecret
from vault.format.key_slots import IdentitySlot, Place, make_passphrase_slot, make_recovery_slot
from vault.format.vault_header import (
    HEADER_LIMIT,
    PROCESS,
    RECORDS,
    CallSheet,
    Compartment,
    Header,
    parse_header,
    write_header,
)
from vault.model.canonical import canonical, parse_canonical
from vault.model.secret import Passphrase

VAULT_ID = "00112233445566778899aabbccddeeff"
PASSPHRASES = {RECORDS: "of the records", PROCESS: "of process notes"}


@dataclass(frozen=True)
class Made:
    """A header with every kind of slot, and the keys of its compartments."""

    header: Header
    keys: dict[str, bytes]

    def check(self, header: Header) -> None:
        """Check a header as opening both compartments does."""
        for name, key in self.keys.items():
            header.check_mac(name, subkey(key, header.vault_id, "header-mac"))


@pytest.fixture(scope="module")
def made() -> Made:
    """Make a header with every kind of slot in both compartments."""
    keys = {RECORDS: bytes(range(32)), PROCESS: bytes(range(32, 64))}
    people = [age.recipient_of(age.new_identity()) for _number in range(2)]
    header = Header(VAULT_ID, Compartment(1, 1, ()), callsheet=CallSheet(1, tuple(people)))
    for name, key in keys.items():
        place = Place(VAULT_ID, name, 1)
        first, _derived = make_passphrase_slot(1, PASSPHRASES[name], key, FLOOR, place)
        second = make_recovery_slot(2, people[0], key, place)
        third = make_recovery_slot(3, people[1], key, place)
        shares = IdentitySlot(7, "executor", people[1], third.ct, k=2, n=3)
        compartment = Compartment(1, 7, (first, second, shares))
        header = header.with_compartment(name, compartment, subkey(key, VAULT_ID, "header-mac"))
    # The MAC of the records covers nothing of the other compartment, so either may come first.
    return Made(header, keys)


def checked(fields: Any) -> bytes:
    """Return a header file of any first line, with its right checksum."""
    line = fields if isinstance(fields, bytes) else canonical(fields)
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def fields_of(header: Header) -> dict[str, Any]:
    """Return the JSON of a header."""
    return parse_canonical(write_header(header).partition(b"\n")[0])


def test_a_header_comes_back_and_its_macs_hold(made: Made) -> None:
    for header in (
        made.header,
        replace(made.header, process=None),
        replace(made.header, callsheet=CallSheet()),
    ):
        data = write_header(header)
        assert parse_header(data) == header
        assert write_header(parse_header(data)) == data
        assert data.isascii()
        assert data.count(b"\n") == 2
    made.check(parse_header(write_header(made.header)))
    assert len(write_header(made.header)) < 8_192


def altered(value: Any) -> Iterator[Any]:
    """Yield other values of the same place in the JSON, of the same kind and of others."""
    if isinstance(value, int):
        yield from (value + 1, value - 1, 0, -value, 2**53 + 1, 10**30, str(value), None, True)
    elif isinstance(value, str):
        yield from ("", value[:-1], value + "A", value[::-1], value.swapcase(), value + "\n", 5)
        yield from (value[:4] + ("A" if value[4:5] != "A" else "B") + value[5:], None, [value])
    elif isinstance(value, list):
        yield from (value[:-1], value[1:], value[::-1], value * 2, value * 9, [], {}, None)
    else:
        yield from ({}, [], None, value | {"more": 1})


def alterations(value: Any) -> Iterator[Any]:
    """Yield copies of a JSON value with one thing altered, anywhere in it."""
    for other in altered(value):
        if other != value or type(other) is not type(value):
            yield other
    if isinstance(value, dict | list):
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            for other in alterations(inner):
                changed = copy.copy(value)
                changed[key] = other
                yield changed
            if isinstance(value, dict):
                yield {name: each for name, each in value.items() if name != key}
                yield {(f"{name}x" if name == key else name): each for name, each in value.items()}


def test_whatever_is_altered_is_refused(made: Made) -> None:
    """Every field, with a fresh right checksum: refused by its form, its bounds or a MAC."""
    tried = accepted = 0
    kinds: dict[str, int] = {}
    for fields in alterations(fields_of(made.header)):
        if not isinstance(fields, dict):
            continue
        tried += 1
        try:
            header = parse_header(checked(fields))
            made.check(header)
        except (Damaged, NewerFormat) as refusal:
            kinds[type(refusal).__name__] = kinds.get(type(refusal).__name__, 0) + 1
        else:
            accepted += 1
    sys.stdout.write(
        f"header: {tried} altered with a right checksum, {accepted} accepted {kinds}\n"
    )
    assert tried > 500
    assert accepted == 0
    assert kinds["NewerFormat"] > 20


def test_flipped_bits_open_nothing_and_crash_nothing(made: Made) -> None:
    """R8: 10,000 flips of the file as it is, 10,000 of its first line under a right checksum."""
    dice = random.Random("header")
    data = write_header(made.header)
    line = data.partition(b"\n")[0]
    figures = {"as it is": 0, "right checksum": 0}
    for _flip in range(10_000):
        for kind, part in (("as it is", data), ("right checksum", line)):
            flipped = bytearray(part)
            flipped[dice.randrange(len(part))] ^= 1 << dice.randrange(8)
            given = bytes(flipped) if kind == "as it is" else checked(bytes(flipped))
            try:
                made.check(parse_header(given))
                figures[kind] += 1
            except (Damaged, NewerFormat):
                pass
    sys.stdout.write(f"header flips: 2 x 10,000, accepted {figures}, crashes 0\n")
    assert figures == {"as it is": 0, "right checksum": 0}


def test_flipped_bits_never_unlock_a_vault_wrongly(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same through the real thing: both copies flipped alike, under a right checksum."""
    derive_once(monkeypatch)
    dice = random.Random("unlock")
    vault = unlocked()
    vault.close()
    line = (path / "vault.json").read_bytes().partition(b"\n")[0]
    figures: dict[str, int] = {}
    for _flip in range(60):
        flipped = bytearray(line)
        flipped[dice.randrange(len(line))] ^= 1 << dice.randrange(7)
        for name in ("vault.json", "vault.json.2"):
            (path / name).write_bytes(checked(bytes(flipped)))
        try:
            vault = unlocked()
        except (Damaged, NewerFormat, WrongSecret) as refusal:
            kind = type(refusal).__name__
        else:
            # What is altered may be of process notes only, and then their door says so.
            with pytest.raises(VaultError):
                vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
            vault.close()
            kind = "refused at the door of process notes"
        figures[kind] = figures.get(kind, 0) + 1
    sys.stdout.write(f"header flips through unlock: {figures}\n")
    assert sum(figures.values()) == 60
    assert len(figures) >= 2


def test_compartments_and_slots_cannot_change_places(made: Made) -> None:
    header = made.header
    assert header.process is not None
    swapped = replace(header, records=header.process, process=header.records)
    shuffled = replace(header.records, slots=header.records.slots[::-1])
    lent = replace(header.records, slots=header.process.slots)
    fewer = replace(header.records, slots=header.records.slots[:2])
    for other in (
        swapped,
        replace(header, records=shuffled),
        replace(header, records=lent),
        replace(header, records=fewer),
        replace(header, callsheet=CallSheet()),
        replace(header, callsheet=CallSheet(2, header.callsheet.recipients)),
        replace(header, vault_id=VAULT_ID[::-1]),
    ):
        assert parse_header(write_header(other)) == other
        with pytest.raises(Damaged):
            made.check(parse_header(write_header(other)))
    with pytest.raises(Damaged):
        replace(header, process=None).check_mac(PROCESS, made.keys[PROCESS])


@pytest.mark.parametrize("count", [0, 17, 200])
def test_a_compartment_has_one_to_sixteen_slots(made: Made, count: int) -> None:
    slots = tuple(replace(made.header.records.slots[1], id=n + 1) for n in range(count))
    records = replace(made.header.records, slots=slots)
    with pytest.raises(Damaged):
        parse_header(write_header(replace(made.header, records=records)))
    sixteen = tuple(replace(made.header.records.slots[1], id=n + 1) for n in range(16))
    whole = replace(made.header, records=replace(records, slots=sixteen))
    assert parse_header(write_header(whole)) == whole


def test_a_header_larger_than_one_is_not_even_parsed(made: Made) -> None:
    data = write_header(made.header)
    for size in (HEADER_LIMIT + 1, 10 * HEADER_LIMIT):
        line = b'{"a":"' + b"x" * (size - 8) + b'"}'
        with pytest.raises(Damaged):
            parse_header(checked(line))
    with pytest.raises(Damaged):
        parse_header(data + b" " * (HEADER_LIMIT + 1 - len(data)))


@pytest.mark.parametrize("version", [2, 3, 2**53])
def test_a_higher_format_is_newer_whatever_else_it_holds(made: Made, version: int) -> None:
    for fields in (
        fields_of(made.header) | {"format": version},
        {"format": version},
        {"format": version, "vault_id": 5, "anything": [{}]},
    ):
        with pytest.raises(NewerFormat):
            parse_header(checked(fields))


@pytest.mark.parametrize("version", [0, -1, "2", None, True, [2], 2**53 + 1])
def test_what_is_no_format_is_damaged(made: Made, version: Any) -> None:
    with pytest.raises(Damaged):
        parse_header(checked(fields_of(made.header) | {"format": version}))
    with pytest.raises(Damaged):
        parse_header(checked({"vault_id": VAULT_ID}))


def test_the_next_slot_gets_a_number_of_its_own(made: Made) -> None:
    assert made.header.records.next_slot_id == 8
    assert Compartment(1, 1, ()).next_slot_id == 1
