"""What the columns of a table are, said by a person, with the first rows beneath each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.errors import VaultError
from vault.model.incoming.column_words import column_words, kind_words
from vault.model.incoming.columns import Column, TableKind, chosen, looks_like_process_notes
from vault.model.incoming.plan import ReadTable
from vault.translation import _

PREVIEW = 20
"""Rows that are shown."""
_MOST_SHOWN = 200
_WIDTH, _MOST_WIDE = 230, 320


class ColumnsDialog(WideDialog):
    """`said` gives the name of the table and its Columns."""

    said = Signal(str, object)

    def __init__(self, tools: Tools, read: ReadTable, parent: QWidget) -> None:
        super().__init__(tools.theme, _("What the columns are"), parent)
        self._table, self._tools = read.table, tools
        px = tools.theme.px
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("What the rows are"))
        for kind in TableKind:
            self.kind.addItem(kind_words(kind), kind)
        self.kind.setCurrentIndex(self.kind.findData(read.columns.kind))
        self.columns = [
            self._column(tools, at, each) for at, each in enumerate(read.columns.columns)
        ]
        self.banner = Banner(tools.theme, "red")
        self.take = button(_("Read it so"), kind="primary", theme=tools.theme)
        self.take.clicked.connect(self._take)
        cancel = button(_("Cancel"), theme=tools.theme)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(label(_("What the columns are"), "title"))
        column.addWidget(ElidedLabel(read.table.name, "small"))
        row = QHBoxLayout()
        row.addWidget(label(_("Each row is"), "body", wrap=False))
        row.addWidget(self.kind)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._columns_page(tools), 3)
        self.preview = self._preview(tools)
        column.addWidget(self.preview, 2)
        column.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        column.addLayout(foot)

    def _column(self, tools: Tools, at: int, column: Column) -> QComboBox:
        box = QComboBox()
        name = self._table.header[at] or _("column {n}").format(n=at + 1)
        box.setAccessibleName(_("What {name} is").format(name=name))
        only_aside = looks_like_process_notes(self._table.header[at])
        for each in [Column.ASIDE] if only_aside else Column:
            box.addItem(column_words(each), each)
        box.setEnabled(not only_aside)
        box.setCurrentIndex(box.findData(column))
        box.setFixedWidth(tools.theme.px(_WIDTH))
        return box

    def _columns_page(self, tools: Tools) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tools.theme.px(12))
        grid.setVerticalSpacing(tools.theme.px(6))
        for at, box in enumerate(self.columns):
            grid.addWidget(ElidedLabel(self._table.header[at] or "—", "strong"), at, 0)
            grid.addWidget(box, at, 1)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(self.columns), 1)
        return scrolled(page)

    def _preview(self, tools: Tools) -> QTableWidget:
        rows = self._table.rows[:PREVIEW]
        table = QTableWidget(len(rows), len(self._table.header))
        table.setAccessibleName(_("The first rows"))
        table.setHorizontalHeaderLabels([each or "—" for each in self._table.header])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                table.setItem(row, at, QTableWidgetItem(" ".join(cell.split())[:_MOST_SHOWN]))
        table.setMinimumHeight(tools.theme.px(110))
        return table

    def showEvent(self, event: QShowEvent) -> None:
        """Give each column of the preview the room of its words, now that they are dressed."""
        super().showEvent(event)
        header, px = self.preview.horizontalHeader(), self._tools.theme.px
        for at in range(self.preview.columnCount()):
            wanted = max(header.sectionSizeHint(at), self.preview.sizeHintForColumn(at))
            header.resizeSection(at, min(wanted + px(12), px(_MOST_WIDE)))

    def _take(self) -> None:
        kind = TableKind(self.kind.currentData())
        try:
            columns = chosen(self._table, kind, [Column(box.currentData()) for box in self.columns])
        except VaultError as error:
            self.banner.say(words_of(error).text, closable=False)
            return
        self.said.emit(self._table.name, columns)
        self.accept()
