"""The items of a measure, answered by 0, 1, 2 or 3: a digit answers and goes on to the next."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.labels import label
from ui.widgets.scrolled import bring_into_sight
from vault.model.measure import MOST_ANSWER, Answers, Measure
from vault.model.measure_words import band_words, score_words
from vault.translation import _

_OPEN = "-"
"""Stands for what is not answered, in what the desk keeps."""
_AROUND = 60
"""Pixels of the design that are seen above and below the item where the keyboard is."""
_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ItemAnswer(QWidget):
    """One item and its four answers, or none yet.

    `went_on` says that a digit answered it, `moved` by how many items an arrow goes.
    """

    changed = Signal()
    went_on = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, asked: str, words: Sequence[str]) -> None:
        """`words` are those of the answers 0, 1, 2 and 3."""
        super().__init__()
        self._words, self._around = tuple(words), theme.px(_AROUND)
        self.setAccessibleName(asked)
        self._group = QButtonGroup(self)
        self._said = label("", "small", wrap=False)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        self.buttons: list[QRadioButton] = []
        for number, said in enumerate(words):
            radio = QRadioButton(str(number))
            radio.setAccessibleName(f"{number}, {said}: {asked}")
            radio.setToolTip(said)
            radio.installEventFilter(self)
            self._group.addButton(radio, number)
            self.buttons.append(radio)
            row.addWidget(radio)
        row.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(label(asked, "body"))
        column.addLayout(row)
        self._group.buttonToggled.connect(self._toggled)
        self._stop_at(0)

    def value(self) -> int | None:
        """Return the answer, None where there is none."""
        chosen = self._group.checkedId()
        return chosen if chosen >= 0 else None

    def set_value(self, answer: int | None) -> None:
        """Show an answer; None takes it back."""
        self._group.setExclusive(False)
        for number, radio in enumerate(self.buttons):
            radio.setChecked(number == answer)
        self._group.setExclusive(True)
        self._stop_at(answer or 0)
        self._show_words()

    def begin(self) -> None:
        """Put the keyboard on the answer that was given, or on the first."""
        self.buttons[self.value() or 0].setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_sight(self, self._around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the digits and the arrows that go up and down; what is left is the button's own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain == Qt.KeyboardModifier.NoModifier and self._heard(event):
                return True
        return super().eventFilter(watched, event)

    def _heard(self, event: QKeyEvent) -> bool:
        key, digit = event.key(), event.text()
        if digit in map(str, range(MOST_ANSWER + 1)):
            self.set_value(int(digit))
            self.changed.emit()
            self.went_on.emit()
        elif key in _BACK:
            self.set_value(None)
            self.begin()
            self.changed.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _stop_at(self, number: int) -> None:
        """Let Tab come to one answer alone, as it does of itself once one is chosen."""
        for each, radio in enumerate(self.buttons):
            here = Qt.FocusPolicy.StrongFocus if each == number else Qt.FocusPolicy.ClickFocus
            radio.setFocusPolicy(here)

    def _toggled(self, _radio: object, checked: bool) -> None:
        self._show_words()
        if checked and self._group.exclusive():
            self.changed.emit()

    def _show_words(self) -> None:
        chosen = self.value()
        self._said.setText("" if chosen is None else self._words[chosen])


class MeasureItems(QWidget):
    """All that one measure asks. `done` says that a digit answered the last of it."""

    changed = Signal()
    done = Signal()

    def __init__(self, theme: Theme, measure: Measure) -> None:
        super().__init__()
        self._measure = measure
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(label(f"{measure.title}: {measure.name}", "small"))
        column.addWidget(label(measure.asks, "strong", wrap=True))
        legend = "  ·  ".join(f"{number} {said}" for number, said in enumerate(measure.answers))
        column.addWidget(label(legend, "small"))
        words = _(
            "A digit answers an item and goes on to the next; up and down go between items. Delete "
            "takes an answer back: an item may be left open."
        )
        column.addWidget(label(words, "small"))
        self.items = [
            ItemAnswer(theme, f"{number}. {item}", measure.answers)
            for number, item in enumerate(measure.items, 1)
        ]
        self._all = list(self.items)
        self.difficulty: ItemAnswer | None = None
        if measure.difficulty:
            self.difficulty = ItemAnswer(theme, measure.difficulty, measure.difficulties)
            self._all.append(self.difficulty)
        for index, each in enumerate(self._all):
            column.addWidget(each)
            each.changed.connect(self._changed)
            each.went_on.connect(partial(self._go_on, index))
            each.moved.connect(partial(self._move, index))
        self.said = label("", "mute")
        column.addWidget(self.said)
        column.addWidget(label(measure.licence, "small"))

    def answers(self) -> Answers:
        """Return the answers of the items."""
        return tuple(each.value() for each in self.items)

    def difficulty_answer(self) -> int | None:
        """Return the answer to how difficult it was, None where it is open or not asked."""
        return self.difficulty.value() if self.difficulty is not None else None

    def show_answers(self, answers: Answers, difficulty: int | None) -> None:
        """Show what was answered."""
        for each, answer in zip(self.items, answers, strict=True):
            each.set_value(answer)
        if self.difficulty is not None:
            self.difficulty.set_value(difficulty)
        self._show_score()

    def begin(self) -> None:
        """Put the keyboard on the first item that is open, or the first of all."""
        next((each for each in self.items if each.value() is None), self.items[0]).begin()

    def text(self) -> str:
        """Return the answers as the desk can keep them: a character for each, in their order."""
        values = [each.value() for each in self._all]
        return "".join(_OPEN if each is None else str(each) for each in values)

    def set_text(self, text: str) -> None:
        """Show what the desk kept; what is no such text changes nothing."""
        digits = set(map(str, range(MOST_ANSWER + 1)))
        if len(text) == len(self._all) and set(text) <= digits | {_OPEN}:
            for each, answer in zip(self._all, text, strict=True):
                each.set_value(None if answer == _OPEN else int(answer))
            self._show_score()

    def _changed(self) -> None:
        self._show_score()
        self.changed.emit()

    def _show_score(self) -> None:
        score = self._measure.score(self.answers())
        words = [score_words(score), band_words(score)]
        self.said.setText(", ".join(filter(None, words)) if score.answered else "")

    def _go_on(self, index: int) -> None:
        if index + 1 < len(self._all):
            self._all[index + 1].begin()
        else:
            self.done.emit()

    def _move(self, index: int, by: int) -> None:
        self._all[min(max(0, index + by), len(self._all) - 1)].begin()
