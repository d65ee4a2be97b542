"""A table that is filled in by keys alone, as in a spreadsheet."""

from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class Filled(Protocol):
    """What the model of such a table tells besides its cells."""

    def open_cell(self, row: int) -> int | None:
        """Return the column of the first thing that is missing in a row, None where nothing is."""

    def problem(self, index: Index, text: str) -> str:
        """Return why a text cannot be what a cell says, "" where it can."""


class TypedGrid(QTableView):
    """Letters and F2 edit, Space checks; Enter takes what was typed and goes on to what is missing.

    Tab goes right, and at the end of a row out of the table. `said` tells why what was typed is not
    taken, "" once something is.
    """

    said = Signal(str)

    def __init__(self, theme: Theme, model: QAbstractItemModel, filled: Filled, name: str) -> None:
        """Show a model, of which `filled` tells what is missing; a screen reader says `name`."""
        super().__init__()
        self._filled = filled
        self.setModel(model)
        self.setItemDelegate(TypedDelegate(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(36))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def begin(self) -> None:
        """Stand at the first cell in which something is missing, or at the first."""
        for row in range(self.model().rowCount()):
            column = self._filled.open_cell(row)
            if column is not None:
                self.setCurrentIndex(self.model().index(row, column))
                return
        if self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def go_on(self) -> None:
        """Go to the next row of which something is missing, else one row down."""
        at, rows = self.currentIndex(), self.model().rowCount()
        for row in (*range(at.row() + 1, rows), *range(at.row() + 1)):
            column = self._filled.open_cell(row)
            if column is not None:
                self.setCurrentIndex(self.model().index(row, column))
                return
        if at.row() + 1 < rows:
            self.setCurrentIndex(self.model().index(at.row() + 1, at.column()))

    def go_right(self, *, back: bool = False) -> bool:
        """Go to the next cell of the row that can be filled in; tell whether there is one."""
        at, columns = self.currentIndex(), self.model().columnCount()
        if not at.isValid():
            return False
        others = range(at.column() - 1, -1, -1) if back else range(at.column() + 1, columns)
        wanted = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        for column in others:
            index = self.model().index(at.row(), column)
            if index.flags() & wanted and not self.isColumnHidden(column):
                self.setCurrentIndex(index)
                return True
        return False

    def take(self, editor: QWidget) -> bool:
        """Take what was typed and close its field; what cannot be taken stays, and is said why."""
        if isinstance(editor, QLineEdit):
            problem = self._filled.problem(self.currentIndex(), editor.text())
            self.said.emit(problem)
            if problem:
                editor.selectAll()
                return False
        self.commitData(editor)
        self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        # A list that the field offered may have had the keyboard: Qt leaves it there then.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go along the row first."""
        return self.go_right(back=not forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space checks, Enter goes on, letters edit what can be edited."""
        index = self.currentIndex()
        flags = index.flags() if index.isValid() else Qt.ItemFlag.NoItemFlags
        editable = bool(flags & Qt.ItemFlag.ItemIsEditable)
        if event.key() == Qt.Key.Key_Space and flags & Qt.ItemFlag.ItemIsUserCheckable:
            checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
            after = (
                Qt.CheckState.Unchecked
                if checked == Qt.CheckState.Checked
                else Qt.CheckState.Checked
            )
            self.model().setData(index, after, Qt.ItemDataRole.CheckStateRole)
        elif event.key() in _ENTER:
            # Enter in a field is heard here too, before it has closed.
            if self.state() != QAbstractItemView.State.EditingState:
                self.go_on()
        elif editable or not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)


class TypedDelegate(QStyledItemDelegate):
    """The field in a cell: Enter takes it and goes on, Tab takes it and goes right."""

    def __init__(self, grid: TypedGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Fill the cell: the room of its words alone is lower than a field is."""
        rect: QRect = option.rect
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Hear Enter and Tab before Qt does: it does not know what is missing."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        if event.key() == Qt.Key.Key_Escape:
            self._grid.said.emit("")
        if not isinstance(editor, QWidget) or event.key() not in (*_ENTER, *_TAB):
            return super().eventFilter(editor, event)
        if self._grid.take(editor):
            if event.key() in _ENTER:
                self._grid.go_on()
            else:
                self._grid.go_right(back=event.key() == Qt.Key.Key_Backtab)
        return True
