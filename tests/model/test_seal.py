"""Seals: they prove a text unchanged, and without their salt say nothing about it."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import Damaged
from vault.model.canonical import canonical, parse_canonical
from vault.model.seal import SALT_SIZE, Seal, seal

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
objects = st.dictionaries(texts, values, max_size=5)


@given(objects, objects)
def test_a_seal_fits_what_was_sealed_and_nothing_else(
    one: dict[str, object], other: object
) -> None:
    sealed = seal(one)
    assert sealed.fits(one)
    assert sealed.fits(dict(reversed(one.items())))
    if canonical(one) != canonical(other):  # type: ignore[arg-type]
        assert not sealed.fits(other)  # type: ignore[arg-type]


def test_the_salt_is_fresh_and_counts() -> None:
    content = {"text": "the same words"}
    seals = [seal(content) for _number in range(100)]
    assert {len(each.salt) for each in seals} == {SALT_SIZE} == {32}
    assert len({each.salt for each in seals}) == len({each.digest for each in seals}) == 100
    for each in seals:
        assert not Seal(seals[0].salt[::-1], each.digest).fits(content)
        assert hashlib.sha256(canonical(content)).hexdigest() != each.digest


def test_a_seal_is_what_the_format_page_says() -> None:
    content = {"kind": "note", "text": "Ω"}
    sealed = seal(content)
    plain = b'{"kind":"note","text":"\\u03a9"}'
    assert hashlib.sha256(sealed.salt + plain).hexdigest() == sealed.digest


def test_the_salt_is_in_no_repr() -> None:
    sealed = seal({"text": "words"})
    assert sealed.salt.hex() not in repr(sealed)
    assert repr(sealed.salt) not in repr(sealed)


@given(objects)
def test_canonical_json_has_one_spelling(value: dict[str, object]) -> None:
    data = canonical(value)
    assert data.isascii()
    assert b"\n" not in data
    assert parse_canonical(data) == value == json.loads(data)
    for other in (data + b" ", b" " + data, data + b"\n", data.replace(b":", b": ")):
        if other != data and json.loads(other) == value:
            with pytest.raises(Damaged):
                parse_canonical(other)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"5",
        b"null",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":01}',
        b'{"a":-0}',
        b'{"a":"\xc3\xa9"}',
        b'{"a":"\\u00E9"}',
        b'{"a":"\\/"}',
        b"{'a':1}",
        b'{"a":1,}',
        b'{"a":1}{"a":1}',
        b"\xef\xbb\xbf{}",
        b'{"a":' * 50_000,
        b'{"a":' + b"9" * 6_000 + b"}",
    ],
    ids=lambda data: ascii(data)[:24],
)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        parse_canonical(data)
