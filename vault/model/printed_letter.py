"""Letters to a client that are printed: a denial of a request to amend, and the end of service.

A letter says what was decided, in the words that were kept, and what its clause asks to be said.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from vault.errors import NotAllowed
from vault.model.amendment import AmendmentDecision, AmendmentRequest
from vault.model.circumstances import Circumstances, License, Question
from vault.model.episode import Ending, EndReason, Episode
from vault.model.license_rules import those_bound
from vault.model.onset_notice import Blank, Said
from vault.model.switched_on import because_of_answer, because_of_licenses
from vault.resource_files import read_resource
from vault.translation import _, of_resource

DENIAL, TERMINATION = "amendment-denial", "termination"


@dataclass(frozen=True)
class LetterWording:
    """What a kind of letter says to everyone; `read` tells through when its clauses were read."""

    id: str
    version: str
    cites: tuple[str, ...]
    _title: str
    _read: str
    _said: tuple[tuple[Said, frozenset[str]], ...]
    blanks: tuple[Blank, ...]
    _rule: Mapping[str, Any] = field(repr=False)

    @property
    def title(self) -> str:
        """What stands at its head."""
        return of_resource(self._title)

    @property
    def question(self) -> Question | None:
        """Which answer of set-up switches its rule on; None where a license does."""
        return Question(self._rule["question"]) if "question" in self._rule else None

    def binding(self, licenses: Sequence[License]) -> list[License]:
        """Return which of these licenses its clauses are for."""
        return those_bound(dict(self._rule), licenses)

    @property
    def read(self) -> str:
        """Through when, or in which copy, its clauses were read."""
        return of_resource(self._read)

    def said(self, reason: str = "") -> tuple[Said, ...]:
        """Return what it says, with what is said only of an end for this reason."""
        return tuple(one for one, reasons in self._said if not reasons or reason in reasons)


@dataclass(frozen=True)
class DenialLetter:
    """The written denial of a request to amend, of all or a part (45 CFR 164.526(d)(1))."""

    client: str = field(repr=False)
    received: date
    asked: str = field(repr=False)
    decision: AmendmentDecision

    @property
    def wording(self) -> LetterWording:
        """What it says to everyone."""
        return letter_wordings()[DENIAL]


@dataclass(frozen=True)
class TerminationLetter:
    """The letter that names the day and the reason of the end (20 CSR 2263-3.040(11)(F)).

    `words` are those of the letter as a note has it, empty where none was signed.
    """

    client: str = field(repr=False)
    end: date
    ending: Ending
    words: tuple[str, ...] = field(default=(), repr=False)

    @property
    def wording(self) -> LetterWording:
        """What it says to everyone."""
        return letter_wordings()[TERMINATION]


PrintedLetter = DenialLetter | TerminationLetter


@cache
def letter_wordings() -> Mapping[str, LetterWording]:
    """Return the wording of every letter by its id, from resources/letters.toml."""
    rows: list[dict[str, Any]] = tomllib.loads(read_resource("letters.toml").decode())["letter"]
    return {str(row["id"]): _wording(row) for row in rows}


def denial_letter(request: AmendmentRequest, client: str, *, bound: bool) -> DenialLetter:
    """Return the denial of a request, by the decision that was kept.

    Raises NotAllowed for one that is not denied, and where the rule that says what stands in such a
    letter does not bind the practice.
    """
    if request.decision is None or not request.decision.denies:
        raise NotAllowed(
            _("This request was not denied, so there is no denial to write."),
            hint=_("Enter the decision first."),
        )
    if not bound:
        raise NotAllowed(
            _("What this letter says is a rule of HIPAA, which does not bind this practice."),
            hint=_("It follows from your answers under Settings."),
        )
    return DenialLetter(client, request.received, request.asked, request.decision)


def termination_letter(
    episode: Episode, client: str, words: Sequence[str] = ()
) -> TerminationLetter:
    """Return the letter on the end of an episode; `words` are those of the note that is the letter.

    It names the end that a letter was said to name, otherwise the day of the end. Raises NotAllowed
    for care that goes on, and for a client who died.
    """
    ending = episode.ending
    if ending is None:
        raise NotAllowed(
            _("This care goes on, so there is no end to write of."),
            hint=_("Enter how it ended first."),
        )
    if ending.reason is EndReason.DIED:
        raise NotAllowed(_("The client died: no letter on the end of service is written."))
    end = ending.letter.end if ending.letter is not None else ending.day
    return TerminationLetter(client, end, ending, tuple(words))


def because_of(
    wording: LetterWording, licenses: Sequence[License], circumstances: Circumstances
) -> str:
    """Return what switched on the rule that a letter is worded from, or that nothing did."""
    if wording.question is not None:
        return because_of_answer(circumstances, wording.question)
    because = because_of_licenses(wording.binding(licenses))
    return because or _("It is no rule for your license as it stands in Settings.")


def letter_file_name(letter: PrintedLetter, day: date, taken: Collection[str]) -> str:
    """Return a name for the file of a letter that is not taken: its kind and the day, no name."""
    return free_file_name(f"letter-{letter.wording.id}-{day.isoformat()}", taken)


def free_file_name(stem: str, taken: Collection[str]) -> str:
    """Return the name of a PDF that begins so and is not taken."""
    name, number = f"{stem}.pdf", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.pdf"
    return name


def _wording(row: dict[str, Any]) -> LetterWording:
    return LetterWording(
        id=str(row["id"]),
        version=str(row["version"]),
        cites=tuple(map(str, row["cites"])),
        _title=str(row["title"]),
        _read=str(row["read"]),
        _said=tuple(
            (Said(point=False, _text=str(one["text"])), frozenset(one.get("reasons", ())))
            for one in row["said"]
        ),
        blanks=tuple(
            Blank(lines=int(one["lines"]), each=False, _label=str(one["label"]))
            for one in row["blank"]
        ),
        _rule={key: row[key] for key in ("question", "jurisdiction", "licences") if key in row},
    )
