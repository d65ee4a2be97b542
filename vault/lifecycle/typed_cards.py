"""Executor cards as they are typed, word by word: which word, which card, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vault.crypto import shares
from vault.errors import BadInput, WrongSecret
from vault.translation import _

WORD_COUNT = shares.WORD_COUNT
"""How many words a card has."""

ENOUGH_LETTERS = 4
"""By so many letters every word of a card is known (SLIP-39, word list)."""


def words_beginning(letters: str) -> tuple[str, ...]:
    """Return the words of cards that begin with these letters, whatever their case."""
    begun = letters.casefold()
    return tuple(word for word in shares.WORDS if word.startswith(begun))


def word_for(letters: str) -> str:
    """Return the only word of cards that begins with these letters, or "".

    No word is the beginning of another: the whole word is found too.
    """
    found = words_beginning(letters) if letters else ()
    return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class GivenCards:
    """The cards of one set that were typed so far; in memory alone.

    `set_id` is the set they must be of, None until the first card tells; `k` is how many are
    needed, 0 until then. `cards` are the words of each by its number.
    """

    set_id: int | None = None
    k: int = 0
    cards: dict[int, str] = field(default_factory=dict, repr=False)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the cards, in the order in which they were given."""
        return tuple(self.cards)

    @property
    def missing(self) -> int | None:
        """How many more cards are needed; None while nothing has told it."""
        return max(0, self.k - len(self.cards)) if self.k else None

    def check_beginning(self, words: Sequence[str]) -> None:
        """Check what the first words of one more card say of it; fewer than two say nothing.

        Raises WrongSecret for a card of another set, BadInput for one that was given already.
        """
        if len(words) < shares.SET_WORDS:
            return
        head = shares.head_of(words) if len(words) >= shares.HEAD_WORDS else None
        other = self.set_id is not None and shares.set_of(words) != self.set_id
        if other or (head is not None and self.k not in {0, head.k}):
            raise WrongSecret(
                _("By its first words this is a card of another set."),
                hint=_("Compare the vault and the set on each card, and these words."),
            )
        if head is not None and head.number in self.cards:
            raise BadInput(
                _("Card {n} was accepted already.").format(n=head.number),
                hint=_("Each card counts once; take another."),
            )

    def with_card(self, words: Sequence[str]) -> "GivenCards":
        """Return the cards with one more, of these words.

        Raises WrongSecret for words that do not fit together, and as `check_beginning` does.
        """
        self.check_beginning(words)
        if not shares.is_whole(words):
            raise WrongSecret(
                _("The words of this card do not fit together."),
                hint=_("One of them is another word, or in another place. Compare each."),
            )
        head = shares.head_of(words)
        cards = {**self.cards, head.number: " ".join(words)}
        return replace(self, set_id=head.set_id, k=head.k, cards=cards)

    def rebuild(self) -> str:
        """Return the key that the cards rebuild, which opens like a recovery key.

        Raises BadInput for too few cards, WrongSecret for those that do not belong together.
        """
        return shares.combine(list(self.cards.values()))


def given_for(words: str) -> GivenCards:
    """Return no cards yet, of the set that one card of these words is of."""
    head = shares.head_of(words.split())
    return GivenCards(head.set_id, head.k)
