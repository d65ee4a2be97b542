"""What one does with executor cards once they are made: see who holds them, and ask each year."""

from collections.abc import Callable, Sequence

from vault.errors import NotFound
from vault.format.key_slots import IdentitySlot
from vault.format.vault_header import PROCESS, RECORDS, Header
from vault.model.audit import Action, Fact
from vault.model.share import Card, ShareSet
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
        known = {(each.compartment, each.way_in) for each in self.list_all()}
        if (compartment, way_in) not in known:
            raise NotFound(
                _("There are no executor cards of this way in."),
                hint=_("The list of executor cards names them."),
            )
        fact = Fact(Action.CARD_CONFIRMED, compartment, detail={"way_in": way_in, "card": number})
        with self._store.write(fact) as tables:
            today = self._store.clock.now().date()
            if not tables.shares.confirm(compartment, way_in, number, today):
                raise NotFound(_("There is no card of this number."))
