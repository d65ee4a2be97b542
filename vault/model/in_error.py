"""What was entered in error: it stays readable, with the reason, and counts nowhere."""

from dataclasses import dataclass, field
from datetime import datetime

from vault.errors import BadInput
from vault.model.text import clean_text
from vault.translation import _


@dataclass(frozen=True)
class InError:
    """That something does not belong where it is: why, and since when that is said."""

    reason: str = field(repr=False)
    at: datetime


def in_error_for(reason: str, at: datetime) -> InError:
    """Return that something is in error, for a reason. Raises BadInput without one."""
    reason = clean_text(reason, _("The reason"))
    if not reason.strip():
        raise BadInput(_("Say why it does not belong here."))
    return InError(reason, at)
