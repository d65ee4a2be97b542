"""The call sheet: whom it names, what opens it, and the card that opens nothing else."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.printing import print_pages
from ui.tools import Tools
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.paper_row import PaperRow
from vault.lifecycle.call_sheet import call_card_page, keep_call_card
from vault.model.call_sheet import CallCard
from vault.open_vault import OpenVault
from vault.translation import _, count_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class CallSheetCard(Card):
    """Makes call cards, each a page to be printed."""

    def __init__(self, tools: Tools) -> None:
        title = _("Call sheet")
        super().__init__(tools.theme, inset=True, name=title)
        self._tools = tools
        head = QWidget()
        QVBoxLayout(head).addWidget(label(title, "heading", wrap=False))
        self.add_row(head)
        self.paper = PaperRow(tools, _("Make a call card…"), icon="phone")
        self.paper.save_asked.connect(self._save)
        self.paper.print_asked.connect(partial(self.paper.with_printer, self._print))
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
        column.addSpacing(tools.theme.px(6))
        column.addWidget(self.paper)
        self.add_row(body)

    def reload(self, *, may_make: bool) -> None:
        """Read again what stands on the sheet."""
        self.paper.setVisible(may_make)
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

    def _save(self) -> None:
        name = _("Strongroom call card.pdf")
        chosen = self._tools.dialogs.save_file(self, _("Save the call card"), name)
        if not chosen:
            return
        file = Path(chosen)
        if not file.suffix:
            file = file.with_suffix(".pdf")
        self.paper.begin(_("Setting the page …"))
        words = _("Saved as “{name}”. Print it, then delete the file.").format(name=file.name)
        self._make(partial(keep_call_card, file), words)

    def _print(self, printer: "QPrinter") -> None:
        def keep(card: CallCard) -> None:
            print_pages([call_card_page(card)], printer)

        self._make(keep, _("Sent to the printer."))

    def _make(self, keep: Callable[[CallCard], None], words: str) -> None:
        """Make a card that opens nothing before it was kept: saved, or with the printer."""
        self._tools.worker.run(
            lambda v: v.call_sheets.make_card(keep),
            owner=self,
            done=lambda _recipient: self.paper.say(words),
            failed=self.paper.refuse,
        )


def _counts(vault: OpenVault) -> tuple[int, int]:
    return len(vault.call_sheets.sheet().entries), vault.call_sheets.cards()
