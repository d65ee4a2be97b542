"""What becomes of a draft that another hand wrote into meanwhile: no line of either is lost."""

import re
from collections.abc import Iterator

from vault.model.note import Note, Section
from vault.model.template_change import moved_sections


def with_both(mine: Note, known: Note, kept: Note) -> tuple[Section, ...]:
    """Return the sections of `mine`, and behind each what came into `kept` since `known`.

    All three are one draft: as it is to be kept, as its writer read or wrote it last, and as it is
    in the vault. What is mine stays to the character. A line that the writer knew and took away
    does not come back; one that the other hand took away stays as it is in `mine`.
    """
    if kept.sections == known.sections:
        return mine.sections
    seen = {line.rstrip() for note in (mine, known) for line in _lines(note)}
    texts = {section.name: section.text for section in kept.body}
    moved = moved_sections(texts, [section.name for section in mine.body])
    body = tuple(_joined(section, moved[section.name], seen) for section in mine.body)
    return body + tuple(_told(mine, kept, seen))


def _told(mine: Note, kept: Note, seen: set[str]) -> Iterator[Section]:
    """Yield the particulars: where both hands entered one, what is mine and then the other's."""
    theirs = {section.name: section.text for section in kept.particulars}
    for section in mine.particulars:
        yield _joined(section, theirs.pop(section.name, ""), seen)
    for name, text in theirs.items():
        came = _joined(Section(name, ""), text, seen)
        if came.text:
            yield came


def _joined(section: Section, kept: str, seen: set[str]) -> Section:
    came = [line for line in _split(kept) if line.strip() and line.rstrip() not in seen]
    if not came:
        return section
    gap = "\n" if section.text and not section.text.endswith("\n") else ""
    return Section(section.name, section.text + gap + "\n".join(came))


def _lines(note: Note) -> Iterator[str]:
    for section in note.sections:
        yield from _split(section.text)


def _split(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)
