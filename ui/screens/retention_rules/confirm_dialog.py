"""Asks when and where a rule of retention was held against the official text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from vault.translation import _


class ConfirmDialog(FormDialog):
    """`confirmed` gives the confirmation."""

    confirmed = Signal(object)

    def __init__(self, tools: Tools, rule: str, name: str, source: str, parent: QWidget) -> None:
        """`source` is where the program's own copy was read."""
        super().__init__(tools.theme, _("Held against the official text"), parent)
        self._tools, self._rule = tools, rule
        today = tools.clock.now().date()
        self.address = QLineEdit()
        self.address.setAccessibleName(_("Where you read it"))
        words = _("The address of the official text, or the book and page.")
        self.form.add_field("address", _("Where you read it"), self.address, help_text=words)
        self.day = DateField(tools.theme, name=_("On which day"), today=today, past=True)
        self.day.set_value(today)
        self.form.add_field("day", _("On which day"), self.day)
        self.confirm_button = button(_("It says the same"), kind="primary", theme=tools.theme)
        self.confirm_button.clicked.connect(self.confirm)
        said = _(
            "Read the official text as it stands today, and compare the years and what they run "
            "from. If it says something else, cancel, and add it as a rule of your own."
        )
        above = [label(name, "strong", wrap=True), label(said, "mute")]
        if source:
            above.append(label(_("Our copy: {source}").format(source=source), "small"))
        self.lay_out(self.confirm_button, above=above)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Keep the confirmation."""
        self.form.clear_errors()
        day = self.day.value()
        if day is None:
            self.form.set_error("day", self.day.problem() or _("On which day did you read it?"))
        elif day > self._tools.clock.now().date():
            self.form.set_error("day", _("This day is in the future."))
        if not self.address.text().strip():
            self.form.set_error("address", _("Say where you read the official text."))
        if self.form.focus_first_error() or day is None:
            return
        rule, address = self._rule, self.address.text()
        self.confirm_button.setEnabled(False)
        self._tools.worker.run(
            lambda v: v.retention_rules.confirm(rule, day, address),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, confirmation: object) -> None:
        self.confirmed.emit(confirmation)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.confirm_button.setEnabled(True)
        self.banner.say(words_of(error).text)
