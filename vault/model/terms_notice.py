"""The terms of a record of several people as they are printed, for each who takes part to sign."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from vault.errors import NotAllowed
from vault.model.client import ClientKind
from vault.model.participant import Participant, RecordBasis, Terms, checked_terms, signers_of
from vault.model.participant_words import BasisWords, basis_words
from vault.model.printed_letter import free_file_name
from vault.translation import _

VERSION = "2026-11"
"""Of the words of the page, and of `basis_words`; another one when they change."""


@dataclass(frozen=True)
class TermsSigner:
    """Somebody who is to sign the terms; for a `minor` a parent or guardian signs."""

    name: str = field(repr=False)
    minor: bool = False


@dataclass(frozen=True)
class TermsNotice:
    """On what terms the record of a unit is kept, `identified` by name, and who is to sign them."""

    unit: str = field(repr=False)
    basis: RecordBasis
    identified: str = field(repr=False)
    signers: tuple[TermsSigner, ...]

    @property
    def words(self) -> BasisWords:
        """What everyone agrees to."""
        return basis_words(self.basis)


def terms_notice(
    terms: Terms,
    unit: str,
    kind: ClientKind,
    people: Sequence[Participant],
    today: date,
    majority_age: int,
) -> TermsNotice:
    """Return the terms of a unit of this name, for whoever takes part today to sign.

    A collateral signs nothing. Raises NotAllowed as `checked_terms` does, for terms that were not
    chosen or name no identified client, and where nobody takes part who could sign.
    """
    checked_terms(terms, kind, people)
    named = next((each.name for each in people if each.id == terms.identified), "")
    if terms.basis is None or not terms.is_chosen:
        raise NotAllowed(
            _("The terms of this record are not chosen yet."),
            hint=_("Choose them under People: a joint record, or whose of them it is."),
        )
    there = signers_of(people)
    if not there:
        raise NotAllowed(
            _("Nobody is entered who takes part, and each of them signs the terms."),
            hint=_("Enter under People who takes part."),
        )
    signers = (TermsSigner(each.name, each.is_minor(today, majority_age)) for each in there)
    return TermsNotice(unit, terms.basis, named, tuple(signers))


def terms_file_name(notice: TermsNotice, day: date, taken: Collection[str]) -> str:
    """Return a name for the file of the page that is not taken: its kind and the day, no name."""
    return free_file_name(f"terms-{notice.basis}-{day.isoformat()}", taken)
