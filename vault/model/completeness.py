"""What the completeness check looks for in a record, by license, and what it finds: the nouns.

The lists are data, resources/completeness.toml. A list is either a rule that binds the license, or
usual and customary practice: of the latter nothing may be said to be required.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.client import ClientKind
from vault.model.episode import Episode
from vault.model.ids import AppointmentId, ClientId, DocumentId, NoteId
from vault.model.license_rules import binds, those_bound
from vault.model.switched_on import because_of_answer, because_of_licenses
from vault.model.template import RecordKind, kind_of, section_title, templates_of
from vault.resource_files import read_resource
from vault.translation import of_resource


class Standing(StrEnum):
    """What a list is: a rule that binds the license, or usual and customary practice."""

    RULE = "rule"
    CUSTOMARY = "customary"


class Way(StrEnum):
    """How an item is looked for, as resources/completeness.toml says."""

    ANY = "any"
    EACH = "each"
    LATER = "later"
    CONTACTS = "contacts"
    REPORTS = "reports"
    FEES = "fees"
    LETTER = "letter"


class State(StrEnum):
    """What was found of an item."""

    HOLDS = "holds"
    LACKS = "lacks"
    NOT_ASKED = "does-not-apply"


class Why(StrEnum):
    """Why an item does not apply to a record."""

    NO_CONTACT = "no-contact-yet"
    ONLY_INTAKE = "only-intake"
    NONE_THERE = "none-in-the-record"
    NO_CHANGE = "no-change-in-the-record"
    GOES_ON = "care-goes-on"
    NOT_PRIVATE = "not-private-practice"
    DIED = "client-died"
    OF_MEMBERS = "in-the-records-of-members"


class Lack(StrEnum):
    """What is lacking."""

    NOT_FOUND = "not-found"
    EMPTY = "empty-section"
    UNSIGNED = "unsigned"
    SESSION_WITHOUT_NOTE = "session-without-note"
    SESSION_UNTOLD = "session-untold"
    NO_FEES = "no-fee-arrangement"
    NO_FEES_COPY = "no-copy-of-fee-arrangement"
    FEES_LATER = "fees-after-first-session"
    NO_REPORT = "no-copy-of-report"
    NO_ENDING = "no-ending"
    NO_LETTER = "no-letter"
    NO_COPY = "no-copy-of-letter"
    SESSION_AFTER_LETTER = "session-after-letter"


class Step(StrEnum):
    """What puts it right, and so where: a note to begin, a draft, a signed note, a page."""

    BEGIN = "begin-note"
    BEGIN_SESSION = "begin-session-note"
    SIGN = "sign-draft"
    ADD = "add-addendum"
    CARE = "care"
    ONSET = "onset"
    DOCUMENTS = "documents"


@dataclass(frozen=True)
class NotePlace:
    """Where an item is looked for: a kind of note, and the sections that are all to be filled."""

    kind: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class CheckList:
    """One list: its standing, the clause that names the standard, and the list's own citation.

    `through` is the day through which its source was current.
    """

    id: str
    standing: Standing
    basis: str
    cite: str
    through: date


@dataclass(frozen=True)
class CheckItem:
    """One item of a list, and where it is looked for: in notes, and among documents of kinds."""

    list: CheckList
    id: str
    cite: str
    way: Way
    places: tuple[NotePlace, ...]
    documents: tuple[str, ...]
    after_intake: bool
    _title: str

    @property
    def title(self) -> str:
        """What it is, in plain words."""
        return of_resource(self._title)

    @property
    def template(self) -> str:
        """The template of the note that is begun where there is none."""
        return templates_of(kind=self.places[0].kind)[0]


@dataclass(frozen=True)
class NoteParts:
    """A note without its words: which of its sections hold some, by itself or by an addendum.

    `filled` is known of signed notes in which an item is looked for; of others it is empty. So is
    `own_sections`, which are those of a note in an own template.
    """

    id: NoteId
    template: str
    day: date
    signed: bool
    filled: frozenset[str] = field(default=frozenset(), repr=False)
    own_sections: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def kind(self) -> RecordKind:
        """What kind of note it is."""
        return kind_of(self.template)


@dataclass(frozen=True)
class Attached:
    """A document that stands in the record, as what: its own date, if known, and when it came."""

    kind: str
    day: date | None
    received: date
    id: DocumentId | None = None

    @property
    def dated(self) -> date:
        """The day by which it is found: its own, or else when it came."""
        return self.day or self.received


@dataclass(frozen=True)
class Contents:
    """What a record holds, as far as the check looks: notes oldest first, and what is known beside.

    `kept` are the sessions that the client kept, `untold` those that are over and of which nothing
    says whether they were, `noted` those whose signed note is linked to them,
    whatever day it is of, `fees` the days on which the onset list says that the fee arrangement was
    agreed on, each with whether it names the signed copy; `private_practice` is what set-up was
    answered; `documents` are those that are attached and not in error.
    """

    today: date
    kind: ClientKind
    closed: bool
    private_practice: Answer
    notes: tuple[NoteParts, ...]
    kept: tuple[tuple[AppointmentId, date], ...] = ()
    untold: tuple[tuple[AppointmentId, date], ...] = ()
    noted: frozenset[tuple[AppointmentId, date]] = frozenset()
    fees: tuple[tuple[date, bool], ...] = ()
    episodes: tuple[Episode, ...] = ()
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class CheckGap:
    """One thing that is lacking, and what puts it right.

    `template` is of the note to begin, `note` the one to open, `session` the appointment whose
    session of `day` gets its note, `sections` the names of those that are empty. `count` is of how
    many things this one is the first.
    """

    lack: Lack
    step: Step
    day: date | None = None
    template: str = ""
    note: NoteId | None = None
    session: AppointmentId | None = None
    count: int = 1
    sections: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class CheckLine:
    """What was found of one item: its gaps, why it does not apply, or a note that holds it.

    `assumed` tells that it is asked only because nobody said whether the practice is private: what
    is unknown is taken as the stricter (decision 5). `because` says by which licenses its list is
    held against the record, `answered` by which answer of set-up it is asked for besides.
    """

    item: CheckItem
    gaps: tuple[CheckGap, ...] = ()
    why: Why | None = None
    found: NoteParts | None = None
    assumed: bool = False
    because: str = field(default="", repr=False)
    answered: str = field(default="", repr=False)

    @property
    def state(self) -> State:
        """Whether the record holds it."""
        if self.why is not None:
            return State.NOT_ASKED
        return State.LACKS if self.gaps else State.HOLDS


@dataclass(frozen=True)
class Incomplete:
    """How many gaps a record has, by the standing of the list."""

    client: ClientId
    gaps: Mapping[Standing, int]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.gaps.values())


def counted(lines: Sequence[CheckLine]) -> dict[Standing, int]:
    """Return how many gaps there are, by the standing of their list; none where there are none."""
    gaps = Counter(line.item.list.standing for line in lines for _gap in line.gaps)
    return dict(gaps)


@cache
def check_items() -> tuple[CheckItem, ...]:
    """Return every item of every list, in order."""
    lists = {row["id"]: _list(row) for row in _read()["list"]}
    return tuple(_item(row, lists[row["list"]]) for row in _read()["item"])


def items_for(licenses: Sequence[License]) -> list[CheckItem]:
    """Return the items of the lists that are for one of these licenses."""
    bound = {row["id"] for row in _read()["list"] if binds(row, licenses)}
    return [item for item in check_items() if item.list.id in bound]


def why_checked(licenses: Sequence[License]) -> str:
    """Return by which licenses any list is held against records; empty where none is."""
    bound = [held for row in _read()["list"] for held in those_bound(row, licenses)]
    return because_of_licenses(list(dict.fromkeys(bound)))


def with_causes(
    lines: Sequence[CheckLine], licenses: Sequence[License], circumstances: Circumstances
) -> list[CheckLine]:
    """Return the lines, each with what switched it on: licenses, and an answer of set-up if any.

    Of the items, only that of the letter asks whether the practice is private.
    """
    binding = {
        str(row["id"]): because_of_licenses(those_bound(row, licenses)) for row in _read()["list"]
    }
    private = because_of_answer(circumstances, Question.PRIVATE_PRACTICE)
    return [
        replace(
            line,
            because=binding[line.item.list.id],
            answered=private if _asks_more(line) else "",
        )
        for line in lines
    ]


def _asks_more(line: CheckLine) -> bool:
    return line.item.way is Way.LETTER and line.why is None and not line.assumed


def looked_into(items: Sequence[CheckItem]) -> frozenset[str]:
    """Return the kinds of the notes whose sections these items ask for."""
    return frozenset(place.kind for item in items for place in item.places if place.sections)


def sections_named(sections: Sequence[str], text: str) -> frozenset[str]:
    """Return the sections that an addendum fills.

    It fills one by a line that begins with the section's heading and a colon, with words behind it
    or in the lines below: such as "Result: she agrees". What an addendum says otherwise is for a
    reader; the check does not guess what it is about.
    """
    titles = {section_title(name).casefold(): name for name in sections}
    found, current = set(), ""
    for line in text.split("\n"):
        heading, colon, rest = line.strip().partition(":")
        named = titles.get(heading.strip().casefold(), "") if colon else ""
        current = named or current
        if current and (rest if named else line).strip():
            found.add(current)
    return frozenset(found)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(read_resource("completeness.toml").decode())


def _list(row: dict[str, Any]) -> CheckList:
    return CheckList(
        id=str(row["id"]),
        standing=Standing(row["standing"]),
        basis=str(row["basis"]),
        cite=str(row["cite"]),
        through=date.fromisoformat(str(row["through"])),
    )


def _item(row: dict[str, Any], of: CheckList) -> CheckItem:
    return CheckItem(
        list=of,
        id=str(row["id"]),
        cite=str(row["cite"]),
        way=Way(row["way"]),
        places=tuple(NotePlace(kind, tuple(sections)) for kind, *sections in row["in"]),
        documents=tuple(row.get("documents", ())),
        after_intake=bool(row.get("after_intake", False)),
        _title=str(row["title"]),
    )
