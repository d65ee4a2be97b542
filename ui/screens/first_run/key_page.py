"""The paper recovery key of one compartment, shown once."""

from ui.screens.first_run.answers import Answers
from ui.screens.first_run.page import GoOn, Page
from ui.tools import Tools
from ui.widgets.recovery_key_panel import RecoveryKeyPanel
from vault.translation import _


class KeyPage(Page):
    """Next works once the end of the key was typed back; it may also be done later."""

    part = 5

    def __init__(self, tools: Tools, compartment: str, key: str) -> None:
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
        super().__init__(tools, titles[compartment], words[compartment])
        if compartment == "process":
            self.setProperty("room", "process")
        self.compartment = compartment
        self.confirmed = False
        self.later = _("I will do this later")
        self.panel = RecoveryKeyPanel(tools, compartment, key)
        self.column.addWidget(self.panel)

    def arrive(self, answers: Answers) -> None:
        """Show the key, the keyboard on what to do with it."""
        self.panel.begin()

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Go on when the end of the key was typed back."""
        if self.panel.check():
            self.confirmed = True
            go(answers)

    def put_off(self, answers: Answers, go: GoOn) -> None:
        """Go on; reminders stand until it is done."""
        go(answers)

    def forget(self) -> None:
        """Let the key go."""
        self.panel.forget()
