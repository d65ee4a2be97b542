"""The table of executor cards: who holds each, and when that was last confirmed."""

from collections.abc import Iterable
from datetime import date

from vault.model.share import Card, HeldCard, Holder
from vault.storage.database import Database


class ShareTable:
    """Holders of cards. No word of a card ever stands here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, cards: Iterable[Card]) -> None:
        """Keep who gets the cards of a new way in, in place of a set of its id that never was."""
        cards = list(cards)
        for compartment, way_in in {(card.compartment, card.way_in) for card in cards}:
            self._database.change(
                "DELETE FROM share_card WHERE compartment = ? AND way_in = ?", (compartment, way_in)
            )
        for card in cards:
            held = card.holder
            self._database.change(
                "INSERT INTO share_card (compartment, way_in, number, name, phone, place) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    card.compartment,
                    card.way_in,
                    card.number,
                    held.name,
                    held.phone,
                    held.place,
                ),
            )

    def confirm(self, compartment: str, way_in: str, number: int, day: date) -> None:
        """Keep the day on which a holder said to have the card."""
        self._database.change(
            "UPDATE share_card SET confirmed_at = ? "
            "WHERE compartment = ? AND way_in = ? AND number = ?",
            (day.isoformat(), compartment, way_in, number),
        )

    def put_holder(self, card: HeldCard) -> None:
        """Keep who holds a card that is known, and whether that was confirmed."""
        confirmed = card.confirmed.isoformat() if card.confirmed else None
        holder = card.holder
        self._database.change(
            "UPDATE share_card SET name = ?, phone = ?, place = ?, confirmed_at = ? "
            "WHERE compartment = ? AND way_in = ? AND number = ?",
            (
                holder.name,
                holder.phone,
                holder.place,
                confirmed,
                card.compartment,
                card.way_in,
                card.number,
            ),
        )

    def cards(self, compartment: str, way_in: str) -> tuple[HeldCard, ...]:
        """Return the cards of a way in, by number."""
        rows = self._database.rows(
            "SELECT number, name, phone, place, confirmed_at FROM share_card "
            "WHERE compartment = ? AND way_in = ? ORDER BY number",
            (compartment, way_in),
        )
        return tuple(
            HeldCard(
                compartment,
                way_in,
                number,
                Holder(name, phone, place),
                None if confirmed is None else date.fromisoformat(confirmed),
            )
            for number, name, phone, place, confirmed in rows
        )
