"""“Save…” and “Print…” of a sheet of ours beside each other, and beneath them what became of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.printing import find_printers, no_printer, print_pages
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.translation import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PaperRow(QWidget):
    """Tells by `save_asked` and `print_asked` what is wanted; whoever has the sheet does it."""

    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, tools: Tools, save: str, *, icon: str) -> None:
        """`save` is the word on the first button, and `icon` stands before it."""
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self.save = button(save, icon=icon, theme=theme)
        self.print = button(_("Print…"), icon="printer", theme=theme)
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self.print_asked)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(theme.px(120))
        words = _(
            "What is printed goes through this computer’s print service: it and the printer may "
            "keep a copy for a while."
        )
        self.warning = label(words, "small")
        self.print.setAccessibleDescription(words)
        self.said = label("", "small")
        self.problem = label("", "error")
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for widget in (self.save, self.print, self.bar):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(row)
        column.addWidget(self.warning)
        column.addWidget(self.said)
        column.addWidget(self.problem)
        self.say("")

    def begin(self, words: str) -> None:
        """Say what is being done; nothing else is asked for meanwhile."""
        self._show(words, busy=True)
        self.bar.setAccessibleName(words)

    def say(self, words: str) -> None:
        """Say what was done."""
        self._show(words)
        if words:
            announce(self.said, words)

    def refuse(self, error: Exception) -> None:
        """Say why it could not be done."""
        self._show("")
        self.problem.setText(words_of(error).text)
        self.problem.show()
        announce(self.problem, self.problem.text())

    def send(
        self, pages: Callable[[], Sequence[bytes]], done: Callable[[], object] | None = None
    ) -> None:
        """Ask for a printer and print the PDFs that `pages` returns, made beside the window.

        `done` is called once the printer has them.
        """

        def sent(_none: object) -> None:
            self.say(_("Sent to the printer."))
            if done is not None:
                done()

        self.with_printer(
            lambda printer: self._tools.worker.apart(
                lambda: print_pages(pages(), printer), owner=self, done=sent, failed=self.refuse
            )
        )

    def with_printer(self, then: "Callable[[QPrinter], object]") -> None:
        """Ask for a printer; where one is chosen, say that it prints and go on."""

        def chosen(names: list[str]) -> None:
            printer = self._tools.dialogs.printer(self) if names else None
            if printer is None:
                self._show("")
                if not names:
                    self.refuse(no_printer())
                return
            self.begin(_("Printing …"))
            then(printer)

        self.begin(_("Looking for printers …"))
        self._tools.worker.apart(find_printers, owner=self, done=chosen, failed=self.refuse)

    def _show(self, words: str, *, busy: bool = False) -> None:
        for each in (self.save, self.print):
            each.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.problem.hide()
