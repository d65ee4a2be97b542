"""A paper recovery key, shown once: to print or write down, and to be typed back whole."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.paper_row import PaperRow
from vault.lifecycle.paper_key import (
    groups_typed,
    is_typed,
    keep_paper_key,
    kit_page,
    paper_key_file,
)
from vault.model.secret import PaperKey, groups_of
from vault.translation import _

_COLUMNS = 5


class RecoveryKeyPanel(QWidget):
    """Holds one key, in memory alone, until `forget`."""

    proved = Signal()
    """The key was typed back and is right."""

    def __init__(self, tools: Tools, made: PaperKey) -> None:
        super().__init__()
        self._tools = tools
        self._made: PaperKey | None = made
        px = tools.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self._shown = _KeyBox(tools, made.key)
        self._covered = self._cover()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._shown)
        self._stack.addWidget(self._covered)
        column.addWidget(self._stack)
        words = _(
            "Print it, or save the page and print that, or write it down. Keep the paper away from "
            "the computer."
        )
        column.addWidget(label(words, "body"))
        self.paper = PaperRow(tools, _("Save the page…"), icon="file-key")
        self.paper.save_asked.connect(self._save)
        self.paper.print_asked.connect(self._print)
        column.addWidget(self.paper)
        column.addSpacing(px(4))
        column.addLayout(self._checking())

    def is_right(self) -> bool:
        """Return whether what was typed back is the key."""
        return self._made is not None and is_typed(self._made.key, self.typed.text())

    def check(self) -> bool:
        """Say beneath the field when what was typed back is not right; return whether it is."""
        right = self.is_right()
        self._form.set_error("typed", "" if right else self._what_is_off())
        if not right:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        return right

    def begin(self) -> None:
        """Put the keyboard where one begins; the key stays in sight."""
        self.paper.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Let the key go: from here on nothing shows it."""
        self._made = None
        self._shown.forget()
        self.typed.setText("")
        self._so_far.setText("")

    def _cover(self) -> QWidget:
        box = QFrame()
        box.setProperty("role", "well")
        column = QVBoxLayout(box)
        side = self._tools.theme.px(16)
        column.setContentsMargins(side, side, side, side)
        column.addStretch(1)
        words = label(_("The key is covered while you type from the paper."), "mute")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        again = button(_("Show the key again"), kind="link", theme=self._tools.theme)
        again.clicked.connect(self._uncover)
        column.addWidget(again, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return box

    def _checking(self) -> QVBoxLayout:
        self.typed = _PaperField()
        self.typed.begun.connect(lambda: self._stack.setCurrentWidget(self._covered))
        self.typed.textEdited.connect(self._typed)
        self._form = Form(self._tools.theme)
        title = _("The key, typed back from the paper")
        self._form.add_field("typed", title, self.typed)
        self._so_far = label("", "small")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(6))
        column.addWidget(self._form)
        column.addWidget(self._so_far)
        return column

    def _typed(self) -> None:
        self._form.set_error("typed", "")
        if self._made is not None:
            right, groups = groups_typed(self._made.key, self.typed.text())
            words = _("{n} of {all} groups are right.").format(n=right, all=groups)
            self._so_far.setText(words if self.typed.text().strip() else "")
        if self.is_right():
            announce(self._so_far, self._so_far.text())
            self.proved.emit()

    def _what_is_off(self) -> str:
        if self._made is None or not self.typed.text().strip():
            return _("Type the key from the paper: small letters and spaces do not matter.")
        right, groups = groups_typed(self._made.key, self.typed.text())
        if right == groups:
            return _("There is something behind the end of the key. Take it away.")
        return _("Check the key: group {n} is not right, or not there yet.").format(n=right + 1)

    def _uncover(self) -> None:
        self._stack.setCurrentWidget(self._shown)
        self.begin()

    def _save(self) -> None:
        name = _("Strongroom recovery kit.pdf")
        chosen = self._tools.dialogs.save_file(self, _("Save the recovery kit"), name)
        if not chosen or self._made is None:
            return
        file = paper_key_file(Path(chosen))
        self.paper.begin(_("Setting the page …"))
        self._tools.worker.apart(
            partial(keep_paper_key, file, self._made),
            owner=self,
            done=lambda _none: self._was_saved(file.name),
            failed=self.paper.refuse,
        )

    def _was_saved(self, name: str) -> None:
        self.paper.say(_("Saved as “{name}”. Print it, then delete the file.").format(name=name))

    def _print(self) -> None:
        made = self._made
        if made is not None:
            self.paper.send(lambda: [kit_page(made)])


class _KeyBox(QFrame):
    """The key in groups of four, in a frame of their own."""

    def __init__(self, tools: Tools, key: str) -> None:
        super().__init__()
        self.setProperty("role", "key")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Recovery key"))
        first, *groups = groups_of(key)
        font = tools.theme.font(14, QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("zero"), 1)  # a zero with a stroke is no letter O
        self.setAccessibleDescription(" ".join((first, *groups)))
        theme = tools.theme
        grid = QGridLayout(self)
        side = theme.px(16)
        grid.setContentsMargins(side, side, side, side)
        grid.setVerticalSpacing(theme.px(8))
        self._labels: list[QLabel] = [label(first, "heading")]
        grid.addWidget(self._labels[0], 0, 0, 1, _COLUMNS)
        for place, group in enumerate(groups):
            made = label(group, "heading")
            made.setFont(font)
            self._labels.append(made)
            grid.addWidget(made, 1 + place // _COLUMNS, place % _COLUMNS)

    def forget(self) -> None:
        """Show nothing any more."""
        for each in self._labels:
            each.setText("")
        self.setAccessibleDescription("")


class _PaperField(QLineEdit):
    """Tells when one begins to type into it."""

    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.begun.emit()
