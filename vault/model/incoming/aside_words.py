"""What became of what was set aside, in words that name nobody."""

from vault.model.incoming.set_aside import AsideState
from vault.translation import _


def state_words(state: AsideState) -> str:
    """Return what became of it."""
    return {
        AsideState.ASIDE: _("sealed, unread"),
        AsideState.TAKEN_OUT: _("taken out"),
        AsideState.RETURNED: _("returned"),
    }[state]
