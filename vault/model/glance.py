"""A client at a glance: what the newest notes say of plan, homework and risk, in their own words.

It quotes and never interprets: what it finds by its words stands there as it was written, with its
day, and what it does not find may still be there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vault.model.ids import NoteId
from vault.model.note import Note
from vault.model.template import kind_of, kinds, own_kind
from vault.model.template import template as template_of
from vault.translation import _, count_of

GLANCE_NOTES = 5
"""How many of the newest notes a glance reads."""

_PLAN_LENGTH = 160
_SENTENCE_LENGTH = 200
_SENTENCE_END = re.compile(r"(?<=[.!?])[ \t]+|\n+")
_HOMEWORK = re.compile(
    r"\b(?:homework|worksheets?|diary|thought records?|between sessions"
    r"|(?:before|until|by) (?:the )?next session"
    r"|practi[cs](?:e|es|ed|ing) (?:\w+ ){0,3}?"
    r"(?:daily|nightly|every (?:day|night|morning|evening)|each day|at home)"
    r"|(?:will|to|please) bring(?! up)(?: \w+){1,})\b",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\b(?:risks?|at-risk|suicid\w*|self[- ]?harm\w*|safety[- ]plan\w*|harm(?:s|ed|ing|ful)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class GlanceLine:
    """One line: what it is about, the words, and the day and the note they are from.

    `whole` asks for the words not to be cut where there is any way: cut, they may say the opposite.
    """

    label: str
    text: str = field(repr=False)
    day: date | None = None
    note: NoteId | None = None
    whole: bool = False


@dataclass(frozen=True)
class Glance:
    """At most five lines: last session, plan, homework, risk, open tasks."""

    lines: tuple[GlanceLine, ...]


def glance(
    notes: Sequence[Note], *, unsigned: Sequence[tuple[NoteId, date]], birth_date_known: bool
) -> Glance:
    """Return a glance at a client's newest notes, given newest first.

    `unsigned` are all drafts of the client, oldest first. A line without anything to say is left
    out; that nothing is said of risk is said, for nobody may take silence for an answer.
    """
    lines = (
        _last_session(notes),
        _plan(notes),
        _quoted(_("Homework"), notes, _HOMEWORK),
        _risk(notes),
        _open_tasks(unsigned, birth_date_known),
    )
    return Glance(tuple(line for line in lines if line is not None))


def _last_session(notes: Sequence[Note]) -> GlanceLine | None:
    note = next((each for each in notes if kind_of(each.template).session), None)
    if note is None:
        return None
    own = own_kind(note.template)
    template = kinds()[own].title if own else template_of(note.template).title
    text = template if note.signed else _("{template}, draft").format(template=template)
    return GlanceLine(_("Last session"), text, note.service_date, note.id)


def _plan(notes: Sequence[Note]) -> GlanceLine | None:
    for note in notes:
        for section in note.sections:
            text = " ".join(section.text.split())
            if section.name == "plan" and text:
                return GlanceLine(_("Plan"), _cut(text, _PLAN_LENGTH), note.service_date, note.id)
    return None


def _risk(notes: Sequence[Note]) -> GlanceLine | None:
    if not notes:
        return None
    found = _quoted(_("Risk"), notes, _RISK)
    if found is not None:
        return replace(found, whole=True)
    nothing = count_of(
        "Nothing about risk in the last note",
        "Nothing about risk in the last {n} notes",
        len(notes),
    )
    return GlanceLine(_("Risk"), nothing, whole=True)


def _open_tasks(unsigned: Sequence[tuple[NoteId, date]], known: bool) -> GlanceLine | None:
    tasks = []
    if unsigned:
        tasks.append(count_of("{n} unsigned note", "{n} unsigned notes", len(unsigned)))
    if not known:
        tasks.append(_("birth date unknown") if tasks else _("Birth date unknown"))
    if not tasks:
        return None
    note, day = unsigned[0] if unsigned else (None, None)
    return GlanceLine(_("Open tasks"), ", ".join(tasks), day, note)


def _quoted(label: str, notes: Sequence[Note], words: re.Pattern[str]) -> GlanceLine | None:
    """Return the newest sentence with one of the words; in one note, the last that was written."""
    for note in notes:
        for sentence in reversed(list(_sentences(note))):
            found = words.search(sentence)
            if found is not None:
                text = _around(sentence, found.start())
                return GlanceLine(label, text, note.service_date, note.id)
    return None


def _sentences(note: Note) -> Iterator[str]:
    for section in note.sections:
        for sentence in _SENTENCE_END.split(section.text):
            if sentence.strip():
                yield sentence.strip()


def _around(sentence: str, at: int) -> str:
    """Return a sentence; of a very long one the part that begins before the word was found."""
    begin = 0 if at < _SENTENCE_LENGTH // 2 else at - _SENTENCE_LENGTH // 4
    if len(sentence) <= _SENTENCE_LENGTH or not begin:
        return _cut(sentence, _SENTENCE_LENGTH)
    return "…" + _cut(sentence[begin:].lstrip(), _SENTENCE_LENGTH - 1)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
