"""Yes, No, or I don't know: the three answers to a question about the practice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QWidget

from ui.theme import Theme
from vault.model.circumstances import Answer, Question, answer_words, question_words


class AnswerChoice(QWidget):
    """One answer of three, or none yet; `flat` puts them in one line."""

    changed = Signal()

    def __init__(self, theme: Theme, question: Question, *, flat: bool = False) -> None:
        super().__init__()
        words = question_words(question)
        self.setAccessibleName(words.ask)
        directions = QBoxLayout.Direction
        direction = directions.LeftToRight if flat else directions.TopToBottom
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(16 if flat else 8))
        self._group = QButtonGroup(self)
        self._buttons: dict[Answer, QRadioButton] = {}
        for answer in Answer:
            radio = QRadioButton(answer_words(answer))
            radio.setAccessibleName(f"{answer_words(answer)}: {words.ask}")
            radio.setAccessibleDescription(words.explain)
            self._group.addButton(radio)
            self._buttons[answer] = radio
            layout.addWidget(radio)
        if flat:
            layout.addStretch(1)
        self._group.buttonToggled.connect(self._toggled)

    def value(self) -> Answer | None:
        """Return the answer, or None when none was given."""
        for answer, radio in self._buttons.items():
            if radio.isChecked():
                return answer
        return None

    def set_value(self, answer: Answer | None) -> None:
        """Show an answer; None takes it back."""
        self._group.setExclusive(False)
        for each, radio in self._buttons.items():
            radio.setChecked(each is answer)
        self._group.setExclusive(True)

    def button_of(self, answer: Answer) -> QRadioButton:
        """Return the button of an answer."""
        return self._buttons[answer]

    def begin(self) -> None:
        """Put the keyboard on the answer that was given, or on the first."""
        chosen = self.value() or Answer.YES
        self._buttons[chosen].setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, _button: QRadioButton, checked: bool) -> None:
        if checked and self._group.exclusive():
            self.changed.emit()
