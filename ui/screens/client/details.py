"""What is known of a client besides the record: the form, filled in, to be changed and saved."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from ui.autosave import Autosave
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.client_form import ClientForm
from ui.widgets.form_page import FormPage
from vault.model.client import Client
from vault.open_vault import OpenVault
from vault.translation import _

DESK = "client/details-{client}"
_WIDTH = 640


class Details(FormPage):
    """`saved` says that what is known has changed."""

    saved = Signal()
    backed_out = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: Client | None = None
        self._kept: Mapping[str, Any] | None = None
        self.half_changed: dict[str, Mapping[str, Any]] = {}
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.keep)
        theme, px = tools.theme, tools.theme.px
        self.form = ClientForm(theme, tools.clock)
        self.form.setMaximumWidth(px(_WIDTH))
        self.form.changed.connect(self._typed)
        self.save_button = button(_("Save changes"), kind="primary", theme=theme)
        self.save_button.clicked.connect(self.save)
        self.undo_button = button(_("Undo changes"), theme=theme)
        self.undo_button.clicked.connect(self._undo)
        self.lay_out(theme, (self.form,), (self.save_button, self.undo_button))
        self.listen(self.save, self.backed_out.emit)
        for line in (self.form.name, self.form.preferred, self.form.birth.line):
            line.returnPressed.connect(self.save)

    @property
    def clean(self) -> bool:
        """Whether nothing differs from what the vault has."""
        return not self.save_button.isEnabled()

    def show_client(self, client: Client) -> None:
        """Show a client; changes that were begun are left alone, or brought back."""
        if self._client is not None and self._client.id == client.id and not self.clean:
            return
        self._client = client
        self.form.set_client(client)
        self._kept = self.half_changed.get(client.id)
        if self._kept is not None:
            self.form.set_values(self._kept)
        self._enable(self._kept is not None)

    def focus_birth(self) -> None:
        """Put the keyboard where the birth date is entered."""
        self.form.birth.set_unknown(False)
        self.form.birth.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Lay changes that are not saved on the desk."""
        self._autosave.stop()
        client = self._client
        if client is None or self.clean:
            return
        values = self.form.values()
        self.half_changed[client.id] = values
        if values != self._kept:
            self._lay(client.id, values)

    def save(self) -> None:
        """Keep the changes, or say beside a field what is wrong."""
        client = self.form.client() if not self.clean else None
        if client is None:
            return
        self._autosave.stop()
        self._enable(False)
        self._tools.worker.run(
            partial(_change, client), owner=self, done=self._saved, failed=self._refused
        )

    def _saved(self, client: Client) -> None:
        self.half_changed.pop(client.id, None)
        self._kept = None
        self._client = None
        self.show_client(client)
        self._tools.notices.say(_("Saved."))
        self.saved.emit()

    def _refused(self, error: Exception) -> None:
        self._enable(True)
        words = words_of(error)
        self.form.say(words.sentence, words.hint)

    def _undo(self) -> None:
        client = self._client
        if client is None:
            return
        self._autosave.stop()
        self.half_changed.pop(client.id, None)
        self._lay(client.id, None)
        self._enable(False)
        self.show_client(client)

    def _typed(self) -> None:
        self._enable(True)
        self._autosave.touch()

    def _enable(self, changed: bool) -> None:
        self.save_button.setEnabled(changed)
        self.undo_button.setEnabled(changed)

    def _lay(self, client: str, values: Mapping[str, Any] | None) -> None:
        self._tools.worker.run(
            partial(_lay, client, values), owner=self, done=lambda _none: self._laid(values)
        )

    def _laid(self, values: Mapping[str, Any] | None) -> None:
        self._kept = values


def _change(client: Client, vault: OpenVault) -> Client:
    changed = vault.clients.change(client)
    vault.desk.clear(DESK.format(client=client.id))
    return changed


def _lay(client: str, values: Mapping[str, Any] | None, vault: OpenVault) -> None:
    name = DESK.format(client=client)
    if values is None:
        vault.desk.clear(name)
    else:
        vault.desk.keep(name, values)
