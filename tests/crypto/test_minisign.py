"""Signatures of minisign: those of the stock tool, and everything that is none."""

import pytest

from tests.rule_files import Maker
from vault.crypto.minisign import key_line, read_key, read_signature

STOCK_KEY = b"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
STOCK = (
    b"untrusted comment: signature from minisign secret key\n"
    b"RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLz"
    b"Zwo=\n"
    b"trusted comment: timestamp:1633700835\tfile:test\tprehashed\n"
    b"wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==\n"
)
"""A signature that the stock tool made over the word `test`: the vector of rust-minisign-verify."""


def test_a_signature_of_the_stock_tool_is_known() -> None:
    key, signature = read_key(STOCK_KEY), read_signature(STOCK)
    assert signature.is_of(key, b"test")
    assert not signature.is_of(key, b"Test")
    assert signature.comment == "timestamp:1633700835\tfile:test\tprehashed"
    assert key_line(key).encode() == STOCK_KEY
    assert read_signature(STOCK.replace(b"\n", b"\r\n")).is_of(key, b"test")
    assert read_key(b"untrusted comment: minisign public key\n" + STOCK_KEY + b"\n") == key


def test_no_byte_of_a_signature_that_counts_can_be_another() -> None:
    maker = Maker()
    key, data = read_key(maker.public), b"rules"
    signed = maker.signature(data)
    first = signed.index(b"\n") + 1
    for at in range(first, len(signed) - 1):
        changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
        try:
            found = read_signature(changed)
        except ValueError:
            continue
        assert not found.is_of(key, data), at


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\n\n\n\n",
        b"\xff\xfe",
        STOCK[:-40],
        STOCK.replace(b"RUQ", b"RWQ"),  # over the file itself, as old versions signed
        STOCK.replace(b"untrusted comment: ", b""),
        STOCK.replace(b"trusted comment: timestamp", b"timestamp"),
        STOCK.replace(b"Zwo=", b"Zwp="),  # base64 in another way than it is written
        STOCK + b"\nmore\n",
        STOCK.replace(b"file:test", b"x" * 5_000),
    ],
)
def test_what_is_no_signature_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - every reason is refused alike
        read_signature(wrong)


@pytest.mark.parametrize(
    "wrong", [b"", STOCK_KEY[:-4], b"RUQ" + STOCK_KEY[3:], STOCK_KEY + b"\n" + STOCK_KEY, b"\xff"]
)
def test_what_is_no_key_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - every reason is refused alike
        read_key(wrong)
