"""One session of a group, written once, as it is told in each member's own record.

No other member is named there: group therapy has one individual record for each member
(domain/law.md, section 7). Whoever writes means a member by a placeholder such as `{Ana}`; a name
in the words is found in any case, with or without accents, and has to go before anything is signed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from vault.model.ids import ParticipantId
from vault.model.names_in_text import NamesInText, folded
from vault.model.note import Note, Section
from vault.model.note_row import NoteRow
from vault.model.participant import Participant
from vault.model.template import is_shipped_section, section_title
from vault.translation import _

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:]\s+|\n\s*)\Z")

Aliases = Mapping[ParticipantId, Sequence[str]]
"""What a member is called besides: in their own record, by the preferred name."""


@dataclass(frozen=True)
class Named:
    """A place where a member is named: the section, where in its words, and who, if it is known.

    `member` is None for a placeholder that means nobody.
    """

    section: str = field(repr=False)
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
    marks = {folded(mark[1:-1]) for mark in placeholders(members).values()}
    names = _names_of([*members, *others], aliases)
    for section in sections:
        for found in _PLACEHOLDER.finditer(section.text):
            if folded(found[1]) not in marks:
                yield Named(section.name, found.start(), found.end())
        for start, stop, owners in names.found_in(_shown(section.text)):
            yield Named(section.name, start, stop, owners[0])


def has_members(
    sections: Sequence[Section], people: Sequence[Participant], aliases: Aliases
) -> bool:
    """Tell whether somebody of a group is named in these sections, or anything is a placeholder."""
    if any(_PLACEHOLDER.search(section.text) for section in sections):
        return bool(people)
    return next(named_in(sections, people, (), aliases), None) is not None


def names_another(
    sections: Sequence[Section],
    others: Sequence[Participant],
    aliases: Aliases,
    own: Sequence[str],
) -> bool:
    """Tell whether one of `others` is named in these sections, also within a placeholder.

    What can be a part of one of the names `own` is taken for that: two may share the family's.
    """
    named: dict[ParticipantId | None, Sequence[str]] = {None: own}
    named |= {each.id: (each.name, *aliases.get(each.id, ())) for each in others}
    names = NamesInText(named)
    return any(
        None not in owners
        for section in sections
        for _start, _stop, owners in names.found_in(section.text)
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
) -> str:
    """Return a text in which names are placeholders, where it is clear who is meant.

    Parts of one name that follow each other as in the name are one. What two members share, such
    as a family's name alone, stays: only the writer knows who is meant.
    """
    marks = placeholders(members)
    names = _names_of([*members, *others], aliases)
    found = names.found_in(_shown(text))
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
        if len(owners) == 1 and owners[0] in marks:
            out += [text[at:start], marks[owners[0]]]
            at = stop
    return "".join(out) + text[at:]


def _names_of(people: Iterable[Participant], aliases: Aliases) -> NamesInText[ParticipantId]:
    return NamesInText({each.id: (each.name, *aliases.get(each.id, ())) for each in people})


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
