"""Keeps a record longer than its rules ask, through a day and for a reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from vault.model.ids import ClientId, ReviewId, new_id
from vault.model.retention_review import Review
from vault.translation import _


class KeepDialog(FormDialog):
    """`kept` gives the review. What was half entered goes with the window, at a lock too."""

    kept = Signal(object)

    def __init__(self, tools: Tools, client: ClientId, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Keep this record longer"), parent)
        self._tools, self._client = tools, client
        today = tools.clock.now().date()
        self.through = DateField(tools.theme, name=_("Keep through"), today=today)
        self.form.add_field("through", _("Keep through"), self.through)
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Why it is kept longer"))
        words = _("Such as a complaint that may come, or a condition that may return.")
        self.form.add_field("why", _("Why it is kept longer"), self.why, help_text=words)
        self.keep_button = button(_("Keep longer"), kind="primary", theme=tools.theme)
        self.keep_button.clicked.connect(self.keep)
        said = _("The date never comes before that of the rules: it is the later of both.")
        self.lay_out(self.keep_button, above=(label(said, "mute"),))
        self.through.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep the record through the day."""
        self.form.clear_errors()
        through, today = self.through.value(), self._tools.clock.now().date()
        if through is None:
            words = self.through.problem() or _("Through which day is it kept?")
            self.form.set_error("through", words)
        elif through < today:
            self.form.set_error("through", _("This day is past."))
        if not self.why.text().strip():
            self.form.set_error("why", _("Say in a few words why the record is kept longer."))
        if self.form.focus_first_error():
            return
        review = Review(ReviewId(new_id()), self._client, today, through, self.why.text())
        self.keep_button.setEnabled(False)
        self._tools.worker.run(
            lambda v: v.retention.add([review])[0],
            owner=self,
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, review: Review) -> None:
        self.kept.emit(review)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.keep_button.setEnabled(True)
        self.banner.say(words_of(error).text)
