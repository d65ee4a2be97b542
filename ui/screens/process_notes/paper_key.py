"""Shows the paper key of process notes, once, and asks for its end to see that it was kept."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.screens.process_notes.door import doorway
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import label
from vault.lifecycle.paper_key import LAST, ends_with, groups_of, keep_paper_key
from vault.translation import _

_IN_A_LINE = 5


class PaperKeyPage(QWidget):
    """`checked` tells that the last characters were typed back."""

    checked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._key = ""
        theme = tools.theme
        self.words = label("", "strong", wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(_("Recovery key of process notes"))
        self.typed = QLineEdit()
        self.form = Form(theme)
        self.save = button(_("Save as file"), icon="file-down", theme=theme)
        self.save.clicked.connect(self._save)
        self.go_on = button(_("Open process notes"), kind="plum", icon="check", theme=theme)
        self.go_on.clicked.connect(self._check)
        self.typed.returnPressed.connect(self._check)
        self._lay_out()

    def show_key(self, key: str) -> None:
        """Show a key that was just made."""
        self._key = key
        groups = groups_of(key)
        lines = [groups[:1]] + [
            groups[at : at + _IN_A_LINE] for at in range(1, len(groups), _IN_A_LINE)
        ]
        self.words.setText("\n".join("  ".join(line) for line in lines))
        self.typed.setFocus()

    def forget(self) -> None:
        """Hold the key no longer."""
        self._key = ""
        self.words.setText("")
        self.typed.setText("")
        self.form.clear_errors()

    def _check(self) -> None:
        if not self._key or not ends_with(self._key, self.typed.text()):
            self.form.set_error(
                "typed", _("This is not how it ends. Look at the paper, or the file, again.")
            )
            self.form.focus_first_error()
            return
        self.checked.emit()

    def _save(self) -> None:
        chosen = self._tools.dialogs.save_file(
            self, _("Where to keep the recovery key"), "process-notes-recovery-key.txt"
        )
        if chosen:
            key, path = self._key, Path(chosen)
            self._tools.worker.apart(
                lambda: keep_paper_key(path, "process", key),
                owner=self,
                done=lambda _none: self.form.set_error("typed", ""),
                failed=lambda error: self.form.set_error("typed", words_of(error).text),
            )

    def _lay_out(self) -> None:
        theme = self._tools.theme
        words = _(
            "It opens process notes when their passphrase is forgotten, and is shown this once. "
            "Write it on paper, or save it as a file and print that; keep the paper away from the "
            "computer."
        )
        title = label(_("The recovery key of process notes"), "title", wrap=True)
        page, column = doorway(theme, title, words)
        well = QFrame()
        well.setProperty("role", "well")
        inner = QVBoxLayout(well)
        inner.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        font = theme.font(13, QFont.Weight.Medium)
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("zero"), 1)
        self.words.setFont(font)
        inner.addWidget(self.words)
        column.addWidget(well)
        column.addSpacing(theme.px(16))
        question = _("The last {n} characters, as the paper has them").format(n=LAST)
        self.form.add_field("typed", question, self.typed)
        column.addWidget(self.form)
        column.addSpacing(theme.px(18))
        row = QHBoxLayout()
        row.addWidget(self.go_on)
        row.addStretch(1)
        row.addWidget(self.save)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
