"""What stands beside the timeline of a record: a note, or which document it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.screens.client.note_pane import NotePane
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import Pill, label
from vault.model.document import document_kind
from vault.model.document_row import DocumentRow
from vault.translation import _

_SIDE = 30


class DocumentCard(QWidget):
    """Says which document it is; `asked` gives its id when it is to be shown."""

    asked = Signal(str)
    left = Signal()
    """Escape was pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self._document = ""
        self.kind = label("", "mute", wrap=True)
        self.title = label("", "heading", wrap=True)
        self.said = label("", "mute", wrap=True)
        self.in_error = Pill(_("in error"), "amber", theme=theme)
        self.show_button = button(_("Show"), kind="primary", icon="eye", theme=theme)
        self.show_button.clicked.connect(lambda: self.asked.emit(self._document))
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

    def show_row(self, row: DocumentRow) -> None:
        """Say which document it is."""
        self._document = row.id
        self.kind.setText(document_kind(row.kind).title)
        self.title.setText(row.title)
        received = plain_day(row.received)
        said = [_("of {day}").format(day=plain_day(row.day))] if row.day != row.received else []
        said.append(
            _("received {day} from {source}").format(day=received, source=row.source)
            if row.source
            else _("received {day}").format(day=received)
        )
        self.said.setText(" · ".join(said))
        self.in_error.setVisible(row.in_error)
        # Two documents must not sound alike; the title is in no window title and no log.
        self.show_button.setAccessibleName(_("Show {title}").format(title=row.title))

    def clear(self) -> None:
        """Say nothing of anybody."""
        self._document = ""
        for words in (self.kind, self.title, self.said):
            words.setText("")
        self.show_button.setAccessibleName(_("Show"))


class Beside(QStackedWidget):
    """The pane of notes, until the timeline comes to a document."""

    def __init__(self, theme: Theme, pane: NotePane) -> None:
        super().__init__()
        self._pane = pane
        self._document = ""
        self.card = DocumentCard(theme)
        self.addWidget(pane)
        self.addWidget(self.card)

    @property
    def shown(self) -> str:
        """The id of the note or document that is shown, or ""."""
        return self._document or self._pane.note_id or ""

    @property
    def document(self) -> str:
        """The id of the document that is shown, or ""."""
        return self._document

    def show_document(self, row: DocumentRow, *, focus: bool = False) -> None:
        """Show which document it is in place of a note; what is unsaved there is saved first."""
        # Every time: a note that is on its way may not come up over the document.
        self._pane.show_none(first=False)
        self._document = row.id
        self.card.show_row(row)
        self.setCurrentWidget(self.card)
        if focus:
            self.card.show_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_notes(self) -> None:
        """Show the pane of notes again."""
        self._document = ""
        self.card.clear()
        self.setCurrentWidget(self._pane)
