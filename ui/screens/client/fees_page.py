"""What one client was charged, has paid and owes. No part of the record."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from ui.date_words import plain_day
from ui.navigation import CARE
from ui.screens.client.fee_forms import ChargeForm, FeeSheetForm, PaymentForm, VoidForm
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_form import ListForm
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.model.fee import Account, Charge, Chargeable, Payment, method_words, money_words
from vault.model.fee_agreement import FeeAgreement
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _

_PAYMENT, _SHEET = "payment", "sheet"
"""In the place of an id: a payment is to be entered, or a sheet to be made."""


@dataclass(frozen=True)
class FeesView:
    """A client's account, what nothing is charged for yet, and what was agreed on."""

    account: Account
    chargeable: tuple[Chargeable, ...]
    agreements: tuple[FeeAgreement, ...]


class FeesPage(ListPage):
    """The charges and payments of one client, the newest first, and what is owed."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Fees"),
            add=(_("Charge…"), "plus"),
            desk="client/fee-",
            removed="",
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda each, vault: vault.fees.restore(each.id),
        )
        super().__init__(tools, kind)
        self._view: FeesView | None = None
        theme, px = tools.theme, tools.theme.px
        self.balance = label("", "strong")
        self.nothing = label(
            _(
                "Nothing was charged yet. Fees are administrative: they are in no copy of the "
                "record, and what is owed never keeps one back."
            ),
            "mute",
        )
        self.payment = button(_("Enter a payment…"), theme=theme, small=True)
        self.payment.clicked.connect(lambda: self.open_form(_PAYMENT))
        self.sheet = button(_("Statement or superbill…"), icon="file-down", theme=theme, small=True)
        self.sheet.clicked.connect(lambda: self.open_form(_SHEET))
        self.back = button(_("Back to care"), theme=theme, small=True)
        self.back.clicked.connect(self._to_care)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        for widget in (self.payment, self.sheet):
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addWidget(self.balance)
        self.column.addWidget(self.nothing)
        self.column.addLayout(row)
        title = _("Fee agreements")
        self.column.addSpacing(px(12))
        self.column.addWidget(label(title, "heading"))
        self.agreed = Card(theme, inset=True, name=title)
        self.column.addWidget(self.agreed)
        self.not_agreed = label(
            _("No fee agreement is signed. Begin one with Other note, Fee agreement."), "mute"
        )
        self.column.addWidget(self.not_agreed)
        self.column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)

    def add(self) -> None:
        """Charge for a note, or say that there is none to charge for."""
        if self._view is not None and self._shown and not self._view.chargeable:
            self.banner.say(_("Everything that is signed is charged for. Sign a note first."))
        else:
            super().add()

    def clear(self) -> None:
        """Show nobody's."""
        super().clear()
        self._view = None
        self.balance.setText("")
        self.agreed.clear()

    def _show_found(self, view: FeesView) -> None:
        self._view = view
        account = view.account
        things: list[Charge | Payment] = [*account.charges, *account.payments]
        self.nothing.setVisible(not things)
        self.sheet.setVisible(bool(things))
        self.balance.setVisible(bool(things))
        self.balance.setText(_owed(account.balance))
        for each in sorted(things, key=_when, reverse=True):
            self.listed.add_row(self._row(each, account))
        self.not_agreed.setVisible(not view.agreements)
        self.agreed.setVisible(bool(view.agreements))
        self.agreed.clear()
        for agreement in reversed(view.agreements):
            self.agreed.add_row(self._agreement(agreement))

    def _agreement(self, agreement: FeeAgreement) -> ListRow:
        words = _("Version {number} · {day}")
        name = words.format(number=agreement.number, day=plain_day(agreement.day))
        said = [" ".join(agreement.fees.split()).rstrip(".")]
        if agreement.effective:
            words = _("in force from: {when}")
            said.append(words.format(when=" ".join(agreement.effective.split())))
        state = (_("newest"), "teal") if agreement.newest else None
        row = ListRow(self.tools.theme, name, said, state=state, action=_("Read"))
        row.change_asked.connect(
            partial(self.tools.navigation.go, "client", client=self._client, note=agreement.note)
        )
        return row

    def _row(self, thing: Charge | Payment, account: Account) -> ListRow:
        amount = thing.cents if isinstance(thing, Charge) else -thing.cents
        name = f"{plain_day(thing.day)} · {money_words(amount)}"
        said, state = _said(thing), None
        action = _("Void…")
        if thing.voided is not None:
            state, action = (_("void"), "plain"), _("Restore")
            said.append(thing.voided.reason)
        elif isinstance(thing, Charge) and thing.id in account.unfounded:
            state = _("its note does not stand"), "amber"
        row = ListRow(self.tools.theme, name, said, state=state, action=action)
        if thing.voided is None:
            row.change_asked.connect(partial(self.open_form, thing.id))
        else:
            row.change_asked.connect(partial(self._restore, thing.id))
        return row

    def _restore(self, known: str) -> None:
        self.change(lambda vault: vault.fees.restore(known))

    def _form_of(self, client: ClientId, desk: str, known: str) -> ListForm | None:
        view = self._view
        if view is None:
            return None
        if not known:
            charge = ChargeForm(self.tools, desk, client, view.chargeable, view.account)
            return charge if view.chargeable else None
        if known == _PAYMENT:
            return PaymentForm(self.tools, desk, client, known)
        if known == _SHEET:
            return self._sheet_form(client, desk, view.account)
        things: list[Charge | Payment] = [*view.account.charges, *view.account.payments]
        found = next((each for each in things if each.id == known and each.voided is None), None)
        return VoidForm(self.tools, desk, found) if found is not None else None

    def _sheet_form(self, client: ClientId, desk: str, account: Account) -> FeeSheetForm:
        today = self.tools.clock.now().date()
        days = [each.day for each in account.charges] + [each.day for each in account.payments]
        first = min((day for day in days if day.year == today.year), default=today)
        return FeeSheetForm(self.tools, desk, client, _SHEET, first)

    def _to_care(self) -> None:
        self.tools.navigation.go("client", client=self._client, note=CARE)


def _when(thing: Charge | Payment) -> tuple[object, bool, str]:
    return thing.day, isinstance(thing, Payment), thing.id


def _said(thing: Charge | Payment) -> list[str]:
    if isinstance(thing, Charge):
        return [each for each in (thing.service, thing.code) if each.strip()]
    return [each for each in (method_words(thing.method), thing.words) if each.strip()]


def _owed(cents: int) -> str:
    if cents < 0:
        return _("Paid ahead: {amount}").format(amount=money_words(-cents))
    return _("Owed: {amount}").format(amount=money_words(cents))


def _read(client: ClientId, vault: OpenVault) -> FeesView:
    fees = vault.fees
    return FeesView(
        fees.account(client), tuple(fees.chargeable(client)), tuple(fees.agreements(client))
    )
