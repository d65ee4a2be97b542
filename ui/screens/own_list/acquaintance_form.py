"""Somebody on the licensee's own list, entered or changed."""

from functools import partial

from PySide6.QtWidgets import QLineEdit

from ui.tools import Tools
from ui.widgets.list_form import Job, ListForm
from vault.model.conflict import Acquaintance, Relationship
from vault.model.conflict_words import relationship_words
from vault.model.ids import AcquaintanceId, new_id
from vault.open_vault import OpenVault
from vault.translation import _


class AcquaintanceForm(ListForm):
    """A name, and what they are to the licensee."""

    def __init__(self, tools: Tools, desk: str, known: Acquaintance | None = None) -> None:
        """`known` is changed, None enters somebody new."""
        title = _("Whom do you know?") if known is None else known.name
        super().__init__(tools, desk, title, known.id if known is not None else "")
        self.name, self.words = QLineEdit(), QLineEdit()
        self.add_line("name", _("Name"), self.name)
        kinds = {each: _capital(relationship_words(each)) for each in Relationship}
        self.add_choice("relationship", _("What they are to you"), kinds)
        self.add_line("words", _("In your words"), self.words, _("Such as: from the choir."))
        if known is not None:
            self.name.setText(known.name)
            self.words.setText(known.words)
            choice = self.choices["relationship"]
            choice.setCurrentIndex(choice.findData(known.relationship))
        self.ready(self._acquaintance, partial(_keeping, known is None), self._remove_known)

    def _acquaintance(self) -> Acquaintance:
        return Acquaintance(
            id=AcquaintanceId(self._known_id or new_id()),
            name=self.name.text(),
            relationship=Relationship(self.choices["relationship"].currentData()),
            words=self.words.text(),
        )

    def _remove_known(self, vault: OpenVault) -> Acquaintance:
        return vault.own_list.remove(AcquaintanceId(self._known_id))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _keeping(new: bool, person: Acquaintance) -> Job:
    return partial(_keep, person, new)


def _keep(person: Acquaintance, new: bool, vault: OpenVault) -> Acquaintance:
    return vault.own_list.add([person])[0] if new else vault.own_list.change(person)
