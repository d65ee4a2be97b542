"""Signing: the published algorithm, and no signature but the right one."""

import random
import sys

import pytest

from vault.crypto.signature import Signer, is_signed, new_signing_key, public_key

# RFC 8032, section 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_it_is_ed25519_of_the_rfc(secret: str, public: str, message: str, signature: str) -> None:
    assert public_key(bytes.fromhex(secret)).hex() == public
    signed = Signer(bytes.fromhex(secret)).sign(bytes.fromhex(message))
    assert signed.hex() == signature
    assert is_signed(bytes.fromhex(public), signed, bytes.fromhex(message))


def test_no_other_message_signature_or_key_will_do() -> None:
    dice = random.Random("signature")
    secret, message = new_signing_key(), b'{"seal":"00"}'
    public, signed = public_key(secret), Signer(secret).sign(message)
    parts = [public, signed, message]
    tried = accepted = 0
    for which, part in enumerate(parts):
        for bit in range(len(part) * 8):
            data = bytearray(part)
            data[bit // 8] ^= 1 << bit % 8
            given = [bytes(data) if number == which else each for number, each in enumerate(parts)]
            tried += 1
            accepted += is_signed(*given)
    sys.stdout.write(f"signature: {tried} flipped bits, {accepted} accepted\n")
    assert accepted == 0
    for odd in (b"", b"\0", bytes(64), bytes(65), dice.randbytes(64), signed + b"\0"):
        assert not is_signed(public, odd, message)
        assert not is_signed(odd, signed, message)
    assert not is_signed(public_key(new_signing_key()), signed, message)


def test_keys_are_fresh() -> None:
    keys = {new_signing_key() for _number in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}
