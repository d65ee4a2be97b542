"""From whom records come, under which license, and on what authority: asked before they come."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.tools import Tools
from ui.widgets.date_field import DateField
from ui.widgets.form import Form
from vault.errors import BadInput
from vault.model.incoming.basis_words import basis_words
from vault.model.incoming.batch import Basis, Origin
from vault.translation import _

_OF_ANOTHER = ("predecessor", "state", "license", "number", "authority")


class OriginForm(QWidget):
    """Of one's own records it asks for nothing but the day."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._today = tools.clock.now().date()
        self.basis = QComboBox()
        for basis in Basis:
            self.basis.addItem(basis_words(basis), basis)
        self.basis.currentIndexChanged.connect(self._follow)
        self.received = DateField(tools.theme, name=_("They came on"), today=self._today)
        self.received.set_value(self._today)
        self.lines = {name: QLineEdit() for name in _OF_ANOTHER}
        self.form = Form(tools.theme)
        self.form.add_field("basis", _("Whose records they are"), self.basis)
        self.form.add_field("predecessor", _("Who kept them before"), self.lines["predecessor"])
        self.form.add_field("state", _("State of that license"), self.lines["state"])
        self.form.add_field("license", _("License, such as LMHC"), self.lines["license"])
        self.form.add_field("number", _("Number of the license"), self.lines["number"])
        self.form.add_field(
            "authority",
            _("On what authority"),
            self.lines["authority"],
            help_text=_("The agreement, the professional will or the order, with its day."),
        )
        self.form.add_field("received", _("They came on"), self.received)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._follow()

    def origin(self) -> Origin | None:
        """Return what is said; None where something is missing, which then stands beneath it."""
        self.form.clear_errors()
        day = self.received.value()
        if day is None:
            self.form.set_error("received", _("Enter the day on which they came."))
            self.form.focus_first_error()
            return None
        said = {name: line.text() for name, line in self.lines.items()}
        origin = Origin(
            self._chosen,
            day,
            said["predecessor"],
            said["state"],
            said["license"],
            said["number"],
            said["authority"],
        )
        try:
            return origin.cleaned(self._today)
        except BadInput as error:
            self.form.set_error(self._wrong(day, said), error.sentence)
            self.form.focus_first_error()
            return None

    @property
    def _chosen(self) -> Basis:
        return Basis(self.basis.currentData())

    def _wrong(self, day: date, said: dict[str, str]) -> str:
        """Return which field what was refused stands in."""
        if day > self._today:
            return "received"
        return next((name for name in _OF_ANOTHER if not said[name].strip()), "predecessor")

    def _follow(self) -> None:
        for name in _OF_ANOTHER:
            self.form.show_field(name, self._chosen is not Basis.OWN)
