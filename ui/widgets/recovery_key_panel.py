"""A paper recovery key, shown once: to print or write down, and its end to be typed back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import label
from vault.lifecycle.paper_key import (
    LAST,
    LAST_GROUPS,
    ends_with,
    groups_of,
    keep_paper_key,
    paper_key_file,
)
from vault.translation import _

_COLUMNS = 5


class RecoveryKeyPanel(QWidget):
    """Holds one key, in memory alone, until `forget`."""

    proved = Signal()
    """The end of the key was typed back and is right."""

    def __init__(self, tools: Tools, compartment: str, key: str) -> None:
        super().__init__()
        self._tools = tools
        self._compartment = compartment
        self._key = key
        px = tools.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self._shown = _KeyBox(tools, key)
        self._covered = self._cover()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._shown)
        self._stack.addWidget(self._covered)
        column.addWidget(self._stack)
        words = _("Print it or write it down, and keep the paper away from the computer.")
        column.addWidget(label(words, "body"))
        column.addLayout(self._saving())
        self.problem = label("", "error")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addSpacing(px(4))
        column.addWidget(self._checking())

    def is_right(self) -> bool:
        """Return whether what was typed back is the end of the key."""
        return bool(self._key) and ends_with(self._key, self.typed.text())

    def check(self) -> bool:
        """Say beneath the field when what was typed back is not right; return whether it is."""
        right = self.is_right()
        wrong = _("That is not the end of this key. Look at the paper once more.")
        empty = _("Type the last {n} characters from the paper, or do it later.").format(n=LAST)
        missing = empty if not self.typed.text().strip() else wrong
        self._form.set_error("typed", "" if right else missing)
        if not right:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        return right

    def begin(self) -> None:
        """Put the keyboard where one begins; the key stays in sight."""
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Let the key go: from here on nothing shows it."""
        self._key = ""
        self._shown.forget()
        self.typed.setText("")

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

    def _saving(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._tools.theme.px(12))
        self.save = button(_("Save as file…"), icon="file-key", theme=self._tools.theme)
        self.save.clicked.connect(self._save)
        self._saved = label("", "small")
        row.addWidget(self.save)
        row.addWidget(self._saved, 1)
        return row

    def _checking(self) -> Form:
        self.typed = _PaperField()
        self.typed.begun.connect(lambda: self._stack.setCurrentWidget(self._covered))
        self.typed.textEdited.connect(self._typed)
        self.typed.setFixedWidth(self._tools.theme.px(200))
        self._form = Form(self._tools.theme)
        title = _("The last {n} characters (the two groups underlined), typed from the paper")
        title = title.format(n=LAST)
        self._form.add_field("typed", title, self.typed)
        return self._form

    def _typed(self) -> None:
        self._form.set_error("typed", "")
        if self.is_right():
            self.proved.emit()

    def _uncover(self) -> None:
        self._stack.setCurrentWidget(self._shown)
        self.begin()

    def _save(self) -> None:
        name = _("Strongroom recovery key.txt")
        chosen = self._tools.dialogs.save_file(self, _("Save the recovery key"), name)
        if not chosen or not self._key:
            return
        self.problem.hide()
        file = paper_key_file(Path(chosen))
        self._tools.worker.apart(
            partial(keep_paper_key, file, self._compartment, self._key),
            owner=self,
            done=lambda _none: self._was_saved(file.name),
            failed=self._not_saved,
        )

    def _was_saved(self, name: str) -> None:
        words = _("Saved as “{name}”. Print it, then delete the file.").format(name=name)
        self._saved.setText(words)
        announce(self._saved, self._saved.text())

    def _not_saved(self, error: Exception) -> None:
        self.problem.setText(words_of(error).text)
        self.problem.show()
        announce(self.problem, self.problem.text())


class _KeyBox(QFrame):
    """The key in groups of four, in a frame of their own."""

    def __init__(self, tools: Tools, key: str) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Recovery key"))
        first, *groups = groups_of(key)
        font = tools.theme.font(14, QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("zero"), 1)  # a zero with a stroke is no letter O
        self.setAccessibleDescription(" ".join((first, *groups)))
        theme = tools.theme
        end = QFont(font)
        end.setUnderline(True)
        grid = QGridLayout(self)
        side = theme.px(16)
        grid.setContentsMargins(side, side, side, side)
        grid.setVerticalSpacing(theme.px(8))
        self._labels: list[QLabel] = [label(first, "heading")]
        grid.addWidget(self._labels[0], 0, 0, 1, _COLUMNS)
        for place, group in enumerate(groups):
            made = label(group, "heading")
            made.setFont(end if place >= len(groups) - LAST_GROUPS else font)
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
