"""The panel for a new client: what is half filled in stays, whatever happens to the window."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from ui.autosave import Autosave
from ui.conflict_look import ConflictLook, look
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.client_form import ClientForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import label
from vault.model.client import Client
from vault.model.conflict import Decision, Match, names_of
from vault.model.destruction import Destruction, not_held
from vault.model.participant import RecordBasis, Terms
from vault.open_vault import OpenVault
from vault.translation import _

DESK = "clients/new-client"
CONFLICT_DESK = "clients/conflict"
_WIDTH = 640


class NewClientPanel(FormPage):
    """`added` gives the client that is new; `closed` says that the panel is done with."""

    added = Signal(object)
    closed = Signal()
    brought_back = Signal()
    """What was discarded is filled in again."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.is_open = False
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.keep)
        theme, px = tools.theme, tools.theme.px
        self.form = ClientForm(theme, tools.clock)
        self.form.changed.connect(self._autosave.touch)
        self.add_button = button(_("Add client"), kind="primary", theme=theme)
        self.add_button.clicked.connect(self.add)
        self.cancel_button = button(_("Cancel"), theme=theme)
        self.cancel_button.clicked.connect(self._cancel)
        self.form.setMaximumWidth(px(_WIDTH))
        parts = (label(_("New client"), "title"), self.form)
        self.lay_out(theme, parts, (self.add_button, self.cancel_button))
        self.listen(self.add, self._back_out)
        for line in (self.form.name, self.form.preferred, self.form.birth.line):
            line.returnPressed.connect(self.add)

    def begin(self) -> None:
        """Open it as it was left, the cursor in the name."""
        self.is_open = True
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_half_filled(self) -> bool:
        """Whether there are words in the form."""
        return not self.form.is_blank()

    def set_aside(self) -> None:
        """Close it, and keep what is filled in."""
        self._keep()
        self.is_open = False

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Open it with what the desk kept."""
        self.form.set_values(kept)
        self.is_open = True

    def keep(self) -> None:
        """Lay what is filled in on the desk."""
        self._keep()

    def put_down(self) -> None:
        """Keep it for the last time before the window locks."""
        self._keep()

    def add(self) -> None:
        """Add the client, or say beside a field what is missing."""
        client = self.form.client() if self.add_button.isEnabled() else None
        if client is None:
            return
        self._set_busy(True)
        self._tools.worker.keep(
            partial(_add_or_look, client, self.form.chosen_basis(), self.form.values()),
            owner=self,
            done=partial(self._answered, client),
            failed=self._refused,
        )

    def _answered(self, client: Client, look: ConflictLook | None) -> None:
        if look is None:
            self._added(client)
            return
        self._set_busy(False)
        # Elsewhere meanwhile: what was filled in lies here, to be added again.
        if self.isVisible():
            self._ask_for_decision(client, look)

    def _ask_for_decision(self, client: Client, look: ConflictLook) -> None:
        from ui.widgets.conflict_dialog import Act, ConflictDialog

        dialog = ConflictDialog(self._tools, look, CONFLICT_DESK, self, Act.OPEN)
        dialog.decided.connect(partial(self._decided, client, look))
        dialog.open()

    def _decided(self, client: Client, look: ConflictLook, decision: Decision, reason: str) -> None:
        self._set_busy(True)
        opens = decision is Decision.NO_CONFLICT
        self._tools.worker.keep(
            partial(_decide, client, self.form.chosen_basis(), look.matches, decision, reason),
            owner=self,
            done=(lambda _none: self._added(client)) if opens else lambda _none: self._turned(),
            failed=self._refused,
        )

    def _turned(self) -> None:
        self._forget()
        self.closed.emit()
        self._tools.notices.say(_("The decision is kept. No file was opened."))

    def _added(self, client: Client) -> None:
        self._forget()
        self._tools.worker.run(
            lambda v: v.destructions.find(client.name, client.birth_date),
            owner=self,
            done=self._say_gone,
        )
        self.added.emit(client)

    def _say_gone(self, found: Sequence[Destruction]) -> None:
        """Say that a record of this name and birth date was destroyed before."""
        if found:
            words = _("A record of this name and birth date: {answer}")
            self._tools.notices.say(words.format(answer=not_held(found[0])))

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        words = words_of(error)
        self.form.say(words.sentence, words.hint)

    def _set_busy(self, busy: bool) -> None:
        """Take no words and no Cancel while a job has what was filled in."""
        self._autosave.stop()
        for widget in (self.form, self.add_button, self.cancel_button):
            widget.setEnabled(not busy)
        if not busy:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self._autosave.stop()
        if not self.add_button.isEnabled():
            return  # The job that adds the client has every word, and takes them from the desk.
        values = None if self.form.is_blank() else self.form.values()
        self._tools.worker.keep(partial(_lay, values), owner=self)

    def _back_out(self) -> None:
        if not self.add_button.isEnabled():
            return
        self.set_aside()
        self.closed.emit()

    def _cancel(self) -> None:
        values = None if self.form.is_blank() else self.form.values()
        self._forget()
        self._tools.worker.run(partial(_lay, None), owner=self)
        self._tools.worker.run(lambda v: v.desk.clear(CONFLICT_DESK), owner=self)
        self.closed.emit()
        if values is not None:
            self._tools.notices.say(
                _("The new client was discarded."),
                action=_("Undo"),
                run=partial(self._bring_back, values),
            )

    def _bring_back(self, values: Mapping[str, Any]) -> None:
        self.form.set_values(values)
        self._keep()
        self.brought_back.emit()
        self._tools.notices.say(_("It is there again, behind “New client”."))

    def _forget(self) -> None:
        self._autosave.stop()
        self.is_open = False
        for widget in (self.form, self.add_button, self.cancel_button):
            widget.setEnabled(True)
        self.form.set_client(None)


def _add_or_look(
    client: Client, basis: RecordBasis | None, values: Mapping[str, Any], vault: OpenVault
) -> ConflictLook | None:
    """Open the client's file where nobody is known by a name like theirs; else say who is.

    What was filled in then lies on the desk: nothing else has it.
    """
    names = names_of(client)
    found = look(names, None, CONFLICT_DESK, vault) if names else None
    if found is not None and found.matches:
        vault.desk.keep(DESK, values)
        return found
    _decide(client, basis, (), Decision.NO_CONFLICT, "", vault)
    return None


def _decide(
    client: Client,
    basis: RecordBasis | None,
    found: Sequence[Match],
    decision: Decision,
    reason: str,
    vault: OpenVault,
) -> None:
    names = names_of(client)
    if decision is Decision.CONFLICT:
        vault.conflicts.decide(names, decision, reason, found=found)
    elif names:
        vault.conflicts.decide(names, decision, reason, opening=client, found=found)
    else:
        vault.clients.add([client])
    if basis is not None and decision is not Decision.CONFLICT:
        vault.participants.set_terms(Terms(client.id, basis))
    vault.desk.clear(DESK)
    vault.desk.clear(CONFLICT_DESK)


def _lay(values: Mapping[str, Any] | None, vault: OpenVault) -> None:
    if values is None:
        vault.desk.clear(DESK)
    else:
        vault.desk.keep(DESK, values)
