"""The page on which what is on paper is typed: a recovery key, or the words of cards."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.errors import words_of
from ui.paper_words import paper_title
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card_words import CardWords
from ui.widgets.centered import center_page
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from vault.model.rehearsal import PaperWay
from vault.model.secret import RecoveryKey
from vault.translation import _


class TypingPage(QWidget):
    """`given` tells the key that was typed or that cards rebuild; `left` that one goes back."""

    given = Signal(object)
    left = Signal()

    def __init__(self, tools: Tools, paper: PaperWay) -> None:
        super().__init__()
        self._tools = tools
        self._paper = paper
        theme = tools.theme
        self.banner = Banner(theme, "amber")
        self.words = CardWords(theme) if paper.is_cards else None
        self.field = None if paper.is_cards else PasswordField(theme, name=_("Recovery key"))
        self.go = button(_("Restore and prove"), kind="primary", icon="undo-2", theme=theme)
        self.go.clicked.connect(self.give)
        self.back = button(_("Back"), theme=theme)
        self.back.clicked.connect(self.left)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        if self.words is not None:
            self.words.accepted.connect(self._accepted)
            self.go.setEnabled(False)
        if self.field is not None:
            self.field.returnPressed.connect(self.give)
        self._lay_out()

    def begin(self) -> None:
        """Put the keyboard where one goes on."""
        if self.field is not None:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.go.isEnabled():
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.words is not None:
            self.words.begin()

    def refuse(self, error: Exception) -> None:
        """Say why the rehearsal failed: it does not count."""
        self.go.setEnabled(True)
        words = words_of(error)
        self.banner.set_tone("red" if words.defect else "amber")
        self.banner.say(words.text, strong=_("This was no rehearsal."), closable=False)
        self.begin()

    def forget(self) -> None:
        """Hold no key and no card any more."""
        self.banner.clear()
        if self.field is not None:
            self.field.take()
        if self.words is not None:
            self.words.forget()
            self.go.setEnabled(False)

    def give(self) -> None:
        """Give what was typed; cards rebuild their key first."""
        self.banner.clear()
        if self.words is not None:
            if self.words.given.missing != 0:
                return
            self.go.setEnabled(False)
            self._tools.worker.apart(
                self.words.given.rebuild, owner=self, done=self._rebuilt, failed=self._not_rebuilt
            )
        elif self.field is not None and self.field.text().strip():
            self.given.emit(RecoveryKey(self.field.text()))
        else:
            self.banner.say(_("Type the key from the paper first."), closable=False)
            self.begin()

    def _accepted(self) -> None:
        self.go.setEnabled(self.words is not None and self.words.given.missing == 0)
        if self.go.isEnabled():
            self.begin()

    def _rebuilt(self, key: str) -> None:
        self.go.setEnabled(True)
        self.given.emit(RecoveryKey(key))

    def _not_rebuilt(self, error: Exception) -> None:
        self.forget()
        self.refuse(error)
        self.go.setEnabled(False)

    def _lay_out(self) -> None:
        words = (
            _(
                "Ask as many holders as are needed for the words of their cards, and type them as "
                "they would be on the day they are needed. Nothing of them is kept."
            )
            if self._paper.is_cards
            else _(
                "Take the paper from where it lies, and type the key from it. Nothing of it is "
                "kept; put the paper back afterwards."
            )
        )
        head = (label(paper_title(self._paper), "title", wrap=True), label(words, "mute"))
        parts: list[QWidget] = [self.banner]
        if self.field is not None:
            self.field.set_hint(_("Small letters and spaces do not matter."))
            parts += [label(_("Recovery key"), "field"), self.field, self.field.hint]
        if self.words is not None:
            parts.append(self.words)
        center_page(self, self._tools.theme, head, parts, (self.go, self.back))
