"""Names of things: 32 random hexadecimal digits, one type for each kind."""

import re
import secrets
from collections.abc import Callable, Sequence
from typing import NewType, TypeVar

from vault.errors import NotAllowed
from vault.translation import _

VaultId = NewType("VaultId", str)
ClientId = NewType("ClientId", str)
ParticipantId = NewType("ParticipantId", str)
RepresentativeId = NewType("RepresentativeId", str)
EpisodeId = NewType("EpisodeId", str)
OnsetId = NewType("OnsetId", str)
AmendmentId = NewType("AmendmentId", str)
HoldId = NewType("HoldId", str)
DestructionId = NewType("DestructionId", str)
ConfirmationId = NewType("ConfirmationId", str)
OwnRuleId = NewType("OwnRuleId", str)
ReviewId = NewType("ReviewId", str)
BatchId = NewType("BatchId", str)
AsideId = NewType("AsideId", str)
RuleFileId = NewType("RuleFileId", str)
ChargeId = NewType("ChargeId", str)
PaymentId = NewType("PaymentId", str)
DocumentId = NewType("DocumentId", str)
AdministrationId = NewType("AdministrationId", str)
SupervisorId = NewType("SupervisorId", str)
CosignatureId = NewType("CosignatureId", str)
AcquaintanceId = NewType("AcquaintanceId", str)
ReferralId = NewType("ReferralId", str)
ConflictCheckId = NewType("ConflictCheckId", str)
NoteId = NewType("NoteId", str)
AddendumId = NewType("AddendumId", str)
ProcessNoteId = NewType("ProcessNoteId", str)
AppointmentId = NewType("AppointmentId", str)
SearchId = NewType("SearchId", str)

Known = TypeVar("Known", bound=str)

_HEX_ID = re.compile(r"[0-9a-f]{32}\Z")


def new_id() -> str:
    """Return a fresh id: 128 random bits, so that two vaults can be merged without a clash."""
    return secrets.token_hex(16)


def record_number(client: ClientId) -> str:
    """Return the number of a client's record where no name may stand: such as "3F2A 91BC"."""
    return f"{client[:4]} {client[4:8]}".upper()


def check_new(ids: Sequence[Known], has: Callable[[Known], bool]) -> None:
    """Raise NotAllowed for an id that stands twice, or that `has` knows: nothing is overwritten."""
    if len(set(ids)) < len(ids) or any(map(has, ids)):
        raise NotAllowed(_("There is one of this id already. Nothing was changed."))


def is_id(text: str) -> bool:
    """Tell whether `text` has the form of an id."""
    return _HEX_ID.match(text) is not None
