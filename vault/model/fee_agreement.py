"""The fee agreements of a client as versions: each signed one replaces the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from vault.model.ids import NoteId
from vault.model.note import Note

FEE_AGREEMENT = "fee-agreement"
"""The kind of entry (20 CSR 2263-3.040(11)(B))."""


@dataclass(frozen=True)
class FeeAgreement:
    """One version, `number` from 1 on: the signed note of a day, and what it says.

    `effective` says in its words from when it is in force; `newest` is true of the last one.
    """

    note: NoteId
    number: int
    day: date
    newest: bool
    fees: str = field(repr=False)
    effective: str = field(repr=False)


def versions(notes: Iterable[Note]) -> list[FeeAgreement]:
    """Return signed fee agreements as versions, the first one first.

    Of one in an own template without a section `fees`, the first words stand for it.
    """
    in_order = sorted(notes, key=lambda note: (note.service_date, note.begun_at))
    found = []
    for number, note in enumerate(in_order, 1):
        words = {part.name: part.text.strip() for part in note.sections}
        first = next(filter(None, words.values()), "")
        found.append(
            FeeAgreement(
                note=note.id,
                number=number,
                day=note.service_date,
                newest=number == len(in_order),
                fees=words.get("fees") or first,
                effective=words.get("effective", ""),
            )
        )
    return found
