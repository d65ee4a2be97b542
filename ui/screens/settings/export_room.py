"""What is to be written as plain files, and where: asked with the passphrase, for all of it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from ui.exporting import Exporting, Wanted
from ui.screens.settings.room import Room
from ui.screens.settings.ways import RECORDS
from ui.tools import Tools
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from ui.widgets.wrapped_check import WrappedCheck
from vault.model.export import Format
from vault.translation import _


class ExportRoom(Room):
    """The formats, whether process notes come along, and the place."""

    def __init__(self, tools: Tools, job: Exporting, *, by_paper: bool, has_process: bool) -> None:
        super().__init__(
            tools,
            RECORDS,
            _("Export everything"),
            _(
                "The files are not encrypted: whoever has the folder can read every record. Write "
                "it to an encrypted disk, and delete it when it is not needed any more."
            ),
        )
        self._job = job
        self.primary.set_text(_("Choose where, and write…"))
        self.formats: dict[Format, WrappedCheck] = {}
        for each, title, said in (
            (Format.PDF, _("PDFs"), _("Signed notes, to be read and printed")),
            (Format.ORIGINALS, _("Documents"), _("Attached files, as they came")),
            (Format.CSV, _("Tables"), _("CSV, for a spreadsheet or another program")),
            (Format.FHIR, _("FHIR R4"), _("For programs of clinics and hospitals")),
        ):
            check = WrappedCheck(tools.theme, title, said)
            check.box.setChecked(True)
            self.formats[each] = check
            self.body.addWidget(check)
        words = _("JSON with everything of each record is always written.")
        self.body.addWidget(label(words, "small"))
        self.process = WrappedCheck(
            tools.theme, _("Process notes too"), _("In a folder of their own")
        )
        self.body.addWidget(self.process)
        self.process.setVisible(has_process)
        self._form: Form | None = None
        self.old: PasswordField | None = None
        if not by_paper:
            self._form, self.old = self.old_secret()
        self._process_form = Form(tools.theme)
        title = _("The passphrase of process notes")
        self.process_passphrase = PasswordField(tools.theme, name=title)
        self._process_form.add_field("process", title, self.process_passphrase)
        self._process_form.hide()
        self.body.addWidget(self._process_form)
        self.process.box.toggled.connect(self._process_form.setVisible)

    def begin(self) -> None:
        """Put the keyboard into the passphrase."""
        (self.old or self.primary).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Ask where, and begin."""
        if not self._filled():
            return
        name = _("Practice export {day}").format(day=date.today().isoformat())
        chosen = self.tools.dialogs.save_file(self, _("Name a folder to make"), name)
        if not chosen:
            return
        self.busy(True)
        formats = {each for each, check in self.formats.items() if check.box.isChecked()}
        wanted = Wanted(
            Path(chosen),
            frozenset({Format.JSON, *formats}),
            self.old.text() if self.old is not None else None,
            self.process_passphrase.text() if self.process.box.isChecked() else None,
        )
        self._job.began.connect(self._began)
        self._job.begin(wanted, lambda error: self.failed(error, self._form))

    def forget(self) -> None:
        """Let both passphrases go."""
        if self.old is not None:
            self.old.take()
        self.process_passphrase.take()

    def _began(self) -> None:
        self.busy(False)
        self.leave()

    def _filled(self) -> bool:
        if self._form is not None and self.old is not None:
            self._form.clear_errors()
            if not self.old.text().strip():
                self._form.set_error("old", _("Type the present passphrase."))
                self._form.focus_first_error()
                return False
        self._process_form.clear_errors()
        if self.process.box.isChecked() and not self.process_passphrase.text().strip():
            self._process_form.set_error("process", _("Enter the passphrase of process notes."))
            self._process_form.focus_first_error()
            return False
        return True
