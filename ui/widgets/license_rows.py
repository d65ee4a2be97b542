"""The licenses of the licensee: one row each, as many as there are."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.labels import label
from vault.errors import BadInput
from vault.model.circumstances import MOST_LICENSES, License
from vault.translation import _

_STRETCH = (2, 2, 3)


class LicenseRows(QWidget):
    """State, kind and number in a row; a row without a word counts as none."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._removers: list[ThemedButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        for place, (title, stretch) in enumerate(zip(_titles(), _STRETCH, strict=True)):
            self._grid.addWidget(label(title, "field"), 0, place)
            self._grid.setColumnStretch(place, stretch)
        column.addLayout(self._grid)
        self.error = label("", "error")
        self.error.hide()
        column.addWidget(self.error)
        self.more = button(_("Add another license"), icon="plus", theme=theme, small=True)
        self.more.clicked.connect(self._add_by_hand)
        column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.set_value(())

    def value(self) -> tuple[License, ...]:
        """Return the licenses that have a word in them."""
        found = tuple(License(*(field.text() for field in row)) for row in self._rows)
        return tuple(each for each in found if f"{each.state}{each.kind}{each.number}".strip())

    def set_value(self, licenses: Iterable[License]) -> None:
        """Show licenses; with none, one empty row."""
        while self._rows:
            self._remove(len(self._rows) - 1)
        for each in tuple(licenses) or (License(),):
            self._add(each)

    def check(self) -> bool:
        """Say beneath the rows what is wrong with them; return whether nothing is."""
        try:
            for row in self._rows:
                License(*(field.text() for field in row)).cleaned()
        except BadInput as refused:
            self.error.setText(refused.sentence)
            self.error.show()
            return False
        self.error.hide()
        return True

    def first_field(self) -> QLineEdit:
        """Return the field to begin in."""
        return self._rows[0][0]

    def rows(self) -> list[tuple[QLineEdit, QLineEdit, QLineEdit]]:
        """Return the fields of every row: state, kind, number."""
        return list(self._rows)

    def _add_by_hand(self) -> None:
        self._add(License())
        self._rows[-1][0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _add(self, license: License) -> None:
        row = (QLineEdit(license.state), QLineEdit(license.kind), QLineEdit(license.number))
        remover = button("", kind="bare", icon="x", theme=self._theme, name=_("Remove license"))
        remover.clicked.connect(partial(self._remove_row, row))
        line = self._grid.rowCount()
        before: QWidget = self._removers[-1] if self._removers else self
        for place, field in enumerate(row):
            field.textEdited.connect(self.changed)
            field.setPlaceholderText(_examples()[place])
            self._grid.addWidget(field, line, place)
            QWidget.setTabOrder(before, field)
            before = field
        self._grid.addWidget(remover, line, len(row))
        QWidget.setTabOrder(before, remover)
        QWidget.setTabOrder(remover, self.more)
        self._rows.append(row)
        self._removers.append(remover)
        self._name_rows()

    def _remove_row(self, row: tuple[QLineEdit, QLineEdit, QLineEdit]) -> None:
        index = self._rows.index(row)
        self._remove(index)
        if not self._rows:
            self._add(License())
        self._rows[max(0, index - 1)][0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove(self, index: int) -> None:
        for widget in (*self._rows.pop(index), self._removers.pop(index)):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._name_rows()

    def _name_rows(self) -> None:
        for number, (row, remover) in enumerate(
            zip(self._rows, self._removers, strict=True), start=1
        ):
            for field, title in zip(row, _titles(), strict=True):
                name = _("{title} of license {n}").format(title=title, n=number)
                field.setAccessibleName(name)
            remover.setVisible(len(self._rows) > 1)
            remover.setAccessibleName(_("Remove license {n}").format(n=number))
        self.more.setEnabled(len(self._rows) < MOST_LICENSES)


def _examples() -> tuple[str, str, str]:
    return "MA", "LMHC", ""


def _titles() -> tuple[str, str, str]:
    return _("State"), _("License"), _("Number")
