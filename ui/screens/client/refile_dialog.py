"""Takes a signed note that was filed in the wrong record to the right one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.date_words import plain_day
from ui.errors import words_of
from ui.note_words import template_words
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.client_field import ClientField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from vault.model.client_row import ClientRow
from vault.model.direction import isolated
from vault.model.note import Note
from vault.translation import _


class RefileDialog(FormDialog):
    """`refiled` gives the note as it is in the other record."""

    refiled = Signal(object)

    def __init__(self, tools: Tools, note: Note, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Filed in the wrong record"), parent)
        self._tools, self._note = tools, note.id
        self.client = ClientField(tools, name=_("The right record"))
        self.client.chosen.connect(self._show_chosen)
        self.form.add_field("client", _("The right record"), self.client)
        self.chosen = label("", "small")
        self.chosen.hide()
        self.refile_button = button(_("File it there"), kind="primary", theme=tools.theme)
        self.refile_button.clicked.connect(self.refile)
        what = _("{what} of {day}").format(
            what=template_words(note.template), day=plain_day(note.service_date)
        )
        words = _(
            "The note goes to the right record as it was signed, with its addenda and the day it "
            "was first filed. This record, its searches and its copies show it no more: they say "
            "that a note was taken out today, and not whose it is. Both are in the chain. Copies "
            "that left before hold it still."
        )
        above = label(what, "strong"), label(words, "mute")
        self.lay_out(self.refile_button, above=above, below=(self.chosen,))
        self.client.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Cancel; not while the note is on its way."""
        if self.refile_button.isEnabled():
            super().reject()

    def refile(self) -> None:
        """File the note in the record that was chosen."""
        client, note = self.client.value(), self._note
        if not self.refile_button.isEnabled():
            return
        self.form.clear_errors()
        if client is None:
            words = _("Choose a client: type the first letters of the name, then Enter.")
            self.form.set_error("client", words)
            self.client.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.refile_button.setEnabled(False)
        self._tools.worker.run(
            lambda v: v.refilings.refile(note, client),
            owner=self,
            done=self._refiled,
            failed=self._refused,
        )

    def _show_chosen(self) -> None:
        client = self.client.value()
        if client is not None:
            self._tools.worker.run(
                lambda v: v.clients.row(client), owner=self, done=self._say_chosen
            )

    def _say_chosen(self, row: ClientRow) -> None:
        born = plain_day(row.birth_date) if row.birth_date is not None else _("unknown")
        self.chosen.setText(_("{name}, born {day}").format(name=isolated(row.name), day=born))
        self.chosen.show()

    def _refiled(self, note: Note) -> None:
        self.accept()
        self.refiled.emit(note)

    def _refused(self, error: Exception) -> None:
        self.refile_button.setEnabled(True)
        self.banner.say(words_of(error).text)
