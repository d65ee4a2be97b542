"""What likenesses, relationships and decisions of a conflict check are called."""

from vault.model.conflict import Decision, KnownAs, Likeness, Relationship
from vault.translation import _


def likeness_words(likeness: Likeness) -> str:
    """Return how far two names are alike."""
    return {
        Likeness.SAME: _("the same name"),
        Likeness.NICKNAME: _("a short form of the name"),
        Likeness.SIMILAR: _("a similar name"),
        Likeness.FAMILY_NAME: _("the same family name"),
    }[likeness]


def known_words(known_as: KnownAs) -> str:
    """Return as what the practice knows somebody."""
    return {
        KnownAs.CLIENT: _("a client"),
        KnownAs.PARTICIPANT: _("takes part in a file"),
        KnownAs.REPRESENTATIVE: _("acts for a client"),
        KnownAs.CONTACT: _("a contact of a client"),
        KnownAs.OWN_LIST: _("on your own list"),
        KnownAs.TURNED_AWAY: _("turned away before, for a conflict"),
    }[known_as]


def relationship_words(relationship: Relationship) -> str:
    """Return what somebody is to the licensee."""
    return {
        Relationship.FAMILY: _("family"),
        Relationship.ROMANTIC: _("romantic"),
        Relationship.SOCIAL: _("social"),
        Relationship.SUPERVISORY: _("supervisory"),
        Relationship.PROFESSIONAL: _("professional"),
        Relationship.FINANCIAL: _("financial"),
        Relationship.OTHER: _("another relationship"),
    }[relationship]


def decision_words(decision: Decision) -> str:
    """Return what the licensee decided."""
    return {
        Decision.NO_CONFLICT: _("no conflict"),
        Decision.CONFLICT: _("a conflict"),
        Decision.WAITS: _("left to be decided"),
    }[decision]
