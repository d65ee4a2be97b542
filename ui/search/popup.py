"""The frame under the search field that shows what was found; a part of the window, never its own.

So it is blanked with the window when that locks, and cannot outlive it.
"""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from ui.search.delegate import HEIGHTS, ResultsDelegate
from ui.search.results import ResultRow, ResultsModel
from ui.theme import Theme
from vault.translation import _

WIDTH = 620
HIGHEST = 560
_PAGE = 8
_EDGE = 6
_BORDER = 1


class ResultsPopup(QFrame):
    """A list that never takes the keyboard: the field moves through it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, frame: QWidget) -> None:
        super().__init__(frame)
        self._theme = theme
        self._frame = frame
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = ResultsModel(self)
        self.list = QListView()
        self.list.setProperty("role", "results")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ResultsDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Search results"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._hovered)
        self.list.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        edge = theme.px(_EDGE)
        column.setContentsMargins(1, edge, 1, edge)
        column.addWidget(self.list)
        self.hide()

    @property
    def current(self) -> ResultRow | None:
        """The row that Enter opens."""
        return self.model.row(self.list.currentIndex().row())

    def show_rows(self, rows: list[ResultRow], beneath: QWidget) -> None:
        """Show rows under a widget, the first that does something marked."""
        self.model.show_rows(rows)
        self._go_to(self.model.next_choice(-1, 1))
        self.place(beneath)
        self.show()
        self.raise_()

    def place(self, beneath: QWidget) -> None:
        """Stand under a widget, as high as the rows and no higher than the window."""
        frame, px = self._frame, self._theme.px
        corner = beneath.mapTo(frame, QPoint(0, beneath.height() + px(4)))
        rows = (self.model.row(number) for number in range(self.model.rowCount()))
        wanted = sum(px(HEIGHTS[row.kind]) for row in rows if row is not None)
        room = frame.height() - corner.y() - px(16)
        height = min(wanted + 2 * px(_EDGE) + 2 * _BORDER, px(HIGHEST), max(room, px(80)))
        width = min(max(px(WIDTH), beneath.width()), frame.width() - corner.x() - px(16))
        self.setGeometry(corner.x(), corner.y(), width, height)

    def move_by(self, steps: int) -> None:
        """Go down (or, below zero, up) among the rows that do something."""
        step = 1 if steps > 0 else -1
        for _step in range(abs(steps)):
            row = self.model.next_choice(self.list.currentIndex().row(), step)
            if row < 0:
                break
            self._go_to(row)

    def page(self, direction: int) -> None:
        """Go a page down or up."""
        self.move_by(_PAGE * direction)

    def forget(self) -> None:
        """Hide, and hold nothing that was found."""
        self.hide()
        self.model.show_rows(())

    def _go_to(self, row: int) -> None:
        index = self.model.index(row, 0) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if row == self.model.next_choice(-1, 1):
            self.list.scrollToTop()
        elif row >= 0:
            self.list.scrollTo(index)

    def _hovered(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None and row.run is not None:
            self.list.selectionModel().setCurrentIndex(
                index, self.list.selectionModel().SelectionFlag.ClearAndSelect
            )

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None and row.run is not None:
            self.chosen.emit(row)
