"""What is entered about fees: a charge, a payment, and why one of them does not count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ui.date_words import plain_day
from ui.note_words import template_words
from ui.save_sheet import save_sheet
from ui.tools import Tools
from ui.widgets.list_form import ListForm
from vault.errors import BadInput
from vault.model.fee import (
    Account,
    Charge,
    Chargeable,
    Payment,
    PaymentMethod,
    method_words,
    money_words,
    parse_money,
)
from vault.model.ids import ChargeId, ClientId, NoteId, PaymentId, new_id
from vault.open_vault import OpenVault
from vault.translation import _


@dataclass(frozen=True)
class Voiding:
    """Why a charge or a payment counts no more."""

    id: str
    reason: str = field(repr=False)


@dataclass(frozen=True)
class _Kept:
    """The fees of an open vault, as the forms of lists know a service."""

    vault: OpenVault

    def add(self, things: Sequence[Any]) -> list[Any]:
        charges = [each for each in things if isinstance(each, Charge)]
        return list(
            self.vault.fees.charge(charges) if charges else self.vault.fees.pay(list(things))
        )

    def change(self, voiding: Voiding) -> Any:
        return self.vault.fees.void(voiding.id, voiding.reason)

    def remove(self, known: Any) -> Any:
        raise AssertionError(known)


class ChargeForm(ListForm):
    """Charges for one signed note; what was charged last is there to begin with."""

    def __init__(
        self,
        tools: Tools,
        desk: str,
        client: ClientId,
        notes: Sequence[Chargeable],
        account: Account,
    ) -> None:
        super().__init__(tools, desk, _("A charge"), "")
        self._client = client
        self._days = {each.note: each.day for each in notes}
        words = {
            each.note: f"{plain_day(each.day)}, {template_words(each.template)}" for each in notes
        }
        source = _(
            "Only what is signed and was provided can be charged for, as 262 CMR 8.02(4) says for "
            "its licenses."
        )
        self.add_choice("note", _("For what"), words, source)
        self.add_line("amount", _("Amount in dollars"), QLineEdit(), _("Such as 150 or 87.50."))
        words_help = _("As it is to stand on a statement, such as “Psychotherapy, 50 minutes”.")
        self.add_line("service", _("Service"), QLineEdit(), words_help)
        self.add_line("code", _("Code of the payer"), QLineEdit(), _("Empty where none is asked."))
        last = next((each for each in reversed(account.charges) if each.voided is None), None)
        if last is not None:
            self.lines["amount"].setText(money_words(last.cents).removeprefix("$"))
            self.lines["service"].setText(last.service)
            self.lines["code"].setText(last.code)
        self.ready(self._charge, _Kept, "")

    def _charge(self) -> Charge | None:
        cents = amount_in(self)
        service, note = self.lines["service"].text(), self.choices["note"].currentData()
        if not service.strip():
            self.form.set_error("service", _("What is the charge for?"))
        if cents is None or note is None:
            return None
        return Charge(
            id=ChargeId(new_id()),
            client=self._client,
            note=NoteId(note),
            day=self._days[note],
            cents=cents,
            service=service,
            code=self.lines["code"].text(),
        )


class PaymentForm(ListForm):
    """Enters what was paid."""

    def __init__(self, tools: Tools, desk: str, client: ClientId, known: str) -> None:
        super().__init__(tools, desk, _("A payment"), known)
        self._client = client
        self.remove.hide()
        self.add_day("day", _("Paid on"), over=True)
        self.days["day"].set_value(tools.clock.now().date())
        self.add_line("amount", _("Amount in dollars"), QLineEdit(), _("Such as 150 or 87.50."))
        methods = {each: method_words(each) for each in PaymentMethod}
        self.add_choice("method", _("How"), methods)
        words = _("Such as the number of a check. It stands on a statement.")
        self.add_line("words", _("In words"), QLineEdit(), words)
        self.ready(self._payment, _Kept, known)

    def _payment(self) -> Payment | None:
        day, cents = self.days["day"].value(), amount_in(self)
        if day is None and not self.form.error("day"):
            self.form.set_error("day", _("On which day was it paid?"))
        if day is None or cents is None:
            return None
        return Payment(
            id=PaymentId(new_id()),
            client=self._client,
            day=day,
            cents=cents,
            method=PaymentMethod(self.choices["method"].currentData()),
            words=self.lines["words"].text(),
        )


class VoidForm(ListForm):
    """Asks why a charge or a payment does not count."""

    def __init__(self, tools: Tools, desk: str, thing: Charge | Payment) -> None:
        super().__init__(tools, desk, _("It does not count"), thing.id)
        self.remove.hide()
        words = _("{amount} of {day}. It stays in the list, and counts no more.")
        help_text = words.format(amount=money_words(thing.cents), day=plain_day(thing.day))
        self.add_text("reason", _("Why"), help_text)
        self.ready(self._voiding, _Kept, thing.id)

    def _voiding(self) -> Voiding | None:
        reason = self.texts["reason"].text()
        if not reason.strip():
            self.form.set_error("reason", _("Why does it not count?"))
            return None
        return Voiding(self._known_id, reason)


class FeeSheetForm(ListForm):
    """Asks for which days a statement or a superbill is, and writes it where the person says."""

    def __init__(self, tools: Tools, desk: str, client: ClientId, known: str, first: date) -> None:
        super().__init__(tools, desk, _("Statement or superbill"), known)
        self._client = client
        self.remove.hide()
        self.save.set_text(_("Save as PDF…"))
        kinds = {
            "statement": _("statement: charges, payments, what is owed"),
            "superbill": _("superbill: for the client’s insurer"),
        }
        self.add_choice("kind", _("What"), kinds)
        self.add_day("first", _("From"))
        self.add_day("last", _("To"))
        words = _("Only what you enter here is on it. It tells the insurer.")
        self.add_line("diagnosis", _("Diagnosis"), QLineEdit(), words)
        self.days["first"].set_value(first)
        self.days["last"].set_value(tools.clock.now().date())
        self.choices["kind"].currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        self.ready(lambda: None, _Kept, known)

    @property
    def is_superbill(self) -> bool:
        """Whether a superbill is asked for."""
        return bool(self.choices["kind"].currentData() == "superbill")

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered."""
        super().take_up(kept)
        self._show_fields()

    def finish(self) -> None:
        """Ask where, make the sheet, and write it there; the vault is needed to begin with only."""
        span = self._span() if self.save.isEnabled() else None
        if span is None:
            return
        name = _("Superbill.pdf") if self.is_superbill else _("Statement.pdf")
        chosen = self.tools.dialogs.save_file(self, _("Save a file that is not encrypted"), name)
        if not chosen:
            return
        self.banner.clear()
        self.save.setEnabled(False)
        diagnosis = self.lines["diagnosis"].text() if self.is_superbill else None
        self.tools.worker.run(
            partial(_prepared, self._client, span, diagnosis),
            owner=self,
            done=partial(self._write, Path(chosen)),
            failed=self._refused,
        )

    def _write(self, chosen: Path, prepared: Any) -> None:
        self.tools.worker.apart(
            partial(save_sheet, prepared, chosen),
            owner=self,
            done=self._written,
            failed=self._refused,
        )

    def _written(self, _name: str) -> None:
        self.save.setEnabled(True)
        self.tools.notices.say(_("Saved. The file is not encrypted: whoever has it can read it."))
        self.back_out()

    def _span(self) -> tuple[date, date] | None:
        """Return the days, or None when something is wrong, which is said beside the field."""
        self.form.clear_errors()
        first, last = self.days["first"].value(), self.days["last"].value()
        for name, day in (("first", first), ("last", last)):
            if day is None:
                self.form.set_error(name, self.days[name].problem() or _("Enter a day."))
        if first is not None and last is not None and last < first:
            self.form.set_error("last", _("The last day is before the first."))
        if self.form.focus_first_error() or first is None or last is None:
            return None
        return first, last

    def _show_fields(self) -> None:
        self.form.show_field("diagnosis", self.is_superbill)


def _prepared(
    client: ClientId, span: tuple[date, date], diagnosis: str | None, vault: OpenVault
) -> Any:
    if diagnosis is None:
        return vault.fees.statement(client, *span)
    return vault.fees.superbill(client, *span, diagnosis)


def amount_in(form: ListForm) -> int | None:
    """Return the amount that was entered, in cents, or None and say so beside it."""
    try:
        return parse_money(form.lines["amount"].text())
    except BadInput as error:
        form.form.set_error("amount", f"{error.sentence} {error.hint}".strip())
        return None
