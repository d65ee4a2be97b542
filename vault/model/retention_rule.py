"""The rules on how long a record is kept, as data with their sources."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from vault.resource_files import read_resource

_YEARS = re.compile(r"P(\d{1,2})Y\Z")
_AGE = re.compile(r"age:(\d{1,2})\Z")


class Event(StrEnum):
    """From what day a time runs (`domain/law.md` 1.3)."""

    LAST_CONTACT = "last_contact"
    LAST_SERVICE = "last_service"
    TERMINATION = "termination"
    DISCHARGE = "discharge"
    SERVICES_COMPLETED = "services_completed"
    RECORD_CLOSED = "record_closed"
    LAST_ENTRY = "last_entry"
    RECORD_OPENED = "record_opened"
    CLIENT_DEATH = "client_death"
    BIRTH = "birth"
    MAJORITY = "majority"
    ITEM_CREATED = "item_created"
    ITEM_SERVICE_DATE = "item_service_date"
    DOC_CREATED = "doc_created"
    DOC_LAST_EFFECTIVE = "doc_last_effective"
    DISCLOSURE_DATE = "disclosure_date"


class Scope(StrEnum):
    """What a rule is about: the chart, one entry of it, a paper, or a line of the log."""

    CLIENT_RECORD = "client_record"
    ITEM = "item"
    DOCUMENT = "document"
    DISCLOSURE_ENTRY = "disclosure_entry"


class Standing(StrEnum):
    """How well a rule was read: the clause itself, what somebody else says of it, or by the user.

    An `own` rule is one that the licensee entered, with its citation.
    """

    SEEN = "seen"
    SECONDARY = "secondary"
    OWN = "own"


@dataclass(frozen=True)
class Since:
    """A day that a time runs from: an event, or an age of the client in years."""

    event: Event
    age: int | None = None

    @property
    def needs_birth_date(self) -> bool:
        """Whether it cannot be told of a client whose birth date is unknown."""
        return self.age is not None or self.event in (Event.BIRTH, Event.MAJORITY)


@dataclass(frozen=True)
class Clause:
    """`years` from the latest of some days, or from the earliest; for `minors` alone, or always.

    `words` are those of the text itself, where they were read.
    """

    id: str
    minors: bool
    since: tuple[Since, ...]
    earliest: bool
    years: int
    summary_is_enough: bool = False
    words: str = field(default="", repr=False)

    @property
    def needs_birth_date(self) -> bool:
        """Whether it cannot be ruled out for a client whose birth date is unknown."""
        return self.minors or any(each.needs_birth_date for each in self.since)


@dataclass(frozen=True)
class EffectiveIf:
    """The rule is only for records whose event was on a day or later."""

    event: Event
    on_or_after: date


@dataclass(frozen=True)
class RetentionRule:
    """One rule with its citation; of its clauses the longest counts.

    `requires` names what must be so of the practice; `cap` is a most, which never acts alone.
    `through` is the day through which its text was current, None where the text has no date; `cut`
    tells that our copy breaks off in the clause. `reviewed` is when it was looked at for this
    program, `on_destruction` what it asks for when a record was destroyed, in its words.
    """

    id: str
    jurisdiction: str
    licenses: tuple[str, ...]
    cite: str = field(repr=False)
    standing: Standing
    source: str = field(repr=False)
    scope: Scope
    clauses: tuple[Clause, ...]
    guidance: bool = False
    requires: tuple[str, ...] = ()
    cap: Clause | None = None
    effective_if: EffectiveIf | None = None
    notes: str = field(default="", repr=False)
    through: date | None = None
    cut: bool = False
    reviewed: date | None = None
    on_destruction: tuple[str, ...] = ()


@cache
def retention_rules() -> Mapping[str, RetentionRule]:
    """Return every rule of the program by its id, from resources/retention/rules.toml."""
    known = tomllib.loads(read_resource("retention/rules.toml").decode())
    reviewed = known["reviewed"]
    return {row["id"]: rule_from({"reviewed": reviewed, **row}) for row in known["rule"]}


def rule_from(row: Mapping[str, Any]) -> RetentionRule:
    """Return a rule as its table of the file says it.

    Raises ValueError or KeyError for a table that is none: a rule that cannot be read is never
    skipped.
    """
    if row.get("combine", "max") != "max":
        raise ValueError("only the longest of the clauses is known")
    effective = row.get("effective_if")
    return RetentionRule(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        licenses=tuple(row["licences"]),
        cite=row["cite"],
        standing=Standing(row["status"]),
        source=row["source_seen"],
        scope=Scope(row["scope"]),
        clauses=tuple(_clause(each) for each in row["clause"]),
        guidance=row.get("kind") == "guidance",
        requires=tuple(row.get("requires", ())),
        cap=_clause({"id": "cap", **row["cap"]}) if "cap" in row else None,
        effective_if=EffectiveIf(Event(effective["event"]), effective["on_or_after"])
        if effective
        else None,
        notes=row.get("notes", ""),
        through=row.get("through"),
        cut=row.get("cut", False),
        reviewed=row.get("reviewed"),
        on_destruction=tuple(row.get("on_destruction", ())),
    )


def _clause(row: Mapping[str, Any]) -> Clause:
    years = _YEARS.match(row["add"])
    if years is None or row["applies"] not in ("always", "minor"):
        raise ValueError(f"{row['id']} is no clause")
    return Clause(
        id=row["id"],
        minors=row["applies"] == "minor",
        since=_since(row["from"]),
        earliest=row.get("pick", "latest") == "earliest",
        years=int(years[1]),
        summary_is_enough=row.get("keep", "full") == "full_or_summary",
        words=row.get("words", ""),
    )


def _since(names: Sequence[str]) -> tuple[Since, ...]:
    found = []
    for name in names:
        age = _AGE.match(name)
        found.append(Since(Event.BIRTH, int(age[1])) if age else Since(Event(name)))
    return tuple(found)
