"""The passphrase of the records, and another one of the process notes."""

from PySide6.QtCore import Qt

from ui.screens.first_run.answers import Answers
from ui.screens.first_run.making import Secrets, check_secrets
from ui.screens.first_run.page import GoOn, Page
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.new_passphrase import NewPassphrase
from vault.errors import VaultError
from vault.translation import _


class RecordsPassphrasePage(Page):
    """The passphrase that opens the records."""

    part = 4

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("Choose a passphrase for the records"),
            _("Five or six unrelated words are strong, and can be remembered."),
        )
        self.fields = NewPassphrase(
            tools.theme, tools.worker, title=_("Passphrase"), again=_("The same once more")
        )
        self.column.addWidget(self.fields)
        self.column.addSpacing(tools.theme.px(16))
        words = _(
            "It is stored nowhere and nobody can reset it. The recovery key, which comes after "
            "this, is the only other way in."
        )
        self.column.addWidget(label(words, "small"))

    def arrive(self, answers: Answers) -> None:
        """Put the keyboard into the first field."""
        self.fields.set_known(answers.licensee.known)
        self.fields.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Go on when the same was typed twice."""
        if self.fields.check():
            go(answers)

    def has_input(self) -> bool:
        """Return whether something was typed."""
        return not self.fields.is_empty()

    def forget(self) -> None:
        """Empty the fields."""
        self.fields.take()


class ProcessPassphrasePage(Page):
    """Another passphrase, for process notes; it may wait for the first of them."""

    part = 4

    def __init__(self, tools: Tools, records: RecordsPassphrasePage) -> None:
        super().__init__(
            tools,
            _("And another one for process notes"),
            _("Whoever learns the first one must not be able to open process notes with it."),
        )
        self._records = records
        self.later = _("Later, with the first process note")
        self.next_words = _("Make the vault")
        self.wanted = True
        self.setProperty("room", "process")
        self.fields = NewPassphrase(
            tools.theme,
            tools.worker,
            title=_("Passphrase of process notes"),
            again=_("The same once more"),
        )
        self.column.addWidget(self.fields)

    def arrive(self, answers: Answers) -> None:
        """Put the keyboard into the first field."""
        self.fields.set_known(answers.licensee.known)
        self.fields.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Go on when the same was typed twice, and it is not that of the records."""
        if not self.fields.check():
            return
        try:
            check_secrets(Secrets(self._records.fields.text(), self.fields.text()))
        except VaultError as refused:
            self.fields.refuse(f"{refused.sentence} {refused.hint}")
            return
        self.wanted = True
        go(answers)

    def put_off(self, answers: Answers, go: GoOn) -> None:
        """Go on without process notes."""
        self.fields.take()
        self.wanted = False
        go(answers)

    def secrets(self) -> Secrets:
        """Return both passphrases as they stand in the fields."""
        process = self.fields.text() if self.wanted else None
        return Secrets(self._records.fields.text(), process)

    def has_input(self) -> bool:
        """Return whether something was typed."""
        return not self.fields.is_empty()

    def forget(self) -> None:
        """Empty the fields."""
        self.fields.take()
