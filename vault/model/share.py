"""Executor cards: k of n rebuild a key that reads; who holds each, and when that was confirmed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vault.errors import NotAllowed
from vault.model.dates import birthday
from vault.model.text import clean_line, clean_name, unless_blank
from vault.translation import _

LEAST, MOST = 2, 16
"""The fewest cards that may be needed, and the most that a set may have."""

_CONFIRMED_FOR = 1
"""Years after which a holder is asked again whether the card is still there."""


@dataclass(frozen=True)
class Holder:
    """Who keeps a card: a name, a phone number, and where the card lies."""

    name: str = field(repr=False)
    phone: str = field(repr=False, default="")
    place: str = field(repr=False, default="")

    def cleaned(self) -> "Holder":
        """Return the holder as it is kept. Raises BadInput for a field that cannot be, no name."""
        return Holder(
            unless_blank(clean_name(self.name, _("The name of a holder"))),
            unless_blank(clean_line(self.phone, _("The phone number of a holder"))),
            unless_blank(clean_line(self.place, _("The place of a card"))),
        )


@dataclass(frozen=True)
class Card:
    """One card as it is handed out: one of the `n` of a set, of which `k` rebuild the key.

    `words` are the share itself, with spaces between; `recipient` is the public half of the key, so
    that a rebuilt one can be proved.
    """

    vault_id: str
    compartment: str
    way_in: str
    recipient: str
    number: int
    k: int
    n: int
    holder: Holder = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True)
class HeldCard:
    """One card as the records know it; `confirmed` is the day the holder last said to have it."""

    compartment: str
    way_in: str
    number: int
    holder: Holder = field(repr=False)
    confirmed: date | None = None

    def held_by(self, holder: Holder) -> "HeldCard":
        """Return the card with another name, phone number or place.

        Somebody else has confirmed nothing yet. Raises BadInput as `Holder.cleaned` does.
        """
        holder = holder.cleaned()
        same = holder.name == self.holder.name
        return replace(self, holder=holder, confirmed=self.confirmed if same else None)


@dataclass(frozen=True)
class ShareSet:
    """The cards of one way in: any `k` of the `n` open the compartment."""

    compartment: str
    way_in: str
    k: int
    n: int
    cards: tuple[HeldCard, ...]


def check_threshold(k: int, n: int) -> None:
    """Check that k of n cards may be made: 2 ≤ k ≤ n ≤ 16. Raises NotAllowed."""
    if k < LEAST:
        raise NotAllowed(
            _("One card alone must not be enough: at least two must be needed."),
            hint=_("For a single trusted person, make a recovery key."),
        )
    if n > MOST:
        raise NotAllowed(_("A set has at most {n} cards.").format(n=MOST))
    if k > n:
        raise NotAllowed(
            _("More cards would be needed than there are."),
            hint=_("Name more holders, or let fewer cards be enough."),
        )


def is_due(card: HeldCard, today: date) -> bool:
    """Tell whether the holder is to be asked: never confirmed, or a year and more ago."""
    return card.confirmed is None or today >= birthday(card.confirmed, _CONFIRMED_FOR)


def due_cards(sets: Iterable[ShareSet], today: date) -> list[HeldCard]:
    """Return the cards whose holders are to be asked whether they still have them."""
    return [card for each in sets for card in each.cards if is_due(card, today)]


def place_warning(k: int, holders: Sequence[Holder]) -> str:
    """Return a sentence when as many cards of a set as are needed lie in one place, else ""."""
    places = Counter(" ".join(each.place.casefold().split()) for each in holders)
    del places[""]  # not told: no place at all
    if any(count >= k for count in places.values()):
        return _(
            "As many cards as are needed lie in one place: whoever finds them has the key. "
            "Let them lie apart."
        )
    return ""
