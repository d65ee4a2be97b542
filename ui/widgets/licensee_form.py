"""Who the licensee is and what the practice is called: the fields that stand on every document."""

from dataclasses import asdict, fields

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from ui.theme import Theme
from ui.widgets.form import Form
from vault.errors import BadInput
from vault.model.practice import Licensee
from vault.translation import _

_LEFT = ("name", "license_number", "practice_name", "address")
_RIGHT = ("credential", "state", "phone", "email")
_ADDRESS_LINES = 3


class LicenseeForm(QWidget):
    """The fields of a Licensee in two columns; what is wrong with one is said beneath it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._forms = {"left": Form(theme), "right": Form(theme)}
        titles = _titles()
        for side, names in (("left", _LEFT), ("right", _RIGHT)):
            for name in names:
                self._forms[side].add_field(name, titles[name], self._made(name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._forms["left"], 3, top)
        row.addWidget(self._forms["right"], 2, top)
        self._order()

    def value(self) -> Licensee:
        """Return what stands in the fields."""
        return Licensee(**{each.name: self._text(each.name) for each in fields(Licensee)})

    def set_value(self, licensee: Licensee) -> None:
        """Show a licensee."""
        for name, text in asdict(licensee).items():
            field = self.field(name)
            if isinstance(field, QPlainTextEdit):
                field.setPlainText(text)
            elif isinstance(field, QLineEdit):
                field.setText(text)

    def field(self, name: str) -> QWidget:
        """Return the field of one name of Licensee; raises KeyError for one that is none."""
        return self._form_of(name).field(name)

    def check(self) -> bool:
        """Say beneath each field what is wrong with it; return whether nothing is."""
        for each in fields(Licensee):
            try:
                Licensee(**{each.name: self._text(each.name)}).cleaned()
            except BadInput as refused:
                self._form_of(each.name).set_error(each.name, refused.sentence)
            else:
                self._form_of(each.name).set_error(each.name, "")
        return not self._focus_first_error()

    def say(self, name: str, sentence: str) -> None:
        """Say something beneath the field of one name of Licensee, and put the keyboard there."""
        self._form_of(name).set_error(name, sentence)
        self._focus_first_error()

    def _focus_first_error(self) -> bool:
        return any(form.focus_first_error() for form in self._forms.values())

    def _made(self, name: str) -> QWidget:
        if name != "address":
            line = QLineEdit()
            line.setPlaceholderText({"credential": "LMHC", "state": "MA"}.get(name, ""))
            return line
        address = QPlainTextEdit()
        address.setTabChangesFocus(True)
        address.setFixedHeight(
            _ADDRESS_LINES * address.fontMetrics().lineSpacing() + self._theme.px(22)
        )
        return address

    def _form_of(self, name: str) -> Form:
        return self._forms["left" if name in _LEFT else "right"]

    def _text(self, name: str) -> str:
        field = self.field(name)
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText()
        return field.text() if isinstance(field, QLineEdit) else ""

    def _order(self) -> None:
        """Let the Tab key go line by line, as one reads."""
        before: QWidget | None = None
        for pair in zip(_LEFT, _RIGHT, strict=True):
            for name in pair:
                if before is not None:
                    QWidget.setTabOrder(before, self.field(name))
                before = self.field(name)


def _titles() -> dict[str, str]:
    return {
        "name": _("Your name"),
        "credential": _("Credential"),
        "license_number": _("License number"),
        "state": _("State of the license"),
        "practice_name": _("Name of the practice"),
        "address": _("Address of the practice"),
        "phone": _("Phone"),
        "email": _("E-mail"),
    }
