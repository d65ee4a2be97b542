"""Proves the audit chain from its first entry on, in slices, with progress and Cancel."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from ui.errors import words_of
from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.audit import ChainCheck
from vault.translation import _, count_of

SLICE = 1_000


class RecordCard(SettingsCard):
    """The chain's mark, and the proof that every entry follows the one before."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("The record"),
            _("Everything done leaves an entry, bound to the one before it."),
        )
        self._tools = tools
        self._proving = False
        self.mark = label("", "body", wrap=True)
        self.mark.setAccessibleDescription(_("The mark of the chain"))
        self.column.addWidget(self.mark)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Proving the chain"))
        self.bar.hide()
        self.column.addWidget(self.bar)
        self.said = label("", "small")
        self.said.hide()
        self.column.addWidget(self.said)
        row = QHBoxLayout()
        self.prove = button(_("Prove it now"), icon="shield-check", theme=tools.theme)
        self.prove.clicked.connect(self.begin)
        self.cancel = button(_("Cancel"), theme=tools.theme, name=_("Cancel the proof"))
        self.cancel.clicked.connect(self._cancel)
        self.cancel.hide()
        row.addWidget(self.prove)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.column.addLayout(row)

    def reload(self) -> None:
        """Read the mark again."""
        self._tools.worker.run(
            lambda v: v.audit.mark.words,
            owner=self,
            done=lambda words: self.mark.setText(_("Mark: {mark}").format(mark=words)),
        )

    def begin(self) -> None:
        """Prove the chain from its first entry on."""
        if self._proving:
            return
        self._show_proving(True)
        self._say("")
        self._slice(0)

    def _slice(self, after: int) -> None:
        self._tools.worker.run(
            lambda v: v.audit.check(after, SLICE),
            owner=self,
            done=self._went_on,
            failed=self._failed,
        )

    def _went_on(self, check: ChainCheck) -> None:
        if not self._proving:
            return
        self.bar.setRange(0, max(1, check.total))
        self.bar.setValue(check.checked_to)
        if not check.done:
            self._say(
                _("Entry {n} of {total}").format(n=check.checked_to, total=check.total), aloud=False
            )
            self._slice(check.checked_to)
            return
        self._show_proving(False)
        self.reload()
        if check.first_broken is None:
            words = count_of(
                "Proved: {n} entry, unbroken.", "Proved: {n} entries, unbroken.", check.total
            )
            self._say(words)
        else:
            words = _(
                "Entry {n} does not follow the one before. The chain was changed outside of "
                "Strongroom, or the disk is failing. Restore the newest backup that is whole."
            )
            self._say(words.format(n=check.first_broken), wrong=True)

    def _cancel(self) -> None:
        self._show_proving(False)
        self._say(_("Canceled. Nothing was changed."))

    def _failed(self, error: Exception) -> None:
        self._show_proving(False)
        self._say(words_of(error).text, wrong=True)

    def _show_proving(self, proving: bool) -> None:
        self._proving = proving
        self.bar.setValue(0)
        self.bar.setVisible(proving)
        self.cancel.setVisible(proving)
        self.prove.setVisible(not proving)

    def _say(self, sentence: str, *, wrong: bool = False, aloud: bool = True) -> None:
        self.said.setProperty("role", "error" if wrong else "small")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        if sentence and aloud:
            announce(self.said, sentence)
