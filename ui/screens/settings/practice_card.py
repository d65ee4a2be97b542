"""Who the licensee is, as it stands on every document from now on."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from ui.errors import words_of
from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.licensee_form import LicenseeForm
from vault.model.practice import Licensee
from vault.translation import _

FORM = "settings/practice"


class PracticeCard(SettingsCard):
    """The licensee's fields, kept when Save is chosen."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Practice"),
            _("Stands on documents from now on; signed notes keep what they were signed with."),
        )
        self._tools = tools
        self._kept = Licensee()
        self._read = False
        self._unfinished: Licensee | None = None
        self.form = LicenseeForm(tools.theme)
        self.column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(tools.theme.px(12))
        self.save = button(_("Save"), theme=tools.theme, name=_("Save the practice"))
        self.save.clicked.connect(self.enter)
        self.said = label("", "small")
        row.addWidget(self.save)
        row.addWidget(self.said, 1)
        self.column.addLayout(row)

    def reload(self) -> None:
        """Read the licensee again; what is half typed stays."""
        self._tools.worker.run(lambda v: v.practice.get(), owner=self, done=self._show)

    def enter(self) -> bool:
        """Save the fields, or say beside them what is wrong."""
        if self.form.check():
            licensee = self.form.value()
            self._tools.worker.run(
                lambda v: v.practice.set(licensee),
                owner=self,
                done=self._was_saved,
                failed=lambda error: self._say(words_of(error).text, wrong=True),
            )
        return True

    def put_down(self) -> None:
        """Leave what is half typed on the desk."""
        if not self._read:
            return
        value = self.form.value()
        if value == self._kept:
            self._tools.worker.run(lambda v: v.desk.clear(FORM), owner=self)
        else:
            kept = asdict(value)
            self._tools.worker.keep(lambda v: v.desk.keep(FORM, kept), owner=self)

    def take_up(self, form: Mapping[str, Any]) -> None:
        """Put back what was half typed."""
        names = [each.name for each in fields(Licensee)]
        if all(isinstance(form.get(name), str) for name in names):
            self._unfinished = Licensee(**{name: form[name] for name in names})

    def _show(self, licensee: Licensee) -> None:
        untouched = not self._read or self.form.value() == self._kept
        self._kept, self._read = licensee, True
        if self._unfinished is not None:
            self.form.set_value(self._unfinished)
            self._unfinished = None
            self._say(_("Not saved yet."))
        elif untouched:
            self.form.set_value(licensee)

    def _was_saved(self, licensee: Licensee) -> None:
        self._kept = licensee
        self._say(_("Saved."))
        self._tools.worker.run(lambda v: v.desk.clear(FORM), owner=self)

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self.said.setProperty("role", "error" if wrong else "small")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(sentence)
