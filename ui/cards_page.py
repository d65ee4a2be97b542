"""Opens a compartment with executor cards: their words, typed one card after the other."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card_words import CardWords
from ui.widgets.centered import center_page
from ui.widgets.labels import label
from vault.lifecycle.typed_cards import GivenCards
from vault.translation import _


@dataclass(frozen=True)
class Sentences:
    """What the page says for one compartment, and the tone of its button."""

    title: str
    lead: str
    open: str
    refused: str
    tone: str


def for_records() -> Sentences:
    """Return what stands on the page of the lock screen."""
    return Sentences(
        _("Open the records with executor cards"),
        _(
            "Type the cards of one set, one after the other; each says how many are needed. They "
            "open the records to read, and the vault's log will say that cards were used."
        ),
        _("Open the records"),
        _(
            "These cards open another vault, or process notes alone. Compare what stands on "
            "each card with this vault."
        ),
        "primary",
    )


def for_backup() -> Sentences:
    """Return what stands on the page of a backup that is to become a vault again."""
    return Sentences(
        _("Open the backup with executor cards"),
        for_records().lead,
        _("Use these cards"),
        for_records().refused,
        "primary",
    )


def for_process_notes() -> Sentences:
    """Return what stands behind the door of process notes."""
    return Sentences(
        _("Open process notes with executor cards"),
        _(
            "Process notes have a set of cards of their own; those of the records do not open "
            "them. The log of process notes will say that cards were used."
        ),
        _("Open process notes"),
        _(
            "These cards open another vault, or the records alone. Compare what stands on each "
            "card with this vault."
        ),
        "plum",
    )


class CardsPage(QWidget):
    """`rebuilt` gives the key that enough cards rebuild; `left` that one goes back.

    Escape is of the screen around it, which may have other pages to go back from.
    """

    rebuilt = Signal(str)
    left = Signal()

    def __init__(self, tools: Tools, sentences: Sentences) -> None:
        super().__init__()
        self._tools = tools
        self._sentences = sentences
        theme = tools.theme
        self.words = CardWords(theme)
        self.words.accepted.connect(self._accepted)
        self.open = button(sentences.open, kind=sentences.tone, icon="lock-open", theme=theme)
        self.open.clicked.connect(self._rebuild)
        self.open.setEnabled(False)
        self.back = button(_("Back"), theme=theme)
        self.back.clicked.connect(self.left)
        self._lay_out()

    def begin(self) -> None:
        """Put the keyboard where one goes on."""
        if self.open.isEnabled():
            self.open.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.words.begin()

    def give(self, given: GivenCards) -> None:
        """Take cards that were accepted elsewhere as accepted here."""
        self.words.give(given)
        self.open.setEnabled(given.missing == 0)

    def forget(self) -> None:
        """Hold no card any more."""
        self.words.forget()
        self.open.setEnabled(False)

    def refuse(self) -> None:
        """Say that the key of the cards opens something else, and let them go."""
        self.forget()
        self.begin()
        self.words.refuse(self._sentences.refused)

    def _accepted(self) -> None:
        self.open.setEnabled(self.words.given.missing == 0)
        if self.open.isEnabled():
            self.begin()

    def _rebuild(self) -> None:
        self.open.setEnabled(False)
        self._tools.worker.apart(
            self.words.given.rebuild, owner=self, done=self._rebuilt, failed=self._failed
        )

    def _rebuilt(self, key: str) -> None:
        self.open.setEnabled(True)
        self.rebuilt.emit(key)

    def _failed(self, error: Exception) -> None:
        self.forget()
        self.words.refuse(words_of(error).text)
        self.begin()

    def _lay_out(self) -> None:
        head = (
            label(self._sentences.title, "title", wrap=True),
            label(self._sentences.lead, "mute"),
        )
        center_page(self, self._tools.theme, head, (self.words,), (self.open, self.back))
