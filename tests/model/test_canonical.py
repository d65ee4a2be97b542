"""Canonical JSON: one spelling, and the short test for it says what the long one says."""

import random
import sys
from typing import Any

import pytest

from vault.errors import Damaged
from vault.model.canonical import canonical, is_plain, is_plain_object, parse_canonical

PIECES = [*'"{}[]:,\\ 0ab\x7fé', "-1", "1.5", "null"]
OBJECTS: list[dict[str, Any]] = [
    {},
    {"a": "b"},
    {"a": "", "b": "c d"},
    {"count": 3, "way_in": "passphrase:1"},
    {"public_key": "0" * 64, "seal": "1" * 64, "signature": "2" * 128},
    {"a": {"b": "c"}},
    {"a": '"quoted"', "b": "é\n"},
    {"": ""},
]


def refused(text: str) -> bool:
    """Whether the short test refuses a text."""
    return not (is_plain(text.encode()) and is_plain_object(text)) and long_way(text)


def long_way(text: str) -> bool:
    """Whether a text is refused when it is read and written again."""
    try:
        parse_canonical(text.encode())
    except Damaged:
        return True
    return False


@pytest.mark.parametrize("value", OBJECTS)
def test_what_is_written_is_taken(value: dict[str, Any]) -> None:
    assert not refused(canonical(value).decode())


@pytest.mark.parametrize(
    "text",
    [
        '{"b":"","a":""}',
        '{"a":"","a":""}',
        '{"a":"" }',
        '{"a":"",}',
        '{"a":"","b"}',
        '{"a","b":""}',
        '{"a":"b":"c"}',
        '{"a":"b"}}',
        '{"a":"b"}\n',
        '{"a":"\\u0041"}',
        '{"a":"é"}',
        '{"a":"\x7f"}',
        '["a"]',
        '"a"',
        "",
    ],
)
def test_another_spelling_is_refused(text: str) -> None:
    assert refused(text)
    assert long_way(text)


def test_short_and_long_agree_on_whatever_is_made_of_an_object() -> None:
    dice = random.Random("canonical")
    texts = [canonical(value).decode() for value in OBJECTS]
    tried = apart = taken = 0
    for _round in range(20_000):
        text = dice.choice(texts)
        for _change in range(dice.randint(1, 3)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice([*PIECES, ""]) + text[at + dice.randint(0, 2) :]
        tried += 1
        taken += not refused(text)
        apart += refused(text) is not long_way(text)
    sys.stdout.write(f"canonical: {tried} texts, {taken} taken, {apart} judged otherwise\n")
    assert apart == 0
    assert taken > 100
