"""The first time: the compartment of process notes is made, with a passphrase of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.process_notes.door import doorway, what_they_are
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.new_passphrase import NewPassphrase
from vault.translation import _

LEAST_SCORE = 3
"""Of zxcvbn: "Good"."""


class MakingPage(QWidget):
    """Takes the new passphrase twice; `passphrase_given` hands it over."""

    passphrase_given = Signal(str)
    back_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self.fields = NewPassphrase(
            theme,
            tools.worker,
            title=_("New passphrase of process notes"),
            again=_("The same passphrase again"),
        )
        self.fields.first.returnPressed.connect(self.fields.again.setFocus)
        self.fields.again.returnPressed.connect(self._give)
        self.make = button(_("Make their compartment"), kind="plum", icon="key-round", theme=theme)
        self.make.clicked.connect(self._give)
        self._lay_out()

    def refuse(self, sentence: str) -> None:
        """Say why the compartment was not made."""
        self.make.setEnabled(True)
        self.fields.refuse(sentence)

    def forget(self) -> None:
        """Empty both fields."""
        self.fields.take()
        self.make.setEnabled(True)

    def _give(self) -> None:
        if not self.make.isEnabled() or not self.fields.check():
            return
        score = self.fields.score
        if score is not None and score < LEAST_SCORE:
            self.fields.refuse(_("Choose a stronger one: four or five unusual words."))
            return
        self.make.setEnabled(False)
        self.passphrase_given.emit(self.fields.take())

    def _lay_out(self) -> None:
        theme = self._tools.theme
        words = _(
            "{sentence} Choose a passphrase that is not the one of the records: who learns one "
            "must not have both."
        ).format(sentence=what_they_are())
        title = label(_("Process notes get their own key"), "title", wrap=True)
        page, column = doorway(theme, title, words)
        column.addWidget(self.fields)
        column.addSpacing(theme.px(18))
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        back = button(_("Back to the record"), kind="link", icon="arrow-left", theme=theme)
        back.clicked.connect(self.back_asked)
        row.addWidget(back)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
