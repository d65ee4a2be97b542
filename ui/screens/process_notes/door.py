"""The closed door of process notes: what they are, and the secret that opens them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from ui.widgets.scrolled import scrolled
from vault.model.secret import Passphrase, RecoveryKey
from vault.translation import _

WIDTH = 420


def what_they_are() -> str:
    """Return the sentence that stands over process notes wherever they are shown."""
    return _(
        "Kept apart from the treatment record. Not in a copy or a handoff unless an "
        "authorization, an order or another legal duty is attached (45 CFR 164.508(a)(2)). "
        "Not immune: write them as if somebody may read them."
    )


def doorway(theme: Theme, title: QWidget, words: str) -> tuple[QScrollArea, QVBoxLayout]:
    """Return a page in plum with its column: an icon, the title, and what it is about."""
    page = QWidget()
    page.setProperty("role", "page")
    middle = QWidget()
    middle.setFixedWidth(theme.px(WIDTH))
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(theme.px(10))
    head.addWidget(IconLabel(theme, "notebook-pen", "plum", 26))
    head.addWidget(title, 1)
    column.addLayout(head)
    column.addSpacing(theme.px(14))
    well = QFrame()
    well.setProperty("tone", "plum")
    inner = QVBoxLayout(well)
    inner.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
    inner.addWidget(label(words, "banner"))
    column.addWidget(well)
    column.addSpacing(theme.px(22))
    row = QHBoxLayout(page)
    row.setContentsMargins(0, theme.px(16), 0, theme.px(16))
    row.addStretch(1)
    row.addWidget(middle, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return scrolled(page), column


class DoorPage(QWidget):
    """Asks for the secret of process notes; `secret_given` hands it over and keeps nothing.

    `cards_asked` tells that executor cards of process notes shall open them.
    """

    secret_given = Signal(object)
    cards_asked = Signal()
    back_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._by_key = False
        self.title = label("", "title", wrap=True)
        self.field = PasswordField(theme, name=_("Passphrase of process notes"), large=True)
        self.field.returnPressed.connect(self._give)
        self.wrong = label("", "error")
        self.unlock = button(_("Unlock process notes"), kind="plum", icon="lock-open", theme=theme)
        self.unlock.clicked.connect(self._give)
        self._other = button("", kind="link", theme=theme, name=_("Use recovery key"))
        self._other.clicked.connect(self._change_kind)
        self._label = label("", "field")
        self._lay_out()
        self._name_kind()
        self.say("")

    def show_for(self, name: str) -> None:
        """Show the door of a client's process notes."""
        self.title.setText(_("Process notes of {name}").format(name=name) if name else "")

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Say beneath the field what was wrong, or what goes on; let it be tried again."""
        busy = bool(sentence) and not wrong
        self.wrong.setText(sentence if wrong else "")
        self.wrong.setVisible(wrong)
        usual = (
            _("Their own recovery key: the one of the records, and its cards, do not fit.")
            if self._by_key
            else _("Their own passphrase: the one of the records does not fit.")
        )
        self.field.set_hint(sentence if busy else usual)
        self.field.hint.setVisible(not wrong)
        self.field.setEnabled(not busy)
        self.unlock.setEnabled(not busy)
        if wrong:
            announce(self.field, sentence)
            self.field.setFocus()

    def forget(self) -> None:
        """Empty the field and the title."""
        self.field.take()
        self.title.setText("")
        self.say("")

    def _give(self) -> None:
        if not self.unlock.isEnabled():
            return
        typed = self.field.take()
        if not typed.strip():
            self.say(_("Type it first."), wrong=True)
            return
        self.say(_("Opening …"))
        self.secret_given.emit(RecoveryKey(typed) if self._by_key else Passphrase(typed))

    def _change_kind(self) -> None:
        self._by_key = not self._by_key
        self.field.take()
        self._name_kind()
        self.say("")
        self.field.setFocus()

    def _name_kind(self) -> None:
        key = self._by_key
        name = _("Recovery key of process notes") if key else _("Passphrase of process notes")
        self._label.setText(name)
        self.field.setAccessibleName(name)
        words = _("Use passphrase") if key else _("Use recovery key")
        self._other.set_name(words)
        self._other.set_text(words)

    def _lay_out(self) -> None:
        px = self._theme.px
        words = _(
            "{sentence} They lie in their own database under their own key: "
            "who opens the records cannot open them."
        ).format(sentence=what_they_are())
        page, column = doorway(self._theme, self.title, words)
        self._label.setBuddy(self.field)
        column.addWidget(self._label)
        column.addSpacing(px(6))
        column.addWidget(self.field)
        column.addSpacing(px(4))
        column.addWidget(self.field.hint)
        column.addWidget(self.wrong)
        column.addSpacing(px(16))
        row = QHBoxLayout()
        row.addWidget(self.unlock)
        row.addStretch(1)
        row.addWidget(self._other)
        column.addLayout(row)
        column.addSpacing(px(22))
        back = button(_("Back to the record"), kind="link", icon="arrow-left", theme=self._theme)
        back.clicked.connect(self.back_asked)
        cards = button(_("Executor cards"), kind="link", theme=self._theme)
        cards.clicked.connect(self.cards_asked)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(cards)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
