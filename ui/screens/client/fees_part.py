"""What a client owes, beneath the care, and the way to the fees."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.navigation import FEES
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.fee import Account, money_words
from vault.model.ids import ClientId
from vault.translation import _


class FeesPart(QWidget):
    """Leads to the fees."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        theme, px = tools.theme, tools.theme.px
        self.see = button(_("See…"), theme=theme, name=_("See the fees"), small=True)
        self.see.clicked.connect(self._go)
        head = QHBoxLayout()
        head.addWidget(label(_("Fees"), "heading"), 1)
        head.addWidget(self.see)
        self.said = label("", "mute")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.said)

    def show_account(self, client: ClientId, account: Account) -> None:
        """Show what is owed."""
        self._client = client
        if not account.charges and not account.payments:
            self.said.setText(_("Nothing was charged yet."))
        elif account.balance < 0:
            words = _("{amount} was paid ahead.")
            self.said.setText(words.format(amount=money_words(-account.balance)))
        else:
            words = _("{amount} is owed.")
            self.said.setText(words.format(amount=money_words(account.balance)))

    def clear(self) -> None:
        """Show nobody's."""
        self._client = None
        self.said.setText("")

    def _go(self) -> None:
        if self._client is not None:
            self._tools.navigation.go("client", client=self._client, note=FEES)
