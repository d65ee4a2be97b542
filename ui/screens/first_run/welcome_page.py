"""The first page: what this is, and what the set-up asks."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.first_run.page import Page
from ui.tools import Tools
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from vault.translation import _


class WelcomePage(Page):
    """Says what a vault is and what stays where."""

    part = 0

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("Set up your practice"),
            _("A record vault for one practice, on this computer and nowhere else."),
        )
        self.next_words = _("Begin")
        card = Card(tools.theme)
        for icon, words in (
            ("lock", _("Everything is encrypted with a passphrase only you know.")),
            ("notebook-pen", _("Process notes have a passphrase of their own.")),
            ("file-key", _("A recovery key on paper opens the vault if you forget it.")),
            (
                "sliders-horizontal",
                _("A few questions decide which rules apply. “I don't know” is an answer."),
            ),
        ):
            card.add_row(self._line(icon, words))
        self.column.addWidget(card)
        self.column.addSpacing(tools.theme.px(16))
        self.column.addWidget(label(_("It takes about ten minutes."), "small"))
        self.column.addSpacing(tools.theme.px(4))
        self.column.addWidget(legal_note())

    def _line(self, icon: str, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setSpacing(self.tools.theme.px(12))
        row.addWidget(IconLabel(self.tools.theme, icon, "teal"))
        row.addWidget(label(words, "body"), 1)
        return line
