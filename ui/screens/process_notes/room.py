"""The open room of process notes: whose they are, the list at the left, the page at the right."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.screens.process_notes.door import what_they_are
from ui.screens.process_notes.note_list import (
    DRAFT,
    ListedNote,
    NoteDelegate,
    NoteList,
    NoteListModel,
)
from ui.screens.process_notes.writing import WritingPane
from ui.theme import Theme
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.hairline import Hairline
from ui.widgets.icon_line import IconLine
from ui.widgets.labels import ElidedLabel, Pill, label
from vault.model.process_note import ProcessNoteRow
from vault.translation import _

LIST_WIDTH = 330
LEAST_WIDTH, MOST_LEAST_WIDTH = 240, 320
_PANE = "process-notes"
_SEARCHED_AFTER_MS = 150
_OPENING = 120


class Room(QWidget):
    """Shows what it is given and says what is asked for; it asks the vault nothing itself."""

    read_asked = Signal(str)
    draft_asked = Signal()
    search_asked = Signal(str)
    more_asked = Signal(int)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self.name = ElidedLabel("", "title")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        words = _("Search these process notes")
        self.search = IconLine(theme, name=words, placeholder=words)
        self.new = button("", kind="bare", icon="plus", theme=theme, name=_("New process note"))
        self.new.clicked.connect(self.draft_asked)
        self.model = NoteListModel(tools.clock.now().date(), self)
        self.model.more_wanted.connect(self.more_asked)
        self.list = NoteList(tools.theme)
        self.nothing = label("", "mute")
        self.writing = WritingPane(tools)
        self._searching = QTimer(self)
        self._searching.setSingleShot(True)
        self._searching.setInterval(_SEARCHED_AFTER_MS)
        self._searching.timeout.connect(self._ask_to_search)
        self.search.textChanged.connect(lambda _text: self._searching.start())
        self.search.returnPressed.connect(self._first_found)
        self._dress_list()
        self._lay_out()

    @property
    def searched(self) -> str:
        """What is looked for, or "" while the whole list is shown."""
        return self.search.text().strip()

    def show_rows(self, rows: Sequence[ListedNote], total: int, *, selected: str) -> None:
        """Show rows; `total` counts those that were not read yet too."""
        self.model.show_rows(rows, total)
        self.select(selected)
        self._say_nothing()

    def change_draft(self, day: date | None, text: str) -> None:
        """Show in the list what is being written; a draft without words is not there."""
        if self.searched:
            return
        words = " ".join(text[: 4 * _OPENING].split())[:_OPENING]
        self.model.change_draft(ListedNote(DRAFT, day, words) if words and day else None)
        self._say_nothing()

    def select(self, note: str) -> None:
        """Mark a row without asking for its note again."""
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)
        row = self.model.row_of(note)
        self.list.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())
        if row < 0:
            self.list.clearSelection()
        selection.blockSignals(blocked)
        self.list.viewport().update()

    def forget(self) -> None:
        """Hold no name, day or word any more."""
        self._searching.stop()
        blocked = self.search.blockSignals(True)
        self.search.setText("")
        self.search.blockSignals(blocked)
        self.name.set_text("")
        self.model.clear()
        self.nothing.setText("")
        self.writing.forget()

    def _ask_to_search(self) -> None:
        self.search_asked.emit(self.searched)

    def _first_found(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _chosen(self, now: QModelIndex) -> None:
        row = self.model.note_at(now)
        if row is not None and row.id == DRAFT:
            self.draft_asked.emit()
        elif row is not None:
            self.read_asked.emit(row.id)

    def _say_nothing(self) -> None:
        empty = self.model.rowCount() == 0
        self.nothing.setText(
            (_("No process note holds these words.") if self.searched else _("None kept yet."))
            if empty
            else ""
        )
        self.nothing.setVisible(empty)
        self.list.setVisible(not empty)

    def _dress_list(self) -> None:
        self.list.setProperty("role", "timeline")
        self.list.setAccessibleName(_("Process notes, newest first"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(NoteDelegate(self._tools.theme, self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._chosen(now))

    def _lay_out(self) -> None:
        px = self._tools.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(28), px(18), px(28), px(12))
        head.setSpacing(px(4))
        titles = QHBoxLayout()
        titles.setSpacing(px(12))
        titles.addWidget(self.name)
        # In large letters the name needs the room; that they are apart, the sentence below says.
        large = self._tools.theme.large
        words = _("process notes") if large else _("process notes · their own compartment")
        titles.addWidget(Pill(words, "plum", theme=self._tools.theme))
        titles.addStretch(1)
        head.addLayout(titles)
        head.addWidget(_sentence(self._tools.theme))
        column.addLayout(head)
        column.addWidget(Hairline())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._side())
        splitter.addWidget(self.writing)
        splitter.setStretchFactor(1, 1)
        width = dict(self._tools.settings.current.panes).get(_PANE, px(LIST_WIDTH))
        splitter.setSizes([width, 10_000])
        splitter.splitterMoved.connect(self._remember_width)
        column.addWidget(splitter, 1)

    def _side(self) -> QWidget:
        px = self._tools.theme.px
        side = QWidget()
        side.setMinimumWidth(min(px(LEAST_WIDTH), MOST_LEAST_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(12), px(12), px(12))
        row.setSpacing(px(8))
        row.addWidget(self.search, 1)
        row.addWidget(self.new)
        column.addLayout(row)
        column.addWidget(Hairline())
        self.nothing.setContentsMargins(px(20), px(16), px(20), 0)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        return side

    def _remember_width(self, position: int, _index: int) -> None:
        panes = dict(self._tools.settings.current.panes) | {_PANE: position}
        self._tools.settings.change(panes=tuple(sorted(panes.items())))


def listed(rows: Sequence[ProcessNoteRow]) -> list[ListedNote]:
    """Return the rows of kept notes as the list holds them."""
    return [ListedNote(row.id, row.day, row.opening) for row in rows]


def _sentence(theme: Theme) -> QWidget:
    words = what_they_are()
    # The door said it in full; with large letters one line and the tool tip say it here.
    return ElidedLabel(words, "small") if theme.large else label(words, "small")
