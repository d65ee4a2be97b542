"""The page one waits on while the vault is made, and where a failure is told."""

from PySide6.QtWidgets import QProgressBar

from ui.screens.first_run.page import Page
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.banner import Banner
from ui.widgets.labels import label
from vault.translation import _

STAGES = 3


class MakingPage(Page):
    """Tells which of its stages the making has reached."""

    part = 4

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("Making the vault"),
            _("This takes a few seconds: a passphrase is slow to check on purpose."),
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, STAGES)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Making the vault"))
        self.column.addWidget(self.bar)
        self.column.addSpacing(tools.theme.px(8))
        self.stage = label("", "small")
        self.column.addWidget(self.stage)
        self.column.addSpacing(tools.theme.px(12))
        self.problem = Banner(tools.theme, "red")
        self.column.addWidget(self.problem)

    def begin(self) -> None:
        """Show that it has begun."""
        self.problem.clear()
        self.reach(0)

    def reach(self, stage: int) -> None:
        """Show that a stage is reached."""
        words = (
            _("Keys and folder …"),
            _("Opening it …"),
            _("Keeping what you entered …"),
            _("Done."),
        )
        self.bar.setValue(stage)
        self.stage.setText(words[stage])
        announce(self.stage, words[stage])

    def fail(self, sentence: str, kept: str) -> None:
        """Tell what went wrong, and what was kept."""
        self.stage.setText("")
        self.problem.say(kept, strong=sentence, closable=False)
