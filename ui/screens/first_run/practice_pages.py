"""Who the licensee is, which licenses there are, and the questions that decide on rules."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.first_run.answers import Answers
from ui.screens.first_run.page import GoOn, Page
from ui.tools import Tools
from ui.widgets.answer_choice import AnswerChoice
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.license_rows import LicenseRows
from ui.widgets.licensee_form import LicenseeForm
from vault.model.circumstances import (
    Answer,
    Circumstances,
    License,
    Question,
    question_words,
)
from vault.model.practice import Licensee
from vault.translation import _


class LicenseePage(Page):
    """The fields of the licensee; all but the name may stay empty."""

    part = 2

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("Who are you?"),
            _("This stands on every document of the practice. You can change it in Settings."),
        )
        self.form = LicenseeForm(tools.theme)
        self._shown = Licensee()
        self._told_of = ""
        self.column.addWidget(self.form)

    def arrive(self, answers: Answers) -> None:
        """Show what is known, and put the keyboard into the name."""
        if answers.licensee != self._shown:
            self._shown = answers.licensee
            self.form.set_value(answers.licensee)
        self.form.field("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Go on when no field is wrong; a state that no rule knows is told of once."""
        if not self.form.check():
            return
        licensee = self.form.value().cleaned()
        unnamed, of_state = licensee.why_not_named(), licensee.what_of_state()
        if unnamed:
            self.form.say("name", unnamed)
        elif of_state and licensee.state != self._told_of:
            self._told_of = licensee.state
            self.form.say("state", of_state)
        else:
            self._shown = licensee
            go(replace(answers, licensee=licensee))

    def has_input(self) -> bool:
        """Return whether a name was entered."""
        return bool(self.form.value().name.strip())


class LicensesPage(Page):
    """State and license, as many as there are; the rules depend on them."""

    part = 3

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("Which licenses do you hold?"),
            _("State and license decide which rules apply, such as how long a record is kept."),
        )
        self.rows = LicenseRows(tools.theme)
        self._filled_in = License()
        self.column.addWidget(self.rows)

    def arrive(self, answers: Answers) -> None:
        """Fill in the license of the page before, until another was typed."""
        who = answers.licensee
        first = License(who.state, who.credential, who.license_number)
        if self.rows.value() in ((), (self._filled_in,)):
            self.rows.set_value((first,))
            self._filled_in = first
        self.rows.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Go on when no license is wrong; none at all is an answer too."""
        if self.rows.check():
            found = replace(answers.circumstances, licenses=self.rows.value())
            go(replace(answers, circumstances=found.cleaned()))


class QuestionPage(Page):
    """One question in plain words, with what it means and where that is from."""

    part = 3

    def __init__(self, tools: Tools, question: Question) -> None:
        words = question_words(question)
        super().__init__(tools, words.ask)
        self._question = question
        px = tools.theme.px
        self.column.addWidget(label(words.explain, "body"))
        self.column.addSpacing(px(6))
        self.column.addWidget(label(words.source, "small"))
        self.column.addSpacing(px(16))
        self.choice = AnswerChoice(tools.theme, question)
        self.choice.changed.connect(self._chosen)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.addWidget(self.choice)
        card = Card(tools.theme)
        card.add_row(holder)
        self.column.addWidget(card)
        self.column.addSpacing(px(8))
        kept = _("“I don't know” is kept as the stricter answer; Today reminds you.")
        self.column.addWidget(label(kept, "small"))
        self.error = label("", "error")
        self.error.hide()
        self.error.setContentsMargins(0, px(6), 0, 0)
        self.column.addWidget(self.error)
        self.column.addSpacing(px(8))
        self.stop = Banner(tools.theme, "red")
        self.column.addWidget(self.stop)

    def arrive(self, answers: Answers) -> None:
        """Put the keyboard on the answers; where nothing can follow, say so again."""
        self.choice.begin()
        self._tell()

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Go on with an answer, unless this version cannot keep such records."""
        given = self.choice.value()
        if given is None:
            self.error.setText(_("Choose an answer. “I don't know” is one, too."))
            self.error.show()
            return
        if not self._tell():
            return
        before = answers.circumstances
        found = replace(before, answers={**before.answers, self._question: given})
        go(replace(answers, circumstances=found))

    def _chosen(self) -> None:
        self.error.hide()
        self._tell()

    def _tell(self) -> bool:
        given = self.choice.value()
        only = Circumstances(answers={self._question: given} if given is not None else {})
        why = only.why_not_supported() if given is Answer.YES else ""
        if why:
            self.stop.say(why, strong=_("No vault is made."), closable=False)
        else:
            self.stop.clear()
        self.blocked.emit(bool(why))
        return not why
