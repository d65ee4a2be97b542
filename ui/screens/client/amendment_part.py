"""How many requests to amend the record there are, beneath the care of a client."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.navigation import AMENDMENTS
from ui.screens.client.care_reading import CareView
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.amendment_words import left_words
from vault.model.ids import ClientId
from vault.translation import _, count_of


class AmendmentPart(QWidget):
    """Leads to the requests."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        theme, px = tools.theme, tools.theme.px
        self.see = button(
            _("See…"), theme=theme, name=_("See the requests to amend the record"), small=True
        )
        self.see.clicked.connect(self._go)
        head = QHBoxLayout()
        head.addWidget(label(_("Requests to amend the record"), "heading"), 1)
        head.addWidget(self.see)
        self.said = label("", "mute")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.said)

    def show_requests(self, client: ClientId, view: CareView) -> None:
        """Show how many requests there are, how many wait, and for how long yet."""
        self._client = client
        if not view.amendments:
            self.said.setText(_("No request is entered."))
            return
        count = len(view.amendments)
        said = [count_of("{n} request is entered.", "{n} requests are entered.", count)]
        waiting = sum(each.is_open for each in view.amendments)
        if waiting:
            said.append(count_of("{n} waits to be decided.", "{n} wait to be decided.", waiting))
        if view.amendment_clock is not None:
            words = _("The next one: {left}.")
            said.append(words.format(left=left_words(view.amendment_clock.left)))
        self.said.setText(" ".join(said))

    def clear(self) -> None:
        """Show nobody's requests."""
        self._client = None
        self.said.setText("")

    def _go(self) -> None:
        if self._client is not None:
            self._tools.navigation.go("client", client=self._client, note=AMENDMENTS)
