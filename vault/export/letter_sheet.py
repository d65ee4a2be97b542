"""A letter to a client as it is printed: a denial of a request to amend, or the end of service."""

from collections.abc import Iterator, Sequence
from datetime import date

from vault.export.date_words import day_words
from vault.export.notice_sheet import license_words
from vault.export.sheet import Part, Sheet
from vault.model.amendment import Outcome, amendment_rule
from vault.model.circumstances import License
from vault.model.direction import isolated
from vault.model.episode_words import reason_words
from vault.model.practice import Licensee
from vault.model.printed_letter import (
    DenialLetter,
    LetterWording,
    PrintedLetter,
    TerminationLetter,
)
from vault.translation import _


def letter_sheet(
    letter: PrintedLetter, licensee: Licensee, licenses: Sequence[License], made_on: date
) -> Sheet:
    """Return a letter from a licensee to a client, dated the day on which it is made."""
    wording = letter.wording
    body = _denial(letter) if isinstance(letter, DenialLetter) else _termination(letter)
    signing = ", ".join(filter(None, (licensee.name.strip(), licensee.credential.strip())))
    return Sheet(
        kind=wording.title,
        title=wording.title,
        lead="",
        foot=_("worded from {cites}, {read} · version {version}").format(
            cites="; ".join(wording.cites), read=wording.read, version=wording.version
        ),
        made_on=made_on,
        size=9.0,
        parts=(
            Part(rows=tuple(_heads(letter.client, licensee, licenses, made_on))),
            *body,
            Part(
                signatures=(
                    _("Licensee: {name}").format(name=isolated(signing or _("name not entered"))),
                )
            ),
        ),
    )


def _heads(
    client: str, licensee: Licensee, licenses: Sequence[License], made_on: date
) -> Iterator[tuple[str, str]]:
    yield _("To"), client
    yield _("Licensee"), licensee.name.strip() or _("Name not entered")
    for each in licenses or (None,):
        yield _("License"), license_words(each)
    for label, parts in (
        (_("Practice"), (licensee.practice_name, *licensee.address.splitlines())),
        (_("Contact"), (licensee.phone, licensee.email)),
    ):
        if any(map(str.strip, parts)):
            yield label, ", ".join(isolated(each.strip()) for each in parts if each.strip())
    yield _("Date"), day_words(made_on)


def _denial(letter: DenialLetter) -> tuple[Part, ...]:
    decision, wording = letter.decision, letter.wording
    received = _("We received this request on {day}:").format(day=day_words(letter.received))
    decided = _("Your request is denied.")
    if decision.outcome is Outcome.IN_PART:
        decided = _("A part of your request is denied, and a part is accepted.")
    basis = [decided]
    if decision.ground:
        ground = amendment_rule().ground_words(decision.ground)
        basis.append(
            _("The basis for the denial, of what you asked to have amended: {ground}.").format(
                ground=ground
            )
        )
    return (
        Part(title=_("Your request"), paragraphs=(received, *_lines(letter.asked))),
        Part(title=_("What was decided"), paragraphs=(*basis, *_lines(decision.words))),
        Part(title=_("What you can do"), steps=tuple(one.text for one in wording.said())),
        _blanks(wording),
    )


def _termination(letter: TerminationLetter) -> tuple[Part, ...]:
    ending, wording = letter.ending, letter.wording
    reason = reason_words(ending.reason)
    because = f"{reason}: {isolated(ending.words)}" if ending.words.strip() else reason
    because = because[:1].upper() + because[1:]
    rows = (_("Service ends on"), day_words(letter.end)), (_("Reason"), because)
    parts = [Part(rows=rows)]
    if letter.words:
        paragraphs = tuple(line for words in letter.words for line in _lines(words))
        parts.append(Part(paragraphs=paragraphs))
    said = tuple(one.text for one in wording.said(ending.reason))
    if said:
        parts.append(Part(title=_("Finding help elsewhere"), paragraphs=said))
    return (*parts, _blanks(wording))


def _blanks(wording: LetterWording) -> Part:
    return Part(
        blanks=tuple((label, blank.lines) for blank in wording.blanks for label in blank.labels(()))
    )


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip())
