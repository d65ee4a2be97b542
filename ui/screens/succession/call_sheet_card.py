"""The call sheet: whom it names, what opens it, and the card that opens nothing else."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from vault.lifecycle.call_sheet import keep_call_card
from vault.open_vault import OpenVault
from vault.translation import _, count_of


class CallSheetCard(Card):
    """Makes call cards, each a page to be printed."""

    def __init__(self, tools: Tools) -> None:
        title = _("Call sheet")
        super().__init__(tools.theme, inset=True, name=title)
        self._tools = tools
        head = QWidget()
        row = QHBoxLayout(head)
        row.setSpacing(tools.theme.px(16))
        row.addWidget(label(title, "heading", wrap=False), 1)
        self.make = button(_("Make a call card…"), icon="phone", theme=tools.theme, small=True)
        self.make.clicked.connect(self._make)
        row.addWidget(self.make)
        self.add_row(head)
        self.said = label("", "small")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(tools.theme.px(6))
        words = _(
            "Whom to call if you cannot work: names, numbers, next sessions, and the line you "
            "wrote for it in a client’s details. No note, diagnosis or record can be reached "
            "with it."
        )
        column.addWidget(label(words, "mute"))
        column.addWidget(self.said)
        self.add_row(body)

    def reload(self, *, may_make: bool) -> None:
        """Read again what stands on the sheet."""
        self.make.setVisible(may_make)
        self._tools.worker.run(_counts, owner=self, done=self._show)

    def _show(self, counts: tuple[int, int]) -> None:
        clients, cards = counts
        words = _("{clients} · {cards}; the recovery key and executor cards open it too.")
        self.said.setText(
            words.format(
                clients=count_of("{n} client", "{n} clients", clients),
                cards=count_of("{n} call card", "{n} call cards", cards),
            )
        )

    def _make(self) -> None:
        name = _("Strongroom call card.pdf")
        chosen = self._tools.dialogs.save_file(self, _("Save the call card"), name)
        if not chosen:
            return
        file = Path(chosen)
        if not file.suffix:
            file = file.with_suffix(".pdf")
        self.make.setEnabled(False)
        self._tools.worker.run(
            lambda v: v.call_sheets.make_card(partial(keep_call_card, file)),
            owner=self,
            done=lambda _recipient: self._made(file.name),
            failed=self._failed,
        )

    def _made(self, name: str) -> None:
        self.make.setEnabled(True)
        words = _("Saved as “{name}”. Print it, then delete the file.").format(name=name)
        self._tools.notices.say(words)
        announce(self, words)

    def _failed(self, error: Exception) -> None:
        self.make.setEnabled(True)
        self.said.setText(words_of(error).text)
        announce(self, self.said.text())


def _counts(vault: OpenVault) -> tuple[int, int]:
    return len(vault.call_sheets.sheet().entries), vault.call_sheets.cards()
