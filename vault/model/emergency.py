"""What the emergency page says: whom to call, and where everything is, when the licensee cannot."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields

from vault.errors import BadInput
from vault.model.canonical import canonical
from vault.model.share import ShareSet
from vault.model.text import clean_line, unless_blank
from vault.translation import _


@dataclass(frozen=True)
class EmergencyPlan:
    """One line each, empty where nothing was said yet. No client stands in it.

    `executor` is the professional executor; `backup` who is called when they do not answer;
    `login` who has the login of the computer; `disk` how the backup disk is labeled and where it
    lies; `phone` the practice's phone and how its voicemail is reached.
    """

    executor: str = field(default="", repr=False)
    executor_license: str = field(default="", repr=False)
    executor_phone: str = field(default="", repr=False)
    backup: str = field(default="", repr=False)
    backup_phone: str = field(default="", repr=False)
    computer: str = field(default="", repr=False)
    login: str = field(default="", repr=False)
    disk: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    paper: str = field(default="", repr=False)

    def cleaned(self) -> "EmergencyPlan":
        """Return the plan as it is kept.

        Raises BadInput for a field that is no single line, and a plan that names nobody to call.
        """
        plan = EmergencyPlan(
            *(
                unless_blank(clean_line(getattr(self, each.name), _("A line")))
                for each in fields(self)
            )
        )
        if not (plan.executor and plan.executor_phone):
            raise BadInput(
                _("The page has to name somebody to call, with a phone number."),
                hint=_("Enter the professional executor, or whoever shall come first."),
            )
        return plan


@dataclass(frozen=True)
class EmergencyPage:
    """What one printed page says: the plan, whose it is, and who holds cards of the records."""

    licensee: str = field(repr=False)
    plan: EmergencyPlan = field(repr=False)
    cards: tuple[ShareSet, ...] = field(repr=False)
    call_cards: int

    @property
    def k(self) -> int:
        """How many cards of the newest set open the records; 0 without cards."""
        return self.cards[-1].k if self.cards else 0

    @property
    def said(self) -> bytes:
        """Everything on the page that can become another; an edition that said else is old."""
        sets = [
            {"k": each.k, "holders": [asdict(card.holder) for card in each.cards]}
            for each in self.cards
        ]
        return canonical(
            {
                "licensee": self.licensee,
                "plan": asdict(self.plan),
                "sets": sets,
                "call_cards": self.call_cards > 0,
            }
        )


@dataclass(frozen=True)
class Edition:
    """A page that was printed: its number from 1, and the SHA-256 of what it said."""

    number: int
    sha256: str


def is_old(edition: Edition | None, sha256: str) -> bool:
    """Tell whether the page has to be printed: never was, or something on it is another."""
    return edition is None or edition.sha256 != sha256


def of_records(sets: Sequence[ShareSet]) -> tuple[ShareSet, ...]:
    """Return the sets of cards that open the records: those of process notes stand nowhere."""
    return tuple(each for each in sets if each.compartment == "records")
