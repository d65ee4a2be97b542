"""The sections of a template, one row each: heading, hint, and what moves or removes it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.one_line import keep_to_one_line
from ui.widgets.scrolled import bring_into_sight
from vault.model.own_template import MOST_SECTIONS
from vault.translation import _

Typed = Sequence[tuple[str, str]]
"""Headings and hints."""


class SectionRow(QWidget):
    """One section. `moved` says by how many rows it is to go, `removed` that it is to go away."""

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, heading: str, hint: str) -> None:
        super().__init__()
        self.heading, self.hint = QLineEdit(heading), QLineEdit(hint)
        self.heading.setPlaceholderText(_("Heading"))
        self.hint.setPlaceholderText(_("Hint, shown while the section is empty"))
        for field in (self.heading, self.hint):
            keep_to_one_line(field)
            field.textEdited.connect(self.changed)
        self.up = button("", kind="bare", icon="chevron-up", theme=theme, name=_("Up"))
        self.down = button("", kind="bare", icon="chevron-down", theme=theme, name=_("Down"))
        self.remove = button("", kind="bare", icon="x", theme=theme, name=_("Remove"))
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.moved.emit, by))
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for each in (self.up, self.down, self.remove):
            buttons.addWidget(each)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(4))
        grid.addWidget(self.heading, 0, 0)
        grid.addLayout(buttons, 0, 1)
        grid.addWidget(self.hint, 1, 0)

    def number(self, at: int, count: int) -> None:
        """Let everything in it say which section it is, and what cannot be done be off."""
        self.heading.setAccessibleName(_("Heading of section {n}").format(n=at + 1))
        self.hint.setAccessibleName(_("Hint of section {n}").format(n=at + 1))
        self.up.set_name(_("Move section {n} up (Alt+Up)").format(n=at + 1))
        self.down.set_name(_("Move section {n} down (Alt+Down)").format(n=at + 1))
        self.remove.set_name(_("Remove section {n}").format(n=at + 1))
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < count - 1)
        self.remove.setEnabled(count > 1)


class SectionRows(QWidget):
    """All sections in order; `changed` says that one was typed in, moved, added or removed."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[SectionRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(12))
        self.more = button(_("Add a section"), icon="plus", theme=theme, small=True)
        self.more.clicked.connect(self._add_by_hand)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(label(_("Sections"), "heading"))
        whole.addLayout(self._column)
        whole.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_typed(self, typed: Typed) -> None:
        """Show these sections and no others."""
        while self.rows:
            self._take_out(self.rows[-1])
        for heading, hint in typed:
            self._add(heading, hint)
        self._number()

    def typed(self) -> list[tuple[str, str]]:
        """Return what was typed, section by section."""
        return [(row.heading.text(), row.hint.text()) for row in self.rows]

    def _add(self, heading: str, hint: str) -> SectionRow:
        row = SectionRow(self._theme, heading, hint)
        row.changed.connect(self.changed)
        row.moved.connect(partial(self._move, row))
        row.removed.connect(partial(self._remove_by_hand, row))
        self.rows.append(row)
        self._column.addWidget(row)
        # The layout would show it a turn later, and till then it cannot take the keyboard.
        row.show()
        return row

    def _add_by_hand(self) -> None:
        row = self._add("", "")
        self._number()
        row.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self.more)
        self.changed.emit()

    def _move(self, row: SectionRow, by: int) -> None:
        at = self.rows.index(row)
        to = at + by
        if not 0 <= to < len(self.rows):
            return
        focus = self.focusWidget()
        self.rows.insert(to, self.rows.pop(at))
        self._column.removeWidget(row)
        self._column.insertWidget(to, row)
        self._number()
        # What was pressed may be off now, at the end of the list.
        here = focus if focus is not None and focus.isEnabled() else row.heading
        here.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(row)
        self.changed.emit()

    def _remove_by_hand(self, row: SectionRow) -> None:
        at = self.rows.index(row)
        if len(self.rows) == 1:
            return
        self._take_out(row)
        self._number()
        following = self.rows[min(at, len(self.rows) - 1)]
        following.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_out(self, row: SectionRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        before: QWidget | None = None
        for at, row in enumerate(self.rows):
            row.number(at, len(self.rows))
            for each in (row.heading, row.up, row.down, row.remove, row.hint):
                if before is not None:
                    QWidget.setTabOrder(before, each)
                before = each
        if before is not None:
            QWidget.setTabOrder(before, self.more)
        self.more.setEnabled(len(self.rows) < MOST_SECTIONS)
