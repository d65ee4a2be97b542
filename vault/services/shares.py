"""What one does with executor cards once they are made: see who holds them, and ask each year."""

from collections.abc import Callable, Sequence

from vault.errors import NotFound
from vault.format.key_slots import IdentitySlot
from vault.format.vault_header import PROCESS, RECORDS, Header
from vault.model.audit import Action, Fact
from vault.model.share import Card, HeldCard, Holder, ShareSet
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Shares:
    """The executor cards of both compartments: their holders are kept in the records."""

    def __init__(self, store: RecordsStore, header: Callable[[], Header]) -> None:
        self._store = store
        self._header = header

    def note(self, cards: Sequence[Card]) -> None:
        """Keep who gets the cards of one new set; their words are kept nowhere."""
        first = cards[0]
        fact = Fact(
            Action.CARDS_MADE,
            first.compartment,
            detail={"way_in": first.way_in, "k": first.k, "n": first.n},
        )
        with self._store.write(fact) as tables:
            tables.shares.put(cards)

    def list_all(self) -> list[ShareSet]:
        """Return every set that opens something, with its holders."""
        header = self._header()
        return [
            ShareSet(
                name,
                f"{slot.type}:{slot.id}",
                slot.k,
                slot.n,
                self._store.tables.shares.cards(name, f"{slot.type}:{slot.id}"),
            )
            for name in (RECORDS, PROCESS)
            if (compartment := header.compartment(name)) is not None
            for slot in compartment.slots
            if isinstance(slot, IdentitySlot) and slot.type == "executor"
        ]

    def confirm(self, compartment: str, way_in: str, number: int) -> None:
        """Keep that the holder of a card has it, today. Raises NotFound."""
        self._card(compartment, way_in, number)
        fact = Fact(Action.CARD_CONFIRMED, compartment, detail={"way_in": way_in, "card": number})
        with self._store.write(fact) as tables:
            today = self._store.clock.now().date()
            tables.shares.confirm(compartment, way_in, number, today)

    def change_holder(self, compartment: str, way_in: str, number: int, holder: Holder) -> HeldCard:
        """Keep another name, phone number or place of a card; return it as it is kept.

        What the card opens stays as it is. Raises NotFound, and as `HeldCard.held_by` does.
        """
        known = self._card(compartment, way_in, number)
        card = known.held_by(holder)
        if card == known:
            return known
        fact = Fact(
            Action.CARD_HOLDER_CHANGED, compartment, detail={"way_in": way_in, "card": number}
        )
        with self._store.write(fact) as tables:
            tables.shares.put_holder(card)
        return card

    def _card(self, compartment: str, way_in: str, number: int) -> HeldCard:
        for each in self.list_all():
            if (each.compartment, each.way_in) == (compartment, way_in):
                for card in each.cards:
                    if card.number == number:
                        return card
                raise NotFound(_("There is no card of this number."))
        raise NotFound(
            _("There are no executor cards of this way in."),
            hint=_("The list of executor cards names them."),
        )
