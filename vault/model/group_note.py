"""One session of a group, written once, as it is told in each member's own record.

No other member is named there: group therapy has one individual record for each member
(domain/law.md, section 7). Whoever writes means a member by a placeholder such as `{Ana}`; a name
in the words is found in any case, with or without accents, also as a nickname or by initials, and
has to go before anything is signed. What may be a word as well is looked at by whoever signs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from vault.model.ids import ParticipantId
from vault.model.names_in_text import NamesInText, Nicknames, folded, no_nicknames
from vault.model.note import Note, Section
from vault.model.note_row import NoteRow
from vault.model.participant import Participant
from vault.model.template import is_shipped_section, section_title
from vault.translation import _

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_INITIAL = re.compile(r"[ \u00a0]([^\W\d_])(?!['\u2019\w])(?:\.(?=[ \u00a0]?[a-z,;:)\]]))?")
"""The first letter of a family's name behind a given name, with its point within a sentence."""

_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:]\s+|\n\s*)\Z")

_BESIDE = 30
"""Letters that are shown on either side of what may be a name."""

Aliases = Mapping[ParticipantId, Sequence[str]]
"""What a member is called besides: in their own record, by the preferred name."""


@dataclass(frozen=True)
class Named:
    """A place where a member is named: the section, where in its words, and who, if it is known.

    `member` is None for a placeholder that means nobody. It is `possible` where as likely a word
    or an abbreviation is meant. `around` is the words with those beside them.
    """

    section: str = field(repr=False)
    start: int
    stop: int
    member: ParticipantId | None = None
    possible: bool = False
    around: str = field(default="", repr=False)


@dataclass(frozen=True)
class GroupNote:
    """What one written session becomes: where members are named, and what each record would say.

    `members` are those who were in the group on the day. `named` has to go before it is signed,
    `possible` to be looked at. `told` has each of them who has a record of their own, and under
    None what the record of the group says.
    """

    members: tuple[Participant, ...]
    named: tuple[Named, ...]
    possible: tuple[Named, ...]
    told: Mapping[ParticipantId | None, tuple[Section, ...]] = field(repr=False)


def placeholders(members: Iterable[Participant]) -> dict[ParticipantId, str]:
    """Return what each member is written as: the given name where it is one member's alone."""
    members = list(members)
    given = {each.id: each.name.split()[0] if each.name.split() else "" for each in members}
    counts = Counter(map(folded, given.values()))
    taken: set[str] = set()
    found: dict[ParticipantId, str] = {}
    for each in members:
        words = given[each.id] if counts[folded(given[each.id])] == 1 else each.name
        words = unique = re.sub(r"[{}\n]", "", words).strip()
        number = 1
        while folded(unique) in taken:
            number += 1
            unique = f"{words} {number}"
        taken.add(folded(unique))
        found[each.id] = f"{{{unique}}}"
    return found


def group_note(
    sections: Sequence[Section],
    members: Sequence[Participant],
    others: Sequence[Participant] = (),
    aliases: Aliases = MappingProxyType({}),
    nicknames: Nicknames = no_nicknames,
) -> GroupNote:
    """Return what a written session of these members becomes.

    `others` were not in the group on the day; they may not be named either.
    """
    told: dict[ParticipantId | None, tuple[Section, ...]] = {None: _told(sections, members, None)}
    for each in members:
        if each.file is not None:
            told[each.id] = _told(sections, members, each.id)
    found = list(named_in(sections, members, others, aliases, nicknames))
    named = tuple(each for each in found if not each.possible)
    possible = tuple(each for each in found if each.possible)
    return GroupNote(tuple(members), named, possible, told)


def named_in(
    sections: Sequence[Section],
    members: Sequence[Participant],
    others: Sequence[Participant] = (),
    aliases: Aliases = MappingProxyType({}),
    nicknames: Nicknames = no_nicknames,
) -> Iterator[Named]:
    """Yield where somebody is named in plain words, and placeholders that mean no member."""
    marks = {folded(mark[1:-1]) for mark in placeholders(members).values()}
    names = _names_of([*members, *others], aliases, nicknames)
    for section in sections:
        for found in _PLACEHOLDER.finditer(section.text):
            if folded(found[1]) not in marks:
                yield Named(section.name, found.start(), found.end())
        for start, stop, owners, possible in names.found_in(_shown(section.text)):
            around = _around(section.text, start, stop)
            yield Named(section.name, start, stop, owners[0], possible, around)


def has_members(
    sections: Sequence[Section],
    people: Sequence[Participant],
    aliases: Aliases,
    nicknames: Nicknames = no_nicknames,
) -> bool:
    """Tell whether somebody of a group is named in these sections, or anything is a placeholder."""
    if any(_PLACEHOLDER.search(section.text) for section in sections):
        return bool(people)
    return any(not each.possible for each in named_in(sections, people, (), aliases, nicknames))


def names_another(
    sections: Sequence[Section],
    others: Sequence[Participant],
    aliases: Aliases,
    own: Sequence[str],
    nicknames: Nicknames = no_nicknames,
) -> bool:
    """Tell whether one of `others` is named in these sections, also within a placeholder.

    What can be a part of one of the names `own` is taken for that: two may share the family's.
    """
    named: dict[ParticipantId | None, Sequence[str]] = {None: own}
    named |= {each.id: (each.name, *aliases.get(each.id, ())) for each in others}
    names = NamesInText(named, nicknames)
    return any(
        not found.possible and None not in found.owners
        for section in sections
        for found in names.found_in(section.text)
    )


def began_from(note: Note, session: NoteRow) -> bool:
    """Tell whether a signed note is what a member got of this signed note of a group.

    That is written down nowhere. But all of them have the template, the day and the times of the
    group's, and this one was signed between their beginning and their signature.
    """
    if note.signature is None or session.signed_at is None or note.id == session.id:
        return False
    return (note.template, note.service_date, note.start, note.stop) == (
        session.template,
        session.service_date,
        session.start,
        session.stop,
    ) and note.begun_at <= session.signed_at <= note.signature.at


def own_headings(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return headings that somebody entered, as words in which a member may be named."""
    return tuple(
        Section(each.name, section_title(each.name))
        for each in sections
        if not is_shipped_section(each.name)
    )


def with_placeholders(
    text: str,
    members: Sequence[Participant],
    others: Sequence[Participant] = (),
    aliases: Aliases = MappingProxyType({}),
    nicknames: Nicknames = no_nicknames,
) -> str:
    """Return a text in which names are placeholders, where it is clear who is meant.

    Parts of one name that follow each other as in the name are one, also with an initial for the
    last. What two members share, such as a family's name alone, stays, as does what is only
    possible: only the writer knows who is meant.
    """
    marks = placeholders(members)
    names = _names_of([*members, *others], aliases, nicknames)
    found = [each for each in names.found_in(_shown(text)) if not each.possible]
    out, at, number = [], 0, 0
    while number < len(found):
        start, stop, owners, _possible = found[number]
        number += 1
        while number < len(found) and text[stop : found[number][0]] in (" ", "-"):
            follows = names.following(
                owners, text[found[number - 1][0] : stop], text[found[number][0] : found[number][1]]
            )
            if not follows:
                break
            owners, stop = follows, found[number][1]
            number += 1
        initial = _INITIAL.match(text, stop)
        if initial and _may_be_initial(text, initial):
            follows = names.following(owners, text[found[number - 1][0] : stop], initial[1])
            if follows:
                owners, stop = follows, initial.end()
        if len(owners) == 1 and owners[0] in marks:
            out += [text[at:start], marks[owners[0]]]
            at = stop
    return "".join(out) + text[at:]


def _around(text: str, start: int, stop: int) -> str:
    """Return a place in a text with what stands beside it on its line."""
    before = text[max(0, start - _BESIDE) : start].rpartition("\n")[2]
    after = text[stop : stop + _BESIDE].partition("\n")[0]
    begins = "" if text[: start - len(before)][-1:] in ("", "\n") else "…"
    ends = "" if text[stop + len(after) :][:1] in ("", "\n") else "…"
    return f"{begins}{before}{text[start:stop]}{after}{ends}"


def _may_be_initial(text: str, letter: re.Match[str]) -> bool:
    """Tell whether a letter behind a name is none of "gave Ana a book" and "after Ana I spoke"."""
    pointed = text[letter.end(1) : letter.end(1) + 1] == "."
    return letter[1].isupper() and (pointed or letter[1] not in "AI")


def _names_of(
    people: Iterable[Participant], aliases: Aliases, nicknames: Nicknames
) -> NamesInText[ParticipantId]:
    called = {each.id: (each.name, *aliases.get(each.id, ())) for each in people}
    return NamesInText(called, nicknames)


def _shown(text: str) -> str:
    """Return a text without its placeholders, every other letter where it was."""
    return _PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)


def _told(
    sections: Sequence[Section], members: Sequence[Participant], whose: ParticipantId | None
) -> tuple[Section, ...]:
    by_mark = {folded(mark[1:-1]): who for who, mark in placeholders(members).items()}

    def words(found: re.Match[str]) -> str:
        who = by_mark.get(folded(found[1]))
        if who is None:
            return found[0]
        if whose is None:
            said = _("a member")
        else:
            said = _("the client") if who == whose else _("another member")
        begins = _SENTENCE_BEGINS.search(found.string[: found.start()]) is not None
        return said[:1].upper() + said[1:] if begins else said

    return tuple(Section(each.name, _PLACEHOLDER.sub(words, each.text)) for each in sections)
