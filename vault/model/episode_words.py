"""What consents, reasons and gaps of an episode of care are called."""

from vault.model.episode import Consenter, EndReason, EpisodeGap
from vault.translation import _


def consenter_words(by: Consenter) -> str:
    """Return as what somebody consented."""
    return {
        Consenter.CLIENT: _("the client"),
        Consenter.REPRESENTATIVE: _("who acts for the client"),
        Consenter.COURT: _("a court"),
    }[by]


def reason_words(reason: EndReason) -> str:
    """Return why service ended."""
    return {
        EndReason.COMPLETED: _("the service is done"),
        EndReason.NO_BENEFIT: _("it no longer helps"),
        EndReason.CLIENT_WISH: _("the client’s wish"),
        EndReason.LOST_CONTACT: _("no more contact"),
        EndReason.REFERRED: _("referred to another professional"),
        EndReason.IMPAIRED: _("the licensee cannot go on"),
        EndReason.CONFLICT: _("conflict of interest or roles"),
        EndReason.PRACTICE_ENDS: _("the practice ends"),
        EndReason.DIED: _("the client died"),
        EndReason.OTHER: _("another reason"),
    }[reason]


def gap_words(gap: EpisodeGap) -> str:
    """Return what is missing, as a sentence."""
    return {
        EpisodeGap.NO_CONSENT: _("Who consented to this care is not entered."),
        EpisodeGap.AGE_UNKNOWN: _(
            "The birth date is unknown, so the client may have been a minor when they consented."
        ),
        EpisodeGap.MINOR_CONSENTED: _(
            "The client was a minor when they consented: name the rule that let them."
        ),
        EpisodeGap.NOBODY_COULD: _("Nobody is entered under People who could consent on that day."),
        EpisodeGap.NO_LETTER: _(
            "No letter is named that tells the client the day and the reason of the end."
        ),
        EpisodeGap.LETTER_GONE: _(
            "What is named as the letter is marked in error, no letter of termination, or in this "
            "record no more."
        ),
        EpisodeGap.CONTACT_AFTER: _("A session is later than the last contact you confirmed."),
        EpisodeGap.SESSION_AFTER_LETTER: _(
            "A session is later than the end that the letter names."
        ),
    }[gap]
