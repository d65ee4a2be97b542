"""A progress note as a list shows it: the session, and at most its first words."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from vault.model.ids import ClientId, NoteId

OPENING_LENGTH = 120
"""Characters of a note's first words in a row."""


@dataclass(frozen=True)
class NoteRow:
    """One row of a list of notes.

    `opening` (the first words, on one line), `addenda` (how many), `in_error` (marked so), `late`
    (signed late), `waits` (for a co-signature) and `own_title` (of an own template that is still
    there) are read for a page of a list only; elsewhere they are empty, 0 and False.
    """

    id: NoteId
    client: ClientId
    template: str
    service_date: date
    start: time | None
    stop: time | None
    begun_at: datetime
    signed_at: datetime | None
    opening: str = field(default="", repr=False)
    addenda: int = 0
    in_error: bool = False
    late: bool = False
    waits: bool = False
    own_title: str = field(default="", repr=False)


def opening_of(text: str) -> str:
    """Return the first words of a text on one line, cut at a word where that is possible."""
    folded = " ".join(text.split())
    if len(folded) <= OPENING_LENGTH:
        return folded
    cut = folded[: OPENING_LENGTH - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
