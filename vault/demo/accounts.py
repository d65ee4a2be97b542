"""What the made-up practice charged of late, and what was paid: for a few clients, not for all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from vault.demo.beside import fees_of
from vault.demo.invented import Invented
from vault.demo.people import MARCUS, MARCUS_FEE
from vault.demo.prose import course_of
from vault.model.client import ClientKind
from vault.model.fee import Charge, Payment, PaymentMethod
from vault.model.ids import ChargeId, ClientId, PaymentId, new_id
from vault.model.template import PROGRESS_NOTE, kind_of
from vault.open_vault import OpenVault

_OF = 2
"""The account of one of so many clients is kept here."""

_LATELY = timedelta(days=150)
_ONE_HOUR = ("Psychotherapy, 50 minutes", "90834")
_CHILD_HOUR = ("Psychotherapy, 45 minutes", "90834")
_SERVICES = {
    ClientKind.INDIVIDUAL: _ONE_HOUR,
    ClientKind.COUPLE: ("Couple therapy, 75 minutes", "90847"),
    ClientKind.FAMILY: ("Family therapy, 75 minutes", "90847"),
}
_FIRST_CHECK = 1017


@dataclass(frozen=True)
class _Fee:
    """Dollars for a session, and from a day on other ones; `service` and its code."""

    service: tuple[str, str] = field(repr=False)
    first: int
    later: int = 0
    since: date | None = None

    def cents(self, day: date) -> int:
        """Return what a session of a day costs."""
        dollars = self.later if self.since is not None and day >= self.since else self.first
        return dollars * 100


def keep_accounts(
    vault: OpenVault,
    named: Mapping[str, ClientId],
    invented: Iterable[tuple[ClientId, Invented]],
    seed: int,
    today: date,
) -> None:
    """Charge for the sessions of the last months, and enter what was paid for them."""
    marcus = named[MARCUS.name]
    charges = list(_charges(vault, marcus, _Fee(_ONE_HOUR, MARCUS_FEE), date.min))
    payments = [
        Payment(PaymentId(new_id()), marcus, each.day, each.cents, PaymentMethod.CARD)
        for each in charges[:-1]
    ]
    for client, who in invented:
        if who.number % _OF or who.kind not in _SERVICES:
            continue
        service = _CHILD_HOUR if who.theme.minor else _SERVICES[who.kind]
        fee = _Fee(service, *fees_of(who, course_of(who, seed)))
        theirs = list(_charges(vault, client, fee, today - _LATELY))
        charges += theirs
        payments += _monthly(client, theirs, today, _FIRST_CHECK + 20 * who.number)
    vault.fees.charge(charges)
    vault.fees.pay(payments)


def _charges(vault: OpenVault, client: ClientId, fee: _Fee, since: date) -> Iterator[Charge]:
    """Yield a charge for each session since a day, the oldest first."""
    service, code = fee.service
    for each in reversed(vault.fees.chargeable(client)):
        if each.day >= since and kind_of(each.template).id == PROGRESS_NOTE:
            cents = fee.cents(each.day)
            yield Charge(ChargeId(new_id()), client, each.note, each.day, cents, service, code)


def _monthly(
    client: ClientId, charges: Iterable[Charge], today: date, check: int
) -> Iterator[Payment]:
    """Yield a check for each month, written on the third of the next one, if that has come."""
    for (year, month), of_month in groupby(charges, lambda each: (each.day.year, each.day.month)):
        day = date(year + month // 12, month % 12 + 1, 3)
        cents = sum(each.cents for each in of_month)
        if day <= today:
            words = f"No. {check}"
            yield Payment(PaymentId(new_id()), client, day, cents, PaymentMethod.CHECK, words)
            check += 1
