"""Makes text fit for the page: what the fonts cannot show becomes a visible mark and is counted.

A typesetter that meets a character without a glyph gives up, and one that drops it silently would
make the copy say something else than the record. So `[U+0F56]` stands in its place.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from vault.export.clusters import apart, combines
from vault.export.coverage import NON_JOINER, Coverage, Family
from vault.model.client import Contact
from vault.model.note import Section
from vault.model.practice import Licensee
from vault.model.release import (
    ReleasedAddendum,
    ReleasedCosignature,
    ReleasedDispute,
    ReleasedMeasure,
    ReleasedNote,
    ReleasedSignature,
    ReleasePackage,
)
from vault.model.template import section_name, section_title

MARKS_ON_ONE_LETTER = 4
"""Combining marks that may sit on one letter; a tower of them would cover the lines above."""

_TAB = "    "

_SCRIPTS = ("CYRILLIC", "HEBREW", "ARABIC")
"""Scripts with marks of their own, which may sit on no letter of another."""


def mark(character: str) -> str:
    """Return the visible mark of a character that cannot be shown, such as `[U+0F56]`."""
    return f"[U+{ord(character):04X}]"


def printable(text: str, coverage: Coverage) -> tuple[str, int]:
    """Return `text` as the page can show it, and how many characters became marks.

    A tab becomes four spaces and a line feed stays; neither is counted.
    """
    shown, count = [], 0
    for part, drawn in apart(text, coverage):
        said, lost = (part, 0) if drawn else _letters(part, coverage)
        shown.append(said)
        count += lost
    return "".join(shown), count


def _letters(text: str, coverage: Coverage) -> tuple[str, int]:
    """Return a text without emoji sequences as the page can show it, and how many are marks."""
    present = set(text) - {"\n", "\t"}
    combining = {character for character in present if combines(character)}
    lost = {character for character in present - combining if not coverage.shows(character)}
    count = sum(text.count(character) for character in lost)
    if combining:
        text, unplaced = _placed(text, combining, coverage)
        count += unplaced
    table = {ord(character): mark(character) for character in lost} | {ord("\t"): _TAB}
    return text.translate(table), count


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
            if not able or kept == MARKS_ON_ONE_LETTER or not _suits(character, match):
                break
            families, kept = able, kept + 1
        count += len(row) - kept
        lost = "".join(mark(character) for character in row[kept:])
        return _composed(letter + row[:kept], families) + lost

    row = f"[{''.join(re.escape(character) for character in sorted(combining))}]"
    return re.sub(f"(^|.)({row}+)(?=(.?))", settle, text, flags=re.DOTALL), count


def _bearers(letter: str, coverage: Coverage) -> tuple[Family, ...]:
    if not letter or letter.isspace() or not coverage.shows(letter):
        return ()
    return tuple(family for family in coverage.tried() if family.shows(letter))


def _composed(letter: str, families: tuple[Family, ...]) -> str:
    """Return a letter and its marks as one character where Unicode has one (NFC).

    A mark that is set as a glyph of its own may be read out twice, because the page then holds the
    letter once for each glyph.
    """
    whole = unicodedata.normalize("NFC", letter)
    fits = any(all(map(family.shows, whole)) for family in families)
    return whole if fits else letter


def _suits(combining: str, match: re.Match[str]) -> bool:
    """Tell whether a mark may sit on the letter of a match of letter, row and next letter."""
    letter, row, following = match.groups()
    if combining == NON_JOINER:
        # Anywhere else it would be there and nobody could see it.
        arabic = unicodedata.bidirectional(letter) == "AL" == _direction(following)
        return arabic and row.index(combining) == len(row) - 1
    name = unicodedata.name(combining, "").removeprefix("COMBINING ")
    script = next((script for script in _SCRIPTS if name.startswith(script)), "")
    return unicodedata.name(letter, "").startswith(script)


def _direction(character: str) -> str:
    return unicodedata.bidirectional(character) if character else ""


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
        return replace(signature, by=self.signer(signature.by))

    def signer(self, by: Licensee) -> Licensee:
        # Only what a signature block shows: the practice's address does not stand under a note.
        shown = Licensee(
            name=by.name,
            credential=by.credential,
            license_number=by.license_number,
            state=by.state,
        )
        return self.licensee(shown)

    def cosignature(self, each: ReleasedCosignature | None) -> ReleasedCosignature | None:
        return replace(each, by=self.signer(each.by)) if each is not None else None

    def sections(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        return tuple(
            Section(self.name(section.name), self.text(section.text)) for section in sections
        )

    def name(self, name: str) -> str:
        """Return the name of a section whose heading the page can show: a reader sees no other."""
        heading = section_title(name)
        shown = self.text(heading)
        return name if shown == heading else section_name(shown, "")

    def addendum(self, addendum: ReleasedAddendum) -> ReleasedAddendum:
        return replace(
            addendum,
            text=self.text(addendum.text),
            signature=self.signature(addendum.signature),
            cosigned=self.cosignature(addendum.cosigned),
        )

    def note(self, note: ReleasedNote) -> ReleasedNote:
        return replace(
            note,
            sections=self.sections(note.sections),
            signature=self.signature(note.signature),
            cosigned=self.cosignature(note.cosigned),
            addenda=tuple(map(self.addendum, note.addenda)),
        )

    def dispute(self, dispute: ReleasedDispute) -> ReleasedDispute:
        decision = replace(dispute.decision, words=self.text(dispute.decision.words))
        return replace(dispute, asked=self.text(dispute.asked), decision=decision)

    def measure(self, measure: ReleasedMeasure) -> ReleasedMeasure:
        return replace(measure, filled_in_by=self.text(measure.filled_in_by))

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
        disputes=tuple(map(counter.dispute, package.disputes)),
        documents=tuple(
            replace(each, title=counter.text(each.title)) for each in package.documents
        ),
        measures=tuple(map(counter.measure, package.measures)),
    )
    return shown, counter.count
