"""One made-up legal hold: on the file of somebody whose therapy has ended."""

from collections.abc import Sequence
from datetime import date, timedelta

from vault.demo.invented import Invented
from vault.model.client import ClientKind
from vault.model.hold import Hold, HoldReason
from vault.model.ids import ClientId, HoldId, new_id
from vault.open_vault import OpenVault

_ASKED = timedelta(days=33)


def hold_a_file(
    vault: OpenVault, invented: Sequence[tuple[ClientId, Invented]], today: date
) -> None:
    """Hold the file of the adult whose therapy ended last, before the claim came; else nobody's."""
    placed = today - _ASKED
    ended = [
        (who.end, client)
        for client, who in invented
        if who.kind is ClientKind.INDIVIDUAL and who.end is not None and who.end < placed
    ]
    if ended:
        _end, client = max(ended)
        words = "Claim after a car accident; the lawyer’s letter asks to keep everything"
        vault.holds.add([Hold(HoldId(new_id()), client, HoldReason.LITIGATION, placed, words)])
