"""A printed sheet: what stands on a recovery kit, an executor card, a notice and their like."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Room = Literal["records", "process", "none"]
"""Whose color a sheet has: that of the records, of process notes, or neither."""


@dataclass(frozen=True)
class Part:
    """A part of a sheet under its `title`; what it has is shown in the order of these fields.

    `paragraphs` as they are; `rows` of a label and a value; `steps` with running numbers;
    `commands` to be typed into a terminal, ASCII, a line each; `groups` of characters to be read
    one by one; `words` with a number each; `code` as a QR code, with `code_says` beside it;
    `blanks` of a label and how many lines to write on; `signatures` of whom each is, with lines for
    it, the printed name and the day; `table` of rows, the first of which are its headings, with
    amounts in the last `amounts` columns.
    """

    title: str = field(default="", repr=False)
    paragraphs: tuple[str, ...] = field(default=(), repr=False)
    rows: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = field(default=(), repr=False)
    commands: tuple[str, ...] = field(default=(), repr=False)
    groups: tuple[str, ...] = field(default=(), repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)
    code: str = field(default="", repr=False)
    code_says: str = field(default="", repr=False)
    blanks: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    signatures: tuple[str, ...] = field(default=(), repr=False)
    table: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    amounts: int = 0
    new_page: bool = False


@dataclass(frozen=True)
class Sheet:
    """One document of one page or a few: `lead` stands under its `title`, `foot` on every page.

    `kind` is what the document is called in its properties, where no name stands. `size` is that of
    its words, in points.
    """

    kind: str = field(repr=False)
    title: str = field(repr=False)
    lead: str = field(repr=False)
    foot: str = field(repr=False)
    made_on: date
    parts: tuple[Part, ...] = field(repr=False)
    room: Room = "none"
    size: float = 10.0
