"""A key under a key: it opens with exactly what it was wrapped with, or not at all."""

import random
import sys

import pytest

from vault.crypto.mac import mac, same
from vault.crypto.wrap import NONCE_SIZE, new_nonce, unwrap, wrap
from vault.errors import Damaged

KEY, UNDER, NONCE = bytes(range(32)), bytes(range(32, 64)), bytes(range(12))
ASSOCIATED = b'{"slot":1}'


def test_what_is_wrapped_comes_back() -> None:
    wrapped = wrap(KEY, UNDER, NONCE, ASSOCIATED)
    assert unwrap(wrapped, UNDER, NONCE, ASSOCIATED) == KEY
    assert len(wrapped) == 32 + 16
    assert KEY not in wrapped


def test_it_is_the_published_cipher() -> None:
    """AES-256-GCM, test case 14 of the specification by McGrew and Viega."""
    wrapped = wrap(bytes(16), bytes(32), bytes(12), b"")
    assert wrapped.hex() == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"


def test_any_flipped_bit_is_noticed() -> None:
    wrapped = wrap(KEY, UNDER, NONCE, ASSOCIATED)
    parts = [wrapped, UNDER, NONCE, ASSOCIATED]
    dice = random.Random("wrap")
    tried = opened = 0
    for which, part in enumerate(parts):
        for bit in range(len(part) * 8):
            data = bytearray(part)
            data[bit // 8] ^= 1 << bit % 8
            given = [bytes(data) if number == which else each for number, each in enumerate(parts)]
            tried += 1
            try:
                unwrap(*given)
                opened += 1
            except Damaged:
                pass
    for _cut in range(50):
        with pytest.raises(Damaged):
            unwrap(wrapped[: dice.randrange(len(wrapped))], UNDER, NONCE, ASSOCIATED)
    sys.stdout.write(f"wrapped key: {tried} flipped bits, {opened} opened\n")
    assert opened == 0


def test_nonces_do_not_come_twice() -> None:
    nonces = {new_nonce() for _number in range(10_000)}
    assert len(nonces) == 10_000
    assert {len(nonce) for nonce in nonces} == {NONCE_SIZE} == {12}


def test_the_mac_is_that_of_the_rfc() -> None:
    """RFC 4231, test cases 1 and 2."""
    assert mac(b"\x0b" * 20, b"Hi There").hex() == (
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    )
    assert mac(b"Jefe", b"what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    assert same(b"a" * 32, b"a" * 32)
    assert not same(b"a" * 32, b"a" * 31 + b"b")
    assert not same(b"a" * 32, b"a" * 31)
