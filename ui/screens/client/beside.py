"""What stands beside the timeline of a record: a note, or what else it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.screens.client.note_pane import NotePane
from ui.theme import Theme
from ui.timeline_words import further_words, title_words, what_words
from ui.widgets.buttons import button
from ui.widgets.labels import Pill, label
from vault.model.document_row import DocumentRow
from vault.model.timeline_row import BesideNotes
from vault.translation import _

_SIDE = 30


class OtherCard(QWidget):
    """Says what a row is that is no note; `asked` gives that row when its place is wanted."""

    asked = Signal(object)
    left = Signal()
    """Escape was pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self._row: BesideNotes | None = None
        self.kind = label("", "mute", wrap=True)
        self.title = label("", "heading", wrap=True)
        self.said = label("", "mute", wrap=True)
        self.in_error = Pill(_("in error"), "amber", theme=theme)
        self.show_button = button(_("Show"), kind="primary", icon="eye", theme=theme)
        self.show_button.clicked.connect(lambda: self.asked.emit(self._row))
        line = QHBoxLayout()
        line.setSpacing(px(12))
        line.addWidget(self.show_button)
        line.addWidget(self.in_error)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_SIDE), px(24), px(_SIDE), px(18))
        column.setSpacing(px(8))
        for words in (self.kind, self.title, self.said):
            column.addWidget(words)
        column.addSpacing(px(8))
        column.addLayout(line)
        column.addStretch(1)
        leave = QShortcut(QKeySequence("Escape"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def show_row(self, row: BesideNotes) -> None:
        """Say what it is."""
        self._row = row
        self.kind.setText(what_words(row))
        self.title.setText(title_words(row))
        self.said.setText(further_words(row))
        self.in_error.setVisible(isinstance(row, DocumentRow) and row.in_error)
        # Two documents must not sound alike; the title is in no window title and no log.
        self.show_button.setAccessibleName(_("Show {title}").format(title=title_words(row)))

    def clear(self) -> None:
        """Say nothing of anybody."""
        self._row = None
        for words in (self.kind, self.title, self.said):
            words.setText("")
        self.show_button.setAccessibleName(_("Show"))


class Beside(QStackedWidget):
    """The pane of notes, until the timeline comes to what is none."""

    def __init__(self, theme: Theme, pane: NotePane) -> None:
        super().__init__()
        self._pane = pane
        self._other = ""
        self.card = OtherCard(theme)
        self.addWidget(pane)
        self.addWidget(self.card)

    @property
    def shown(self) -> str:
        """The id of the row that is shown, or ""."""
        return self._other or self._pane.note_id or ""

    @property
    def other(self) -> str:
        """The id of the row that is shown and is no note, or ""."""
        return self._other

    def show_other(self, row: BesideNotes, *, focus: bool = False) -> None:
        """Show what a row is in place of a note; what is unsaved there is saved first."""
        # Every time: a note that is on its way may not come up over it.
        self._pane.show_none(first=False)
        self._other = row.id
        self.card.show_row(row)
        self.setCurrentWidget(self.card)
        if focus:
            self.card.show_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_notes(self) -> None:
        """Show the pane of notes again."""
        self._other = ""
        self.card.clear()
        self.setCurrentWidget(self._pane)
