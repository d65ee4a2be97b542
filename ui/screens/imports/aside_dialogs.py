"""What is asked before something that was set aside leaves its seal: on what paper, or to whom."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.client_field import ClientField
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from vault.errors import BadInput, WrongSecret
from vault.model.ids import AsideId, ClientId
from vault.model.incoming.set_aside import Authorization, SetAside
from vault.model.secret import Passphrase
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.translation import _

AsNote = tuple[ClientId, date, str]
"""Whose process note it becomes, of which session, and the passphrase of process notes."""


class TakeOutDialog(FormDialog):
    """`file_asked` gives the authorization; `kept` tells that it is a process note now."""

    file_asked = Signal(object)
    kept = Signal()

    def __init__(
        self, tools: Tools, aside: SetAside, parent: QWidget, *, may_be_note: bool
    ) -> None:
        """`may_be_note` where the vault has process notes."""
        super().__init__(tools.theme, _("Take it out on an authorization"), parent)
        self._tools, self._aside = tools, aside.id
        self._today = tools.clock.now().date()
        self.paper = QLineEdit()
        words = _("What the paper is, and by whom: an authorization for psychotherapy notes.")
        self.form.add_field("paper", _("On what paper"), self.paper, help_text=words)
        self.day = DateField(tools.theme, name=_("Day of the paper"), today=self._today, past=True)
        self.day.set_value(self._today)
        self.form.add_field("day", _("Day of the paper"), self.day)
        self.where = QComboBox()
        self.where.addItem(_("To a file"), False)
        if may_be_note:
            self.where.addItem(_("Into a process note"), True)
        self.where.currentIndexChanged.connect(self._follow)
        self.form.add_field("where", _("Where it goes"), self.where)
        self.client = ClientField(tools, name=_("Whose it is"))
        self.form.add_field("client", _("Whose it is"), self.client)
        self.session = DateField(tools.theme, name=_("Day of the session"), today=self._today)
        self.form.add_field("session", _("Day of the session"), self.session)
        self.passphrase = PasswordField(tools.theme, name=_("Passphrase of process notes"))
        self.form.add_field("passphrase", _("Passphrase of process notes"), self.passphrase)
        self.take = button(_("Take out"), kind="primary", theme=tools.theme)
        self.take.clicked.connect(self._take)
        said = _(
            "It was sealed unread. Once what was written is proved byte for byte, its sealed copy "
            "leaves the vault. You sign for the paper and its day; the audit chain has that."
        )
        self.lay_out(self.take, above=(label(aside.path, "strong", wrap=True), label(said, "mute")))
        self.form.show_field("where", may_be_note)
        self._follow()
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        for name in ("client", "session", "passphrase"):
            self.form.show_field(name, bool(self.where.currentData()))

    def _take(self) -> None:
        self.form.clear_errors()
        authorization = self._authorization()
        as_note = self._as_note() if self.where.currentData() else None
        if self.form.focus_first_error() or authorization is None:
            return
        if as_note is None:
            self.file_asked.emit(authorization)
            self.accept()
            return
        self.take.setEnabled(False)
        self._tools.worker.run(
            partial(_keep_as_note, self._aside, authorization, as_note),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, _ended: SetAside) -> None:
        self.kept.emit()
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.take.setEnabled(True)
        self.banner.say(words_of(error).text)

    def _authorization(self) -> Authorization | None:
        day = self.day.value()
        if day is None:
            self.form.set_error("day", self.day.problem() or _("Of which day is the paper?"))
            return None
        try:
            return Authorization(self.paper.text(), day).cleaned(self._today)
        except BadInput as error:
            self.form.set_error("day" if day > self._today else "paper", error.sentence)
            return None

    def _as_note(self) -> AsNote | None:
        client, day = self.client.value(), self.session.value()
        if client is None:
            self.form.set_error("client", _("Choose whose it is."))
        if day is None:
            self.form.set_error("session", self.session.problem() or _("Of which session is it?"))
        if client is None or day is None:
            return None
        return client, day, self.passphrase.text()


class ReturnDialog(FormDialog):
    """`return_asked` gives to whom."""

    return_asked = Signal(str)

    def __init__(self, tools: Tools, name: str, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Give it back"), parent)
        self.to = QLineEdit()
        self.form.add_field("to", _("To whom"), self.to)
        self.give = button(_("Give back"), kind="primary", theme=tools.theme)
        self.give.clicked.connect(self._give)
        said = _(
            "It is written, byte for byte as it came, to a file that you hand over. Once that file "
            "is proved by its SHA-256, the sealed copy leaves the vault."
        )
        self.lay_out(self.give, above=(label(name, "strong", wrap=True), label(said, "mute")))
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self.form.clear_errors()
        if not self.to.text().strip():
            self.form.set_error("to", _("Say to whom it is returned."))
            self.form.focus_first_error()
            return
        self.return_asked.emit(self.to.text())
        self.accept()


def _keep_as_note(
    aside: AsideId, authorization: Authorization, note: AsNote, vault: OpenVault
) -> SetAside:
    """Keep one as a process note, with process notes opened for as long as that takes."""
    client, day, passphrase = note

    def kept_by(process: OpenProcessNotes) -> SetAside:
        return vault.set_aside.take_out_as_note(
            aside, authorization, lambda words: process.notes.add_brought(aside, client, day, words)
        )

    if vault.process is not None:
        return kept_by(vault.process)
    try:
        opened = vault.open_process(Passphrase(passphrase))
    except WrongSecret:
        raise WrongSecret(_("The passphrase of process notes does not open them.")) from None
    try:
        return kept_by(opened)
    finally:
        vault.close_process()
