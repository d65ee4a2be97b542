"""The places of the window that are about fees."""

from tests.practice import a_charge, a_payment
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.fee_forms import ChargeForm, FeeSheetForm, PaymentForm, VoidForm
from ui.screens.client.fees_page import FeesPage
from vault.model.client import Client
from vault.open_vault import OpenVault


def fees(hands: Hands, client: Client) -> None:
    """Charge for every note but one, and enter two payments, one of which is void."""

    def arrange(vault: OpenVault) -> None:
        for each in vault.fees.chargeable(client.id)[1:]:
            service = "Psychotherapy of ninety minutes with two people, in the evening"
            charge = a_charge(vault.notes.get(each.note), service=service, code="90837")
            vault.fees.charge([charge])
        paid, mistaken = a_payment(client, words="No. 1017"), a_payment(client)
        vault.fees.pay([paid, mistaken])
        vault.fees.void(mistaken.id, "It was another client who paid that day.")

    hands.tools.worker.run(arrange, owner=hands.shell)
    hands.tools.navigation.go("client", client=client.id, note="fees")


def payment(hands: Hands) -> None:
    """Enter a payment of no amount, instead of the charge."""
    hands.find(ChargeForm).back_out()
    hands.settle()
    hands.find(FeesPage).payment.click()
    hands.find(PaymentForm).lines["amount"].setText("a lot")
    hands.find(PaymentForm).finish()


def make_sheet(hands: Hands) -> None:
    """Ask for a superbill."""
    hands.find(PaymentForm).back_out()
    hands.settle()
    page = hands.find(FeesPage)
    page.sheet.click()


def mistaken(hands: Hands, client: Client) -> None:
    """Say of a payment that it does not count, and not why."""
    hands.find(FeeSheetForm).back_out()
    hands.settle()
    payments = ask(hands, lambda v: v.fees.account(client.id)).payments
    paid = next(each for each in payments if each.voided is None)
    hands.find(FeesPage).open_form(paid.id)
    hands.find(VoidForm).finish()
