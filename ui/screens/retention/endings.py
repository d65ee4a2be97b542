"""What is done to end records: asked for, taken back, looked at again, certified."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.save_sheet import Sheet, save_sheet
from ui.screens.retention.end_dialog import EndDialog
from ui.screens.retention.register_card import RegisterCard
from ui.tools import Tools
from vault.model.destruction import Destruction, Stage
from vault.model.ids import ClientId
from vault.translation import _


class Endings(QObject):
    """`waiting` shows what was asked for, `register` what was done."""

    def __init__(self, tools: Tools, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._parent = tools, parent
        self.has_process_notes = False
        self.waiting = RegisterCard(tools, _("Asked to end"), (Stage.ASKED, Stage.BEGUN))
        self.waiting.withdrawn.connect(self._withdraw)
        self.waiting.looked_again.connect(self._look_again)
        self.register = RegisterCard(tools, _("Destroyed"), (Stage.DONE,))
        self.register.certified.connect(self.save_certificate)
        self._asked: set[ClientId] = set()
        self._names: Mapping[ClientId, str] = {}

    def show_all(
        self, found: Sequence[Destruction], names: Mapping[ClientId, str], today: date
    ) -> None:
        """Show every end that was asked for."""
        self._asked = {each.client for each in found if each.stage in (Stage.ASKED, Stage.BEGUN)}
        self._names = names
        for card in (self.waiting, self.register):
            card.show_all(found, names, today)

    def is_asked(self, client: ClientId) -> bool:
        """Tell whether the end of a record is asked for."""
        return client in self._asked

    def ask(self, client: ClientId) -> None:
        """Ask for the end of a record: the first look."""
        self._open(client, None)

    def save_certificate(self, each: Destruction) -> None:
        """Save the certificate of a destruction as a PDF without a name."""
        title = _("Save a certificate")
        chosen = self._tools.dialogs.save_file(self._parent, title, "certificate.pdf")
        if chosen:
            self._tools.worker.run(
                lambda v: v.destructions.certificate(each.id),
                owner=self._parent,
                done=partial(self._render, Path(chosen)),
            )

    def _render(self, path: Path, sheet: Sheet) -> None:
        self._tools.worker.apart(
            partial(save_sheet, sheet, path),
            owner=self._parent,
            done=lambda name: self._tools.notices.say(_("Saved as {name}").format(name=name)),
            failed=self._tools.worker.failed.emit,
        )

    def _open(self, client: ClientId, waiting: Destruction | None) -> None:
        known = self.has_process_notes
        whose = self._names.get(client, "")
        dialog = EndDialog(self._tools, client, whose, waiting, self._parent, process_notes=known)
        dialog.ended.connect(self._say)
        dialog.open()

    def _look_again(self, each: Destruction) -> None:
        self._open(each.client, each)

    def _withdraw(self, each: Destruction) -> None:
        self._tools.worker.run(
            lambda v: v.destructions.withdraw(each.id),
            owner=self._parent,
            done=lambda _back: self._tools.notices.say(_("It is taken back: the record stays.")),
        )

    def _say(self, each: Destruction) -> None:
        if each.stage is not Stage.DONE:
            self._tools.notices.say(_("It is asked for. Look at it again in a week."))
            return
        self._tools.notices.say(
            _("The record is destroyed."),
            action=_("Save the certificate…"),
            run=partial(self.save_certificate, each),
        )
