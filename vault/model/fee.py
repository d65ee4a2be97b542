"""Fees: a charge for what was done, a payment, and what is owed. Apart from the record.

262 CMR 8.02(4): bill accurately and truthfully, and not for services that were not provided. So a
charge stands on a signed note of what was done. Nothing here may decide whether a copy of the
record leaves (262 CMR 8.02(1)(d)): what releases may not import this module.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from vault.errors import BadInput, NotAllowed
from vault.model.appointment import CALLED_OFF, SessionStatus
from vault.model.ids import ChargeId, ClientId, NoteId, PaymentId
from vault.model.template import kind_of
from vault.model.text import clean_line, clean_text
from vault.translation import _

MOST_CENTS = 10_000_000_00
"""The most that one charge or payment can be, in cents."""

_MONEY = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\Z", re.ASCII)


class PaymentMethod(StrEnum):
    """How it was paid; what is waived is owed no more, and was not paid."""

    CASH = "cash"
    CHECK = "check"
    CARD = "card"
    TRANSFER = "transfer"
    INSURER = "insurer"
    WAIVED = "waived"


@dataclass(frozen=True)
class Voided:
    """That a charge or a payment does not count: why, and since when that is said."""

    reason: str = field(repr=False)
    at: datetime


@dataclass(frozen=True)
class Charge:
    """What a client owes for what one signed note tells of, on its `day`.

    `service` says what was done, as a statement shows it; `code` is that of the payer, may be
    empty. A charge never changes: one that is wrong is voided, and entered again.
    """

    id: ChargeId
    client: ClientId
    note: NoteId
    day: date
    cents: int
    service: str = field(repr=False)
    code: str = field(default="", repr=False)
    voided: Voided | None = None

    def cleaned(self) -> "Charge":
        """Return this with its text normalised.

        Raises BadInput for an amount that is none, and a service that says nothing.
        """
        _check_amount(self.cents)
        service = clean_line(self.service, _("The service"))
        if not service.strip():
            raise BadInput(_("Say what the charge is for."))
        code = clean_line(self.code, _("The code"))
        return replace(self, service=service, code=code)


@dataclass(frozen=True)
class Payment:
    """What was paid on a day, and how; `words` such as the number of a check, may be empty."""

    id: PaymentId
    client: ClientId
    day: date
    cents: int
    method: PaymentMethod
    words: str = field(default="", repr=False)
    voided: Voided | None = None

    def cleaned(self, today: date) -> "Payment":
        """Return this with its text normalised.

        Raises BadInput for an amount that is none, and a day that is to come.
        """
        _check_amount(self.cents)
        if self.day > today:
            raise BadInput(_("This day is in the future."))
        return replace(self, words=clean_line(self.words, _("The words")))


@dataclass(frozen=True)
class Chargeable:
    """A signed note for which nothing is charged yet: of which day, and in which template."""

    note: NoteId
    day: date
    template: str


@dataclass(frozen=True)
class Account:
    """A client's charges and payments, the oldest first, and what is owed in cents.

    Below 0 the practice owes. `unfounded` are the charges whose note does not stand any more: it
    is marked in error, or in another record now. They count no more than what was voided: a charge
    is for a signed contact of this client (262 CMR 8.02(4)).
    """

    charges: tuple[Charge, ...]
    payments: tuple[Payment, ...]
    unfounded: frozenset[ChargeId] = frozenset()

    @property
    def balance(self) -> int:
        """What the client owes, in cents."""
        return self.until(date.max)

    def counts(self, each: "Charge | Payment") -> bool:
        """Tell whether a charge or a payment counts."""
        return each.voided is None and each.id not in self.unfounded

    def until(self, day: date) -> int:
        """Return what was owed at the end of a day, in cents."""
        charged = sum(each.cents for each in self.charges if self.counts(each) and each.day <= day)
        return charged - sum(
            each.cents for each in self.payments if self.counts(each) and each.day <= day
        )


def void(thing: "Charge | Payment", reason: str, at: datetime) -> Voided:
    """Return the mark that something does not count.

    Raises BadInput without a reason, NotAllowed for what is voided already.
    """
    if thing.voided is not None:
        raise NotAllowed(_("This is voided already."))
    reason = clean_text(reason, _("The reason"))
    if not reason.strip():
        raise BadInput(_("Say why it does not count."))
    return Voided(reason, at)


def check_chargeable(
    template: str, *, signed: bool, in_error: bool, is_to_come: bool, session: SessionStatus | None
) -> None:
    """Raise NotAllowed unless a note is one that may be charged for.

    It must be signed, stand, and tell of a professional contact or of a service that
    resources/record-kinds.toml names, of a day that has come; the session it is about may not be
    missed or cancelled, unless that is what it tells of.
    """
    kind = kind_of(template)
    hint = _(
        "Nothing is billed for that was not provided, as 262 CMR 8.02(4) says for its licenses."
    )
    if not signed:
        raise NotAllowed(_("Only what is signed can be charged for. Sign the note first."))
    if in_error:
        raise NotAllowed(_("This note is marked in error, so nothing is charged for it."))
    if is_to_come:
        raise NotAllowed(_("This day is still to come."), hint=hint)
    if not (kind.contact or kind.charge):
        raise NotAllowed(_("A note of this kind is not charged for."), hint=hint)
    if kind.contact and session in CALLED_OFF:
        raise NotAllowed(_("The session of this note is marked as missed or canceled."), hint=hint)


def parse_money(text: str) -> int:
    """Return an amount in dollars, such as "150", "$1,150.5" or "90.00", in cents.

    Raises BadInput for what is none, or 0.
    """
    match = _MONEY.match(text.strip())
    if match is None:
        raise BadInput(_("This is no amount."), hint=_("Such as 150 or 87.50."))
    cents = int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0"))
    _check_amount(cents)
    return cents


def money_words(cents: int) -> str:
    """Return an amount as one reads it, such as "$1,150.50", with a minus below 0."""
    sign = "−" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02}"


def method_words(method: PaymentMethod) -> str:
    """Return how it was paid, in words."""
    words: Mapping[PaymentMethod, str] = {
        PaymentMethod.CASH: _("cash"),
        PaymentMethod.CHECK: _("check"),
        PaymentMethod.CARD: _("card"),
        PaymentMethod.TRANSFER: _("transfer"),
        PaymentMethod.INSURER: _("paid by the insurer"),
        PaymentMethod.WAIVED: _("waived"),
    }
    return words[method]


def _check_amount(cents: int) -> None:
    if type(cents) is not int or not 0 < cents <= MOST_CENTS:
        raise BadInput(_("An amount must be above 0, and not more than 10,000,000."))
