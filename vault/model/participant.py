"""Who takes part in a record of several people, and on what terms it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vault.errors import BadInput, NotAllowed
from vault.model.client import ClientKind
from vault.model.dates import birthday
from vault.model.ids import ClientId, DocumentId, ParticipantId
from vault.model.text import clean_line, clean_name
from vault.translation import _


class Role(StrEnum):
    """What somebody is in a unit. A collateral helps the client and is none."""

    PARTNER = "partner"
    PARENT = "parent"
    GUARDIAN = "guardian"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    MEMBER = "member"
    COLLATERAL = "collateral"


class RecordBasis(StrEnum):
    """Whose record the file of a couple or a family is, as everyone agreed at the start."""

    JOINT = "joint"
    IDENTIFIED = "identified-client"


@dataclass(frozen=True)
class Participant:
    """A person who takes part in the sessions of a unit, from one day until another.

    `birth_date` None means unknown, which no rule may take for adult; `left` None means still
    there. `file` is the person's own record, where they are also seen alone. `agreed` is the day on
    which the terms of the record were signed, by `signed_by` where it was not the person: a parent
    or a guardian; `agreed_to` says which terms those were (`Terms.key`), "" where it is not known;
    `document` which of the unit's documents has the signature, None where it is kept elsewhere.
    """

    id: ParticipantId
    unit: ClientId
    name: str = field(repr=False)
    role: Role
    joined: date
    left: date | None = None
    birth_date: date | None = field(default=None, repr=False)
    file: ClientId | None = None
    agreed: date | None = None
    signed_by: str = field(default="", repr=False)
    agreed_to: str = field(default="", repr=False)
    document: DocumentId | None = None

    def cleaned(self) -> "Participant":
        """Return this participant with its text normalised.

        Raises BadInput for an empty name, days in an order that cannot be, the unit's own file, and
        a signer or a signed copy without a day.
        """
        if self.left is not None and self.left < self.joined:
            raise BadInput(_("Nobody leaves before they joined."))
        if self.birth_date is not None and self.birth_date > self.joined:
            raise BadInput(_("The birth date is later than the day of joining."))
        if self.file == self.unit:
            raise BadInput(_("A file of several people is nobody's own record."))
        signed_by = clean_line(self.signed_by, _("Who signed"))
        if signed_by.strip() and self.agreed is None:
            raise BadInput(_("Who signed for them needs the day of the signature."))
        if self.document is not None and self.agreed is None:
            raise BadInput(_("The signed terms need the day of the signature."))
        return replace(self, name=clean_name(self.name, _("The name")), signed_by=signed_by)

    def is_minor(self, day: date, majority_age: int) -> bool:
        """Tell whether they are known to be a minor on a day."""
        return self.birth_date is not None and day < birthday(self.birth_date, majority_age)

    def came_of_age(self, today: date, majority_age: int) -> date | None:
        """Return the day they came of age, if the terms were signed before it.

        None while they are a minor, where the birth date is not known, and once they signed anew.
        """
        if self.birth_date is None or self.agreed is None:
            return None
        day = birthday(self.birth_date, majority_age)
        return day if self.agreed < day <= today else None

    def took_part(self, first: date, last: date) -> bool:
        """Tell whether they were in the unit on any of these days."""
        return self.joined <= last and (self.left is None or self.left >= first)


@dataclass(frozen=True)
class Terms:
    """How the record of a unit is kept: its basis, and who the identified client is."""

    unit: ClientId
    basis: RecordBasis | None = None
    identified: ParticipantId | None = None

    @property
    def key(self) -> str:
        """What tells these terms from others, "" before they are chosen."""
        if self.basis is RecordBasis.IDENTIFIED:
            return f"{self.basis}:{self.identified or ''}"
        return str(self.basis or "")

    @property
    def is_chosen(self) -> bool:
        """Whether it is said on what basis, and of a record of one of them, whose."""
        if self.basis is RecordBasis.IDENTIFIED:
            return self.identified is not None
        return self.basis is not None


class Lack(StrEnum):
    """What a record of several people still lacks."""

    NOBODY = "nobody"
    BASIS = "basis"
    IDENTIFIED = "identified"
    AGREEMENT = "agreement"
    OTHER_TERMS = "other-terms"
    SIGNER = "signer"
    SIGNED_ANEW = "signed-anew"
    OWN_FILE = "own-file"


TERMS_LACK = (
    Lack.NOBODY,
    Lack.BASIS,
    Lack.IDENTIFIED,
    Lack.AGREEMENT,
    Lack.OTHER_TERMS,
    Lack.SIGNER,
)
"""What is lacking of the terms themselves: nobody is there, or to be chosen, or did not sign."""


@dataclass(frozen=True)
class Gap:
    """One thing that a record lacks, and whose it is when it is somebody's."""

    lack: Lack
    participant: ParticipantId | None = None


@dataclass(frozen=True)
class Unit:
    """A record of several people: who takes part, its terms, and what it lacks."""

    kind: ClientKind
    terms: Terms
    people: tuple[Participant, ...]
    gaps: tuple[Gap, ...]

    @property
    def can_sign(self) -> bool:
        """Whether terms are chosen, and somebody is there to sign them."""
        return self.terms.is_chosen and bool(signers_of(self.people))


def signers_of(people: Iterable[Participant]) -> list[Participant]:
    """Return who signs the terms: whoever takes part still, but for a collateral."""
    return [each for each in people if each.left is None and each.role is not Role.COLLATERAL]


def check_unit(kind: ClientKind) -> None:
    """Raise NotAllowed for a file that is one person's."""
    if kind is ClientKind.INDIVIDUAL:
        raise NotAllowed(
            _("This is the record of one person, in which nobody else takes part."),
            hint=_("Change whose record it is in its details."),
        )


def checked_terms(terms: Terms, kind: ClientKind, people: Iterable[Participant]) -> Terms:
    """Return terms that the unit can have.

    Raises NotAllowed for one person's file and for a group, where each member has an own record;
    BadInput for an identified client who takes no part, is a collateral, or of a joint record.
    """
    check_unit(kind)
    if kind is ClientKind.GROUP:
        raise NotAllowed(
            _("A group has no record in common: each member has their own."),
            hint=_("Name each member's own file."),
        )
    if terms.identified is None:
        return terms
    if terms.basis is not RecordBasis.IDENTIFIED:
        raise BadInput(_("A joint record has no identified client."))
    who = next((each for each in people if each.id == terms.identified), None)
    if who is None or who.role is Role.COLLATERAL:
        raise BadInput(_("The identified client is one of those who take part."))
    return terms


def gaps_of(
    kind: ClientKind,
    terms: Terms,
    people: Sequence[Participant],
    today: date,
    majority_age: int,
) -> list[Gap]:
    """Return what the record of a unit lacks, in the order in which it is put right.

    Couples and families agree on one identified client or a joint record, with the terms signed by
    each; in a group each member has an own record (docs/guide/people.md). Nothing is asked of a
    collateral, who is no client, nor of who left before the terms were there to sign. Who signed
    other terms signs these. For a minor somebody signs; who came of age signs anew.
    """
    there = [each for each in people if each.left is None]
    if not there:
        return [Gap(Lack.NOBODY)]
    if kind is ClientKind.GROUP:
        return [
            Gap(Lack.OWN_FILE, each.id)
            for each in there
            if each.role is not Role.COLLATERAL and each.file is None
        ]
    found = []
    if terms.basis is None:
        found.append(Gap(Lack.BASIS))
    elif terms.basis is RecordBasis.IDENTIFIED and terms.identified is None:
        found.append(Gap(Lack.IDENTIFIED))
    for each in there:
        if each.role is Role.COLLATERAL:
            continue
        if each.agreed is None:
            found.append(Gap(Lack.AGREEMENT, each.id))
        elif terms.key and each.agreed_to not in ("", terms.key):
            found.append(Gap(Lack.OTHER_TERMS, each.id))
        elif each.came_of_age(today, majority_age) is not None:
            found.append(Gap(Lack.SIGNED_ANEW, each.id))
        elif not each.signed_by.strip() and each.is_minor(each.agreed, majority_age):
            found.append(Gap(Lack.SIGNER, each.id))
    return found
