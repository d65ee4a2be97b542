"""From a passphrase to a key: bounds before anything runs, one spelling, published vectors."""

import sys
import time
import tracemalloc
import unicodedata

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from vault.crypto import kdf
from vault.crypto.kdf import FLOOR, KdfCost, derive, new_salt, subkey, writing_cost
from vault.errors import Damaged, VaultError

SALT = bytes(range(16))
GIB = 1_048_576

out_of_bounds = st.one_of(
    st.builds(KdfCost, st.integers(-(2**40), 2), st.integers(1, 8), st.integers(65_536, 2 * GIB)),
    st.builds(KdfCost, st.integers(17, 2**64), st.integers(1, 8), st.integers(65_536, 2 * GIB)),
    st.builds(KdfCost, st.integers(3, 16), st.integers(-(2**40), 0), st.integers(65_536, 2 * GIB)),
    st.builds(KdfCost, st.integers(3, 16), st.integers(9, 2**64), st.integers(65_536, 2 * GIB)),
    st.builds(KdfCost, st.integers(3, 16), st.integers(1, 8), st.integers(-(2**40), 65_535)),
    st.builds(KdfCost, st.integers(3, 16), st.integers(1, 8), st.integers(2 * GIB + 1, 2**64)),
)


@given(out_of_bounds)
def test_a_cost_out_of_bounds_is_refused(cost: KdfCost) -> None:
    with pytest.raises(Damaged):
        derive("any", SALT, cost)


def test_a_refusal_takes_no_time_and_no_memory() -> None:
    """K2: 2 TiB, 2^60 passes: refused before anything is computed or allocated."""
    slowest = 0.0
    tracemalloc.start()
    for cost in (
        KdfCost(3, 4, 2**31),
        KdfCost(2**60, 4, 65_536),
        KdfCost(3, 2**20, 65_536),
        KdfCost(1, 1, 8),
        KdfCost(3, 4, 65_535),
    ):
        begun = time.process_time()
        with pytest.raises(Damaged):
            derive("any", SALT, cost)
        slowest = max(slowest, time.process_time() - begun)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    sys.stdout.write(f"cost out of bounds: refused within {slowest * 1000:.1f} ms\n")
    assert slowest < 0.05
    assert peak < 1_000_000


@pytest.mark.parametrize(
    "cost", [FLOOR, KdfCost(16, 8, 65_536), KdfCost(3, 1, 65_536), KdfCost(3, 8, 2 * GIB)]
)
def test_the_bounds_themselves_are_allowed(cost: KdfCost) -> None:
    cost.check()
    assert cost.t in range(3, 17)
    with pytest.raises(Damaged):
        KdfCost(cost.t, 0, cost.m).check()


def test_argon2id_is_that_of_the_rfc() -> None:
    """RFC 9106, section 5.3; our wrapper gives no secret and no associated data of its own."""
    tag = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    ).derive(b"\x01" * 32)
    assert tag.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_derive_is_plain_argon2id_of_the_nfc_bytes() -> None:
    text = "Ångström"
    expected = Argon2id(salt=SALT, length=32, iterations=3, lanes=4, memory_cost=65_536)
    assert derive(text, SALT, FLOOR) == expected.derive(
        unicodedata.normalize("NFC", text).encode("utf-8")
    )


def test_accents_typed_either_way_give_the_same_key() -> None:
    """K6, with the letters that differ most between the two forms."""
    for text in ("Ångström café", "한국어", "ǖ", "ﬁ", "Å"):
        forms = {unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), text}
        assert len({derive(form, SALT, FLOOR) for form in forms}) == 1, text
    apart = ["ﬁ", "fi", "café", "cafe", "cafe ", "CAFÉ"]
    assert len({derive(text, SALT, FLOOR) for text in apart}) == len(apart)


def test_every_part_of_a_cost_and_the_salt_count() -> None:
    costs = [FLOOR, KdfCost(4, 4, 65_536), KdfCost(3, 1, 65_536), KdfCost(3, 4, 65_544)]
    derived = {derive("same", SALT, cost) for cost in costs}
    derived |= {derive("same", SALT[::-1], FLOOR), derive("other", SALT, FLOOR)}
    assert len(derived) == len(costs) + 2
    assert {len(key) for key in derived} == {32}
    assert len({new_salt() for _number in range(100)}) == 100
    assert len(new_salt()) == 16


def test_the_cost_for_writing_holds_the_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    """T2: at least 256 MiB where the machine has it, never below the floor, never out of bounds."""
    for memory, speed, at_least in (
        (0.5, 0.1, FLOOR.m),
        (1.9, 0.1, FLOOR.m),
        (2.0, 5.0, 262_144),
        (8.0, 0.5, 262_144),
        (16.0, 0.01, 262_144),
        (1024.0, 0.0001, 262_144),
    ):
        ticks = iter([0.0, speed])
        monkeypatch.setattr(kdf, "_memory_gib", lambda memory=memory: memory)
        monkeypatch.setattr(kdf, "derive", lambda *given: b"")
        monkeypatch.setattr("vault.crypto.kdf.time.perf_counter", lambda ticks=ticks: next(ticks))
        cost = writing_cost()
        cost.check()
        assert cost.m >= at_least
        assert cost.m <= max(at_least, memory * GIB / 4 + 65_536)
        assert (cost.t, cost.p) == (3, 4)


def test_a_machine_without_the_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault made on a larger machine: one sentence, and no defect."""

    class TooLarge:
        def __init__(self, **cost: object) -> None: ...

        def derive(self, passphrase: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(kdf, "Argon2id", TooLarge)
    with pytest.raises(VaultError) as refusal:
        derive("any", SALT, FLOOR)
    assert "memory" in refusal.value.sentence


def test_hkdf_is_that_of_the_rfc() -> None:
    """RFC 5869, test case 1."""
    okm = HKDF(
        algorithm=SHA256(),
        length=42,
        salt=bytes(range(13)),
        info=bytes(range(0xF0, 0xFA)),
    ).derive(b"\x0b" * 22)
    assert okm.hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def test_a_subkey_is_what_the_format_page_says() -> None:
    """By hand, from HMAC alone: extract with the vault id, expand with the label."""
    import hashlib
    import hmac

    key, vault_id = bytes(range(32)), "00112233445566778899aabbccddeeff"
    extracted = hmac.new(bytes.fromhex(vault_id), key, hashlib.sha256).digest()
    for label in ("sqlcipher", "header-mac", "head-mac", "backup-id", "wrap", "commit", "signing"):
        info = b"strongroom/1/" + label.encode() + b"\x01"
        expected = hmac.new(extracted, info, hashlib.sha256).digest()
        assert subkey(key, vault_id, label) == expected


def test_each_use_of_a_key_has_a_key_of_its_own() -> None:
    keys = {
        subkey(bytes([n]) * 32, vault_id, label)
        for n in range(3)
        for vault_id in ("0" * 32, "1" * 32)
        for label in ("sqlcipher", "header-mac", "head-mac", "backup-id", "wrap", "commit")
    }
    assert len(keys) == 3 * 2 * 6
