"""The licenses and the answers that switch rules on, each with its meaning and source."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.answer_choice import AnswerChoice
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from ui.widgets.license_rows import LicenseRows
from vault.model.circumstances import (
    Answer,
    Circumstances,
    License,
    Question,
    question_words,
)
from vault.translation import _

FORM = "settings/circumstances"


class CircumstancesCard(SettingsCard):
    """What set-up asked, to be answered anew."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Licenses and circumstances"),
            _("Every rule shown later says which answer switched it on."),
        )
        self._tools = tools
        self._kept = Circumstances()
        self._read = False
        self._unfinished: Circumstances | None = None
        self.rows = LicenseRows(tools.theme)
        self.column.addWidget(self.rows)
        self.choices: dict[Question, AnswerChoice] = {}
        for question in Question:
            self.column.addWidget(Hairline())
            self.column.addWidget(self._asked(question))
        self.stop = Banner(tools.theme, "red")
        self.column.addWidget(self.stop)
        row = QHBoxLayout()
        row.setSpacing(tools.theme.px(12))
        self.save = button(_("Save"), theme=tools.theme, name=_("Save the answers"))
        self.save.clicked.connect(self.enter)
        self.said = label("", "small")
        row.addWidget(self.save)
        row.addWidget(self.said, 1)
        self.column.addLayout(row)
        self.column.addWidget(legal_note())

    def reload(self) -> None:
        """Read the answers again; what is half answered stays."""
        self._tools.worker.run(lambda v: v.circumstances.get(), owner=self, done=self._show)

    def value(self) -> Circumstances:
        """Return what is answered here, whether it is saved or not."""
        answers = {
            question: choice.value() or Answer.UNKNOWN for question, choice in self.choices.items()
        }
        return Circumstances(self.rows.value(), answers)

    def enter(self) -> bool:
        """Save the answers, or say beneath the licenses what is wrong."""
        if self.rows.check():
            value = self.value()
            self._tools.worker.run(
                lambda v: v.circumstances.set(value),
                owner=self,
                done=self._was_saved,
                failed=lambda error: self.said.setText(words_of(error).text),
            )
        return True

    def put_down(self) -> None:
        """Leave what is half answered on the desk."""
        if not self._read:
            return
        value = self.value()
        if value == self._kept:
            self._tools.worker.run(lambda v: v.desk.clear(FORM), owner=self)
        else:
            kept = _as_form(value)
            self._tools.worker.keep(lambda v: v.desk.keep(FORM, kept), owner=self)

    def take_up(self, form: Mapping[str, Any]) -> None:
        """Put back what was half answered."""
        self._unfinished = _from_form(form)

    def _asked(self, question: Question) -> QWidget:
        px = self._tools.theme.px
        words = question_words(question)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(label(words.ask, "strong", wrap=True))
        column.addWidget(label(words.explain, "small"))
        column.addWidget(label(_("Source: {source}").format(source=words.source), "small"))
        choice = AnswerChoice(self._tools.theme, question, flat=True)
        choice.changed.connect(self._changed)
        self.choices[question] = choice
        column.addWidget(choice)
        return holder

    def _show(self, kept: Circumstances) -> None:
        untouched = not self._read or self.value() == self._kept
        self._kept, self._read = kept.cleaned(), True
        if self._unfinished is not None:
            self._fill(self._unfinished)
            self._unfinished = None
            self.said.setText(_("Not saved yet."))
        elif untouched:
            self._fill(self._kept)
        self._tell()

    def _fill(self, circumstances: Circumstances) -> None:
        self.rows.set_value(circumstances.licenses)
        for question, choice in self.choices.items():
            choice.set_value(circumstances.answer(question))

    def _changed(self) -> None:
        self.said.setText("")
        self._tell()

    def _tell(self) -> None:
        why = self.value().why_not_supported()
        if why:
            self.stop.say(why, closable=False)
        else:
            self.stop.clear()

    def _was_saved(self, kept: Circumstances) -> None:
        self._kept = kept
        self.said.setText(_("Saved."))
        self._tools.worker.run(lambda v: v.desk.clear(FORM), owner=self)


def _as_form(value: Circumstances) -> dict[str, Any]:
    return {
        "licenses": [asdict(each) for each in value.licenses],
        "answers": {question.value: answer.value for question, answer in value.answers.items()},
    }


def _from_form(form: Mapping[str, Any]) -> Circumstances | None:
    try:
        licenses = tuple(License(**each) for each in form["licenses"])
        answers = {Question(name): Answer(said) for name, said in form["answers"].items()}
        return Circumstances(licenses, answers)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
