"""A template of the user's own: of one kind of note, with sections headed as they like.

It is a copy that was edited, and lives in the vault, where no newer version of the program touches
it. A note that is written in it carries the headings itself, in the names of its sections.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from vault.errors import BadInput
from vault.model.note import Note, Section
from vault.model.template import (
    RecordKind,
    Template,
    kind_of,
    kinds,
    new_own_id,
    own_kind,
    particulars,
    section_help,
    section_name,
    section_title,
    templates,
)
from vault.model.text import clean_line, unless_blank
from vault.translation import _

MOST_TEMPLATES = 100
MOST_SECTIONS = 30
MOST_TITLE, MOST_HEADING, MOST_HINT = 60, 100, 300
"""Letters."""


@dataclass(frozen=True)
class OwnSection:
    """A section: the name under which notes keep it, and a hint for whoever writes."""

    name: str = field(repr=False)
    hint: str = field(default="", repr=False)

    @property
    def heading(self) -> str:
        """What stands above it."""
        return section_title(self.name)


@dataclass(frozen=True)
class OwnTemplate:
    """What it is called, and its sections in the order they are written and read."""

    id: str
    title: str = field(repr=False)
    sections: tuple[OwnSection, ...] = field(repr=False)

    @property
    def kind(self) -> RecordKind:
        """The kind of the notes that are written in it."""
        return kind_of(self.id)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its sections."""
        return tuple(each.name for each in self.sections)

    @property
    def hints(self) -> dict[str, str]:
        """The hints by the names of their sections."""
        return {each.name: each.hint for each in self.sections}

    def cleaned(self, others: Iterable["OwnTemplate"]) -> "OwnTemplate":
        """Return this as it is kept: its words as they were entered, a hint of blanks alone empty.

        Raises BadInput for an id of no kind, a title that is empty, longer than 60 letters or that
        of another template of the kind, the program's or one of `others`; for no section, more than
        30, two of one heading, and a heading or hint that is empty or too long.
        """
        if not own_kind(self.id):
            raise BadInput(_("There is no such kind of note."))
        title = unless_blank(clean_line(self.title, _("The title of a template")))
        if not 1 <= len(title) <= MOST_TITLE:
            raise BadInput(
                _("The title of a template has 1 to {most} letters.").format(most=MOST_TITLE)
            )
        taken = {_folded(each) for each in _titles(self.kind.id)}
        taken |= {_folded(each.title) for each in others if each.kind.id == self.kind.id}
        if _folded(title) in taken:
            raise BadInput(_("Another template of this kind has the same title."))
        if not 1 <= len(self.sections) <= MOST_SECTIONS:
            raise BadInput(_("A template has 1 to {most} sections.").format(most=MOST_SECTIONS))
        sections = tuple(_cleaned(each, self.kind.id) for each in self.sections)
        if len({_folded(each.heading) for each in sections}) < len(sections):
            raise BadInput(_("Two sections have the same heading."))
        return replace(self, title=title, sections=sections)


def own_section(heading: str, kind: str, hint: str = "") -> OwnSection:
    """Return the section of a template of a kind that has this heading, as it was entered."""
    return OwnSection(section_name(heading, kind), hint)


def copied(source: Template | OwnTemplate, others: Iterable[OwnTemplate]) -> OwnTemplate:
    """Return a copy to be edited, under a title that no template of the kind has yet."""
    if isinstance(source, OwnTemplate):
        kind, sections = source.kind.id, source.sections
    else:
        kind = source.kind
        sections = tuple(OwnSection(name, section_help(name)) for name in source.sections)
    taken = {_folded(each) for each in _titles(kind)}
    taken |= {_folded(each.title) for each in others if each.kind.id == kind}
    title, number = _own_title(source.title, ""), 1
    while _folded(title) in taken:
        number += 1
        title = _own_title(source.title, f" {number}")
    return OwnTemplate(new_own_id(kind), title, sections)


def beginning(note: Note, template: OwnTemplate) -> Note:
    """Return a new note in its template's sections, in order; one that was left out is empty.

    Raises BadInput for a section that the template does not have.
    """
    texts = {each.name: each.text for each in note.body}
    return note.changed(sections=(*_sections(template.names, texts), *note.particulars))


def names_in_draft(kept: Sequence[str], template: OwnTemplate | None) -> tuple[str, ...]:
    """Return the names of the sections of a draft, in order: those it has, and what came since.

    What was added to the template stands behind the section that it follows there. A draft keeps
    its own order, and what the template has no more; what looks like one it has is not added.
    """
    names = list(kept)
    at = 0
    for each in template.sections if template is not None else ():
        looks = [_look(section_title(name)) for name in names]
        if each.name in names:
            at = names.index(each.name) + 1
        elif _look(each.heading) in looks:
            at = looks.index(_look(each.heading)) + 1
        else:
            names.insert(at, each.name)
            at += 1
    return tuple(names)


def in_draft(
    sections: Sequence[Section], kept: Sequence[str], template: OwnTemplate | None
) -> tuple[Section, ...]:
    """Return what was written in the sections of a draft, with those that came since, empty.

    `kept` are the names that the draft has. Particulars are in no template, and stay as they are.
    Raises BadInput for a section of neither.
    """
    told = tuple(each for each in sections if each.name in particulars())
    texts = {each.name: each.text for each in sections if each not in told}
    names = [name for name in kept if name not in particulars()]
    return _sections(names_in_draft(names, template), texts) + told


def _sections(names: Sequence[str], texts: Mapping[str, str]) -> tuple[Section, ...]:
    # Nothing of what was entered is said: a heading is the user's own word.
    if not set(texts) <= set(names):
        raise BadInput(
            _("The template of this note has no such section."),
            hint=_("The command “template list” shows its sections."),
        )
    return tuple(Section(name, texts.get(name, "")) for name in names)


def _cleaned(section: OwnSection, kind: str) -> OwnSection:
    heading = unless_blank(clean_line(section.heading, _("A heading")))
    hint = unless_blank(clean_line(section.hint, _("A hint")))
    if not 1 <= len(heading) <= MOST_HEADING:
        raise BadInput(_("A heading has 1 to {most} letters.").format(most=MOST_HEADING))
    if len(hint) > MOST_HINT:
        raise BadInput(_("A hint has at most {most} letters.").format(most=MOST_HINT))
    return own_section(heading, kind, hint)


def _titles(kind: str) -> list[str]:
    """Return what the program's templates of a kind are called, and the kind itself."""
    return [
        kinds()[kind].title,
        *(each.title for each in templates().values() if each.kind == kind),
    ]


def _own_title(title: str, number: str) -> str:
    words = _("{title}, own")
    room = MOST_TITLE - len(words.format(title="")) - len(number)
    return words.format(title=title[:room].rstrip()) + number


def _look(text: str) -> str:
    """Return a text as it looks: without regard to composed letters and outer blanks."""
    return normalize("NFC", text).strip()


def _folded(text: str) -> str:
    """Return a text as it is compared: as it looks, without regard to case."""
    return normalize("NFC", _look(text).casefold())
