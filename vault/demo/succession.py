"""What the made-up practice left for the day on which its licensee cannot work."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from vault.lifecycle.cards import card_pages, keep_cards
from vault.model.emergency import EmergencyPlan
from vault.model.share import Card, Holder
from vault.open_vault import OpenVault

HOLDERS = (
    Holder("Amara Osei, successor", "617-555-0177", "her office"),
    Holder("P. Grant, attorney", "617-555-0188", "the bank"),
    Holder("Jo Rivera, sister", "617-555-0131", "her safe"),
)

PLAN = EmergencyPlan(
    executor="Amara Osei",
    executor_license="LMHC, MA 11482",
    executor_phone="617-555-0177",
    backup="P. Grant, attorney",
    backup_phone="617-555-0188",
    computer="Laptop, in the desk of the office",
    login="Jo Rivera, sister",
    disk="RIVERA-1, in her safe",
    phone="617-555-0100; Jo Rivera can listen to the voicemail",
    paper="Locked cabinet, office",
)

_CONFIRMED = (1, 2)
"""The cards whose holders have said that they have them; one is still to be asked."""


def arrange_succession(vault: OpenVault, cards: Path, today: date) -> None:
    """Make executor cards of the records, as pages in a new folder, and an emergency page to print.

    Raises StorageFailed.
    """
    way_in = vault.add_executor(vault.ways_in, 2, HOLDERS, lambda made: _keep(cards, made, today))
    for number in _CONFIRMED:
        vault.shares.confirm("records", way_in, number)
    vault.emergencies.set(PLAN)


def _keep(folder: Path, cards: Sequence[Card], today: date) -> None:
    keep_cards(folder, cards, card_pages(cards, today))
