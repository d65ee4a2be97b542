"""One page of the set-up: one question, and how one goes on from it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.first_run.answers import Answers
from ui.tools import Tools
from ui.widgets.labels import label
from vault.translation import _

GoOn = Callable[[Answers], None]


class Page(QWidget):
    """The screen calls `arrive` when the page is shown and `go_on` when Next is chosen.

    `part` is the part of the set-up it belongs to; `later` the words of a second button that
    puts this page off, or empty.
    """

    part = 0
    later = ""

    passed = Signal()
    """The page is answered and asks to go on."""

    blocked = Signal(bool)
    """Nothing can follow this answer, or it can again."""

    def __init__(self, tools: Tools, title: str, sentence: str = "") -> None:
        super().__init__()
        self.tools = tools
        self.next_words = _("Next")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.title = label(title, "title", wrap=True)
        self.column.addWidget(self.title)
        if sentence:
            self.column.addSpacing(tools.theme.px(6))
            self.column.addWidget(label(sentence, "mute"))
        self.column.addSpacing(tools.theme.px(20))

    def arrive(self, answers: Answers) -> None:
        """Show what was answered before, and put the keyboard where one begins."""

    def go_on(self, answers: Answers, go: GoOn) -> None:
        """Check the page; when nothing is wrong, call `go` with the answers and this one."""
        go(answers)

    def put_off(self, answers: Answers, go: GoOn) -> None:
        """Go on without this page's answer; only where `later` is said."""

    def has_input(self) -> bool:
        """Return whether something was entered that would be lost."""
        return False

    def forget(self) -> None:
        """Empty every field that holds a secret."""
