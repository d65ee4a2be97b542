"""One numbered box for one word of a card: it completes the word and says when it is none."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.theme import Theme
from ui.widgets.form import mark_problem
from ui.widgets.scrolled import bring_into_sight
from vault.lifecycle.typed_cards import ENOUGH_LETTERS, word_for, words_beginning
from vault.translation import _

_ON = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_WIDTH = 88

_SEEN_AROUND = 3
"""So many heights of the box that has the keyboard are seen above and below it, if they can be."""


class WordBox(QLineEdit):
    """Holds one word, in memory alone.

    Whoever types whole words goes on typing when four letters have completed one: `ending` is
    what may still come, and `rest` what of it the box takes out where the keyboard went.
    """

    filled = Signal()
    """A word stands here, and the keyboard is to go on."""

    changed = Signal()
    """What stands here is another, and no word yet."""

    left = Signal()
    """The keyboard has gone, or wanted to."""

    many = Signal(str)
    """More came in than one word: all of a card, pasted."""

    back = Signal()
    """Backspace in an empty box."""

    rows = Signal(int)
    """An arrow: so many rows down."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self.ending = self.rest = ""
        self._kept = ""
        self._before = 0
        self.setMinimumWidth(theme.px(_LEAST_WIDTH))
        self.setDragEnabled(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setAccessibleName(_("Word {n}").format(n=number))
        self.textEdited.connect(self._edited)

    @property
    def word(self) -> str:
        """The word of the list that stands here whole, or ""."""
        text = self.text()
        return text if text and word_for(text) == text else ""

    @property
    def begins_none(self) -> bool:
        """Whether no word of a card begins with what stands here."""
        text = self.text()
        return bool(text) and not words_beginning(text)

    def put(self, text: str) -> None:
        """Put a word here: completed where its letters are enough, as it is where they are not."""
        self._kept = word_for(text) or text
        self._before = len(self._kept)
        self.setText(self._kept)
        self.ending = self.rest = ""

    def settle(self) -> bool:
        """Complete what was typed; return whether a word of the list stands here now."""
        text = self.text().casefold()
        self.put("" if text == self.rest else text)
        return bool(self.word)

    def say_wrong(self, sentence: str) -> None:
        """Say that this is no word, by color and to a screen reader; "" takes it back."""
        if sentence != self.accessibleDescription():
            self.setAccessibleDescription(sentence)
            mark_problem(self, bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter go on, Backspace in an empty box goes back, arrows up and down."""
        if event.key() in _ON and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            if self.settle():
                self.filled.emit()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.rows.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Scroll here, and mark a word that stands here: typing replaces it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()
        QTimer.singleShot(0, self, self._scroll_here)  # once what was shown with it has its place

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Complete what can be, and tell."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
            self.left.emit()

    def _edited(self, text: str) -> None:
        if not all(letter.isalpha() for letter in text):
            self.put("")
            self.many.emit(text)
            return
        grew = len(text) > self._before
        self._before = len(text)
        text = text.casefold()
        if grew and self._takes_rest(text):
            return
        word = word_for(text) if grew and len(text) >= ENOUGH_LETTERS else ""
        if word:
            self.put(word)
            self.ending = word[len(text) :]
            self.filled.emit()
        else:
            self.changed.emit()

    def _takes_rest(self, text: str) -> bool:
        """Take out letters that end the word which is complete; return whether there were any.

        Those that may as well begin the next word stay: the letters that follow will tell.
        """
        extra = text.removeprefix(self._kept)
        if not (extra and text.startswith(self._kept) and self.rest.startswith(extra)):
            self.rest = ""
            return False
        whole = extra == self.rest and len(extra) >= ENOUGH_LETTERS
        if not (self._kept or whole) and words_beginning(extra):
            return False
        rest = self.rest[len(extra) :]
        self.put(self._kept)
        self.rest = rest
        return True

    def _scroll_here(self) -> None:
        if self.hasFocus():
            bring_into_sight(self, _SEEN_AROUND * self.height())
