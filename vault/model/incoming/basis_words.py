"""Why records are here, in words."""

from vault.model.incoming.batch import Basis
from vault.translation import _


def basis_words(basis: Basis) -> str:
    """Return why records are here."""
    return {
        Basis.OWN: _("My own records, from another program"),
        Basis.CARE: _("Taken over from another licensee, with the care"),
        Basis.CUSTODY: _("Kept for another licensee, as custodian"),
    }[basis]
