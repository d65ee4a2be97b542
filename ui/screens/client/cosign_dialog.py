"""Has a supervisor co-sign what waits in a note: here with a passphrase, or as it was on paper."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ui.date_words import plain_day
from ui.errors import words_of
from ui.note_words import template_words
from ui.screens.client.reading import OpenedNote
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from vault.model.cosignature import Cosigning, How, Supervisor
from vault.model.document import Document
from vault.model.ids import DocumentId, NoteId
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_WIDTH = 540


class CosignDialog(FormDialog):
    """`cosigned` says that it is done. Only what was shown when it was opened is co-signed."""

    cosigned = Signal()

    def __init__(self, tools: Tools, opened: OpenedNote, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Co-sign"), parent, width=_WIDTH)
        self._tools, self._note = tools, opened.note
        self._cosigning = opened.cosigning
        theme = tools.theme
        self.who, self.how, self.document = QComboBox(), QComboBox(), QComboBox()
        for each in opened.cosigning.may:
            self.who.addItem(each.who.signature_name, each.id)
        self.passphrase = PasswordField(theme, name=_("The supervisor’s passphrase"))
        today = tools.clock.now().date()
        self.day = DateField(theme, name=_("Day on the paper"), today=today, past=True)
        self.day.set_value(today)
        self._add_fields()
        self.cosign_button = button(_("Co-sign"), kind="primary", icon="signature", theme=theme)
        self.cosign_button.clicked.connect(self.cosign)
        for line in (self.passphrase, self.day.line):
            line.returnPressed.connect(self.cosign)
        above = label(_what(opened), "strong"), label(self._told(), "mute")
        self.lay_out(self.cosign_button, above=above)
        self.who.currentIndexChanged.connect(self._show_ways)
        self.how.currentIndexChanged.connect(self._show_fields)
        self._show_ways()
        client = opened.note.client
        tools.worker.run(
            lambda v: v.documents.of_client(client), owner=self, done=self._show_documents
        )

    def cosign(self) -> None:
        """Co-sign what waits, as it is entered."""
        by = self._supervisor()
        if by is None or not self.cosign_button.isEnabled():
            return
        self.form.clear_errors()
        self.banner.clear()
        on_paper = self.how.currentData() == How.ON_PAPER
        problem = self.day.problem() if on_paper else ""
        if problem or (on_paper and self.day.value() is None):
            self.form.set_error("day", problem or _("Which day stands on the paper?"))
        elif not on_paper and not self.passphrase.text():
            self.form.set_error("passphrase", _("Type the passphrase."))
        if self.form.focus_first_error():
            return
        self.cosign_button.setEnabled(False)
        what, day = (self._cosigning, self._note.id, by), self.day.value()
        if on_paper and day is not None:
            scan = self.document.currentData()
            job = partial(_cosign_on_paper, *what, day, DocumentId(scan) if scan else None)
        else:
            job = partial(_cosign, *what, self.passphrase.take())
        self._tools.worker.keep(job, owner=self, done=self._done, failed=self._refused)

    def reject(self) -> None:
        """Cancel; not while it is on its way."""
        if self.cosign_button.isEnabled():
            super().reject()

    def _add_fields(self) -> None:
        self.form.add_field("who", _("Supervisor"), self.who)
        self.form.add_field("how", _("How"), self.how)
        self.form.add_field("passphrase", _("The supervisor’s passphrase"), self.passphrase)
        self.form.add_field("day", _("Day on the paper"), self.day)
        words = _("Attach it among the documents first, if it is to stand here.")
        self.document.addItem(_("None"), "")
        self.form.add_field("document", _("Scan of the paper"), self.document, help_text=words)
        self.form.show_field("who", len(self._cosigning.may) > 1)

    def _told(self) -> str:
        """Return what co-signing does, and of what."""
        addenda = len(self._cosigning.waiting) - (self._note.id in self._cosigning.waiting)
        what = _("The note is co-signed as it is shown.")
        if addenda:
            words = count_of("With {n} addendum below it.", "With {n} addenda below it.", addenda)
            what = f"{what} {words}"
            if self._note.id not in self._cosigning.waiting:
                what = count_of(
                    "{n} addendum below the note is co-signed as it is shown.",
                    "{n} addenda below the note are co-signed as they are shown.",
                    addenda,
                )
        return f"{what} " + _("Nothing of it changes, and a co-signature cannot be taken back.")

    def _supervisor(self) -> Supervisor | None:
        chosen = self.who.currentData()
        return next((each for each in self._cosigning.may if each.id == chosen), None)

    def _show_ways(self) -> None:
        by = self._supervisor()
        self.how.clear()
        if by is not None and by.public_key:
            self.how.addItem(_("Here, by the supervisor"), How.HERE)
        self.how.addItem(_("It was co-signed on paper"), How.ON_PAPER)
        self._show_fields()

    def _show_fields(self) -> None:
        on_paper = self.how.currentData() == How.ON_PAPER
        self.form.show_field("passphrase", not on_paper)
        self.form.show_field("day", on_paper)
        self.form.show_field("document", on_paper)
        self.cosign_button.set_text(_("Keep it") if on_paper else _("Co-sign"))
        (self.day if on_paper else self.passphrase).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_documents(self, documents: list[Document]) -> None:
        for each in documents:
            if each.in_error is None:
                words = f"{each.title} · {plain_day(each.received)}"
                self.document.addItem(words, each.id)

    def _done(self, _made: object) -> None:
        self.accept()
        self.cosigned.emit()

    def _refused(self, error: Exception) -> None:
        self.cosign_button.setEnabled(True)
        self.banner.say(words_of(error).text)
        self._show_fields()


def _what(opened: OpenedNote) -> str:
    return _("{what} of {day}").format(
        what=template_words(opened.note.template, opened.own_title),
        day=plain_day(opened.note.service_date),
    )


def _cosign(
    cosigning: Cosigning, note: NoteId, by: Supervisor, passphrase: str, vault: OpenVault
) -> object:
    return vault.cosignatures.cosign(by.id, note, cosigning.waiting, passphrase)


def _cosign_on_paper(
    cosigning: Cosigning,
    note: NoteId,
    by: Supervisor,
    day: date,
    document: DocumentId | None,
    vault: OpenVault,
) -> object:
    return vault.cosignatures.cosign_on_paper(by.id, note, cosigning.waiting, day, document)
