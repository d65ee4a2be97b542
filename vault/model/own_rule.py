"""A rule on how long records are kept that the licensee entered, with its citation."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vault.errors import BadInput
from vault.model.ids import OwnRuleId
from vault.model.retention_rule import (
    Clause,
    Event,
    RetentionRule,
    Scope,
    Since,
    Standing,
)
from vault.model.states import is_listed_state, state_code
from vault.model.text import clean_line, unless_blank
from vault.translation import _

BEGINNINGS = (Event.LAST_CONTACT, Event.LAST_SERVICE, Event.TERMINATION, Event.LAST_ENTRY)
"""From what day an own rule may count."""
MOST_YEARS = 99
_YOUNGEST, _OLDEST = 14, 30
"""Between them lies the age by which a rule may count for minors."""


@dataclass(frozen=True)
class OwnRule:
    """`years` from an event; for who was a minor also `minor_years` after an age, or majority.

    `state` is that of the license it is the law for, empty for a payer's, an insurer's or one's own
    policy; `minor_age` 0 stands for majority; `minor_years` None says that it has no clause for
    minors. `read` is the day on which its text was read at `address`.
    """

    id: OwnRuleId
    title: str = field(repr=False)
    cite: str = field(repr=False)
    address: str = field(repr=False)
    read: date
    since: Event
    years: int
    state: str = ""
    minor_age: int = 0
    minor_years: int | None = None

    def cleaned(self, today: date, others: Sequence["OwnRule"] = ()) -> "OwnRule":
        """Return this rule with its text normalised.

        Raises BadInput for a rule without a name of its own or a citation, for years that cannot
        be, an event it cannot count from, and a day to come.
        """
        title = clean_line(self.title, _("The name of the rule")).strip()
        cite = unless_blank(clean_line(self.cite, _("The citation")))
        if not title:
            raise BadInput(_("Give the rule a name."))
        if any(each.title.casefold() == title.casefold() for each in others):
            raise BadInput(_("Another rule of yours has this name."))
        if not cite:
            raise BadInput(
                _("Say where the rule stands."),
                hint=_("Its citation, the contract with its date, or your written policy."),
            )
        if self.since not in BEGINNINGS:
            raise BadInput(_("A rule of yours cannot count from this event."))
        if not 1 <= self.years <= MOST_YEARS or not 0 <= (self.minor_years or 0) <= MOST_YEARS:
            raise BadInput(_("The years must be between 1 and {n}.").format(n=MOST_YEARS))
        if self.minor_age and not _YOUNGEST <= self.minor_age <= _OLDEST:
            raise BadInput(
                _("The age must be between {low} and {high}, or that of majority.").format(
                    low=_YOUNGEST, high=_OLDEST
                )
            )
        if self.read > today:
            raise BadInput(_("The day on which the text was read is in the future."))
        if self.state and not is_listed_state(self.state):
            raise BadInput(_("This is no state of the list."))
        address = unless_blank(clean_line(self.address, _("Where the text is")))
        state = (state_code(self.state) or "") if self.state else ""
        return replace(self, title=title, cite=cite, address=address, state=state)

    @property
    def rule(self) -> RetentionRule:
        """The rule as it is computed with the others."""
        clauses = [Clause("own", False, (Since(self.since),), False, self.years)]
        if self.minor_years is not None:
            by_age = Since(Event.BIRTH, self.minor_age)
            since = by_age if self.minor_age else Since(Event.MAJORITY)
            clauses.append(Clause("own-minor", True, (since,), False, self.minor_years))
        return RetentionRule(
            id=self.id,
            jurisdiction=f"US-{self.state}" if self.state else "OWN",
            licenses=("*",),
            cite=self.cite,
            standing=Standing.OWN,
            source=self.address,
            scope=Scope.CLIENT_RECORD,
            clauses=tuple(clauses),
            notes=self.title,
            through=self.read,
        )
