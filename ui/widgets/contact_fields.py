"""One way to reach a client: what it is, whose, and what the client agreed it may be used for."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.one_line import keep_to_one_line
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.client_words import contact_words, use_words
from vault.translation import _

_USES: Mapping[ContactKind, tuple[ContactUse, ...]] = {
    ContactKind.PHONE: (
        ContactUse.CALL,
        ContactUse.SAY_WHO,
        ContactUse.LEAVE_MESSAGE,
        ContactUse.TEXT,
        ContactUse.NEVER,
    ),
    ContactKind.ADDRESS: (ContactUse.WRITE, ContactUse.PLAIN_ENVELOPE, ContactUse.NEVER),
    ContactKind.EMAIL: (ContactUse.WRITE, ContactUse.NEVER),
}


class ContactFields(Card):
    """`changed` says that something was entered; `removed` that the contact is not wanted."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=_("Contact"))
        self._given: tuple[str, Contact] | None = None
        self._checks: dict[ContactUse, QCheckBox] = {}
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("What it is"))
        for kind in ContactKind:
            self.kind.addItem(contact_words(kind), kind)
        self.value = _line(_("Number or address"))
        self.whose = _line(_("Whose it is, if not the client's own"))
        self.remove = button("", kind="bare", icon="x", theme=theme, name=_("Remove this contact"))
        self.remove.clicked.connect(self.removed)
        px = theme.px
        top = QWidget()
        large = theme.large
        self._columns = 2 if large else 3
        row = QGridLayout(top)
        row.setSpacing(px(8))
        row.addWidget(self.kind, 0, 0)
        row.addWidget(self.value, 0, 1)
        # With large letters whose it is stands beneath.
        row.addWidget(self.whose, *((1, 0, 1, 2) if large else (0, 2, 1, 1)))
        row.addWidget(self.remove, 0, 3)
        row.setColumnStretch(1, 3)
        row.setColumnStretch(2, 0 if large else 2)
        self.add_row(top)
        below = QWidget()
        self._grid = QGridLayout(below)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(4))
        self.ask = label(_("Nothing agreed yet: ask before using it."), "small", wrap=True)
        self.add_row(below)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        for line in (self.value, self.whose):
            line.textEdited.connect(lambda _text: self.changed.emit())
        self._offer_uses()

    def contact(self) -> Contact:
        """Return what was entered, unchecked."""
        kind = ContactKind(self.kind.currentData())
        value = self.value.text()
        if self._given is not None and self._given[0] == value and self._given[1].kind is kind:
            # Nobody touched it, so it stays to the letter.
            value = self._given[1].value
        elif kind is ContactKind.ADDRESS:
            # One line here; an address is kept with a line for each of its parts.
            value = "\n".join(part.strip() for part in value.split(" / "))
        return Contact(kind, value, self.whose.text(), self._may())

    def set_contact(self, contact: Contact) -> None:
        """Show a contact."""
        blocked = self.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(contact.kind))
        self.value.setText(contact.value.replace("\n", " / "))
        self.value.setCursorPosition(0)
        self._given = (self.value.text(), contact)
        self.whose.setText(contact.whose)
        self._offer_uses()
        for use, check in self._checks.items():
            check.setChecked(use in contact.may)
        self.blockSignals(blocked)

    def values(self) -> dict[str, Any]:
        """Return what was entered, as the desk can keep it."""
        contact = self.contact()
        return {
            "kind": str(contact.kind),
            "value": contact.value,
            "whose": contact.whose,
            "may": [str(use) for use in contact.may],
        }

    def _may(self) -> tuple[ContactUse, ...]:
        return tuple(use for use, check in self._checks.items() if check.isChecked())

    def _kind_changed(self) -> None:
        self._offer_uses()
        self.changed.emit()

    def _offer_uses(self) -> None:
        kept = set(self._may())
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not self.ask:
                old.hide()
                old.deleteLater()
        self._checks = {}
        kind = ContactKind(self.kind.currentData())
        self.value.setPlaceholderText(_examples()[kind])
        for number, use in enumerate(_USES[kind]):
            check = QCheckBox(use_words(use))
            check.setChecked(use in kept)
            check.toggled.connect(self._use_toggled)
            self._checks[use] = check
            self._grid.addWidget(check, number // self._columns, number % self._columns)
        self._grid.addWidget(self.ask, self._grid.rowCount(), 0, 1, self._columns)
        self._show_ask()

    def _use_toggled(self) -> None:
        sender = self.sender()
        never = self._checks[ContactUse.NEVER]
        if sender is never and never.isChecked():
            for use, check in self._checks.items():
                if use is not ContactUse.NEVER:
                    check.setChecked(False)
        elif sender is not never and isinstance(sender, QCheckBox) and sender.isChecked():
            never.setChecked(False)
        self._show_ask()
        self.changed.emit()

    def _show_ask(self) -> None:
        self.ask.setVisible(not self._may())


def contact_from(values: Mapping[str, Any]) -> Contact:
    """Return the contact that the desk kept.

    Raises ValueError and KeyError when it is none.
    """
    return Contact(
        ContactKind(values["kind"]),
        str(values["value"]),
        str(values["whose"]),
        tuple(ContactUse(use) for use in values["may"]),
    )


def _examples() -> Mapping[ContactKind, str]:
    return {
        ContactKind.PHONE: _("Number"),
        ContactKind.ADDRESS: _("Street / City, State ZIP"),
        ContactKind.EMAIL: _("E-mail address"),
    }


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    keep_to_one_line(line)
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    line.setMinimumWidth(80)
    return line
