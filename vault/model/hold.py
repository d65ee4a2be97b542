"""A legal hold on a client's file: while one is open, nothing of the file is taken out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vault.errors import BadInput, NotAllowed
from vault.model.audit import Action
from vault.model.ids import ClientId, HoldId
from vault.model.text import clean_line
from vault.translation import _

REMOVALS = frozenset(
    {
        Action.PARTICIPANT_REMOVED,
        Action.REPRESENTATIVE_REMOVED,
        Action.EPISODE_REMOVED,
        Action.ONSET_REMOVED,
        Action.AMENDMENT_REMOVED,
        Action.DOCUMENT_REMOVED,
        Action.MEASURE_REMOVED,
        Action.NOTE_DISCARDED,
        Action.NOTE_TAKEN_OUT,
        Action.RETENTION_REVIEW_REMOVED,
        Action.DESTRUCTION_ASKED,
        Action.DESTRUCTION_BEGUN,
        Action.RECORD_DESTROYED,
    }
)
"""What takes something out of a client's file for good."""


class HoldReason(StrEnum):
    """Why a file is held (`domain/law.md` 1.3: holds are records, not rules)."""

    LITIGATION = "litigation"
    SUBPOENA = "subpoena"
    BOARD = "board"
    REQUEST = "request"
    AUDIT = "audit"
    CLIENT_ASKED = "client-asked"
    OTHER = "other"


@dataclass(frozen=True)
class Hold:
    """A hold on one file, `placed` on a day for a reason; open until it was `lifted`.

    `words` say what it is about, `lifted_words` why it ended; `placed_by` and `lifted_by` who did.
    """

    id: HoldId
    client: ClientId
    reason: HoldReason
    placed: date
    words: str = field(default="", repr=False)
    placed_by: str = field(default="", repr=False)
    lifted: date | None = None
    lifted_words: str = field(default="", repr=False)
    lifted_by: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        return self.lifted is None

    def cleaned(self, today: date) -> "Hold":
        """Return this hold with its text normalised.

        Raises BadInput for days that are to come or in an order that cannot be, and for another
        reason, or an end, without words.
        """
        if max(self.placed, self.lifted or self.placed) > today:
            raise BadInput(_("A day of the hold is in the future."))
        if self.lifted is not None and self.lifted < self.placed:
            raise BadInput(_("A hold cannot be lifted before it was placed."))
        words = clean_line(self.words, _("What the hold is about"))
        if not words.strip() and self.reason is HoldReason.OTHER:
            raise BadInput(_("Say in a few words why the file is held."))
        lifted = clean_line(self.lifted_words, _("Why the hold is lifted"))
        if not self.is_open and not lifted.strip():
            raise BadInput(_("Say in a few words why the hold could be lifted."))
        return replace(self, words=words, lifted_words="" if self.is_open else lifted)

    def check_change(self, to: "Hold", *, entered_now: bool) -> None:
        """Check that this hold may be kept as `to`.

        One that was lifted stays so, unless `entered_now` tells that this sitting lifted it. Raises
        BadInput for another client, NotAllowed otherwise.
        """
        if to.client != self.client:
            raise BadInput(_("A hold stays with its file."))
        if not self.is_open and not entered_now and to != self:
            raise NotAllowed(
                _("This hold was lifted, and stays as it was."),
                hint=_("If the file is held again, place another hold."),
            )


def check_not_held(holds: Sequence[Hold], *, request_waits: bool = False) -> None:
    """Refuse to take something out of a file while it is held.

    A request to amend that waits is a hold too (`domain/law.md` 1.3). Raises NotAllowed.
    """
    if any(each.is_open for each in holds):
        raise NotAllowed(
            _("This file is on hold: nothing of it can be discarded or removed."),
            hint=_("Lift the hold first, under Care, Holds, when its reason has ended."),
        )
    if request_waits:
        raise NotAllowed(
            _(
                "A request to amend this record waits: until it is decided, "
                "nothing of the file can be discarded or removed."
            ),
            hint=_("Decide it under Care, Requests to amend the record."),
        )
