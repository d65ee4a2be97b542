"""What kinds, powers and the authority of representatives are called."""

from collections.abc import Mapping

from vault.model.direction import isolated
from vault.model.document import Document
from vault.model.ids import DocumentId
from vault.model.representative import Authority, Power, Representative, RepresentativeKind
from vault.model.text import unless_blank
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


def acting_words(person: Representative) -> str:
    """Return who acts for a client, by what and for what, such as "Parent Alicia Bell (…)"."""
    powers = ", ".join(power_words(each) for each in person.powers)
    kind = kind_words(person.kind).partition(",")[0]
    named = f"{kind} {isolated(person.name)}"
    return f"{named} ({powers})" if powers else named


def authority_words(authority: Authority) -> str:
    """Return whether somebody may act now."""
    return {
        Authority.HOLDS: _("acts now"),
        Authority.NOT_YET: _("not yet"),
        Authority.ENDED: _("ended"),
        Authority.OF_AGE: _("ended: client is of age"),
        Authority.AGE_UNKNOWN: _("ask: birth date unknown"),
        Authority.NO_PAPER: _("client is of age: which paper?"),
        Authority.NO_DEATH: _("no death is entered under Care"),
    }[authority]


def scope_words(person: Representative) -> str:
    """Return what the paper limits somebody to, empty where it names no bound."""
    scope = unless_blank(person.scope)
    return _("only: {scope}").format(scope=isolated(scope)) if scope else ""


def paper_words(person: Representative, documents: Mapping[DocumentId, Document]) -> str:
    """Return on which paper somebody acts; `documents` are those of the client now, by id.

    It says of a document that it was taken out since, or is marked in error. Empty without a paper.
    """
    if person.document is None:
        return unless_blank(person.paper)
    document = documents.get(person.document)
    if document is None:
        return _("{paper} (among the documents no more)").format(paper=isolated(person.paper))
    if document.in_error is not None:
        return _("{paper} (marked in error)").format(paper=isolated(person.paper))
    return person.paper
