"""How much the completeness check does not find in a record, and the way to what that is."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.navigation import COMPLETE
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.completeness import Standing
from vault.model.completeness_words import count_words
from vault.model.ids import ClientId
from vault.translation import _


class CheckPart(QWidget):
    """Part of the page of a client's care."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        self.see = button(
            _("See each…"), theme=tools.theme, name=_("See what the record holds"), small=True
        )
        self.see.clicked.connect(self._go)
        head = QHBoxLayout()
        head.addWidget(label(_("Is the record complete?"), "heading", wrap=False), 1)
        head.addWidget(self.see)
        self.count = label("", "body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tools.theme.px(12), 0, 0)
        column.setSpacing(tools.theme.px(12))
        column.addLayout(head)
        column.addWidget(self.count)

    def show_count(
        self, client: ClientId, lacking: Mapping[Standing, int] | None, *, damaged: bool
    ) -> None:
        """Show how much is not found; None where no list is for the license, or it is damaged."""
        self._client = client
        said = [count_words(standing, count) for standing, count in (lacking or {}).items()]
        nothing = _("The check finds nothing that is missing.")
        if lacking is None:
            nothing = _("No list was found for your license as it stands in Settings.")
        if damaged:
            nothing = _("A note of this record is damaged, so the record was not looked through.")
        self.count.setText(" ".join(said) or nothing)

    def clear(self) -> None:
        """Show nobody."""
        self._client = None
        self.count.setText("")

    def _go(self) -> None:
        if self._client is not None:
            self._tools.navigation.go("client", client=self._client, note=COMPLETE)
