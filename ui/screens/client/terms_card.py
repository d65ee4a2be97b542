"""On what terms the record of a couple or a family is kept: joint, or one identified client's."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import label
from vault.model.ids import ClientId, ParticipantId
from vault.model.participant import Participant, RecordBasis, Role, Terms
from vault.model.participant_words import basis_words
from vault.translation import _


class TermsCard(Card):
    """`chosen` gives the terms that were chosen."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=_("Whose record this is"))
        self._look = theme
        self._unit: ClientId | None = None
        self.choices: dict[RecordBasis, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.identified = QComboBox()
        self.identified.setAccessibleName(_("The identified client"))
        self.identified.activated.connect(self._choose)
        self._who = QWidget()
        column = QVBoxLayout(self._who)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(6))
        heading = label(_("The identified client"), "field")
        heading.setBuddy(self.identified)
        column.addWidget(heading)
        column.addWidget(self.identified)
        for basis in RecordBasis:
            self.add_row(self._choice(basis))
        self._group.buttonClicked.connect(self._choose)

    def show_terms(self, terms: Terms, people: Sequence[Participant]) -> None:
        """Show the terms of a unit in which these people take part."""
        self._unit = terms.unit
        self._group.setExclusive(False)
        for basis, radio in self.choices.items():
            radio.setChecked(basis is terms.basis)
        self._group.setExclusive(True)
        self.identified.clear()
        self.identified.addItem(_("Not said yet"), None)
        for each in people:
            if each.role is not Role.COLLATERAL:
                self.identified.addItem(each.name, each.id)
        self.identified.setCurrentIndex(max(0, self.identified.findData(terms.identified)))
        self._who.setVisible(terms.basis is RecordBasis.IDENTIFIED)

    def _choice(self, basis: RecordBasis) -> QWidget:
        words = basis_words(basis)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setSpacing(self._look.px(4))
        radio = QRadioButton(words.title)
        radio.setAccessibleDescription(words.terms)
        self._group.addButton(radio)
        self.choices[basis] = radio
        column.addWidget(radio)
        column.addWidget(label(words.terms, "mute"))
        if words.source:
            column.addWidget(label(_("Source: {source}").format(source=words.source), "small"))
        if basis is RecordBasis.IDENTIFIED:
            column.addWidget(self._who)
        return holder

    def _choose(self) -> None:
        basis = next((each for each, radio in self.choices.items() if radio.isChecked()), None)
        if self._unit is None or basis is None:
            return
        named = self.identified.currentData() if basis is RecordBasis.IDENTIFIED else None
        self.chosen.emit(Terms(self._unit, basis, ParticipantId(named) if named else None))
