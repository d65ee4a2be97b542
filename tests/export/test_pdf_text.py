"""The reader of a page's text: every way in which a PDF may write a string."""

import random
import sys

import pytest

from vault.export.pdf_text import _string, _tokens

SINGLE = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\n": "", "\r": ""}
PIECES = [
    *("\\\\", "\\(", "\\)", "\\000", "\\12", "\\7", "\\377", "\\n", "\\\r\n", "\\\n", "\\x41"),
    *("\\u0041", "\\N", "\\a", "\\v", '\\"', "\\8", "A", "9", "\xff", "\0", "\r", "(in)"),
]


def plainly(body: str) -> str:
    """Read a string letter by letter (ISO 32000-1, 7.3.4.2)."""
    said, at = "", 0
    while at < len(body):
        if body[at] != "\\":
            said, at = said + body[at], at + 1
            continue
        digits = ""
        while len(digits) < 3 and body[at + 1 + len(digits) :][:1] in tuple("01234567"):
            digits += body[at + 1 + len(digits)]
        if digits:
            said, at = said + chr(int(digits, 8)), at + 1 + len(digits)
        elif body[at + 1 : at + 3] == "\r\n":
            at += 3
        else:
            said, at = said + SINGLE.get(body[at + 1], body[at + 1]), at + 2
    return said


@pytest.mark.parametrize(
    "body", ["", "A", "\\000A\\000\\012", "a\\(b\\)", "\\\\000", "\\\\\\(", "((a))"]
)
def test_a_string_is_read_as_it_is_written(body: str) -> None:
    assert _string(f"({body})".encode("latin-1")) == plainly(body).encode("latin-1")


def test_strings_of_every_escape_are_read_letter_by_letter() -> None:
    dice = random.Random("strings")
    apart = 0
    for _round in range(10_000):
        body = "".join(dice.choices(PIECES, k=dice.randint(0, 8)))
        said = plainly(body).encode("latin-1")
        stream = f"/f0 8.5 Tf 1 0 Td[({body})-17.5({body})]TJ".encode("latin-1")
        read = [("name", b"f0"), ("word", b"Tf"), ("word", b"Td"), ("string", said)]
        apart += list(_tokens(stream)) != [*read, ("string", said), ("word", b"TJ")]
    sys.stdout.write(f"strings of a page: 10,000 read, {apart} otherwise\n")
    assert apart == 0
