"""Splits printable text into pieces that stand on the page in one font and one direction.

The typesetter orders a line by the Unicode rules (UAX #9) and writes its pieces into the document
in the order in which they are read, but what is inside a piece from left to right. Where a piece
begins is therefore settled here: a word of a right-to-left script is a piece, each space or
bracket beside it is another, and what stands from left to right is never in one with them. So the
proof knows how every piece must stand there (`stands`).
"""

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from vault.export.breaks import BREAK
from vault.export.clusters import clusters
from vault.export.coverage import Coverage
from vault.model.direction import (
    FIRST_STRONG_ISOLATE,
    LEFTWARD,
    POP_ISOLATE,
    has_leftward,
    runs_leftward,
)

_SET_BY_ANY = frozenset({"\n", BREAK, FIRST_STRONG_ISOLATE, POP_ISOLATE})
"""Characters that need no glyph; but for the line feed a record has none, for they become marks."""

_RIGHTWARD = frozenset({"L", "EN", "AN"})
"""Letters and numbers that always stand from left to right."""


@dataclass(frozen=True)
class Piece:
    """A part of a text: the family it is set in (see Family), and whether it runs to the left."""

    text: str = field(repr=False)
    style: str = field(repr=False)
    leftward: bool


def in_pieces(text: str, coverage: Coverage) -> list[Piece]:
    """Return the pieces of a printable text, in the order in which they are read."""
    # Arabic numbers turn what is between them around, also where no letter runs leftward.
    mixed = has_leftward(text) or any(unicodedata.bidirectional(each) == "AN" for each in text)

    @cache
    def style(cluster: str) -> str:
        family = coverage.family_of(cluster)
        return family.style if family is not None else ""

    def piece(numbered: tuple[int, str]) -> tuple[str, bool, int]:
        number, cluster = numbered
        direction = unicodedata.bidirectional(cluster[0])
        leftward = direction in LEFTWARD
        # The punctuation of such scripts too: a line may break after it, and inside no piece.
        word = leftward and unicodedata.category(cluster[0])[0] == "L"
        alone = mixed and not word and direction not in _RIGHTWARD
        return style(cluster), leftward, number + 1 if alone else 0

    return [
        Piece("".join(cluster for _number, cluster in group), name, leftward)
        for (name, leftward, _alone), group in groupby(enumerate(clusters(text, coverage)), piece)
    ]


def stands(text: str, coverage: Coverage) -> str:
    """Return a printable text as it stands in the document: words that run leftward, backwards."""
    if not has_leftward(text):
        return text
    return "".join(
        backwards(piece.text) if piece.leftward else piece.text
        for piece in in_pieces(text, coverage)
    )


def backwards(word: str) -> str:
    """Return the characters of a word from its last to its first, composed where Unicode can."""
    return unicodedata.normalize("NFC", word)[::-1]


def with_pieces(value: Any, coverage: Coverage) -> Any:
    """Return the words of a document as `record.typ` takes them.

    A text with characters of further scripts becomes {"leftward": whether it runs to the left,
    "pieces": [[style, text], ...]}; every other text stays as it is.
    """
    if isinstance(value, list):
        return [with_pieces(item, coverage) for item in value]
    if isinstance(value, dict):
        return {key: with_pieces(item, coverage) for key, item in value.items()}
    if not isinstance(value, str) or coverage.usual("".join(set(value) - _SET_BY_ANY)):
        return value
    pieces = [[piece.style, piece.text] for piece in in_pieces(value, coverage)]
    return {"leftward": runs_leftward(value), "pieces": pieces}
