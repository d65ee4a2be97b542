"""What roles, terms and gaps of a record of several people are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from vault.model.document import Document
from vault.model.ids import DocumentId
from vault.model.participant import Gap, Lack, Participant, RecordBasis, Role
from vault.translation import _


@dataclass(frozen=True)
class BasisWords:
    """A basis in a word, what everyone agrees to with it, and the rules behind it, if any."""

    title: str
    terms: str
    source: str


def role_words(role: Role) -> str:
    """Return what somebody is in a unit, in a word."""
    return {
        Role.PARTNER: _("Partner"),
        Role.PARENT: _("Parent"),
        Role.GUARDIAN: _("Guardian"),
        Role.CHILD: _("Child"),
        Role.SIBLING: _("Sibling"),
        Role.RELATIVE: _("Relative"),
        Role.MEMBER: _("Member"),
        Role.COLLATERAL: _("Collateral"),
    }[role]


def basis_words(basis: RecordBasis) -> BasisWords:
    """Return what a basis means; the sources are those of `domain/law.md`, section 7."""
    if basis is RecordBasis.JOINT:
        return BasisWords(
            _("A joint record"),
            _(
                "It is about everyone who takes part. Nothing of it leaves before each of them has "
                "agreed in writing, for a minor a parent or guardian."
            ),
            "M.G.L. c. 112, s. 172(d) · 20 CSR 2233-3.020(1)(G)1 · 20 CSR 2263-3.100(5)",
        )
    return BasisWords(
        _("The record of one identified client"),
        _(
            "It is about one of them, who decides what leaves it. The others help with that care; "
            "what is confidential about them stays out of a copy unless they agree."
        ),
        "",
    )


def signed_words(person: Participant, documents: Mapping[DocumentId, Document]) -> str:
    """Return what is wrong with the signed terms that are named, empty where nothing is.

    `documents` are those of the unit now, by id.
    """
    if person.document is None:
        return ""
    document = documents.get(person.document)
    if document is None:
        return _("the signed terms are among the documents no more")
    return _("the signed terms are marked in error") if document.in_error is not None else ""


def group_words() -> str:
    """Return how the records of a group are kept."""
    return _(
        "A group has no record in common: each member has their own, in which no other member is "
        "named."
    )


def gap_words(gap: Gap, name: str = "") -> str:
    """Return what a record lacks; `name` is of the participant, when it is somebody's gap."""
    words = {
        Lack.NOBODY: _("Nobody takes part yet."),
        Lack.BASIS: _("It is not chosen whether this is a joint record."),
        Lack.IDENTIFIED: _("It is not said who the identified client is."),
        Lack.AGREEMENT: _("{name} has not signed the terms of this record."),
        Lack.OTHER_TERMS: _("{name} signed other terms of this record than those of now."),
        Lack.SIGNER: _("{name} was a minor on that day: who signed for them?"),
        Lack.SIGNED_ANEW: _("{name} came of age and has not signed anew what was signed before."),
        Lack.OWN_FILE: _("{name} has no record of their own."),
    }[gap.lack]
    return words.format(name=name)
