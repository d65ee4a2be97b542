"""A quiet page before the settings, for one thing that needs a secret; nothing of it is kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.screens.settings.ways import PROCESS
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from vault.errors import WrongSecret
from vault.translation import _

WIDTH = 520


class Room(QWidget):
    """A title, what is asked, a primary button and Cancel. `left` tells that it is over.

    A room that was left forgets every secret.
    """

    left = Signal()

    def __init__(self, tools: Tools, compartment: str, title: str, sentence: str) -> None:
        super().__init__()
        self.tools = tools
        self.compartment = compartment
        if compartment == PROCESS:
            self.setProperty("room", "process")
        px = tools.theme.px
        inside = QWidget()
        inside.setMaximumWidth(px(WIDTH))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(20))
        head = QVBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(label(title, "title", wrap=True))
        head.addWidget(label(sentence, "mute"))
        self._column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(16))
        self._column.addLayout(self.body)
        self.problem = label("", "error")
        self.problem.hide()
        self._column.addWidget(self.problem)
        self._column.addLayout(self._buttons())
        self._column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(8), 0, 0)
        row.addWidget(inside, 1)
        row.addStretch(0)

    def begin(self) -> None:
        """Put the keyboard where one begins."""

    def go_on(self) -> None:
        """Do what the primary button says."""

    def forget(self) -> None:
        """Let every secret go."""

    def leave(self) -> None:
        """Go back to the settings."""
        self.forget()
        self.left.emit()

    def old_secret(self, *, by_paper: bool = False) -> tuple[Form, PasswordField]:
        """Add the field for the present passphrase; return its form and itself.

        `by_paper` lets the recovery key do as well.
        """
        form = Form(self.tools.theme)
        title = (
            _("The present passphrase, or the recovery key")
            if by_paper
            else _("The present passphrase")
        )
        field = PasswordField(self.tools.theme, name=title)
        form.add_field("old", title, field)
        self.body.addWidget(form)
        return form, field

    @property
    def is_busy(self) -> bool:
        """Whether the vault is at work for this page, and its answer is to come."""
        return not self.cancel.isEnabled()

    def busy(self, busy: bool) -> None:
        """Let nothing be pressed while the vault works."""
        self.primary.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        if busy:
            self.problem.hide()
        elif not self.isVisible():
            self.forget()  # Whoever went elsewhere while it was busy has left no secret here.

    def failed(self, error: Exception, form: Form | None = None) -> None:
        """Say what went wrong: beside the old passphrase when it is that."""
        self.busy(False)
        words = words_of(error).text
        if form is not None and isinstance(error, WrongSecret):
            form.set_error("old", words)
            form.focus_first_error()
        else:
            self.problem.setText(words)
            self.problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the primary button says; Escape leaves."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QPushButton):
                focus.click()
            elif self.primary.isEnabled():
                self.go_on()
        elif event.key() == Qt.Key.Key_Escape and self.cancel.isEnabled():
            self.leave()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        theme = self.tools.theme
        kind = "plum" if self.compartment == PROCESS else "primary"
        self.primary = button(_("Go on"), kind=kind, theme=theme)
        self.primary.clicked.connect(lambda: self.go_on())
        self.cancel = button(_("Cancel"), theme=theme)
        self.cancel.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.primary)
        row.addWidget(self.cancel)
        row.addStretch(1)
        return row
