"""What a client owes, beneath the care, and the way to the fees."""

from ui.navigation import FEES
from ui.screens.client.see_part import SeePart
from ui.tools import Tools
from vault.model.fee import Account, money_words
from vault.model.ids import ClientId
from vault.translation import _


class FeesPart(SeePart):
    """Leads to the fees."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _("Fees"), _("See the fees"), FEES)

    def show_account(self, client: ClientId, account: Account) -> None:
        """Show what is owed."""
        if not account.charges and not account.payments:
            words = _("Nothing was charged yet.")
        elif account.balance < 0:
            words = _("{amount} was paid ahead.").format(amount=money_words(-account.balance))
        else:
            words = _("{amount} is owed.").format(amount=money_words(account.balance))
        self.say(client, words)
