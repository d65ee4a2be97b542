"""One session of a group, written once, as it is told in each member's own record.

No other member is named there: group therapy has one individual record for each member
(domain/law.md, section 7). Whoever writes means a member by a placeholder such as `{Ana}`; a name
in the words is found in any case, with or without accents, and has to go before anything is signed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from types import MappingProxyType

from vault.model.ids import ParticipantId
from vault.model.note import Section
from vault.model.participant import Participant
from vault.translation import _

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:]\s+|\n\s*)\Z")
_JOINED = re.compile(r"[-'\u2019\u02bb\u02bc\u00b7\u2010\u2011]\n?")
"""What may stand within a name, or divide it at the end of a line."""

_SCRIPTS_WITHOUT_SPACES = (
    (0x0590, 0x08FF),  # Hebrew and Arabic write short words onto the next one
    (0x0E00, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x2E80, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),
    (0x20000, 0x3FFFF),
)
_HAN_AND_HANGUL = ((0x1100, 0x11FF), (0x3400, 0x9FFF), (0xAC00, 0xD7FF), (0x20000, 0x3FFFF))

_PLAIN = str.maketrans("\u0142\u00f8\u0111\u0131\u00f0\u0127", "lodidh", "\u02b9\u02bb\u02bc")
"""Letters with a stroke, which Unicode does not take apart; apostrophes that are letters."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    """
    al bin da das de del den der di do dos du el ibn la le of ten van von
    """.split()  # noqa: SIM905 - twenty lines else
)
"""Parts of names that are words of any text; not searched for where a name has them small."""

_ALSO_WORDS = _PARTICLES | frozenset(
    """
    angel april art august autumn bill bliss bob chance chase cherry christian clay cliff dawn dean
    drew earl faith frank gene glen grace grant guy harmony heath holly hope hunter iris ivy jack
    jasmine jean joy june lily mark mason max may melody mercy miles misty olive pat patience pearl
    penny pierce rain ray reed rich rob robin rose sandy sky skip stew sue summer terry trinity
    violet wade ward will win young
    """.split()  # noqa: SIM905 - sixty lines else
)
"""Names that are words too: in small letters they are taken for the word."""

Aliases = Mapping[ParticipantId, Sequence[str]]
"""What a member is called besides: in their own record, by the preferred name."""


@dataclass(frozen=True)
class Named:
    """A place where a member is named: the section, where in its words, and who, if it is known.

    `member` is None for a placeholder that means nobody.
    """

    section: str
    start: int
    stop: int
    member: ParticipantId | None = None


@dataclass(frozen=True)
class GroupNote:
    """What one written session becomes: where members are named, and what each record would say.

    `members` are those who were in the group on the day. `told` has each of them who has a record
    of their own, and under None what the record of the group says.
    """

    members: tuple[Participant, ...]
    named: tuple[Named, ...]
    told: Mapping[ParticipantId | None, tuple[Section, ...]] = field(repr=False)


def placeholders(members: Iterable[Participant]) -> dict[ParticipantId, str]:
    """Return what each member is written as: the given name where it is one member's alone."""
    members = list(members)
    given = {each.id: each.name.split()[0] if each.name.split() else "" for each in members}
    counts = Counter(map(_folded, given.values()))
    taken: set[str] = set()
    found: dict[ParticipantId, str] = {}
    for each in members:
        words = given[each.id] if counts[_folded(given[each.id])] == 1 else each.name
        words = unique = re.sub(r"[{}\n]", "", words).strip()
        number = 1
        while _folded(unique) in taken:
            number += 1
            unique = f"{words} {number}"
        taken.add(_folded(unique))
        found[each.id] = f"{{{unique}}}"
    return found


def group_note(
    sections: Sequence[Section],
    members: Sequence[Participant],
    others: Sequence[Participant] = (),
    aliases: Aliases = MappingProxyType({}),
) -> GroupNote:
    """Return what a written session of these members becomes.

    `others` were not in the group on the day; they may not be named either.
    """
    told: dict[ParticipantId | None, tuple[Section, ...]] = {None: _told(sections, members, None)}
    for each in members:
        if each.file is not None:
            told[each.id] = _told(sections, members, each.id)
    return GroupNote(tuple(members), tuple(named_in(sections, members, others, aliases)), told)


def named_in(
    sections: Sequence[Section],
    members: Sequence[Participant],
    others: Sequence[Participant] = (),
    aliases: Aliases = MappingProxyType({}),
) -> Iterator[Named]:
    """Yield where somebody is named in plain words, and placeholders that mean no member."""
    marks = {_folded(mark[1:-1]) for mark in placeholders(members).values()}
    names = _Names([*members, *others], aliases)
    for section in sections:
        for found in _PLACEHOLDER.finditer(section.text):
            if _folded(found[1]) not in marks:
                yield Named(section.name, found.start(), found.end())
        for start, stop, owners in names.found_in(section.text):
            yield Named(section.name, start, stop, owners[0].id)


def has_members(
    sections: Sequence[Section], people: Sequence[Participant], aliases: Aliases
) -> bool:
    """Tell whether somebody of a group is named in these sections, or anything is a placeholder."""
    if any(_PLACEHOLDER.search(section.text) for section in sections):
        return bool(people)
    return next(named_in(sections, people, (), aliases), None) is not None


def with_placeholders(
    text: str,
    members: Sequence[Participant],
    others: Sequence[Participant] = (),
    aliases: Aliases = MappingProxyType({}),
) -> str:
    """Return a text in which names are placeholders, where it is clear who is meant.

    Parts of one name that follow each other as in the name are one. What two members share, such
    as a family's name alone, stays: only the writer knows who is meant.
    """
    marks = placeholders(members)
    names = _Names([*members, *others], aliases)
    found = list(names.found_in(text))
    out, at, number = [], 0, 0
    while number < len(found):
        start, stop, owners = found[number]
        number += 1
        while number < len(found) and text[stop : found[number][0]] in (" ", "-"):
            follows = names.following(
                owners, text[found[number - 1][0] : stop], text[found[number][0] : found[number][1]]
            )
            if not follows:
                break
            owners, stop = follows, found[number][1]
            number += 1
        if len(owners) == 1 and owners[0].id in marks:
            out += [text[at:start], marks[owners[0].id]]
            at = stop
    return "".join(out) + text[at:]


def _told(
    sections: Sequence[Section], members: Sequence[Participant], whose: ParticipantId | None
) -> tuple[Section, ...]:
    by_mark = {_folded(mark[1:-1]): who for who, mark in placeholders(members).items()}

    def words(found: re.Match[str]) -> str:
        who = by_mark.get(_folded(found[1]))
        if who is None:
            return found[0]
        if whose is None:
            said = _("a member")
        else:
            said = _("the client") if who == whose else _("another member")
        begins = _SENTENCE_BEGINS.search(found.string[: found.start()]) is not None
        return said[:1].upper() + said[1:] if begins else said

    return tuple(Section(each.name, _PLACEHOLDER.sub(words, each.text)) for each in sections)


Found = tuple[int, int, list[Participant]]


class _Names:
    """The names of people, in parts as they are searched for."""

    def __init__(self, people: Iterable[Participant], aliases: Aliases) -> None:
        self._owners: dict[str, list[Participant]] = {}
        self._within: dict[str, list[Participant]] = {}
        self._orders: list[tuple[Participant, list[str]]] = []
        for each in people:
            for name in (each.name, *aliases.get(each.id, ())):
                self._take_in(each, name)

    def found_in(self, text: str) -> list[Found]:
        """Return where parts of names stand, in order; not within placeholders."""
        shown = _PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
        found = [*self._whole_words(shown), *self._joined_words(shown), *self._substrings(shown)]
        found.sort(key=lambda each: (each[0], -each[1]))
        out: list[Found] = []
        for each in found:
            if not out or each[0] >= out[-1][1]:
                out.append(each)
        return out

    def following(
        self, owners: Sequence[Participant], before: str, after: str
    ) -> list[Participant]:
        """Return those in whose name one part comes right before the other."""
        pair = [_folded(before), _folded(after)]
        found: list[Participant] = []
        for each, parts in self._orders:
            follows = any(parts[at : at + 2] == pair for at in range(len(parts)))
            if follows and each in owners and each not in found:
                found.append(each)
        return found

    def _take_in(self, each: Participant, name: str) -> None:
        parts = [written for _place, written in _words(name)]
        self._orders.append((each, [_folded(part) for part in parts]))
        searched = 0
        for number, written in enumerate(parts):
            part = _folded(written)
            if _is_in(written, _SCRIPTS_WITHOUT_SPACES):
                self._add(self._within, part, each)
                if _is_in(written, _HAN_AND_HANGUL) and len(written) > 2:
                    self._add(self._within, _folded(written[1:]), each)  # without the family's
            elif (written.islower() and part in _PARTICLES) or (number and part in _SUFFIXES):
                continue
            elif len(part) > 1:
                self._add(self._owners, part, each)
            else:
                continue
            searched += 1
        for chunk in name.split():
            if len(list(_words(chunk))) > 1:
                self._add(self._owners, _letters(chunk), each)
        if not searched and name.strip():
            self._add(self._within, _folded(name), each)

    def _add(self, where: dict[str, list[Participant]], part: str, each: Participant) -> None:
        owners = where.setdefault(part, [])
        if part and each not in owners:
            owners.append(each)

    def _whole_words(self, text: str) -> Iterator[Found]:
        for start, written in _words(text):
            owners = self._of(written)
            if owners:
                yield start, start + len(written), owners

    def _joined_words(self, text: str) -> Iterator[Found]:
        """Yield what is one name with a hyphen, an apostrophe or the end of a line in it."""
        words = list(_words(text))
        for (start, first), (after, second) in pairwise(words):
            if _JOINED.fullmatch(text[start + len(first) : after]):
                owners = self._owners.get(_folded(first + second))
                if owners:
                    yield start, after + len(second), owners

    def _of(self, written: str) -> list[Participant]:
        word = _folded(written)
        for part in (word, word.removesuffix("s"), word.removesuffix("es")):
            if (part == word or len(part) > 2) and part in self._owners:
                is_word = written.islower() and part in _ALSO_WORDS
                return [] if is_word else self._owners[part]
        return []

    def _substrings(self, text: str) -> Iterator[Found]:
        if not self._within:
            return
        folded: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(text):
            plain = _folded_letters(letter)
            folded.append(plain)
            places += [place] * len(plain)
        whole = "".join(folded)
        longest_first = sorted(filter(None, self._within), key=len, reverse=True)
        for found in re.finditer("|".join(map(re.escape, longest_first)), whole):
            first, last = places[found.start()], places[found.end() - 1]
            # Whole letters: a syllable is not cut for what it is made of.
            if found.start() and places[found.start() - 1] == first:
                continue
            if found.end() < len(places) and places[found.end()] == last:
                continue
            yield first, last + 1, self._within[found[0]]


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each run of letters of one kind of script, with where it begins."""
    for kind, run in groupby(enumerate(text), key=lambda each: _kind(each[1])):
        if kind:
            letters = list(run)
            yield letters[0][0], "".join(letter for _place, letter in letters)


@lru_cache(maxsize=4096)
def _kind(letter: str) -> int:
    """Return 1 for what is in a word, 2 in a script without spaces, 0 for what divides words."""
    # With what is written over a letter, and what nobody sees between two of them.
    if not letter.isalpha() and unicodedata.category(letter) not in ("Mn", "Mc", "Me", "Cf"):
        return 0
    return 2 if _is_in(letter, _SCRIPTS_WITHOUT_SPACES) else 1


def _is_in(written: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= ord(letter) <= last for letter in written for first, last in ranges)


def _letters(text: str) -> str:
    return "".join(_folded(written) for _place, written in _words(text))


@lru_cache(maxsize=4096)
def _folded_letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    apart = unicodedata.normalize("NFKD", apart.casefold())
    return "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Me", "Cf"))


def _folded(text: str) -> str:
    """Return a text without its case, its accents, and what nobody sees of it."""
    return " ".join(_folded_letters(text).split())
