"""What is known of a client besides the record: the form, filled in, to be changed and saved."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from ui.autosave import Autosave
from ui.conflict_look import ConflictLook, desk_of, keep_conflict, look_at
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.client_form import ClientForm
from ui.widgets.earlier_values import EarlierPlace
from ui.widgets.form_page import FormPage
from vault.model.client import Client
from vault.model.conflict import Decision, Match
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
        self._saving: dict[str, Mapping[str, Any]] = {}
        self._half_changed: dict[str, Mapping[str, Any]] = {}
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
        self.earlier = EarlierPlace(tools, self)
        self.lay_out(theme, (self.form, self.earlier), (self.save_button, self.undo_button))
        self.listen(self.save, self.backed_out.emit)
        for line in (self.form.name, self.form.preferred, self.form.birth.line):
            line.returnPressed.connect(self.save)
        self.clear()

    @property
    def clean(self) -> bool:
        """Whether nothing differs from what the vault has."""
        return not self.save_button.isEnabled()

    def take_up(self, client: str, values: Mapping[str, Any]) -> None:
        """Remember changes of a client that lie on the desk."""
        self._half_changed[client] = values

    def clear(self) -> None:
        """Show nobody: what is known of one client may not stand under the name of another."""
        self._client = None
        self.earlier.clear()
        self.form.set_client(None)
        self.form.setEnabled(False)
        self._enable(False)

    def show_known(self, client: Client, changed: datetime | None) -> None:
        """Show a client as `show_client` does, and when what is known of them was changed last."""
        self.show_client(client)
        self.earlier.show_link(client.id, client.name, changed)

    def show_client(self, client: Client) -> None:
        """Show a client; changes that were begun are left alone, or brought back."""
        if self._client is not None and self._client.id == client.id and not self.clean:
            return
        self._client = client
        self.form.setEnabled(True)
        self.form.set_client(client)
        half_changed = self._half_changed.get(client.id)
        if half_changed is not None:
            self.form.set_values(half_changed)
        self._enable(half_changed is not None)

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
        if self._client is not None and not self.clean:
            self._half_changed[self._client.id] = self.form.values()
            self._lay(self._client.id)

    def put_down(self) -> None:
        """Lay every change on the desk; what could not be kept before is tried again."""
        self.keep()
        for client in self._half_changed:
            self._lay(client)

    def save(self) -> None:
        """Keep the changes, or say beside a field what is wrong."""
        client = self.form.client() if not self.clean else None
        if client is None:
            return
        values = self.form.values()
        self._keep_client(client, values, partial(_change_or_look, client, values))

    def _keep_client(
        self,
        client: Client,
        values: Mapping[str, Any],
        job: Callable[[OpenVault], Client | ConflictLook],
    ) -> None:
        self._autosave.stop()
        self._saving[client.id] = self._half_changed[client.id] = values
        self._enable(False)
        self._tools.worker.keep(
            job,
            owner=self,
            done=partial(self._answered, client, values),
            failed=partial(self._refused, client.id),
        )

    def _answered(
        self, client: Client, values: Mapping[str, Any], found: Client | ConflictLook
    ) -> None:
        if not isinstance(found, ConflictLook):
            self._saved(values, found)
            return
        self._saving.pop(client.id, None)
        if self._client is not None and self._client.id == client.id:
            self._enable(True)
            # Elsewhere meanwhile: what was changed lies here, to be saved again.
            if self.isVisible():
                self._ask(client, values, found)

    def _ask(self, client: Client, values: Mapping[str, Any], found: ConflictLook) -> None:
        from ui.widgets.conflict_dialog import Act, ConflictDialog

        dialog = ConflictDialog(self._tools, found, desk_of(client.id), self, Act.SAVE)
        dialog.decided.connect(partial(self._decided, client, values, found))
        dialog.open()

    def _decided(
        self,
        client: Client,
        values: Mapping[str, Any],
        found: ConflictLook,
        decision: Decision,
        reason: str,
    ) -> None:
        if decision is Decision.NO_CONFLICT:
            self._keep_client(client, values, partial(_change, client, reason, found.matches))
            return
        self._tools.worker.keep(
            partial(keep_conflict, client.id, found, reason),
            owner=self,
            done=lambda _none: self._tools.notices.say(
                _("The decision is kept. What was entered is not saved.")
            ),
            failed=partial(self._refused, client.id),
        )

    def _saved(self, values: Mapping[str, Any], client: Client) -> None:
        self._saving.pop(client.id, None)
        if self._half_changed.get(client.id) == values:
            self._half_changed.pop(client.id, None)
        if self._client is not None and self._client.id == client.id:
            self._client = client
            # What was typed meanwhile is the next change.
            if self.form.values() == values:
                self.show_client(client)
        self._tools.notices.say(_("Saved."))
        self.saved.emit()

    def _refused(self, client: str, error: Exception) -> None:
        self._saving.pop(client, None)
        if self._client is None or self._client.id != client:
            self._tools.worker.failed.emit(error)
            return
        self._enable(True)
        words = words_of(error)
        self.form.say(words.sentence, words.hint)

    def _undo(self) -> None:
        client = self._client
        if client is None:
            return
        self._autosave.stop()
        self._half_changed.pop(client.id, None)
        self._lay(client.id)
        self._enable(False)
        self.show_client(client)

    def _typed(self) -> None:
        self._enable(True)
        self._autosave.touch()

    def _enable(self, changed: bool) -> None:
        self.save_button.setEnabled(changed)
        self.undo_button.setEnabled(changed)

    def _lay(self, client: str) -> None:
        values = self._half_changed.get(client)
        # The job that saves them has them, and takes them from the desk.
        if values is None or values != self._saving.get(client):
            self._tools.worker.keep(partial(_lay, client, values), owner=self)


def _change_or_look(
    client: Client, values: Mapping[str, Any], vault: OpenVault
) -> Client | ConflictLook:
    found = look_at(client, vault)
    if found is None:
        return _change(client, "", (), vault)
    _lay(client.id, values, vault)  # it waits for a decision: nothing else has it
    return found


def _change(client: Client, reason: str, found: Sequence[Match], vault: OpenVault) -> Client:
    changed = vault.clients.change(client, vault.conflicts.no_conflict(client, reason, found))
    vault.desk.clear(DESK.format(client=client.id))
    vault.desk.clear(desk_of(client.id))
    return changed


def _lay(client: str, values: Mapping[str, Any] | None, vault: OpenVault) -> None:
    name = DESK.format(client=client)
    if values is None:
        vault.desk.clear(name)
    else:
        vault.desk.keep(name, values)
