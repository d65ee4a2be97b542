"""fee charge, pay, void, restore, list, agreements, statement and superbill: what clients owe."""

import argparse
from datetime import date
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import Shape, answer_ids, entered_text, printed_schema, read_input
from vault.lifecycle.paper_key import write_page
from vault.model.dates import parse_date
from vault.model.fee import (
    Account,
    Charge,
    Payment,
    PaymentMethod,
    method_words,
    money_words,
    parse_money,
)
from vault.model.fee_agreement import FeeAgreement
from vault.model.ids import ChargeId, ClientId, NoteId, PaymentId, new_id
from vault.model.text import unless_blank
from vault.services.fees import PreparedFeeSheet
from vault.translation import _


class ChargeShape(Shape):
    """A charge for a signed note; its day is that of the note. `amount` is in dollars, as text."""

    client: str
    note: str
    amount: str
    service: str
    code: str = ""

    def noun(self) -> Charge:
        """Return the charge. Raises BadInput for an amount that is none."""
        return Charge(
            id=ChargeId(new_id()),
            client=ClientId(self.client),
            note=NoteId(self.note),
            day=date.min,
            cents=parse_money(self.amount),
            service=self.service,
            code=self.code,
        )


class PaymentShape(Shape):
    """A payment; `amount` is in dollars, as text."""

    client: str
    day: str
    amount: str
    method: PaymentMethod
    words: str = ""

    def noun(self) -> Payment:
        """Return the payment. Raises BadInput for an amount or a day that is none."""
        return Payment(
            id=PaymentId(new_id()),
            client=ClientId(self.client),
            day=parse_date(self.day),
            cents=parse_money(self.amount),
            method=self.method,
            words=self.words,
        )


def charge(options: argparse.Namespace, output: Output) -> None:
    """Charge for the signed note, or the array of them, on standard input."""
    if printed_schema(ChargeShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(ChargeShape)
        added = vault.fees.charge([each.noun() for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def pay(options: argparse.Namespace, output: Output) -> None:
    """Enter the payment, or the array of them, on standard input."""
    if printed_schema(PaymentShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(PaymentShape)
        added = vault.fees.pay([each.noun() for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def void(options: argparse.Namespace, output: Output) -> None:
    """Let a charge or a payment count no more, for the reason on standard input."""
    with open_vault(options, output) as vault:
        voided = vault.fees.void(options.id, entered_text())
    output.answer({"id": voided.id}, _("Voided."))


def restore(options: argparse.Namespace, output: Output) -> None:
    """Let what was voided count again."""
    with open_vault(options, output) as vault:
        restored = vault.fees.restore(options.id)
    output.answer({"id": restored.id}, _("It counts again."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List a client's charges and payments, what can be charged for, and what is owed."""
    with open_vault(options, output) as vault:
        account = vault.fees.account(ClientId(options.client))
        open_notes = vault.fees.chargeable(ClientId(options.client))
    value = {
        "charges": [_charge_json(each, account) for each in account.charges],
        "payments": [_payment_json(each) for each in account.payments],
        "chargeable": [
            {"note": each.note, "day": each.day.isoformat(), "template": each.template}
            for each in open_notes
        ],
        "balance": money_words(account.balance),
    }
    lines = [*_lines(account), _("Owed: {amount}").format(amount=money_words(account.balance))]
    output.answer(value, "\n".join(lines))


def agreements(options: argparse.Namespace, output: Output) -> None:
    """List a client's signed fee agreements, the first version first."""
    with open_vault(options, output) as vault:
        found = vault.fees.agreements(ClientId(options.client))
    value = [
        {
            "note": each.note,
            "version": each.number,
            "day": each.day.isoformat(),
            "newest": each.newest,
            "fees": each.fees,
            "effective": each.effective,
        }
        for each in found
    ]
    lines = [f"{each.note}  {_agreement_line(each)}" for each in found]
    output.answer(value, "\n".join(lines) or _("No fee agreement is signed."))


def _agreement_line(each: FeeAgreement) -> str:
    said = [_("version {number} of {day}").format(number=each.number, day=each.day)]
    said += [_("newest")] if each.newest else []
    said.append(" ".join(each.fees.split()))
    if each.effective:
        said.append(_("in force from: {when}").format(when=" ".join(each.effective.split())))
    return ", ".join(said)


def statement(options: argparse.Namespace, output: Output) -> None:
    """Write a statement of some days as a PDF."""
    with open_vault(options, output) as vault:
        client, span = ClientId(options.client), _span(options)
        prepared = vault.fees.statement(client, *span)
    _write(prepared, options, output)


def superbill(options: argparse.Namespace, output: Output) -> None:
    """Write a superbill of some days as a PDF; a diagnosis is on it if one is on standard input."""
    with open_vault(options, output) as vault:
        client, span = ClientId(options.client), _span(options)
        diagnosis = entered_text() if options.with_diagnosis else ""
        prepared = vault.fees.superbill(client, *span, diagnosis)
    _write(prepared, options, output)


def _span(options: argparse.Namespace) -> tuple[date, date]:
    return parse_date(options.first), parse_date(options.last)


def _write(prepared: PreparedFeeSheet, options: argparse.Namespace, output: Output) -> None:
    write_page(options.out, prepared.render(output.progress(quiet=options.quiet)))
    output.say(_("This file is not encrypted: whoever has it can read it."))
    value = {"file": path_text(options.out)}
    output.answer(value, _("Written: {file}").format(file=path_text(options.out)))


def _charge_json(each: Charge, account: Account) -> dict[str, Any]:
    return {
        "id": each.id,
        "note": each.note,
        "day": each.day.isoformat(),
        "amount": money_words(each.cents),
        "service": each.service,
        "code": each.code,
        "voided": each.voided.reason if each.voided else None,
        "note_stands": each.id not in account.unfounded,
    }


def _payment_json(each: Payment) -> dict[str, Any]:
    return {
        "id": each.id,
        "day": each.day.isoformat(),
        "amount": money_words(each.cents),
        "method": each.method,
        "words": each.words,
        "voided": each.voided.reason if each.voided else None,
    }


def _lines(account: Account) -> list[str]:
    rows: list[tuple[date, str]] = []
    for charge in account.charges:
        said = [money_words(charge.cents), charge.service, unless_blank(charge.code)]
        said += [_("void")] if charge.voided else []
        said += [_("its note does not stand")] if charge.id in account.unfounded else []
        rows.append((charge.day, f"{charge.id}  {charge.day}  {', '.join(filter(None, said))}"))
    for payment in account.payments:
        amount, how = money_words(-payment.cents), method_words(payment.method)
        said = [amount, how, unless_blank(payment.words), _("void") if payment.voided else ""]
        rows.append((payment.day, f"{payment.id}  {payment.day}  {', '.join(filter(None, said))}"))
    return [line for _day, line in sorted(rows, key=lambda row: row[0])]
