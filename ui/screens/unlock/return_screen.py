"""Where a window that locked with unsaved words waits: who could unlock it may come back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from vault.translation import _

WIDTH = 400


class ReturnScreen(QWidget):
    """Shows nothing of the vault. `allowed` lets the person back, `try_again` locks once more."""

    allowed = Signal()
    try_again = Signal()

    def __init__(self, tools: Tools, error: Exception) -> None:
        super().__init__()
        self._tools = tools
        middle = QWidget()
        middle.setFixedWidth(tools.theme.px(WIDTH))
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addWidget(label(_("Not everything could be saved"), "title", wrap=True))
        why = _("{reason} What you wrote last is only in this window, so it was not closed.")
        column.addWidget(label(why.format(reason=words_of(error).sentence), "body"))
        name = _("Passphrase or recovery key of the records")
        self._field = PasswordField(tools.theme, name=name)
        self._field.returnPressed.connect(self._check)
        heading = label(name, "field")
        heading.setBuddy(self._field)
        column.addWidget(heading)
        column.addWidget(self._field)
        self._hint = label("", "error")
        column.addWidget(self._hint)
        row = QHBoxLayout()
        back = button(_("Return to it"), kind="primary", theme=tools.theme)
        back.clicked.connect(self._check)
        again = button(_("Save and lock again"), theme=tools.theme)
        again.clicked.connect(self.try_again)
        row.addWidget(back)
        row.addWidget(again)
        row.addStretch(1)
        column.addLayout(row)
        QGridLayout(self).addWidget(middle, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def _check(self) -> None:
        typed = self._field.take()
        self._tools.worker.run(lambda v: v.ways_in.is_secret(typed), owner=self, done=self._checked)

    def _checked(self, right: bool) -> None:
        if right:
            self.allowed.emit()
        else:
            self._hint.setText(_("This does not open it."))
