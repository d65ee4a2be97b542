"""Asks from which day to which a timeline is wanted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from vault.errors import BadInput
from vault.model.timeline_row import ALL_DAYS, Days
from vault.translation import _


class DaysDialog(FormDialog):
    """`chosen` gives the days; an empty field asks for nothing on its side."""

    chosen = Signal(object)

    def __init__(self, tools: Tools, days: Days, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Timeline from a day to a day"), parent)
        today = tools.clock.now().date()
        self.first, self.last = (
            DateField(tools.theme, name=title, today=today, past=True)
            for title in (_("From"), _("To"))
        )
        about = _("Both days are counted in. An empty field asks for nothing.")
        self.form.add_field("first", _("From"), self.first)
        self.form.add_field("last", _("To"), self.last, help_text=about)
        self.first.set_value(days.first)
        self.last.set_value(days.last)
        self.all_button = button(_("All days"), theme=tools.theme)
        self.all_button.setEnabled(days != ALL_DAYS)
        self.all_button.clicked.connect(lambda: self._done(ALL_DAYS))
        self.show_button = button(_("Show"), kind="primary", icon="calendar", theme=tools.theme)
        self.show_button.clicked.connect(self.show_days)
        self.show_button.setDefault(True)
        self.lay_out(self.show_button, apart=self.all_button)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_days(self) -> None:
        """List the days that stand here."""
        self.form.clear_errors()
        for name, field in (("first", self.first), ("last", self.last)):
            self.form.set_error(name, field.problem())
        if self.form.focus_first_error():
            return
        days = Days(self.first.value(), self.last.value())
        try:
            days.check()
        except BadInput as error:
            self.form.set_error("last", words_of(error).text)
            self.form.focus_first_error()
            return
        self._done(days)

    def _done(self, days: Days) -> None:
        self.accept()
        self.chosen.emit(days)
