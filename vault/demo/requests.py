"""Two made-up requests to amend a record: one that waits, and one that was decided."""

from collections.abc import Mapping
from datetime import date, timedelta

from vault.demo.people import ANNA_AND_TOM, MARCUS
from vault.model.amendment import AmendmentDecision, AmendmentRequest, Outcome
from vault.model.ids import AmendmentId, ClientId, new_id
from vault.open_vault import OpenVault

_WAITS = timedelta(days=9)


def ask_to_amend(vault: OpenVault, named: Mapping[str, ClientId], today: date) -> None:
    """Enter both requests."""
    first = ANNA_AND_TOM.notes[0].day
    told = AmendmentDecision(
        first + timedelta(days=20),
        Outcome.ACCEPTED,
        words="Added to the note as they asked; both have read it.",
    )
    vault.amendments.add(
        [
            AmendmentRequest(
                AmendmentId(new_id()),
                named[ANNA_AND_TOM.name],
                first + timedelta(days=8),
                "It is not every Sunday. Please add that in September it was one of four.",
                decision=told,
            ),
            AmendmentRequest(
                AmendmentId(new_id()),
                named[MARCUS.name],
                today - _WAITS,
                "The first attack was on the way home, not on the way to work. Please correct the "
                "note of February 3.",
            ),
        ]
    )
