"""The first time: the compartment of process notes is made, with a passphrase of its own."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.passphrase_strength import judged_part
from ui.screens.process_notes.door import doorway, what_they_are
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from ui.widgets.strength_meter import StrengthMeter
from vault.translation import _

_JUDGED_AFTER_MS = 150
LEAST_SCORE = 3
"""Of zxcvbn: "Good"."""


class MakingPage(QWidget):
    """Takes the new passphrase twice; `passphrase_given` hands it over."""

    passphrase_given = Signal(str)
    back_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self._score: int | None = None
        self.first = PasswordField(theme, name=_("New passphrase of process notes"))
        self.second = PasswordField(theme, name=_("The same passphrase again"))
        self.meter = StrengthMeter(theme)
        self.form = Form(theme)
        self.make = button(_("Make their compartment"), kind="plum", icon="key-round", theme=theme)
        self.make.clicked.connect(self._give)
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(_JUDGED_AFTER_MS)
        self._judging.timeout.connect(self._judge)
        self.first.textChanged.connect(lambda _text: self._judging.start())
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self._give)
        self._lay_out()

    @property
    def is_judging(self) -> bool:
        """Whether the meter does not show yet how strong the passphrase is."""
        return self._judging.isActive()

    def refuse(self, sentence: str) -> None:
        """Say why the compartment was not made."""
        self.make.setEnabled(True)
        self.form.set_error("first", sentence)
        self.first.setFocus()

    def forget(self) -> None:
        """Empty both fields."""
        self.first.take()
        self.second.take()
        self.form.clear_errors()
        self.meter.set_score(None)
        self.make.setEnabled(True)

    def _give(self) -> None:
        if not self.make.isEnabled():
            return
        self.form.clear_errors()
        if not self.first.text().strip():
            self.form.set_error("first", _("Type a passphrase."))
        elif self._score is not None and self._score < LEAST_SCORE:
            self.form.set_error("first", _("Choose a stronger one: four or five unusual words."))
        elif self.first.text() != self.second.text():
            self.form.set_error("second", _("The two are not the same."))
        if self.form.focus_first_error():
            return
        self.make.setEnabled(False)
        typed = self.first.take()
        self.second.take()
        self.passphrase_given.emit(typed)

    def _judge(self) -> None:
        typed = judged_part(self.first.text())
        if not typed:
            self._judged(None)
            return
        self._tools.worker.apart(partial(_score_of, typed), owner=self, done=self._judged)

    def _judged(self, score: int | None) -> None:
        self._score = score
        self.meter.set_score(score)

    def _lay_out(self) -> None:
        theme = self._tools.theme
        words = _(
            "{sentence} Choose a passphrase that is not the one of the records: who learns one "
            "must not have both."
        ).format(sentence=what_they_are())
        title = label(_("Process notes get their own key"), "title", wrap=True)
        page, column = doorway(theme, title, words)
        self.form.add_field("first", _("New passphrase"), self.first)
        self.form.add_row(self.meter)
        self.form.add_field("second", _("The same again"), self.second)
        column.addWidget(self.form)
        column.addSpacing(theme.px(18))
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        back = button(_("Back to the record"), kind="link", icon="arrow-left", theme=theme)
        back.clicked.connect(self.back_asked)
        row.addWidget(back)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)


def _score_of(passphrase: str) -> int:
    from zxcvbn import zxcvbn

    return int(zxcvbn(passphrase)["score"])
