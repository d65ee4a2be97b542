"""What the reasons of holds are called."""

from vault.model.hold import HoldReason
from vault.translation import _


def reason_words(reason: HoldReason) -> str:
    """Return why a file is held."""
    return {
        HoldReason.LITIGATION: _("a lawsuit, begun or to be expected"),
        HoldReason.SUBPOENA: _("a subpoena or court order"),
        HoldReason.BOARD: _("an investigation by a board"),
        HoldReason.REQUEST: _("a request that waits: access, amendment or accounting"),
        HoldReason.AUDIT: _("an audit by a payer"),
        HoldReason.CLIENT_ASKED: _("the client asked to keep it"),
        HoldReason.OTHER: _("another reason"),
    }[reason]
