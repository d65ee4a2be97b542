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
from itertools import groupby

from vault.model.ids import ParticipantId
from vault.model.note import Section
from vault.model.participant import Participant
from vault.translation import _

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:]\s+|\n\s*)\Z")
_FIRST_WITHOUT_SPACES = "\u2e80"
"""From here on are scripts that put no space between words."""

_PARTICLES = frozenset(
    """
    al bin da das de del den der di do dos du el ibn ii iii jr la le of sr ten van von
    """.split()  # noqa: SIM905 - as above
)
"""Parts of names that are words of any text."""

_ALSO_WORDS = frozenset(
    """
    angel april art august autumn bill bliss bob chance chase cherry christian clay cliff dawn dean
    drew earl faith frank gene glen grace grant guy harmony heath holly hope hunter iris ivy jack
    jasmine jean joy june lily mark mason max may melody mercy miles misty olive pat patience pearl
    penny pierce rain ray reed rich rob robin rose sandy sky skip stew sue summer terry trinity
    violet wade ward will win young
    """.split()  # noqa: SIM905 - sixty lines else
)
"""Names that are words too: in small letters they are taken for the word."""


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
    taken: Counter[str] = Counter()
    found: dict[ParticipantId, str] = {}
    for each in members:
        words = given[each.id] if counts[_folded(given[each.id])] == 1 else each.name
        words = re.sub(r"[{}\n]", "", words).strip()
        taken[_folded(words)] += 1
        number = taken[_folded(words)]
        found[each.id] = f"{{{words} {number}}}" if number > 1 else f"{{{words}}}"
    return found


def group_note(
    sections: Sequence[Section], members: Sequence[Participant], others: Sequence[Participant] = ()
) -> GroupNote:
    """Return what a written session of these members becomes.

    `others` were not in the group on the day; they may not be named either.
    """
    told: dict[ParticipantId | None, tuple[Section, ...]] = {None: _told(sections, members, None)}
    for each in members:
        if each.file is not None:
            told[each.id] = _told(sections, members, each.id)
    return GroupNote(tuple(members), tuple(named_in(sections, members, others)), told)


def named_in(
    sections: Sequence[Section], members: Sequence[Participant], others: Sequence[Participant] = ()
) -> Iterator[Named]:
    """Yield where somebody is named in plain words, and placeholders that mean no member."""
    marks = {_folded(mark[1:-1]) for mark in placeholders(members).values()}
    for section in sections:
        for found in _PLACEHOLDER.finditer(section.text):
            if _folded(found[1]) not in marks:
                yield Named(section.name, found.start(), found.end())
        for start, stop, owners in _names(section.text, [*members, *others]):
            yield Named(section.name, start, stop, owners[0].id)


def has_members(sections: Sequence[Section], members: Sequence[Participant]) -> bool:
    """Tell whether a member is named in these sections, or meant by a placeholder."""
    marks = {_folded(mark[1:-1]) for mark in placeholders(members).values()}
    return any(
        _folded(found[1]) in marks
        for section in sections
        for found in _PLACEHOLDER.finditer(section.text)
    ) or any(each.member is not None for each in named_in(sections, members))


def with_placeholders(
    text: str, members: Sequence[Participant], others: Sequence[Participant] = ()
) -> str:
    """Return a text in which names are placeholders, where it is clear who is meant.

    Names that follow each other with nothing but spaces between are one. What two members share,
    such as a family's name alone, stays: only the writer knows who is meant.
    """
    marks = placeholders(members)
    found = list(_names(text, [*members, *others]))
    out, at, number = [], 0, 0
    while number < len(found):
        start, stop, owners = found[number]
        number += 1
        while number < len(found) and not text[stop : found[number][0]].strip(" .'’-"):
            both = [each for each in owners if each in found[number][2]]
            if not both:
                break
            owners, stop = both, found[number][1]
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


def _names(
    text: str, members: Sequence[Participant]
) -> Iterator[tuple[int, int, list[Participant]]]:
    """Yield each part of a name in a text, and whose it can be; not within placeholders."""
    owners: dict[str, list[Participant]] = {}
    for each in members:
        for part in {_folded(part) for _place, part in _words(each.name)}:
            if _has_no_spaces(part) or (len(part) > 1 and part not in _PARTICLES):
                owners.setdefault(part, []).append(each)
    open_words = _PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
    for start, written in _words(open_words):
        word = _folded(written)
        if word in owners and not (written.islower() and word in _ALSO_WORDS):
            yield start, start + len(written), owners[word]
            continue
        within = [part for part in owners if _has_no_spaces(part) and part in word]
        if within:
            longest_first = sorted(within, key=len, reverse=True)
            for found in re.finditer("|".join(map(re.escape, longest_first)), word):
                yield start + found.start(), start + found.end(), owners[found[0]]


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each run of letters of one kind of script, with where it begins."""
    for kind, run in groupby(enumerate(text), key=lambda each: _kind(each[1])):
        if kind:
            letters = list(run)
            yield letters[0][0], "".join(letter for _place, letter in letters)


@lru_cache(maxsize=4096)
def _kind(letter: str) -> int:
    """Return 1 for what is in a word, 2 in a script without spaces, 0 for what divides words."""
    if letter >= _FIRST_WITHOUT_SPACES and letter.isalpha():
        return 2
    # With what is written over a letter, and what nobody sees between two of them.
    return int(letter.isalpha() or unicodedata.category(letter) in ("Mn", "Mc", "Cf"))


def _has_no_spaces(part: str) -> bool:
    return any(letter >= _FIRST_WITHOUT_SPACES for letter in part)


def _folded(text: str) -> str:
    """Return a text without its case, its accents, and what nobody sees of it."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Cf"))
    return " ".join(unicodedata.normalize("NFC", plain).split())
