"""Who gets the cards: one row for each holder, with a phone number and the place of the card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.form import mark_problem
from ui.widgets.labels import label
from ui.widgets.one_line import keep_to_one_line
from vault.errors import BadInput
from vault.model.share import Holder
from vault.translation import _


class HolderRows(QWidget):
    """As many rows as `set_count` says; what was typed in one that went comes back with it."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._count = 0
        self._rows: list[tuple[QWidget, tuple[QLineEdit, QLineEdit, QLineEdit]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        for place, title in enumerate(_titles(), 1):
            self._grid.addWidget(label(title, "field"), 0, place)
            self._grid.setColumnStretch(place, 1)
        column.addLayout(self._grid)
        self.error = label("", "error")
        self.error.hide()
        column.addWidget(self.error)

    def set_count(self, count: int) -> None:
        """Show so many rows."""
        while len(self._rows) < count:
            self._add()
        self._count = count
        for place, (number, row) in enumerate(self._rows):
            for widget in (number, *row):
                widget.setVisible(place < count)

    def value(self) -> list[Holder]:
        """Return the holders as they are typed, from the first card on."""
        shown = self._rows[: self._count]
        return [Holder(*(field.text() for field in row)) for _number, row in shown]

    def set_value(self, holders: Sequence[Holder]) -> None:
        """Show these holders."""
        self.set_count(len(holders))
        for holder, (_number, row) in zip(holders, self._rows, strict=False):
            texts = (holder.name, holder.phone, holder.place)
            for field, text in zip(row, texts, strict=True):
                field.setText(text)
                field.setCursorPosition(0)

    def fields(self, place: int) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        """Return name, phone and place of the row of this index."""
        return self._rows[place][1]

    def begin(self) -> None:
        """Put the keyboard into the first row without a name."""
        shown = [row for _number, row in self._rows[: self._count]]
        row = next((row for row in shown if not row[0].text().strip()), shown[0])
        row[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> bool:
        """Say beneath the rows what is wrong with one; return whether nothing is."""
        self.error.hide()
        for place, holder in enumerate(self.value()):
            first = self._rows[place][1][0]
            mark_problem(first, False)
            try:
                holder.cleaned()
            except BadInput as refused:
                mark_problem(first, True)
                words = _("Card {n}: {sentence}")
                self.error.setText(words.format(n=place + 1, sentence=refused.sentence))
                self.error.show()
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def _add(self) -> None:
        card = len(self._rows) + 1
        number = label(str(card), "small", wrap=False)
        row = (QLineEdit(), QLineEdit(), QLineEdit())
        self._grid.addWidget(number, card, 0)
        for place, (field, title) in enumerate(zip(row, _titles(), strict=True), 1):
            field.setAccessibleName(_("{title}, card {n}").format(title=title, n=card))
            keep_to_one_line(field)
            field.textEdited.connect(self._edited)
            self._grid.addWidget(field, card, place)
        self._rows.append((number, row))

    def _edited(self, _text: str) -> None:
        self.error.hide()
        self.changed.emit()


def _titles() -> tuple[str, str, str]:
    return _("Name"), _("Phone"), _("Where the card will be")
