"""What is known of a client: the form for a new one, and for changing what is known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.contact_fields import ContactFields, contact_from
from ui.widgets.date_field import DateField
from ui.widgets.form import Form
from ui.widgets.labels import label
from vault.errors import BadInput
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.client_words import kind_words
from vault.model.dates import Clock
from vault.model.ids import ClientId, new_id
from vault.model.participant import RecordBasis
from vault.model.participant_words import basis_words
from vault.translation import _


class ClientForm(QWidget):
    """`changed` says that something was entered since it was filled."""

    changed = Signal()

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self._theme, self._clock = theme, clock
        self._filling = False
        self._client: Client | None = None
        self._contacts: list[ContactFields] = []
        px = theme.px
        self.form = Form(theme)
        self.name, self.preferred = QLineEdit(), QLineEdit()
        self.kind = QComboBox()
        for kind in ClientKind:
            self.kind.addItem(kind_words(kind), kind)
        today = clock.now().date()
        self.birth = DateField(
            theme, name=_("Birth date"), today=today, past=True, may_be_unknown=True
        )
        self.form.add_field("name", _("Name"), self.name)
        self.form.add_field(
            "preferred", _("Preferred name"), self.preferred, help_text=_("What they like best.")
        )
        self.form.add_field(
            "kind",
            _("Whose record it is"),
            self.kind,
            help_text=_("A record of several people needs the consent of each of them."),
        )
        self._add_basis()
        self.form.add_field(
            "birth",
            _("Birth date"),
            self.birth,
            help_text=_("Who may have a copy of the record depends on it."),
        )
        self._people = QWidget()
        self._people_column = QVBoxLayout(self._people)
        self._people_column.setContentsMargins(0, 0, 0, 0)
        self._people_column.setSpacing(px(8))
        self.add_contact_button = button(
            _("Add a contact"), kind="plain", icon="plus", theme=theme, small=True
        )
        self.add_contact_button.clicked.connect(self._add_blank_contact)
        self.banner = Banner(theme, "amber")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(self.banner)
        column.addWidget(self.form)
        column.addWidget(label(_("Contacts"), "section"))
        column.addWidget(self._people)
        column.addWidget(self.add_contact_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in self._call_fields():
            column.addWidget(widget)
        self._listen()
        self.set_client(None)

    def _add_basis(self) -> None:
        """Ask on which terms the record of a new couple or family is kept."""
        self.basis = QComboBox()
        self.basis.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.basis.addItem(_("Decided later, under People"), "")
        for basis in RecordBasis:
            self.basis.addItem(basis_words(basis).title, basis)
        help_text = _("Agreed and signed by each at the start; see People.")
        self.form.add_field("basis", _("On which terms"), self.basis, help_text=help_text)

    def _call_fields(self) -> tuple[QWidget, ...]:
        """Make what stands on the call sheet and nowhere else."""
        self.call_first = QCheckBox(_("Call this client first, if I cannot work"))
        form = Form(self._theme)
        self.call_line = QLineEdit()
        form.add_field(
            "line",
            _("A line for whoever calls"),
            self.call_line,
            help_text=_("It stands on the call sheet. No diagnosis, and nothing from a note."),
        )
        return label(_("If I cannot work"), "section"), self.call_first, form

    def set_client(self, client: Client | None) -> None:
        """Show a client; None empties the form for a new one."""
        self._client = client
        self._fill(
            name=client.name if client else "",
            preferred=client.preferred_name if client else "",
            kind=client.kind if client else ClientKind.INDIVIDUAL,
            basis="",
            birth=client.birth_date if client else None,
            birth_text="",
            unknown=client is not None and client.birth_date is None,
            call_first=client is not None and client.call_first,
            call_line=client.call_line if client else "",
        )
        self._show_contacts([])
        for contact in client.contacts if client else ():
            self._add_contact().set_contact(contact)

    def values(self) -> dict[str, Any]:
        """Return what was entered, right or wrong, as the desk can keep it."""
        return {
            "name": self.name.text(),
            "preferred": self.preferred.text(),
            "kind": str(self.kind.currentData()),
            "basis": str(self.basis.currentData()),
            "birth": self.birth.line.text(),
            "unknown": self.birth.is_unknown(),
            "call_first": self.call_first.isChecked(),
            "call_line": self.call_line.text(),
            "contacts": [fields.values() for fields in self._contacts],
        }

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show again what the desk kept; what is no such form changes nothing."""
        try:
            contacts = [contact_from(each) for each in values["contacts"]]
            self._fill(
                name=str(values["name"]),
                preferred=str(values["preferred"]),
                kind=ClientKind(values["kind"]),
                basis=str(values.get("basis", "")),
                birth=None,
                birth_text=str(values["birth"]),
                unknown=bool(values["unknown"]),
                call_first=bool(values["call_first"]),
                call_line=str(values["call_line"]),
            )
        except (KeyError, TypeError, ValueError):
            return
        self._show_contacts([])
        for contact in contacts:
            self._add_contact().set_contact(contact)

    def is_blank(self) -> bool:
        """Return whether nobody entered anything worth keeping."""
        texts = [self.name, self.preferred, self.birth.line, self.call_line]
        return not any(each.text().strip() for each in texts) and not self._contacts

    def client(self) -> Client | None:
        """Return the client as entered, or None after saying beside a field what is wrong."""
        self.form.clear_errors()
        self.banner.clear()
        if not self.name.text().strip():
            self.form.set_error("name", _("Enter a name."))
        birth = self._birth()
        if self.form.focus_first_error():
            return None
        before = self._client
        now = self._clock.now()
        blank = Client(
            id=before.id if before else ClientId(new_id()),
            name="",
            preferred_name="",
            birth_date=None,
            kind=ClientKind.INDIVIDUAL,
            status=before.status if before else ClientStatus.ACTIVE,
            contacts=(),
            added_at=before.added_at if before else now,
        )
        try:
            return replace(
                blank,
                name=self.name.text(),
                preferred_name=self.preferred.text(),
                birth_date=birth,
                kind=ClientKind(self.kind.currentData()),
                contacts=tuple(fields.contact() for fields in self._contacts),
                call_first=self.call_first.isChecked(),
                call_line=self.call_line.text(),
            ).cleaned()
        except BadInput as error:
            self.say(error.sentence, error.hint)
            return None

    def chosen_basis(self) -> RecordBasis | None:
        """Return on which terms the record of a new couple or family is kept, if it was said."""
        chosen = self.basis.currentData() if self.form.is_shown("basis") else ""
        return RecordBasis(chosen) if chosen else None

    def say(self, sentence: str, hint: str = "") -> None:
        """Say above the fields why it was refused."""
        self.banner.say(f"{sentence} {hint}".strip())

    def contacts(self) -> list[ContactFields]:
        """Return the fields of each contact, from top to bottom."""
        return list(self._contacts)

    def _birth(self) -> date | None:
        if self._kind() is not ClientKind.INDIVIDUAL:
            return None
        birth = self.birth.value()
        if birth is None and not self.birth.is_unknown():
            asked = _("Enter the birth date, or choose “I don't know”.")
            self.form.set_error("birth", self.birth.problem() or asked)
        elif birth is not None and birth > self._clock.now().date():
            self.form.set_error("birth", _("The birth date is in the future."))
        return birth

    def _kind(self) -> ClientKind:
        return ClientKind(self.kind.currentData())

    def _kind_changed(self) -> None:
        # Several people have several birth dates; the record of all of them has none.
        holder = self.birth.parentWidget()
        if holder is not None:
            holder.setVisible(self._kind() is ClientKind.INDIVIDUAL)
        new = self._client is None and self._kind() in (ClientKind.COUPLE, ClientKind.FAMILY)
        self.form.show_field("basis", new)
        self._changed()

    def _fill(
        self,
        *,
        name: str,
        preferred: str,
        kind: ClientKind,
        basis: str,
        birth: date | None,
        birth_text: str,
        unknown: bool,
        call_first: bool,
        call_line: str,
    ) -> None:
        self._filling = True
        self.form.clear_errors()
        self.banner.clear()
        self.name.setText(name)
        self.preferred.setText(preferred)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.basis.setCurrentIndex(max(self.basis.findData(basis), 0))
        self.birth.set_value(birth)
        if birth_text:
            self.birth.line.setText(birth_text)
        self.birth.set_unknown(unknown)
        self.call_first.setChecked(call_first)
        self.call_line.setText(call_line)
        self._kind_changed()
        self._filling = False

    def _listen(self) -> None:
        self.name.textEdited.connect(self._changed)
        self.preferred.textEdited.connect(self._changed)
        self.birth.changed.connect(self._changed)
        self.call_first.toggled.connect(self._changed)
        self.call_line.textEdited.connect(self._changed)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.basis.currentIndexChanged.connect(self._changed)

    def _changed(self, *_value: object) -> None:
        if not self._filling:
            self.changed.emit()

    def _show_contacts(self, contacts: list[ContactFields]) -> None:
        for fields in self._contacts:
            if fields not in contacts:
                self._people_column.removeWidget(fields)
                fields.hide()
                fields.deleteLater()
        self._contacts = contacts
        self._people.setVisible(bool(contacts))

    def _add_contact(self) -> ContactFields:
        fields = ContactFields(self._theme)
        fields.changed.connect(self._changed)
        fields.removed.connect(lambda: self._remove(fields))
        self._people_column.addWidget(fields)
        self._show_contacts([*self._contacts, fields])
        return fields

    def _add_blank_contact(self) -> None:
        fields = self._add_contact()
        fields.value.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _remove(self, fields: ContactFields) -> None:
        self._show_contacts([each for each in self._contacts if each is not fields])
        self.add_contact_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()
