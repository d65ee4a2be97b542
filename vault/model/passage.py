"""A passage that leaves a process note, and where in the chart it goes.

45 CFR 164.501 leaves some of what a clinician writes out of psychotherapy notes, wherever it was
written. What is moved stands in the chart in words that the licensee has read, and may have edited.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vault.model.ids import ClientId, NoteId
from vault.model.note import Note, Section
from vault.model.template import section_title
from vault.translation import _

_TAKES = {
    "dap": "data",
    "soap": "objective",
    "birp": "response",
    "girp": "response",
    "free": "note",
    "session": "substance",
}
"""The section of each template that takes what is moved into a progress note."""


class Into(StrEnum):
    """What a passage becomes part of: a draft, a new draft, or a signed note as an addendum."""

    DRAFT = "draft"
    NEW = "new"
    ADDENDUM = "addendum"


@dataclass(frozen=True)
class ChartPlace:
    """Where in a client's chart a passage of a day goes: `note` is the note, if there is one."""

    into: Into
    client: ClientId
    day: date
    note: NoteId | None = None
    section: str = field(default="", repr=False)
    """Of a draft: the title of the section that takes it."""


@dataclass(frozen=True)
class Passage:
    """A `sentence` as it stands in the process note, and the `words` it becomes in the chart."""

    sentence: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True)
class MovedPassage:
    """A passage that was moved; `begun` tells that its progress note was begun for it.

    What went into a draft can be taken back; an addendum is signed, and stays.
    """

    place: ChartPlace
    note: NoteId
    passage: Passage
    begun: bool = False


def place_words(place: ChartPlace, day: str) -> str:
    """Return what becomes of a passage; `day` is the day of the note as a reader sees it."""
    if place.into is Into.DRAFT:
        words = _("It goes to the draft of the progress note of {day}, into “{section}”.")
    elif place.into is Into.NEW:
        words = _("There is no progress note of {day} yet. One is begun with these words.")
    else:
        words = _(
            "The progress note of {day} is signed. These words are signed as an addendum to it, "
            "which cannot be taken back."
        )
    return words.format(day=day, section=place.section)


def moved_words(place: ChartPlace) -> str:
    """Return what became of a passage."""
    if place.into is Into.ADDENDUM:
        return _("Signed as an addendum to the progress note.")
    return _("Moved to the draft of the progress note.")


def taking(note: Note) -> str:
    """Return the section of a note that takes a passage.

    Of an own template it is one that would take it elsewhere, or the first.
    """
    names = [each.name for each in note.body]
    known = _TAKES.get(note.template)
    return known or next((name for name in names if name in _TAKES.values()), names[0])


def taking_title(note: Note) -> str:
    """Return the title of that section."""
    return section_title(taking(note))


def with_words(note: Note, words: str) -> Note:
    """Return a draft with words added, on a line of their own."""
    name = taking(note)
    return _changed(note, name, lambda text: f"{text.rstrip()}\n{words}".lstrip("\n"))


def without_words(note: Note, words: str) -> Note:
    """Return a draft without the last place where these words stand."""
    return _changed(note, taking(note), lambda text: "".join(text.rpartition(words)[::2]).rstrip())


def _changed(note: Note, name: str, change: Callable[[str], str]) -> Note:
    sections = (
        Section(each.name, change(each.text)) if each.name == name else each
        for each in note.sections
    )
    return replace(note, sections=tuple(sections))
