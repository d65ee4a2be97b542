"""What a note tells of its session beside its words: where, how, with whom, and for which goals."""

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
from vault.model.ids import ClientId
from vault.model.template import Particular, particulars, section_help, section_title
from vault.translation import _

_HEIGHT = 620


class SessionDialog(FormDialog):
    """`told` gives the particulars by name, without those that were left empty."""

    told = Signal(object)

    def __init__(
        self, tools: Tools, client: ClientId, texts: Mapping[str, str], parent: QWidget
    ) -> None:
        """`texts` are the particulars as the draft has them."""
        super().__init__(tools.theme, _("The session"), parent, height=_HEIGHT)
        self._texts = dict(texts)
        self.lines: dict[str, QLineEdit | QComboBox] = {}
        for each in particulars().values():
            if not each.lines:
                field = self._field(each, texts.get(each.name, ""))
                self.lines[each.name] = field
                title, help_text = section_title(each.name), section_help(each.name)
                self.form.add_field(each.name, title, field, help_text=help_text)
        self._first = {name: _shown(field) for name, field in self.lines.items()}
        self.goals: dict[str, QCheckBox] = {}
        self.goals_read = False
        self._goals = QWidget()
        self._goal_column = QVBoxLayout(self._goals)
        self._goal_column.setContentsMargins(0, 0, 0, 0)
        self._goal_column.setSpacing(tools.theme.px(8))
        self._goal_column.addWidget(label(section_title(WORKED_ON), "field"))
        self.form.add_row(self._goals)
        self.done_button = button(_("Done"), kind="primary", theme=tools.theme)
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        self.lay_out(self.done_button)
        next(iter(self.lines.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        tools.worker.run(
            lambda v: v.notes.goals(client),
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
                texts[name] = _shown(field).strip()
        if self.goals_read:
            chosen = [text for text, box in self.goals.items() if box.isChecked()]
            texts[WORKED_ON] = "\n".join(chosen)
        return {name: text for name, text in texts.items() if text}

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
