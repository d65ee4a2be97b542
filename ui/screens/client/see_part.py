"""What is said in a sentence beneath the care of a client, and the way to all of it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.ids import ClientId
from vault.translation import _


class SeePart(QWidget):
    """Leads to a page of the client's file."""

    def __init__(self, tools: Tools, title: str, spoken: str, address: str) -> None:
        """`spoken` is what a screen reader says of the button, `address` the place of the page."""
        super().__init__()
        self._tools, self._address = tools, address
        self._client: ClientId | None = None
        theme, px = tools.theme, tools.theme.px
        self.see = button(_("See…"), theme=theme, name=spoken, small=True)
        self.see.clicked.connect(self._go)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"), 1)
        head.addWidget(self.see)
        self.said = label("", "mute")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.said)

    def say(self, client: ClientId, words: str) -> None:
        """Say something of a client."""
        self._client = client
        self.said.setText(words)

    def clear(self) -> None:
        """Say nothing of anybody."""
        self._client = None
        self.said.setText("")

    def _go(self) -> None:
        if self._client is not None:
            self._tools.navigation.go("client", client=self._client, note=self._address)
