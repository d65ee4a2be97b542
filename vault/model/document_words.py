"""What is said of whether a document may be given on."""

from vault.model.document import Rerelease
from vault.translation import _


def rerelease_words(each: Rerelease) -> str:
    """Return whether a document may be given on, in words."""
    return {
        Rerelease.ASK: _("ask before it is given on"),
        Rerelease.YES: _("may be given on"),
        Rerelease.NO: _("not to be given on"),
    }[each]
