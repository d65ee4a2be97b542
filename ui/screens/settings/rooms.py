"""Changing a passphrase, adding a recovery key, and checking the one on paper."""

from PySide6.QtCore import Qt

from ui.recovery_reminder import settle
from ui.screens.settings.room import Room
from ui.screens.settings.ways import (
    RECORDS,
    add_paper_key,
    change_passphrase,
    prove_paper_key,
)
from ui.tools import Tools
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.password_field import PasswordField
from ui.widgets.recovery_key_panel import RecoveryKeyPanel
from vault.errors import NotAllowed
from vault.model.practice import Licensee
from vault.model.secret import PaperKey
from vault.translation import _


class ChangeRoom(Room):
    """A new passphrase in place of the present one."""

    def __init__(self, tools: Tools, compartment: str, *, by_paper: bool) -> None:
        titles = {
            "records": _("Change the passphrase of the records"),
            "process": _("Change the passphrase of process notes"),
        }
        super().__init__(
            tools,
            compartment,
            titles[compartment],
            _("Old backups still open with the old passphrase."),
        )
        self.primary.set_text(_("Change the passphrase"))
        self._form: Form | None = None
        self.old: PasswordField | None = None
        if not by_paper:
            self._form, self.old = self.old_secret(by_paper=compartment != RECORDS)
        self.new = NewPassphrase(
            tools.theme,
            tools.worker,
            title=_("The new passphrase"),
            again=_("The same once more"),
        )
        self.body.addWidget(self.new)
        tools.worker.run(lambda v: v.practice.get(), owner=self, done=self._know)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        (self.old or self.new.first).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Change it, on the vault's thread."""
        if self._form is not None:
            self._form.clear_errors()
        if self._form is not None and self.old is not None and not self.old.text().strip():
            self._form.set_error("old", _("Type the present passphrase."))
            self._form.focus_first_error()
            return
        if not self.new.check():
            return
        compartment, new = self.compartment, self.new.text()
        old = self.old.text() if self.old is not None else ""
        self.busy(True)
        self.tools.worker.run(
            lambda v: change_passphrase(v, compartment, old, new),
            owner=self,
            done=lambda _none: self._changed(),
            failed=self._refused,
        )

    def forget(self) -> None:
        """Empty every field."""
        if self.old is not None:
            self.old.take()
        self.new.take()

    def _know(self, who: Licensee) -> None:
        self.new.set_known(
            (who.name, who.credential, who.license_number, who.practice_name, who.address)
        )

    def _changed(self) -> None:
        self.tools.notices.say(
            _("The passphrase is changed. Old backups still open with the old passphrase.")
        )
        self.leave()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotAllowed):
            self.busy(False)
            self.new.refuse(f"{error.sentence} {error.hint}".strip())
        else:
            self.failed(error, self._form)


class NewKeyRoom(Room):
    """One more recovery key on paper: first the passphrase, then the key, shown once."""

    def __init__(self, tools: Tools, compartment: str, *, by_paper: bool) -> None:
        titles = {
            "records": _("A recovery key for the records"),
            "process": _("A recovery key for process notes"),
        }
        super().__init__(
            tools,
            compartment,
            titles[compartment],
            _("It opens what is locked when the passphrase is lost. It is shown only once."),
        )
        self.primary.set_text(_("Make the key"))
        self.panel: RecoveryKeyPanel | None = None
        self._form: Form | None = None
        self.old: PasswordField | None = None
        if not by_paper:
            self._form, self.old = self.old_secret(by_paper=compartment != RECORDS)
        self._more = label(_("Keys made before open as well, until they are removed."), "small")
        self.body.addWidget(self._more)

    def begin(self) -> None:
        """Put the keyboard into the passphrase."""
        (self.old or self.primary).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Make the key; once it is shown, check that it is on paper."""
        if self.panel is not None:
            if self.panel.check():
                compartment = self.compartment
                self.tools.worker.run(lambda v: settle(v, compartment), owner=self)
                self.leave()
            return
        compartment = self.compartment
        old = self.old.text() if self.old is not None else ""
        self.busy(True)
        self.tools.worker.run(
            lambda v: add_paper_key(v, compartment, old),
            owner=self,
            done=self._made,
            failed=lambda error: self.failed(error, self._form),
        )

    def forget(self) -> None:
        """Let the passphrase and the key go."""
        if self.old is not None:
            self.old.take()
        if self.panel is not None:
            self.panel.forget()

    def _made(self, made: PaperKey) -> None:
        self.busy(False)
        if self.old is not None:
            self.old.take()
        if self._form is not None:
            self._form.hide()
        self._more.hide()
        self.panel = RecoveryKeyPanel(self.tools, made)
        self.body.addWidget(self.panel)
        self.primary.set_text(_("Done"))
        self.cancel.set_text(_("I will do this later"))
        self.panel.begin()


class ProveRoom(Room):
    """The whole key, typed from the paper, to show that it is there and right."""

    def __init__(self, tools: Tools, compartment: str) -> None:
        super().__init__(
            tools,
            compartment,
            _("Check the recovery key"),
            _("Type the key from the paper. Spaces and small letters do not matter."),
        )
        self.primary.set_text(_("Check"))
        form = Form(tools.theme)
        self.typed = PasswordField(tools.theme, name=_("Recovery key"))
        form.add_field("old", _("Recovery key"), self.typed)
        self._form = form
        self.body.addWidget(form)
        words = _("If the paper is gone, add another key and check that one.")
        self.body.addWidget(label(words, "small"))

    def begin(self) -> None:
        """Put the keyboard into the field."""
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Compare it with the vault."""
        compartment, typed = self.compartment, self.typed.text()
        self.busy(True)
        self.tools.worker.run(
            lambda v: prove_paper_key(v, compartment, typed),
            owner=self,
            done=lambda _none: self._right(),
            failed=lambda error: self.failed(error, self._form),
        )

    def forget(self) -> None:
        """Empty the field."""
        self.typed.take()

    def _right(self) -> None:
        said = {
            True: _("The recovery key of the records is right."),
            False: _("The recovery key of process notes is right."),
        }
        self.tools.notices.say(said[self.compartment == RECORDS])
        self.leave()
