"""Head files: what is written comes back under its own key and place, and nothing else does."""

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto.mac import mac
from vault.errors import Damaged, NewerFormat
from vault.format.head import HEAD_LIMIT, ClosedFile, Head, parse_head, write_head
from vault.format.key_slots import Place
from vault.model.audit import Mark
from vault.model.canonical import canonical, parse_canonical

KEY = bytes(range(32))
PLACE = Place("00112233445566778899aabbccddeeff", "records", 1)
HEAD = Head(Mark(217, "ab" * 32, 3), ClosedFile(40_960, "cd" * 32))

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
heads = st.builds(
    Head,
    st.builds(Mark, st.integers(0, 2**53), digests, st.integers(1, 2**53)),
    st.none() | st.builds(ClosedFile, st.integers(0, 2**53), digests),
)


def signed(fields: Any) -> bytes:
    """Return a head file of any JSON under its right MAC."""
    line = fields if isinstance(fields, bytes) else canonical(fields)
    return line + b"\n" + mac(KEY, line).hex().encode() + b"\n"


@given(heads)
def test_a_head_comes_back(head: Head) -> None:
    data = write_head(head, PLACE, KEY)
    assert parse_head(data, PLACE, KEY) == head
    assert len(data) < HEAD_LIMIT
    assert data.isascii()


def test_any_flipped_bit_is_noticed() -> None:
    data = write_head(HEAD, PLACE, KEY)
    accepted = 0
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            parse_head(bytes(flipped), PLACE, KEY)
            accepted += 1
        except Damaged:
            pass
    sys.stdout.write(f"head: {len(data) * 8} flipped bits, {accepted} accepted\n")
    assert accepted == 0


def test_it_belongs_to_its_place_and_key() -> None:
    data = write_head(HEAD, PLACE, KEY)
    for place in (
        replace(PLACE, vault_id=PLACE.vault_id[::-1]),
        replace(PLACE, compartment="process"),
        replace(PLACE, epoch=2),
    ):
        with pytest.raises(Damaged):
            parse_head(data, place, KEY)
    with pytest.raises(Damaged):
        parse_head(data, PLACE, KEY[::-1])


@pytest.mark.parametrize("size", [0, 1, 10, 200, -1, -2, -66])
def test_a_cut_head_is_damaged(size: int) -> None:
    with pytest.raises(Damaged):
        parse_head(write_head(HEAD, PLACE, KEY)[:size], PLACE, KEY)


def test_what_is_added_is_damage_and_what_is_too_long_too() -> None:
    data = write_head(HEAD, PLACE, KEY)
    for more in (b" ", b"\n", b"x" * HEAD_LIMIT, data):
        with pytest.raises(Damaged):
            parse_head(data + more, PLACE, KEY)
    fields = parse_canonical(data.partition(b"\n")[0])
    with pytest.raises((Damaged, NewerFormat)):
        parse_head(signed(fields | {"x": "y" * HEAD_LIMIT}), PLACE, KEY)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"seq": -1}, Damaged),
        ({"seq": "217"}, Damaged),
        ({"seq": True}, Damaged),
        ({"seq": 2**53 + 1}, Damaged),
        ({"generation": 0}, Damaged),
        ({"chain_head": "AB" * 32}, Damaged),
        ({"chain_head": "ab" * 31}, Damaged),
        ({"chain_head": None}, Damaged),
        ({"closed": None}, Damaged),
        ({"closed": {}}, Damaged),
        ({"closed": {"size": -1, "sha256": "cd" * 32}}, Damaged),
        ({"closed": {"size": 1, "sha256": "cd" * 32, "more": 1}}, NewerFormat),
        ({"more": 1}, NewerFormat),
    ],
    ids=str,
)
def test_a_head_under_its_right_mac_must_still_have_its_form(
    change: dict[str, Any], kind: type[Exception]
) -> None:
    fields = parse_canonical(write_head(HEAD, PLACE, KEY).partition(b"\n")[0])
    assert parse_head(signed(fields), PLACE, KEY) == HEAD
    with pytest.raises(kind):
        parse_head(signed(fields | change), PLACE, KEY)
    for name in fields.keys() - {"closed"}:
        with pytest.raises(Damaged):
            parse_head(signed({k: v for k, v in fields.items() if k != name}), PLACE, KEY)
    for line in (b"", b"[]", b"{}", b'{"seq": 1}'):
        with pytest.raises(Damaged):
            parse_head(signed(line), PLACE, KEY)
