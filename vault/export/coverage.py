"""What the page can show: font families, their characters, widths and emoji sequences."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

EMOJI_STYLE = "\ufe0f"
"""After a character: draw it as an emoji. No font has a glyph for it."""

NON_JOINER = "\u200c"
"""Between two letters of the Arabic script: do not join them, though they are of one word."""

_UNSEEN = frozenset("\ufffc\u115f\u1160\u3164\uffa0") | frozenset(map(chr, range(0x1F1E6, 0x1F200)))
"""Covered by a font and still no good: the typesetter's object mark, fillers, halves of flags."""

_NEVER = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Family:
    """One font family: code point to width in em, for what every file of it can show.

    `sequences` are the rows of characters that it has one picture for, without EMOJI_STYLE; `style`
    is what the template calls the family, and empty for those that every text is set in.
    """

    widths: Mapping[int, float]
    sequences: frozenset[str] = field(default=frozenset(), repr=False)
    style: str = field(default="", repr=False)

    def shows(self, character: str) -> bool:
        """Tell whether the family has a glyph for a character."""
        return ord(character) in self.widths

    def draws(self, row: str) -> bool:
        """Tell whether the family draws a row of characters as one picture."""
        plain = row.replace(EMOJI_STYLE, "")
        return plain in self.sequences or (
            bool(self.sequences) and len(plain) == 1 < len(row) and self.shows(plain)
        )


@dataclass(frozen=True)
class Coverage:
    """What the page can show, by families in the order in which they are tried.

    `families` are those that every text is set in. Each of `further` is read when a text has a
    character that none before it shows: most records never need them.
    """

    families: tuple[Family, ...]
    further: tuple[Callable[[], Family], ...] = ()

    def shows(self, character: str) -> bool:
        """Tell whether a character may stand on the page as itself.

        Control and format characters (among them the bidirectional overrides), line and paragraph
        separators, private use, unassigned and surrogate code points never do, whatever the fonts
        say: they are invisible, or mean nothing, or turn the order of what is read around.
        """
        return (
            character not in _UNSEEN
            and unicodedata.category(character) not in _NEVER
            and any(family.shows(character) for family in self.tried())
        )

    def tried(self) -> Iterator[Family]:
        """Give the families in the order in which they are tried, the further ones as needed."""
        yield from self.families
        for family in self.further:
            yield family()

    def usual(self, text: str) -> bool:
        """Tell whether the families that every text is set in show all of it."""
        return text.isascii() or all(
            any(family.shows(character) for family in self.families) for character in set(text)
        )

    def family_of(self, cluster: str) -> Family | None:
        """Return the first family that shows all of a letter with its marks, or of a sequence."""
        for family in self.tried():
            if family.draws(cluster) or all(map(family.shows, cluster)):
                return family
        return None

    def draws(self, row: str) -> bool:
        """Tell whether any family draws a row of characters as one picture."""
        return any(family.draws(row) for family in self.tried())

    def width(self, character: str) -> float:
        """Return the width of a character in em, in the usual family where it is widest."""
        code = ord(character)
        if code in self._widest:
            return self._widest[code]
        return next((f().widths[code] for f in self.further if f().shows(character)), 0.0)

    @cached_property
    def _widest(self) -> dict[int, float]:
        widest: dict[int, float] = {}
        for family in self.families:
            for code, width in family.widths.items():
                widest[code] = max(width, widest.get(code, 0.0))
        return widest
