"""What kinds, powers and the authority of representatives are called."""

from vault.model.representative import Authority, Power, RepresentativeKind
from vault.translation import _


def kind_words(kind: RepresentativeKind) -> str:
    """Return by what somebody acts for a client."""
    return {
        RepresentativeKind.PARENT: _("Parent"),
        RepresentativeKind.LOCO_PARENTIS: _("In the place of a parent"),
        RepresentativeKind.GUARDIAN: _("Guardian, by a court"),
        RepresentativeKind.CUSTODIAN: _("Custody, by a court"),
        RepresentativeKind.AGENT: _("Agent, named by the client"),
        RepresentativeKind.EXECUTOR: _("Executor of a client who died"),
    }[kind]


def power_words(power: Power) -> str:
    """Return what somebody may do for a client."""
    return {
        Power.CONSENT: _("may consent to care"),
        Power.RECEIVE: _("may receive records"),
    }[power]


def authority_words(authority: Authority) -> str:
    """Return whether somebody may act now."""
    return {
        Authority.HOLDS: _("acts now"),
        Authority.NOT_YET: _("not yet"),
        Authority.ENDED: _("ended"),
        Authority.OF_AGE: _("ended: client is of age"),
        Authority.AGE_UNKNOWN: _("ask: birth date unknown"),
        Authority.NO_PAPER: _("client is of age: which paper?"),
    }[authority]
