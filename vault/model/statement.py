"""What a statement or a superbill is put together from: one client's account over some days."""

from dataclasses import dataclass, field
from datetime import date

from vault.model.fee import Account, Charge, Payment
from vault.model.ids import NoteId
from vault.model.practice import Licensee


@dataclass(frozen=True)
class Statement:
    """The account of a client, of the days from `first` to `last`.

    `missed` are the notes of appointments that were missed: a fee for one is owed, but nothing was
    provided. `diagnosis` is what a superbill is to say, empty for nothing.
    """

    licensee: Licensee
    name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    first: date
    last: date
    account: Account
    missed: frozenset[NoteId]
    diagnosis: str = field(repr=False)
    made_on: date

    @property
    def charges(self) -> list[Charge]:
        """The charges of these days that count: those whose note stands."""
        return [each for each in self.account.charges if self._counts(each)]

    @property
    def services(self) -> list[Charge]:
        """The charges of these days for what was provided."""
        return [each for each in self.charges if each.note not in self.missed]

    @property
    def payments(self) -> list[Payment]:
        """The payments of these days that count."""
        return [each for each in self.account.payments if self._counts(each)]

    def _counts(self, each: Charge | Payment) -> bool:
        return self.account.counts(each) and self.first <= each.day <= self.last
