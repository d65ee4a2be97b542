"""The end of a record, asked for or carried out: the passphrase signs it, as the first look did."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from vault.errors import WrongSecret
from vault.model.destruction import Destruction, Told
from vault.model.destruction_words import content_words
from vault.model.ids import ClientId, record_number
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.translation import _


class EndDialog(FormDialog):
    """`ended` gives the destruction. No secret stays in it: it goes with its last answer."""

    ended = Signal(object)

    def __init__(
        self,
        tools: Tools,
        client: ClientId,
        whose: str,
        waiting: Destruction | None,
        parent: QWidget,
        *,
        process_notes: bool,
    ) -> None:
        """Carry out `waiting`, or ask where it is None; with `process_notes` there may be some."""
        title = _("End this record") if waiting is None else _("Second look: end this record")
        super().__init__(tools.theme, title, parent, width=560)
        self._tools, self._client, self._waiting = tools, client, waiting
        self.passphrase = PasswordField(tools.theme, name=_("Passphrase of the records"))
        self.form.add_field("passphrase", _("Passphrase of the records"), self.passphrase)
        self.process = PasswordField(tools.theme, name=_("Passphrase of process notes"))
        self.form.add_field(
            "process",
            _("Passphrase of process notes"),
            self.process,
            help_text=_("Process notes about this client end with the record."),
        )
        asks_process = waiting is not None and process_notes
        self.form.show_field("process", asks_process)
        self.told = [
            self._add_told(
                "place", _("Place"), _("Where it is done; it stands on the certificate.")
            ),
            self._add_told("witness", _("Witness"), _("Who sees it, if anybody does.")),
            self._add_told("media", _("Disk"), _("Its maker, model and number, if you know them.")),
        ]
        self.keeps_name = QCheckBox(_("The register may show the name"))
        self.form.add_row(self.keeps_name)
        self.keeps_name.setVisible(waiting is None)
        words = _("Ask for the end") if waiting is None else _("Destroy the record")
        kind = "primary" if waiting is None else "danger"
        self.end_button = button(words, kind=kind, theme=tools.theme)
        self.end_button.clicked.connect(self.end)
        for field in (self.passphrase, self.process):
            field.returnPressed.connect(self.end)
        said = _(
            "Nothing happens for a week, in which one click takes it back. After that you look at "
            "it again and sign once more. A hold, a request, a new contact or a planned session "
            "stops it."
        )
        if waiting is not None:
            said = _("After this the record cannot be brought back by this program.")
        number = _("record {number}").format(number=record_number(client))
        self.whose = label(" · ".join(filter(None, (whose, number))), "strong", wrap=True)
        self.goes = label("", "small")
        above = self.whose, self.goes, label(said, "body"), label(_remains(), "small")
        self.lay_out(self.end_button, above=above)
        tools.worker.run(
            lambda v: (v.destructions.what_goes(client), v.destructions.notices(client)),
            owner=self,
            done=self._show_what_goes,
            failed=self._refused,
        )
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Ask for the end, or carry it out."""
        self.form.clear_errors()
        secret, process = self.passphrase.text(), self.process.text()
        if not secret:
            self.form.set_error("passphrase", _("Enter the passphrase: it signs this."))
        if self.form.is_shown("process") and not process:
            self.form.set_error("process", _("Enter the passphrase of process notes."))
        if self.form.focus_first_error() or not self.end_button.isEnabled():
            return
        self.end_button.setEnabled(False)
        # A secret is in the field no longer than it is typed.
        for field in (self.passphrase, self.process):
            field.take()
        job: Callable[[OpenVault], Any]
        if self._waiting is None:
            job = partial(_ask, self._client, secret, self.keeps_name.isChecked())
        else:
            told = Told(*(each.text() for each in self.told))
            job = partial(_finish, self._waiting, secret, process, told)
        self._tools.worker.keep(job, owner=self, done=self._done, failed=self._refused)

    def _add_told(self, name: str, title: str, help_text: str) -> QLineEdit:
        field = QLineEdit()
        self.form.add_field(name, title, field, help_text=help_text)
        self.form.show_field(name, self._waiting is not None)
        return field

    def _show_what_goes(self, found: tuple[Mapping[str, int], Sequence[str]]) -> None:
        counts, notices = found
        goes = "; ".join(f"{words}: {count}" for words, count in content_words(counts))
        asked = _("A rule speaks of a notice: {words}")
        self.goes.setText("\n".join([goes, *(asked.format(words=each) for each in notices)]))

    def reject(self) -> None:
        """Cancel; not while it is on its way."""
        if self.end_button.isEnabled():
            super().reject()

    def _done(self, destruction: Destruction) -> None:
        self.ended.emit(destruction)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.end_button.setEnabled(True)
        self.banner.say(words_of(error).text, closable=False)


def _remains() -> str:
    return _(
        "Notes with all versions, documents, process notes, drafts, fees and everything else of "
        "this file go from both databases. A line of the register stays: record number, year of "
        "birth, first and last contact, the rule, and the certificate. Backups hold the record "
        "until they age out; copies that were given out stay where they are."
    )


def _ask(client: ClientId, secret: str, keeps_name: bool, vault: OpenVault) -> Destruction:
    return vault.destructions.ask(client, secret, keeps_name=keeps_name)


def _finish(
    waiting: Destruction, secret: str, process: str, told: Told, vault: OpenVault
) -> Destruction:
    """Carry it out, with process notes opened for as long as that takes."""
    if vault.process is not None:
        return vault.destructions.finish(waiting.id, secret, vault.process.endings, told)
    if not process:
        return vault.destructions.finish(waiting.id, secret, None, told)
    try:
        opened = vault.open_process(Passphrase(process))
    except WrongSecret:
        raise WrongSecret(_("The passphrase of process notes does not open them.")) from None
    try:
        return vault.destructions.finish(waiting.id, secret, opened.endings, told)
    finally:
        vault.close_process()
