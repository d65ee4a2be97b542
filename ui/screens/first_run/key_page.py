"""The paper recovery key of one compartment, shown once."""

from ui.screens.first_run.answers import Answers
from ui.screens.first_run.page import GoOn, Page
from ui.tools import Tools
from ui.widgets.recovery_key_panel import RecoveryKeyPanel
from vault.model.secret import PaperKey
from vault.translation import _


class KeyPage(Page):
    """Next works once the key was typed back; a set-up does not end before that."""

    part = 5

    def __init__(self, tools: Tools, made: PaperKey) -> None:
        titles = {
            "records": _("The recovery key of the records"),
            "process": _("The recovery key of process notes"),
        }
        words = {
            "records": _(
                "It opens the vault when the passphrase is lost. It is shown only now; if the "
                "window locks first, make a new one in Settings."
            ),
            "process": _(
                "It opens process notes when their passphrase is lost. It is shown only now; if "
                "the window locks first, make a new one in Settings."
            ),
        }
        super().__init__(tools, titles[made.compartment], words[made.compartment])
        if made.compartment == "process":
            self.setProperty("room", "process")
        self.compartment = made.compartment
        self.confirmed = False
        self.panel = RecoveryKeyPanel(tools, made)
        self.column.addWidget(self.panel)

    def arrive(self, answers: Answers) -> None:
        """Show the key, the keyboard on what to do with it."""
        self.panel.begin()

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Go on when the key was typed back."""
        if self.panel.check():
            self.confirmed = True
            go(answers)

    def forget(self) -> None:
        """Let the key go."""
        self.panel.forget()
