"""The rules on how long a record is kept, as data with their sources."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vault.model.ids import RuleFileId


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
class CameIn:
    """The rule file that brought a text: on which `day`, and who signed it."""

    file: RuleFileId
    day: date
    signed_by: str = field(repr=False)


@dataclass(frozen=True)
class RetentionRule:
    """One rule with its citation; of its clauses the longest counts.

    `requires` names what must be so of the practice; `cap` is a most, which never acts alone.
    `through` is the day through which its text was current, None where the text has no date; `cut`
    tells that our copy breaks off in the clause. `reviewed` is when it was looked at for this
    program, `on_destruction` what it asks for when a record was destroyed, in its words.

    `came_in` names the file that brought it. It is `brought` where it says something else than what
    was here: then it makes nothing eligible before it is confirmed. `earlier` is a text that counts
    beside a newer one until that is confirmed; its id has the mark of its text behind an @.
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
    came_in: CameIn | None = None
    brought: bool = False
    earlier: bool = False

    @property
    def withdrawn(self) -> bool:
        """Whether it says that the rule is no more: it has no clause, and never applies."""
        return not self.clauses

    @property
    def name(self) -> str:
        """The id by which its texts belong together, and by which it is confirmed."""
        return self.id.partition("@")[0]
