"""A way in: a passphrase, a recovery key or executor shares, and what the licensee calls it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from vault.errors import BadInput, NotAllowed
from vault.model.text import clean_line, unless_blank
from vault.translation import _

NAME_LIMIT = 80
"""Characters in the name of a way in: it stands on one line beside its kind."""


@dataclass(frozen=True)
class WayIn:
    """One way into a compartment, as a list shows it.

    `type` is passphrase, recovery or executor; `name` is "" where nobody gave one, and where only
    the header was asked.
    """

    compartment: str
    id: int
    type: str
    name: str = field(repr=False, default="")

    @property
    def way_in(self) -> str:
        """The way in as commands, entries and tables name it, such as "recovery:2"."""
        return f"{self.type}:{self.id}"


def clean_way_name(text: str) -> str:
    """Return a name of a way in as it is kept, "" for none.

    Raises BadInput for more than one line and more than NAME_LIMIT characters.
    """
    name = unless_blank(clean_line(text, _("The name of a way in")))
    if len(name) > NAME_LIMIT:
        raise BadInput(
            _("The name of a way in is longer than {n} characters.").format(n=NAME_LIMIT)
        )
    return name


def check_ending(ended: Collection[str], left: Collection[str]) -> None:
    """Check, by their types, that ways in may end while others are left.

    Raises NotAllowed when a passphrase ends and none is left, and when nothing is left but
    executor shares: those only read.
    """
    if "passphrase" in ended and "passphrase" not in left:
        raise NotAllowed(
            _("The last passphrase cannot be removed."),
            hint=_("Change it instead: the new one takes its place."),
        )
    if not {"passphrase", "recovery"} & set(left):
        raise NotAllowed(
            _("No way in of your own would be left."),
            hint=_("Give a new passphrase with it, or keep one of the ways in."),
        )


def reads_only(way_in: str) -> bool:
    """Tell whether a vault is only read by this way in: executor cards, such as "executor:3"."""
    return way_in.startswith("executor:")


def check_licensee(way_in: str) -> None:
    """Check that a way in may change the ways in. Raises NotAllowed for executor cards.

    Executors read: a key or a passphrase of theirs would take the licensee's away.
    """
    if reads_only(way_in):
        raise NotAllowed(
            _("Executor cards open the vault to read; they do not change its ways in."),
            hint=_("Keep the cards: the same ones open it again."),
        )
