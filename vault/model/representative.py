"""Who may act for a client: as what, in what, on which paper, and from when until when."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vault.errors import BadInput
from vault.model.dates import birthday
from vault.model.ids import ClientId, DocumentId, RepresentativeId
from vault.model.text import clean_line, clean_name
from vault.translation import _


class RepresentativeKind(StrEnum):
    """By what somebody acts for a client."""

    PARENT = "parent"
    LOCO_PARENTIS = "loco-parentis"
    GUARDIAN = "guardian"
    CUSTODIAN = "custodian"
    AGENT = "agent"
    EXECUTOR = "executor"


class Power(StrEnum):
    """What somebody may do for a client."""

    CONSENT = "consent"
    RECEIVE = "receive"


class Authority(StrEnum):
    """Whether somebody may act on a day, as far as it is known."""

    HOLDS = "holds"
    NOT_YET = "not-yet"
    ENDED = "ended"
    OF_AGE = "of-age"
    AGE_UNKNOWN = "age-unknown"
    NO_PAPER = "no-paper"
    NO_DEATH = "no-death"


_OF_A_MINOR = {
    RepresentativeKind.PARENT,
    RepresentativeKind.LOCO_PARENTIS,
    RepresentativeKind.CUSTODIAN,
}
"""What ends by itself when the client comes of age; what a court or a client gave does not."""

_BY_PAPER = {
    RepresentativeKind.GUARDIAN,
    RepresentativeKind.CUSTODIAN,
    RepresentativeKind.AGENT,
    RepresentativeKind.EXECUTOR,
}


@dataclass(frozen=True)
class Representative:
    """Who may act for a client.

    `paper` says which document shows it, such as a custody order, and `paper_day` of when it is;
    `document` which of the client's documents that is, None where it is kept elsewhere. `scope` is
    what the paper limits them to, in its words; empty where it names no bound. It is shown, and no
    rule reads it.
    `until` None means that no end is known; a parent's authority ends at majority all the same.
    """

    id: RepresentativeId
    client: ClientId
    name: str = field(repr=False)
    kind: RepresentativeKind
    powers: tuple[Power, ...]
    since: date
    until: date | None = None
    paper: str = field(default="", repr=False)
    paper_day: date | None = None
    document: DocumentId | None = None
    scope: str = field(default="", repr=False)

    def cleaned(self) -> "Representative":
        """Return this representative with their text normalised.

        Raises BadInput for an empty name, days in an order that cannot be, a power that is named
        twice, and the day or the document of a paper that is not named.
        """
        if self.until is not None and self.until < self.since:
            raise BadInput(_("Nobody stops acting for a client before they began."))
        if len(set(self.powers)) < len(self.powers):
            raise BadInput(_("A power is named twice."))
        paper = clean_line(self.paper, _("The paper"))
        if self.paper_day is not None and not paper.strip():
            raise BadInput(_("The day of a paper needs the paper."))
        if self.document is not None and not paper.strip():
            raise BadInput(_("Say which paper the document is."))
        name = clean_name(self.name, _("The name"))
        scope = clean_line(self.scope, _("What they are limited to"))
        powers = tuple(power for power in Power if power in self.powers)
        return replace(self, name=name, paper=paper, powers=powers, scope=scope)

    @property
    def lacks_paper(self) -> bool:
        """Whether they act on a paper that nobody has named."""
        return self.kind in _BY_PAPER and not self.paper.strip()

    def authority(
        self, day: date, birth_date: date | None, majority_age: int, *, died: bool = False
    ) -> Authority:
        """Tell whether they may act on a day for a client who was born on `birth_date`.

        `died` tells that care ended by the client's death: an executor acts for nobody before.

        A parent acts for a minor (45 CFR 164.502(g)(3)); where the birth date is unknown, that has
        to be asked. At majority it ends, on the birthday itself; a guardian whom a court appointed
        stays until their last day, once the court's paper is named.
        """
        if day < self.since:
            return Authority.NOT_YET
        if self.until is not None and day > self.until:
            return Authority.ENDED
        if self.kind is RepresentativeKind.EXECUTOR and not died:
            return Authority.NO_DEATH
        of_age = birth_date is not None and day >= birthday(birth_date, majority_age)
        if self.kind in _OF_A_MINOR:
            if birth_date is None:
                return Authority.AGE_UNKNOWN
            if of_age:
                return Authority.OF_AGE
        if self.kind is RepresentativeKind.GUARDIAN and of_age and not self.paper.strip():
            return Authority.NO_PAPER
        return Authority.HOLDS

    def outlasts_majority(self, day: date, birth_date: date | None, majority_age: int) -> bool:
        """Tell whether they still stand as acting, with no last day by then, for who is of age."""
        of_age = self.authority(day, birth_date, majority_age) is Authority.OF_AGE
        return of_age and (self.until is None or self.until > day)


def came_of_age(
    people: Iterable[Representative], day: date, birth_date: date | None, majority_age: int
) -> date | None:
    """Return the day on which a client came of age while a parent still stands as acting for them.

    The client is then to sign anew for themselves; None when nothing is to be done. Giving every
    such representative a last day says that it was done.
    """
    if birth_date is None or day < birthday(birth_date, majority_age):
        return None
    waits = any(each.outlasts_majority(day, birth_date, majority_age) for each in people)
    return birthday(birth_date, majority_age) if waits else None
