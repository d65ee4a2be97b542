"""A list of painted rows of one height: arrows, Home and End move, Enter opens."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from ui.theme import Theme
from ui.widgets.row_painter import RowDelegate, ring_without_row

Index = QModelIndex | QPersistentModelIndex


class RowList(QListView):
    """`row_entered` gives the number of the row that was opened; `typed` a letter that was typed.

    `moved` tells the row that the person went to; what the program selects is silent.
    """

    row_entered = Signal(int)
    moved = Signal(int)
    typed = Signal(str)

    def __init__(self, theme: Theme, model: QAbstractListModel, delegate: RowDelegate) -> None:
        super().__init__()
        self._model, self._theme = model, theme
        self._quiet = False
        delegate.setParent(self)
        self.setProperty("role", "timeline")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.clicked.connect(lambda index: self.row_entered.emit(index.row()))
        theme.changed.connect(self.viewport().update)

    def select_row(self, number: int | None) -> None:
        """Select a row and bring it into sight, without a word to anyone; None selects none."""
        self._quiet = True
        try:
            if number is None:
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
            else:
                self.setCurrentIndex(self._model.index(number, 0))
        finally:
            self._quiet = False

    def current_row(self) -> int | None:
        """Return the number of the row the keyboard is on, or None."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where the keyboard is while it is on none."""
        super().paintEvent(event)
        ring_without_row(self, self._theme.color("focus"))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the person went."""
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.moved.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; hand on letters to whoever looks for names by them."""
        number = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if number is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.row_entered.emit(number)
                return
            event.ignore()
            return
        letter = event.text()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if plain and letter.strip() and letter.isprintable() and self.receivers_of_typed:
            self.typed.emit(letter)
            return
        super().keyPressEvent(event)

    receivers_of_typed = False
    """Whether letters are handed on; without it they look for a row that begins so."""
