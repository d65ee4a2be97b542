"""Paper keys: stock age opens them, a mistyped one is never taken, and it is said so."""

import contextlib
import random
import shutil
import string
import subprocess
import sys
from pathlib import Path

import pytest

from vault.crypto import age
from vault.errors import Damaged, WrongSecret

CHARSET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
TYPED = string.ascii_letters + string.digits


def mistyped(key: str, dice: random.Random) -> str:
    """Return a key with 1 to 3 slips within it: other, missing, added or swapped characters."""
    text = key
    for _slip in range(dice.randint(1, 3)):
        at = dice.randrange(1, len(text) - 1)
        kind = dice.choice(["other", "other", "other", "missing", "added", "swapped"])
        if kind == "other":
            text = text[:at] + dice.choice(dice.choice([CHARSET, TYPED])) + text[at + 1 :]
        elif kind == "missing":
            text = text[:at] + text[at + 1 :]
        elif kind == "added":
            text = text[:at] + dice.choice(CHARSET) + text[at:]
        else:
            text = text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
    return text


def test_a_mistyped_key_is_never_taken_for_a_key() -> None:
    """K7: 10,000 typos of 1 to 3 characters, on a hundred keys."""
    dice = random.Random("paper")
    tried = accepted = 0
    refusals: list[WrongSecret] = []
    for number in range(10_000):
        if number % 100 == 0:
            key = age.new_identity()
        typed = mistyped(key, dice)
        if typed.upper() == key:
            continue
        tried += 1
        try:
            age.recipient_of(age.find_identity(typed))
            accepted += 1
        except WrongSecret as refusal:
            refusals.append(refusal)
    sys.stdout.write(f"mistyped recovery keys: {tried} tried, {accepted} accepted\n")
    assert tried > 9_500
    assert accepted == 0
    assert {"heck the key" in refusal.hint for refusal in refusals} == {True}
    assert not any("SECRET-KEY-1Q" in refusal.sentence + refusal.hint for refusal in refusals)


def test_words_beside_a_key_do_not_matter_and_a_longer_key_is_none() -> None:
    key = age.new_identity()
    for text in (
        key,
        key.lower(),
        f"  {key}\r\n",
        " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        f"# created: 2026\n# a comment with AGE-SECRET-KEY-1\n{key}\n",
        f"\ufeff{key}\n",
        f"{key}\n{age.new_identity()}",
    ):
        assert age.find_identity(text) == key
    for text in ("", "\n", "# " + key, key[:-1], key[1:], "AGE-SECRET-KEY-1", "x" * 100_000):
        with pytest.raises(WrongSecret) as refusal:
            age.recipient_of(age.find_identity(text))
        assert "heck the key" in refusal.value.hint


@pytest.mark.parametrize("more", ["Q", "QQQ", "7L"])
def test_a_key_with_characters_added_behind_it_is_mistyped(more: str) -> None:
    with pytest.raises(WrongSecret):
        age.find_identity(age.new_identity() + more)


def test_what_is_sealed_opens_with_its_own_key_only() -> None:
    key, other = age.new_identity(), age.new_identity()
    recipient = age.recipient_of(key)
    assert age.is_recipient(recipient)
    for plain in (b"", b"x", bytes(range(256)) * 40):
        sealed = age.seal_to(recipient, plain)
        assert sealed.startswith(b"age-encryption.org/v1\n")
        assert age.open_sealed(key, sealed) == plain
        assert sealed != age.seal_to(recipient, plain)
        with pytest.raises(WrongSecret):
            age.open_sealed(other, sealed)


def test_an_altered_or_cut_file_never_opens() -> None:
    dice = random.Random("sealed")
    key = age.new_identity()
    plain = b"thirty-two bytes of a wrapped key"
    sealed = age.seal_to(age.recipient_of(key), plain)
    opened = 0
    for _flip in range(1_000):
        data = bytearray(sealed)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        with contextlib.suppress(WrongSecret):
            age.open_sealed(key, bytes(data))
            opened += 1
    for size in range(0, len(sealed), 7):
        with pytest.raises(WrongSecret):
            age.open_sealed(key, sealed[:size])
    with pytest.raises(WrongSecret):
        age.open_sealed(key, sealed + b"\0")
    sys.stdout.write(f"age file: 1000 flipped bits, {opened} opened\n")
    assert opened == 0


@pytest.mark.parametrize(
    "text",
    ["", "age1", "age1" + "q" * 57, "age1" + "Q" * 58, "age1" + "q" * 58 + "\n", "ssh-rsa A"],
)
def test_what_is_no_recipient(text: str) -> None:
    assert not age.is_recipient(text)
    with pytest.raises(Damaged):
        age.seal_to(text, b"x")


def test_a_recipient_with_a_wrong_checksum_is_damaged() -> None:
    recipient = age.recipient_of(age.new_identity())
    wrong = recipient[:-1] + ("q" if recipient[-1] != "q" else "p")
    assert age.is_recipient(wrong)
    with pytest.raises(Damaged):
        age.seal_to(wrong, b"x")


def test_stock_age_opens_what_we_seal_and_we_what_it_seals(tmp_path: Path) -> None:
    stock = shutil.which("age")
    if stock is None:
        pytest.skip("age is not installed")
    key = age.new_identity()
    (tmp_path / "key.txt").write_text(f"# a comment\n{key}\n")
    (tmp_path / "ours.age").write_bytes(age.seal_to(age.recipient_of(key), b"ours"))
    command = [stock, "-d", "-i", str(tmp_path / "key.txt"), str(tmp_path / "ours.age")]
    assert subprocess.run(command, check=True, capture_output=True).stdout == b"ours"
    command = [stock, "-r", age.recipient_of(key)]
    sealed = subprocess.run(command, check=True, capture_output=True, input=b"theirs").stdout
    assert age.open_sealed(key, sealed) == b"theirs"
