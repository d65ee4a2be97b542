"""Appointments from a calendar file: what was found is shown first, and added only when told to."""

from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.models.import_model import NAMES, Column, ImportModel
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.client_field import ClientField
from ui.widgets.labels import label
from vault.errors import StorageFailed, VaultError
from vault.model.appointment import Appointment
from vault.model.ics import IcsReading
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _, count_of

MOST_BYTES = 32_000_000
"""More than any practice's calendar; what is longer is refused as a calendar file is."""

_MOST_REASONS = 4

_GAP, _LEAST_NAME = 12, 150
"""Pixels of the design between the words of two columns, and of a column of names."""

Index = QModelIndex | QPersistentModelIndex
Read = tuple[IcsReading, dict[ClientId, str]]


class CalendarImport(QWidget):
    """Asks for a file, reads it, and lets the person say whose each session is."""

    finished = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._adding = False
        self.model = ImportModel(tools.clock.now().date(), self)
        self.model.dataChanged.connect(self._count)
        self.model.modelReset.connect(self._count)
        self.table = _Table(tools, self.model)
        self.problem = label("", "error")
        self.skipped = label("", "small")
        self.add = button("", kind="primary", theme=tools.theme, name=_("Add appointments"))
        self.add.clicked.connect(self._add)
        self._lay_out()

    def choose(self) -> bool:
        """Ask for a file and read it; False when the person backs out."""
        chosen = self._tools.dialogs.open_file(
            self, _("Appointments from a calendar file"), _("Calendar files (*.ics)")
        )
        if not chosen:
            return False
        self.table.hide()
        self.add.hide()
        self.problem.hide()
        self.skipped.setText(_("Reading …"))
        self._tools.worker.run(
            lambda v: _read(v, Path(chosen)), owner=self, done=self._show, failed=self._failed
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape backs out."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, read: Read) -> None:
        reading, names = read
        self.model.show_events(reading.found, names)
        self.table.fit()
        self.table.setVisible(bool(reading.found))
        self.add.setVisible(bool(reading.found))
        reasons = list(reading.skipped[:_MOST_REASONS])
        more = len(reading.skipped) - _MOST_REASONS
        if more > 0:
            reasons.append(count_of("{n} more was left out.", "{n} more were left out.", more))
        if not reading.found:
            reasons.insert(0, _("There is no coming session in this file."))
        self.skipped.setText("\n".join(reasons))
        if reading.found:
            self.table.setCurrentIndex(self.model.index(0, Column.CLIENT))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._another.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.skipped.setText("")
        self.problem.setText(words_of(error).text)
        self.problem.show()
        self._another.setFocus(Qt.FocusReason.OtherFocusReason)
        if not isinstance(error, VaultError):
            self._tools.worker.failed.emit(error)

    def _count(self) -> None:
        number = len(self.model.appointments())
        self.add.set_text(count_of("Add {n} appointment", "Add {n} appointments", number))
        self.add.set_name(self.add.text())
        self.add.setEnabled(number > 0 and not self._adding)

    def _add(self) -> None:
        made = self.model.appointments()
        self._set_adding(True)
        self._tools.worker.run(
            lambda v: v.appointments.add(made),
            owner=self,
            done=self._added,
            failed=self._not_added,
        )

    def _not_added(self, error: Exception) -> None:
        self._set_adding(False)
        self._failed(error)

    def _set_adding(self, adding: bool) -> None:
        """Take no other file, and add nothing twice, while appointments are on their way."""
        self._adding = adding
        self._another.setEnabled(not adding)
        self._count()

    def _added(self, added: list[Appointment]) -> None:
        words = count_of("{n} appointment was added.", "{n} appointments were added.", len(added))
        self._tools.notices.say(words)
        self.finished.emit()

    def _another_file(self) -> None:
        self.choose()

    def _lay_out(self) -> None:
        theme, px = self._tools.theme, self._tools.theme.px
        self._another = button(_("Choose another file"), theme=theme)
        self._another.clicked.connect(self._another_file)
        cancel = button(_("Cancel"), theme=theme)
        cancel.clicked.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(22), px(28), px(24))
        column.setSpacing(px(6))
        column.addWidget(label(_("Appointments from a calendar file"), "title"))
        words = _(
            "Say whose each session is; a row without a check mark is left out. The file stays as "
            "it is, and nothing is sent."
        )
        column.addWidget(label(words, "mute"))
        column.addSpacing(px(10))
        column.addWidget(self.table, 1_000)
        column.addWidget(self.problem)
        column.addWidget(self.skipped)
        column.addSpacing(px(10))
        ends = QHBoxLayout()
        ends.setSpacing(px(8))
        ends.addWidget(self.add)
        ends.addWidget(self._another)
        ends.addWidget(cancel)
        ends.addStretch(1)
        column.addLayout(ends)
        column.addStretch(1)


class _Table(QTableView):
    """Space takes a row or leaves it out; Enter, or typing, names its client."""

    def __init__(self, tools: Tools, model: ImportModel) -> None:
        super().__init__()
        self._events = model
        self._px = px = tools.theme.px
        self.setModel(model)
        self.setItemDelegateForColumn(Column.CLIENT, _ClientDelegate(tools, model, self))
        self.setAccessibleName(_("Sessions in the file"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(40))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._clicked)

    def fit(self) -> None:
        """Be as high as the rows, where there is room for them."""
        rows = self._events.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + rows + 4)
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what room there is now."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give each column the room of its words and the names the rest; scroll before none is."""
        header, rest = self.horizontalHeader(), self.viewport().width()
        for column in Column:
            if column not in NAMES:
                words = max(header.sectionSizeHint(column), self.sizeHintForColumn(column))
                header.resizeSection(column, words + self._px(_GAP))
                rest -= header.sectionSize(column)
        for column in NAMES:
            header.resizeSection(column, max(rest // len(NAMES), self._px(_LEAST_NAME)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space toggles, Enter and letters edit; the rest is the list's."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() == Qt.Key.Key_Space:
            self._events.toggle(row)
        elif row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit(self._events.index(row, Column.CLIENT))
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.CLIENT:
            self.edit(index)


class _ClientDelegate(QStyledItemDelegate):
    """Edits the client of a row by the first letters of the name."""

    def __init__(self, tools: Tools, model: ImportModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools = tools
        self._events = model

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Return the field; a choice ends it."""
        field = ClientField(self._tools, name=_("Client"))
        field.setParent(parent)
        field.chosen.connect(lambda: self._take(field))
        return field

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the words step back where nobody is chosen yet."""
        super().initStyleOption(option, index)
        if self._events.client_of(index.row())[0] is None:
            palette: QPalette = option.palette
            mute = self._tools.theme.color("mute")
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                palette.setColor(role, mute)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show whose the row is now."""
        if isinstance(editor, ClientField):
            editor.set_client(*self._events.client_of(index.row()))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Keep the client that was chosen; a name that is nobody's changes nothing."""
        client = editor.value() if isinstance(editor, ClientField) else None
        if isinstance(editor, ClientField) and client is not None:
            self._events.set_client(index.row(), client, editor.text())

    def _take(self, field: ClientField) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field, QStyledItemDelegate.EndEditHint.NoHint)


def _read(vault: OpenVault, path: Path) -> Read:
    """Read a calendar file, and the names of the clients it is taken to name."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
    except OSError as error:
        raise StorageFailed(
            _("The file cannot be read. Nothing was added."), hint=_("Choose another one.")
        ) from error
    reading = vault.appointments.read_ics(data)
    ids = [event.client for event in reading.found if event.client is not None]
    return reading, vault.clients.names(list(dict.fromkeys(ids)))
