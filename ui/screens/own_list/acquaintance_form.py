"""Somebody on the licensee's own list, entered or changed."""

from PySide6.QtWidgets import QLineEdit

from ui.tools import Tools
from ui.widgets.list_form import ListForm
from vault.model.conflict import Acquaintance, Relationship
from vault.model.conflict_words import relationship_words
from vault.model.ids import AcquaintanceId, new_id
from vault.translation import _


class AcquaintanceForm(ListForm):
    """A name, and what they are to the licensee."""

    def __init__(self, tools: Tools, desk: str, known: Acquaintance | None = None) -> None:
        """`known` is changed, None enters somebody new."""
        title = _("Whom do you know?") if known is None else known.name
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self.name, self.words = QLineEdit(), QLineEdit()
        self.add_line("name", _("Name"), self.name)
        kinds = {each: relationship_words(each) for each in Relationship}
        self.add_choice("relationship", _("What they are to you"), kinds)
        self.add_line("words", _("In your words"), self.words, _("Such as: from the choir."))
        if known is not None:
            self.name.setText(known.name)
            self.words.setText(known.words)
            choice = self.choices["relationship"]
            choice.setCurrentIndex(choice.findData(known.relationship))
        self.ready(self._acquaintance, lambda vault: vault.own_list, self._known_id)

    def _acquaintance(self) -> Acquaintance:
        return Acquaintance(
            id=AcquaintanceId(self._known_id or new_id()),
            name=self.name.text(),
            relationship=Relationship(self.choices["relationship"].currentData()),
            words=self.words.text(),
        )
