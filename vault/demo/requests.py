"""Two made-up requests to amend a record: one that waits, and one that was decided."""

from collections.abc import Mapping
from datetime import date, timedelta

from vault.demo.moved import move_of
from vault.demo.people import ANNA_AND_TOM, MARCUS
from vault.model.amendment import AmendmentDecision, AmendmentRequest, Outcome
from vault.model.ids import AmendmentId, ClientId, new_id
from vault.model.template import TREATMENT_PLAN
from vault.open_vault import OpenVault

_WAITS, _TOOK = timedelta(days=9), timedelta(days=11)

_NOT_EVERY_SUNDAY = "It is not every Sunday. Please add that in {2026-09} it was one of four."
_ADDED = "At their request: in {2026-09} it was one Sunday of four."
_ON_THE_WAY_HOME = (
    "The first attack was on the way home, not on the way to work. Please correct the note of "
    "{2026-02-03}."
)


def ask_to_amend(vault: OpenVault, named: Mapping[str, ClientId], today: date) -> None:
    """Enter both requests; what was accepted is added to the note."""
    couple, marcus = named[ANNA_AND_TOM.name], named[MARCUS.name]
    accepted = AmendmentDecision(
        today, Outcome.ACCEPTED, words="Added to the note as they asked; both have read it."
    )
    couples, his = move_of(ANNA_AND_TOM, today), move_of(MARCUS, today)
    vault.amendments.add(
        [
            AmendmentRequest(
                AmendmentId(new_id()),
                couple,
                max(today - _TOOK, couples.begins),
                couples.words(_NOT_EVERY_SUNDAY),
                decision=accepted,
            ),
            AmendmentRequest(
                AmendmentId(new_id()),
                marcus,
                today - _WAITS,
                his.words(_ON_THE_WAY_HOME),
            ),
        ]
    )
    row = next(row for row in vault.notes.list_rows(couple) if row.template != TREATMENT_PLAN)
    vault.notes.addend(row.id, couples.words(_ADDED))
