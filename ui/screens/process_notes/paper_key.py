"""Shows the paper key of process notes, once, and asks for it to see that it was kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.process_notes.door import doorway
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.labels import label
from ui.widgets.recovery_key_panel import RecoveryKeyPanel
from vault.model.secret import PaperKey
from vault.translation import _


class PaperKeyPage(QWidget):
    """`checked` tells that the key was typed back."""

    checked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.panel: RecoveryKeyPanel | None = None
        theme = tools.theme
        self.go_on = button(_("Open process notes"), kind="plum", icon="check", theme=theme)
        self.go_on.clicked.connect(self._check)
        words = _("It opens process notes when their passphrase is forgotten. It is shown once.")
        title = label(_("The recovery key of process notes"), "title", wrap=True)
        page, column = doorway(theme, title, words)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        column.addSpacing(theme.px(18))
        row = QHBoxLayout()
        row.addWidget(self.go_on)
        row.addStretch(1)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def show_key(self, made: PaperKey) -> None:
        """Show a key that was just made."""
        self.forget()
        self.panel = RecoveryKeyPanel(self._tools, made)
        self.panel.typed.returnPressed.connect(self._check)
        self._place.addWidget(self.panel)
        self.panel.begin()

    def forget(self) -> None:
        """Hold the key no longer."""
        if self.panel is not None:
            self.panel.forget()
            self.panel = None
        empty(self._place)

    def _check(self) -> None:
        if self.panel is not None and self.panel.check():
            self.checked.emit()
