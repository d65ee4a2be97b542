"""Whose files are that name nobody, said by a person, with the first line of each beside it."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtCore import QPersistentModelIndex as Persistent
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.models.whose_model import Column, WhoseModel
from ui.screens.imports.whose_field import WhoseField
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.typed_grid import TypedDelegate, TypedGrid
from ui.widgets.wide_dialog import WideDialog
from vault.model.incoming.plan import Charts
from vault.translation import _, count_of

Index = QModelIndex | Persistent
_ELSEWHERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Where the keyboard goes and comes back from: half a name is not taken for a whole one."""
_WIDTHS = {Column.FILE: 250, Column.SIZE: 100, Column.BEGINS: 230}
_LEAST = 220
"""Pixels of the design for whose it is; where the window is too small for it, the table scrolls."""


class WhoseDialog(WideDialog):
    """`said` gives whose files are, by their paths, however it is closed: nothing typed is lost."""

    said = Signal(object)

    def __init__(self, tools: Tools, charts: Charts, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Whose are these files?"), parent)
        self._px = px = tools.theme.px
        files = charts.unsorted
        sizes = [charts.understood.files[each.index].size for each in files]
        self.model = WhoseModel(files, sizes, charts.whose, self)
        self.grid = TypedGrid(tools.theme, self.model, self.model, _("Files that name nobody"))
        self.grid.setItemDelegate(_WhoseDelegate(tools, charts, self.model, self.grid))
        self.told = label("", "small")
        self.rest = button(_("Same for the rest of this folder"), theme=tools.theme)
        self.rest.clicked.connect(self.give_folder)
        self.done_ = button(_("Done"), kind="primary", theme=tools.theme)
        self.done_.clicked.connect(self.accept)
        for each in (self.rest, self.done_):
            each.setAutoDefault(False)
        QShortcut(QKeySequence("Ctrl+D"), self, self.give_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(label(_("Whose are these files?"), "title"))
        words = _(
            "They name nobody, or two clients. The first letters of a name are enough: charts that "
            "come, and clients who are here, are offered. What is nobody's comes unsorted."
        )
        column.addWidget(label(words, "mute"))
        column.addWidget(self.grid, 1)
        words = _(
            "Enter takes a name and goes on to the next file that has none. Ctrl+D then gives the "
            "rest of that file's folder to the same. An empty name is nobody's."
        )
        column.addWidget(label(words, "small"))
        column.addWidget(self.told)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.rest)
        foot.addStretch(1)
        foot.addWidget(self.done_)
        column.addLayout(foot)
        self.finished.connect(self._say)
        self._before = dict(charts.whose)
        self.grid.begin()
        self.grid.setCurrentIndex(
            self.model.index(max(self.grid.currentIndex().row(), 0), Column.WHOSE)
        )
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_folder(self) -> None:
        """Give the rest of the folder of the file at hand, or of the last named, to whose it is.

        Enter went on from a file when its name was taken.
        """
        editor = self.grid.indexWidget(self.grid.currentIndex())
        if editor is not None:
            self.grid.take(editor)
        row: int | None = self.grid.currentIndex().row()
        if row is None or row < 0 or self.model.given(row) is None:
            row = self.model.named
        if row is None:
            words = _("Say first whose this file is.")
        else:
            given = self.model.give_folder(row)
            words = count_of("{n} more file is theirs.", "{n} more files are theirs.", given)
            self.grid.go_on()
        self.told.setText(words)
        announce(self.told, words)

    def showEvent(self, event: QShowEvent) -> None:
        """Give each column its room, and whose it is what is left."""
        super().showEvent(event)
        header = self.grid.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, self._px(width))
        rest = self.grid.viewport().width() - self._px(sum(_WIDTHS.values()))
        header.resizeSection(Column.WHOSE, max(rest, self._px(_LEAST)))

    def _say(self) -> None:
        if self.model.whose != self._before:
            self.said.emit(self.model.whose)


class _WhoseDelegate(TypedDelegate):
    """The field of whose a file is: a choice takes it and goes on."""

    def __init__(self, tools: Tools, charts: Charts, model: WhoseModel, grid: TypedGrid) -> None:
        super().__init__(grid)
        self._tools, self._files, self._view = tools, model, grid
        nobody = {each.index for each in charts.of_nobody}
        self._charts = [
            each
            for each in charts.charts
            if not each.left_out and not any(file.index in nobody for file in each.files)
        ]

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Return the field."""
        field = WhoseField(self._tools, self._charts)
        field.setParent(parent)
        field.setFrame(False)
        field.chosen.connect(lambda: self._take(field))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show whose the file is now."""
        if isinstance(editor, WhoseField):
            editor.set_given(self._files.given(index.row()))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Keep whose it is; an empty name is nobody's."""
        if isinstance(editor, WhoseField):
            self._files.give(index.row(), editor.given())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let Enter wait until it is known who that is; another window, or a list, ends nothing."""
        if isinstance(event, QFocusEvent) and event.reason() in _ELSEWHERE:
            return False
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and isinstance(editor, WhoseField):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and editor.take_soon():
                return True
        return super().eventFilter(editor, event)

    def _take(self, field: WhoseField) -> None:
        if self._view.take(field):
            self._view.go_on()
