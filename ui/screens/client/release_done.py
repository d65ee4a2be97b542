"""Says where a copy lies, and by which digits it can be told from any other."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.form import Form
from vault.translation import _


class ReleaseDone(QWidget):
    """Both can be marked and copied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.said = Banner(theme, "teal")
        self.path, self.sha256 = _read_only(), _read_only()
        form = Form(theme)
        form.add_field("path", _("File"), self.path)
        form.add_field(
            "sha256",
            _("SHA-256"),
            self.sha256,
            help_text=_("Whoever gets the file can check by it that nothing was changed."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.said)
        column.addWidget(form)
        column.addStretch(1)

    def show_file(self, path: Path, sha256: str) -> None:
        """Show a file that was written."""
        self.path.setText(str(path))
        self.path.setCursorPosition(0)
        self.sha256.setText(sha256)
        self.sha256.setCursorPosition(0)
        self.said.say(
            _("It was read again and found whole. The release is logged in the audit chain."),
            strong=_("The copy is written."),
            closable=False,
        )


def _read_only() -> QLineEdit:
    line = QLineEdit()
    line.setReadOnly(True)
    line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return line
