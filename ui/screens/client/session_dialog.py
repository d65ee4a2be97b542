"""What a note tells beside its words: where a session was, with whom, for which goals; a mark."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.one_line import keep_to_one_line
from ui.widgets.wrapped_check import WrappedCheck
from vault.model.goal import WORKED_ON, Goal, choices
from vault.model.goal_words import sessions_words
from vault.model.note import Note
from vault.model.template import (
    MARKED,
    Particular,
    kind_of,
    particulars,
    particulars_of,
    section_help,
    section_title,
)
from vault.model.text import unless_blank
from vault.translation import _

_HEIGHT = 620


class SessionDialog(FormDialog):
    """`told` gives the particulars by name, without those that were left empty."""

    told = Signal(object)

    def __init__(self, tools: Tools, note: Note, texts: Mapping[str, str], parent: QWidget) -> None:
        """`note` is the draft it is about, `texts` are its particulars as they stand there."""
        session = kind_of(note.template).session
        title = _("The session") if session else _("About this note")
        super().__init__(tools.theme, title, parent, height=_HEIGHT if session else 0)
        self._texts = dict(texts)
        self.lines: dict[str, QLineEdit | QComboBox] = {}
        self.marks: dict[str, QCheckBox] = {}
        self.goals: dict[str, QCheckBox] = {}
        self.goals_read = False
        for name in particulars_of(note.template):
            self._add(particulars()[name])
        self._first = {name: _shown(field) for name, field in self.lines.items()}
        self.done_button = button(_("Done"), kind="primary", theme=tools.theme)
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        self.lay_out(self.done_button)
        first: QWidget = next(iter((*self.lines.values(), *self.marks.values())))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if session:
            tools.worker.run(
                lambda v: v.notes.goals(note.client),
                owner=self,
                done=self._show_goals,
                failed=lambda _error: self._show_goals(()),
            )

    def accept(self) -> None:
        """Give what is entered and close."""
        self.told.emit(self.entered())
        super().accept()

    def entered(self) -> dict[str, str]:
        """Return what stands here by name, without what was left empty."""
        texts = dict(self._texts)
        for name, field in self.lines.items():
            # One that nobody touched stays as it was given: a field has but one line.
            if _shown(field) != self._first[name]:
                texts[name] = unless_blank(_shown(field))
        for name, box in self.marks.items():
            texts[name] = MARKED if box.isChecked() else ""
        if self.goals_read:
            chosen = [text for text, box in self.goals.items() if box.isChecked()]
            texts[WORKED_ON] = "\n".join(chosen)
        return {name: text for name, text in texts.items() if text}

    def _add(self, each: Particular) -> None:
        """Ask for one particular: as goals that are ticked, as a mark, or in a field."""
        title, help_text = section_title(each.name), section_help(each.name)
        if each.lines:
            self._goals = QWidget()
            self._goal_column = QVBoxLayout(self._goals)
            self._goal_column.setContentsMargins(0, 0, 0, 0)
            self._goal_column.setSpacing(self._theme.px(8))
            self._goal_column.addWidget(label(title, "field"))
            self.form.add_row(self._goals)
        elif each.mark:
            check = WrappedCheck(self._theme, title, help_text)
            check.box.setChecked(bool(self._texts.get(each.name)))
            self.marks[each.name] = check.box
            self.form.add_row(check)
        else:
            self.lines[each.name] = self._field(each, self._texts.get(each.name, ""))
            self.form.add_field(each.name, title, self.lines[each.name], help_text=help_text)

    def _field(self, particular: Particular, text: str) -> QLineEdit | QComboBox:
        if not particular.choices:
            line = QLineEdit(text)
            keep_to_one_line(line)
            return line
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(list(particular.choices))
        box.setCurrentText(text)
        edit = box.lineEdit()
        if edit is not None:
            keep_to_one_line(edit)
            edit.setAccessibleName(section_title(particular.name))
        return box

    def _show_goals(self, goals: Sequence[Goal]) -> None:
        """Offer the goals of the plan, and those that the draft names besides."""
        worked = {goal.text: sessions_words(goal, plain_day) for goal in goals}
        for text, chosen in choices(goals, self._texts.get(WORKED_ON, "")):
            check = WrappedCheck(self._theme, text, worked.get(text, ""))
            check.box.setChecked(chosen)
            self._goal_column.addWidget(check)
            self.goals[text] = check.box
        self.goals_read = True
        if not self.goals:
            words = _("The lines of a signed treatment plan’s section “Goals” can be chosen here.")
            self._goal_column.addWidget(label(words, "small"))


def _shown(field: QLineEdit | QComboBox) -> str:
    return field.currentText() if isinstance(field, QComboBox) else field.text()
