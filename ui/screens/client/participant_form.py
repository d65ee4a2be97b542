"""Who takes part, entered or changed: name, role, days, and the day the terms were signed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.autosave import Autosave
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.client_field import ClientField
from ui.widgets.date_field import DateField
from ui.widgets.form import Form
from ui.widgets.form_page import FormPage
from ui.widgets.labels import label
from vault.model.client import ClientKind
from vault.model.ids import ClientId, ParticipantId, new_id
from vault.model.participant import Participant, Role
from vault.model.participant_words import role_words
from vault.open_vault import OpenVault
from vault.translation import _

DESK = "client/participant-{unit}"
"""The name on the desk of a participant of a unit who is half entered."""

_WIDTH = 560
_FIRST_ROLE = {
    ClientKind.COUPLE: Role.PARTNER,
    ClientKind.FAMILY: Role.PARENT,
    ClientKind.GROUP: Role.MEMBER,
}
_DAYS = ("joined", "left", "birth_date", "agreed")


class ParticipantForm(FormPage):
    """`left` says that it is kept, or that the person backed out; `removed` gives who is out."""

    left = Signal()
    removed = Signal(object)

    def __init__(
        self,
        tools: Tools,
        unit: ClientId,
        kind: ClientKind,
        known: Participant | None = None,
        file_name: str = "",
    ) -> None:
        """`known` is changed, None enters somebody new; `file_name` is whose own record it is."""
        super().__init__()
        self._tools, self._unit, self._known = tools, unit, known
        self._signs = kind is not ClientKind.GROUP
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.keep)
        theme = tools.theme
        self.banner = Banner(theme, "amber")
        self.form = Form(theme)
        self.name, self.signed_by = QLineEdit(), QLineEdit()
        self.file = ClientField(tools, name=_("Their own record"))
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(role_words(role), role)
        today = tools.clock.now().date()
        self.days = {
            name: DateField(theme, name=title, today=today, past=True)
            for name, title in zip(_DAYS, _day_titles(), strict=True)
        }
        self._add_fields()
        self.save = button(_("Save"), kind="primary", theme=theme)
        self.save.clicked.connect(self.finish)
        self.cancel = button(_("Cancel"), theme=theme)
        self.cancel.clicked.connect(self.back_out)
        self.remove = button(_("Remove"), kind="danger", theme=theme)
        self.remove.clicked.connect(self._remove)
        self.remove.setVisible(known is not None)
        inside = QWidget()
        inside.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(20))
        title = _("Who takes part?") if known is None else known.name
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(self.banner)
        column.addWidget(self.form)
        self.lay_out(theme, (inside,), (self.save, self.cancel, self.remove))
        self.listen(self.finish, self.back_out)
        self._show(known, kind, file_name)
        self._begun = self.values()
        self._listen()

    def begin(self) -> None:
        """Put the keyboard into the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """Return what was entered, right or wrong, as the desk can keep it."""
        return {
            "id": self._known.id if self._known is not None else "",
            "name": self.name.text(),
            "file": self.file.value() or "",
            "file_name": self.file.text(),
            "role": str(self.role.currentData()),
            "signed_by": self.signed_by.text(),
        } | {name: field.line.text() for name, field in self.days.items()}

    @property
    def changed(self) -> bool:
        """Whether anything is another than at the beginning."""
        return self.values() != self._begun

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half entered; what is no such form changes nothing."""
        texts = {name: text for name, text in kept.items() if isinstance(text, str)}
        if not self._begun.keys() <= texts.keys():
            return
        self.name.setText(texts["name"])
        self.signed_by.setText(texts["signed_by"])
        file = ClientId(texts["file"]) if texts["file"] else None
        self.file.set_client(file, texts["file_name"])
        self.role.setCurrentIndex(max(0, self.role.findData(texts["role"])))
        for name, field in self.days.items():
            field.line.setText(texts[name])

    def keep(self) -> None:
        """Lay on the desk what is another than what was there at the beginning."""
        self._autosave.stop()
        if self.save.isEnabled():  # else the job that saves has every word
            kept = self.values() if self.changed else None
            self._tools.worker.keep(partial(lay, self._unit, kept), owner=self)

    def finish(self) -> None:
        """Keep who takes part, or say what is wrong."""
        participant = self._participant() if self.save.isEnabled() else None
        if participant is None:
            return
        self._autosave.stop()
        self.save.setEnabled(False)
        self._tools.worker.keep(
            partial(_kept, participant, self._known is None),
            owner=self,
            done=lambda _participant: self.left.emit(),
            failed=self._refused,
        )

    def back_out(self) -> None:
        """Leave everything as it was."""
        if self.save.isEnabled():
            self._autosave.stop()
            self._tools.worker.run(partial(lay, self._unit, None), owner=self)
            self.left.emit()

    def _remove(self) -> None:
        known = self._known
        if known is None or not self.save.isEnabled():
            return
        self._autosave.stop()
        self.save.setEnabled(False)
        self._tools.worker.keep(
            partial(_out, known.id, self._unit),
            owner=self,
            done=self.removed.emit,
            failed=self._refused,
        )

    def _participant(self) -> Participant | None:
        self.form.clear_errors()
        self.banner.clear()
        for name, field in self.days.items():
            if name in self._named and field.problem():
                self.form.set_error(name, field.problem())
        if self.days["joined"].value() is None and not self.form.error("joined"):
            self.form.set_error("joined", _("Since when do they take part?"))
        if not self.name.text().strip():
            self.form.set_error("name", _("The name must not be empty."))
        if self.file.text().strip() and self.file.value() is None:
            self.form.set_error("file", _("Choose one of your clients, or leave it empty."))
        joined = self.days["joined"].value()
        if self.form.focus_first_error() or joined is None:
            return None
        return Participant(
            id=self._known.id if self._known is not None else ParticipantId(new_id()),
            unit=self._unit,
            name=self.name.text(),
            role=Role(self.role.currentData()),
            joined=joined,
            left=self.days["left"].value(),
            birth_date=self.days["birth_date"].value(),
            file=self.file.value(),
            agreed=self.days["agreed"].value(),
            signed_by=self.signed_by.text(),
        )

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.banner.say(words_of(error).text, closable=False)

    def _show(self, known: Participant | None, kind: ClientKind, file_name: str) -> None:
        if known is None:
            self.role.setCurrentIndex(self.role.findData(_FIRST_ROLE.get(kind, Role.RELATIVE)))
            self.days["joined"].set_value(self._tools.clock.now().date())
            return
        self.name.setText(known.name)
        self.signed_by.setText(known.signed_by)
        self.file.set_client(known.file, file_name)
        self.role.setCurrentIndex(self.role.findData(known.role))
        for name, field in self.days.items():
            field.set_value(getattr(known, name))

    def _listen(self) -> None:
        for line in (self.name, self.signed_by, self.file):
            line.textEdited.connect(self._autosave.touch)
        self.file.chosen.connect(self._file_chosen)
        self.role.activated.connect(self._autosave.touch)
        for field in self.days.values():
            field.changed.connect(self._autosave.touch)

    def _file_chosen(self) -> None:
        if not self.name.text().strip():
            self.name.setText(self.file.text())
        self._autosave.touch()

    def _add_fields(self) -> None:
        joined, left, born, agreed = _day_titles()
        self._named = _DAYS if self._signs else _DAYS[:3]
        add = self.form.add_field
        add("name", _("Name"), self.name)
        add("role", _("What they are here"), self.role, help_text=_role_help())
        words = _("Empty unless they are also seen alone.")
        add("file", _("Their own record"), self.file, help_text=words)
        words = _("Empty when it is not known: nobody is then taken for an adult.")
        add("birth_date", born, self.days["birth_date"], help_text=words)
        add("joined", joined, self.days["joined"])
        words = _("Empty while they take part. Sessions before and after are told apart by it.")
        add("left", left, self.days["left"], help_text=words)
        if self._signs:
            add("agreed", agreed, self.days["agreed"], help_text=_("Empty until they have."))
            words = _("A parent or guardian, when it was not the person.")
            add("signed_by", _("Who signed for them"), self.signed_by, help_text=words)
        else:
            for widget in (self.days["agreed"], self.signed_by):
                widget.setParent(self)
                widget.hide()


def lay(unit: ClientId, values: Mapping[str, Any] | None, vault: OpenVault) -> None:
    """Keep on the desk who is half entered for a unit, or clear it."""
    name = DESK.format(unit=unit)
    if values is None:
        vault.desk.clear(name)
    else:
        vault.desk.keep(name, values)


def _kept(participant: Participant, new: bool, vault: OpenVault) -> Participant:
    if new:
        kept = vault.participants.add([participant])[0]
    else:
        kept = vault.participants.change(participant)
    lay(participant.unit, None, vault)
    return kept


def _out(participant: ParticipantId, unit: ClientId, vault: OpenVault) -> Participant:
    lay(unit, None, vault)
    return vault.participants.remove(participant)


def _day_titles() -> tuple[str, str, str, str]:
    return (
        _("Takes part since"),
        _("Until"),
        _("Birth date"),
        _("Signed the terms of this record on"),
    )


def _role_help() -> str:
    return _("A collateral comes to help the client, and is not one.")
