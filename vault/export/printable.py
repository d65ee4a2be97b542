"""Makes text fit for the page: what the fonts cannot show becomes a visible mark and is counted.

A typesetter that meets a character without a glyph gives up, and one that drops it silently would
make the copy say something else than the record. So `[U+0F56]` stands in its place.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from vault.model.client import Contact
from vault.model.note import Section
from vault.model.practice import Licensee
from vault.model.release import (
    ReleasedAddendum,
    ReleasedNote,
    ReleasedSignature,
    ReleasePackage,
)

MARKS_ON_ONE_LETTER = 4
"""Combining marks that may sit on one letter; a tower of them would cover the lines above."""

BREAK = "\u200b"
"""Where a line may break inside a run that has no space (a zero width space)."""

LONGEST_RUN = 20.0
"""Widest run without a space, in em, that fits every column of the page as it is."""

_PIECE = 2.0
"""Width in em after which an over-long run may break: narrow, so that lines fill evenly."""

_TAB = "    "

_UNSEEN = frozenset("\ufffc")
"""Covered by a font and still no good: the typesetter uses the object mark for itself."""

_RUN = re.compile(r"[^ \n]{7,}")  # 7 of the widest glyphs, at 2.85 em each, make LONGEST_RUN
_ATOM = re.compile(r"\[U\+[0-9A-F]{4,6}\]|.", re.DOTALL)


@dataclass(frozen=True)
class Family:
    """One font family: code point to width in em, for what every weight of it can show."""

    widths: Mapping[int, float]

    def shows(self, character: str) -> bool:
        """Tell whether the family has a glyph for a character."""
        return ord(character) in self.widths


@dataclass(frozen=True)
class Coverage:
    """What the page can show: the families in the order in which they are tried."""

    families: tuple[Family, ...]

    def shows(self, character: str) -> bool:
        """Tell whether a character may stand on the page as itself.

        Control and format characters (among them the bidirectional overrides), line and paragraph
        separators, private use, unassigned and surrogate code points never do, whatever the fonts
        say: they are invisible, or mean nothing, or turn the order of what is read around.
        """
        return (
            character not in _UNSEEN
            and unicodedata.category(character) not in _NEVER
            and unicodedata.bidirectional(character) not in ("R", "AL")
            and any(family.shows(character) for family in self.families)
        )

    def width(self, character: str) -> float:
        """Return the width of a character in em, in the family where it is widest."""
        return self._widest.get(ord(character), 0.0)

    @cached_property
    def _widest(self) -> dict[int, float]:
        widest: dict[int, float] = {}
        for family in self.families:
            for code, width in family.widths.items():
                widest[code] = max(width, widest.get(code, 0.0))
        return widest


_NEVER = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


def mark(character: str) -> str:
    """Return the visible mark of a character that cannot be shown, such as `[U+0F56]`."""
    return f"[U+{ord(character):04X}]"


def printable(text: str, coverage: Coverage) -> tuple[str, int]:
    """Return `text` as the page can show it, and how many characters became marks.

    A tab becomes four spaces and a line feed stays; neither is counted.
    """
    present = set(text) - {"\n", "\t"}
    combining = {character for character in present if _combines(character)}
    lost = {character for character in present - combining if not coverage.shows(character)}
    count = sum(text.count(character) for character in lost)
    if combining:
        text, unplaced = _placed(text, combining, coverage)
        count += unplaced
    table = {ord(character): mark(character) for character in lost} | {ord("\t"): _TAB}
    return text.translate(table), count


def _combines(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _placed(text: str, combining: set[str], coverage: Coverage) -> tuple[str, int]:
    """Return the text with every combining mark kept that has a letter to sit on.

    A mark stays when one family shows it together with its letter (a cluster is set in one font)
    and it is of the letter's script: a Cyrillic mark on a Latin letter would be set beside it.
    Once one of a row has become visible, so do those after it: they would sit on its bracket.
    """
    count = 0

    def settle(match: re.Match[str]) -> str:
        nonlocal count
        letter, row = match[1], match[2]
        families = _bearers(letter, coverage)
        kept = 0
        for character in row:
            able = tuple(family for family in families if family.shows(character))
            if not able or kept == MARKS_ON_ONE_LETTER or not _suits(character, letter):
                break
            families, kept = able, kept + 1
        count += len(row) - kept
        lost = "".join(mark(character) for character in row[kept:])
        return _composed(letter + row[:kept], families) + lost

    row = f"[{''.join(re.escape(character) for character in sorted(combining))}]"
    return re.sub(f"(^|.)({row}+)", settle, text, flags=re.DOTALL), count


def _bearers(letter: str, coverage: Coverage) -> tuple[Family, ...]:
    if not letter or letter.isspace() or not coverage.shows(letter):
        return ()
    return tuple(family for family in coverage.families if family.shows(letter))


def _composed(letter: str, families: tuple[Family, ...]) -> str:
    """Return a letter and its marks as one character where Unicode has one (NFC).

    A mark that is set as a glyph of its own may be read out twice, because the page then holds the
    letter once for each glyph.
    """
    whole = unicodedata.normalize("NFC", letter)
    fits = any(all(map(family.shows, whole)) for family in families)
    return whole if fits else letter


def _suits(combining: str, letter: str) -> bool:
    # All marks of the shipped fonts are Cyrillic or for any script.
    cyrillic = "CYRILLIC" in unicodedata.name(combining, "")
    return not cyrillic or unicodedata.name(letter, "").startswith("CYRILLIC")


def breakable(text: str, coverage: Coverage) -> str:
    """Return printable text with places to break inside runs that are wider than a column.

    Without them the end of a very long word would lie beyond the edge of the paper. A letter keeps
    its combining marks, and a mark such as `[U+0F56]` stays whole.
    """
    return _RUN.sub(lambda match: _broken(match[0], coverage), text)


def _broken(run: str, coverage: Coverage) -> str:
    if sum(map(coverage.width, run)) <= LONGEST_RUN:
        return run
    out: list[str] = []
    width = 0.0
    for atom in _ATOM.findall(run):
        if width >= _PIECE and not _combines(atom[0]):
            out.append(BREAK)
            width = 0.0
        out.append(atom)
        width += sum(map(coverage.width, atom))
    return "".join(out)


def shortened(text: str, room: float, coverage: Coverage) -> str:
    """Return printable text cut to `room` em, with an ellipsis where it was cut."""
    width = 0.0
    for index, character in enumerate(text):
        width += coverage.width(character)
        if width > room:
            return text[:index].rstrip() + "…"
    return text


class _Counter:
    """Makes one package printable and keeps the count."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.count = 0

    def text(self, text: str) -> str:
        shown, count = printable(text, self._coverage)
        self.count += count
        return shown

    def licensee(self, licensee: Licensee) -> Licensee:
        return Licensee(
            **{name: self.text(value) for name, value in vars(licensee).items()},
        )

    def signature(self, signature: ReleasedSignature) -> ReleasedSignature:
        by = signature.by
        # Only what a signature block shows: the practice's address does not stand under a note.
        shown = Licensee(
            name=by.name,
            credential=by.credential,
            license_number=by.license_number,
            state=by.state,
        )
        return replace(signature, by=self.licensee(shown))

    def sections(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        return tuple(replace(section, text=self.text(section.text)) for section in sections)

    def addendum(self, addendum: ReleasedAddendum) -> ReleasedAddendum:
        return replace(
            addendum, text=self.text(addendum.text), signature=self.signature(addendum.signature)
        )

    def note(self, note: ReleasedNote) -> ReleasedNote:
        return replace(
            note,
            sections=self.sections(note.sections),
            signature=self.signature(note.signature),
            addenda=tuple(map(self.addendum, note.addenda)),
        )

    def contact(self, contact: Contact) -> Contact:
        return replace(contact, value=self.text(contact.value), whose=self.text(contact.whose))


def printable_package(package: ReleasePackage, coverage: Coverage) -> tuple[ReleasePackage, int]:
    """Return the package as the page can show it, and how many characters became marks.

    Every character is counted as often as it is read: a signature once for each note it stands
    under, and without the licensee's address, which is shown on the cover only.
    """
    counter = _Counter(coverage)
    shown = replace(
        package,
        licensee=counter.licensee(package.licensee),
        name=counter.text(package.name),
        preferred_name=counter.text(package.preferred_name),
        contacts=tuple(map(counter.contact, package.contacts)),
        notes=tuple(map(counter.note, package.notes)),
    )
    return shown, counter.count
