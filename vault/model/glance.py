"""A client at a glance: what the newest notes say of plan, homework and risk, in their own words.

It quotes and never interprets: what it finds by its words stands there as it was written, with its
day, and what it does not find may still be there.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vault.model.glance_words import PLAN_HEADING, homework_at, planned_at, risk_at
from vault.model.ids import NoteId
from vault.model.note import Note
from vault.model.template import kind_of, kinds, own_kind
from vault.model.template import template as template_of
from vault.translation import _, count_of

GLANCE_NOTES = 5
"""How many of the newest notes a glance reads."""

_PLAN_LENGTH = 160
_SENTENCE_LENGTH = 200
_WHOLE_LENGTH = 1_000
_SENTENCE_END = re.compile(r"(?<=[.!?])[ \t]+|\n+")
_PARAGRAPH_END = re.compile(r"\n+")
_PLAN, _RISK, _FACTS, _SAFETY = "plan", "risk", "facts", "safety"
_PLANNED_IN = ("intervention", "goals")
"""The sections of a treatment plan that say what is done, the one that says it best first."""


@dataclass(frozen=True)
class GlanceLine:
    """One line: what it is about, the words, and the day and the note they are from.

    `whole` has the words where `text` is cut, and more of them than a line. `earlier` tells that
    they are from before the last session, so that the day belongs to them. `uncut` asks for them
    not to be cut where there is any way: cut, they may say the opposite, or nothing.
    """

    label: str
    text: str = field(repr=False)
    day: date | None = None
    note: NoteId | None = None
    whole: str = field(default="", repr=False)
    earlier: bool = False
    uncut: bool = False


@dataclass(frozen=True)
class Glance:
    """At most five lines: last session, plan, homework, risk, open tasks."""

    lines: tuple[GlanceLine, ...]


def glance(
    notes: Sequence[Note],
    *,
    unsigned: Sequence[tuple[NoteId, date]],
    birth_date_known: bool,
    treatment_plan: Note | None = None,
) -> Glance:
    """Return a glance at a client's newest notes, given newest first.

    `unsigned` are all drafts of the client, oldest first; `treatment_plan` is the newest that is
    signed, where `says_plan` is not so of the notes. A line without anything to say is left out;
    that nothing is said of risk is said, for nobody may take silence for an answer.
    """
    last = _last_session(notes)
    quoted = (
        _plan(notes) or _of_treatment(treatment_plan) or _planned(notes),
        _homework(notes),
        _risk(notes),
    )
    lines = (
        last,
        *(_dated(line, last) for line in quoted if line is not None),
        _open_tasks(unsigned, birth_date_known),
    )
    return Glance(tuple(line for line in lines if line is not None))


def says_plan(notes: Sequence[Note]) -> bool:
    """Tell whether one of these notes has a plan under its heading."""
    return _plan(notes) is not None


def _last_session(notes: Sequence[Note]) -> GlanceLine | None:
    note = next((each for each in notes if kind_of(each.template).session), None)
    if note is None:
        return None
    own = own_kind(note.template)
    template = kinds()[own].title if own else template_of(note.template).title
    text = template if note.signed else _("{template}, draft").format(template=template)
    return GlanceLine(_("Last session"), text, note.service_date, note.id)


def _plan(notes: Sequence[Note]) -> GlanceLine | None:
    """Return the newest plan under its heading: a section, or a paragraph that begins so."""
    for note in notes:
        for section in note.sections:
            if section.name == _PLAN and section.text.strip():
                return _line(_("Plan"), section.text, note, _PLAN_LENGTH)
        for paragraph in reversed(list(_paragraphs(note))):
            heading = PLAN_HEADING.match(paragraph)
            if heading is not None:
                return _line(_("Plan"), paragraph[heading.end() :], note, _PLAN_LENGTH)
    return None


def _of_treatment(plan: Note | None) -> GlanceLine | None:
    if plan is None:
        return None
    texts = {section.name: section.text for section in plan.sections}
    text = next((texts[name] for name in _PLANNED_IN if texts.get(name, "").strip()), "")
    return _line(_("Plan"), text, plan, _PLAN_LENGTH) if text else None


def _planned(notes: Sequence[Note]) -> GlanceLine | None:
    """Return what the newest session says of what comes next, to the end of the paragraph."""
    for note in notes:
        if not kind_of(note.template).session:
            continue
        for paragraph in reversed(list(_paragraphs(note))):
            sentences = _split(paragraph)
            for number, sentence in enumerate(sentences):
                if planned_at(sentence) is not None:
                    text = " ".join(sentences[number:])
                    return _line(_("Plan"), text, note, _PLAN_LENGTH)
    return None


def _homework(notes: Sequence[Note]) -> GlanceLine | None:
    found = (_sentence(_("Homework"), note, homework_at) for note in notes)
    return next((line for line in found if line is not None), None)


def _risk(notes: Sequence[Note]) -> GlanceLine | None:
    """Return what the newest note says of risk: its section of that, or else a sentence."""
    if not notes:
        return None
    for note in notes:
        own = _FACTS if kind_of(note.template).id == _SAFETY else _RISK
        for section in note.sections:
            if section.name == own and section.text.strip():
                found = _line(_("Risk"), section.text, note, _SENTENCE_LENGTH)
                return replace(found, uncut=True)
        said = _sentence(_("Risk"), note, risk_at)
        if said is not None:
            return replace(said, uncut=True)
    nothing = count_of(
        "Nothing about risk in the last note",
        "Nothing about risk in the last {n} notes",
        len(notes),
    )
    return GlanceLine(_("Risk"), nothing, uncut=True)


def _open_tasks(unsigned: Sequence[tuple[NoteId, date]], known: bool) -> GlanceLine | None:
    tasks = []
    if unsigned:
        tasks.append(count_of("{n} unsigned note", "{n} unsigned notes", len(unsigned)))
    if not known:
        tasks.append(_("birth date unknown") if tasks else _("Birth date unknown"))
    if not tasks:
        return None
    note, day = unsigned[0] if unsigned else (None, None)
    return GlanceLine(_("Open tasks"), ", ".join(tasks), day, note, uncut=True)


def _sentence(label: str, note: Note, at: Callable[[str], int | None]) -> GlanceLine | None:
    """Return the sentence of a note in which something is found; of several, the last."""
    sentences = [each for section in note.sections for each in _split(section.text)]
    for sentence in reversed(sentences):
        found = at(sentence)
        if found is not None:
            text = _around(sentence, found)
            return GlanceLine(label, text, note.service_date, note.id, _whole(sentence, text))
    return None


def _line(label: str, words: str, note: Note, length: int) -> GlanceLine:
    words = " ".join(words[: _WHOLE_LENGTH * 2].split())
    text = _cut(words, length)
    return GlanceLine(label, text, note.service_date, note.id, _whole(words, text))


def _dated(line: GlanceLine, last: GlanceLine | None) -> GlanceLine:
    if last is None or last.day is None or line.day is None:
        return line
    return replace(line, earlier=line.day < last.day)


def _paragraphs(note: Note) -> Iterator[str]:
    for section in note.body:
        yield from filter(None, map(str.strip, _PARAGRAPH_END.split(section.text)))


def _split(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE_END.split(text) if each.strip()]


def _around(sentence: str, at: int) -> str:
    """Return a sentence; of a very long one the part that begins before the word was found."""
    if len(sentence) <= _SENTENCE_LENGTH or at < _SENTENCE_LENGTH // 2:
        return _cut(sentence, _SENTENCE_LENGTH)
    begin = at - _SENTENCE_LENGTH // 4
    space = sentence.find(" ", begin, at)
    begin = space + 1 if space >= 0 else begin
    return "…" + _cut(sentence[begin:], _SENTENCE_LENGTH - 1)


def _whole(words: str, text: str) -> str:
    return "" if words == text else _cut(words, _WHOLE_LENGTH)


def _cut(text: str, length: int) -> str:
    """Return a text of at most `length` letters, cut behind a word where there is one."""
    if len(text) <= length:
        return text
    space = text.rfind(" ", length // 2, length)
    return text[: space if space >= 0 else length - 1].rstrip(" ,;:–—") + "…"
