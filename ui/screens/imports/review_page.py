"""What came, before it is brought in: whose it is, its tables, the intake grid, what stays out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.models.charts_model import ChartsModel, Column
from ui.screens.imports.columns_dialog import ColumnsDialog
from ui.screens.imports.origin_form import OriginForm
from ui.screens.imports.whose_dialog import WhoseDialog
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.list_row import ListRow
from ui.widgets.scrolled import scrolled
from ui.widgets.typed_grid import TypedGrid
from vault.model.incoming.column_words import kind_words
from vault.model.incoming.plan import Charts
from vault.translation import _, count_of

_MOST_PROBLEMS = 200
_GRID_HEIGHT = 340
_WIDTHS = {
    Column.NAME: 180,
    Column.BORN: 118,
    Column.FIRST: 118,
    Column.LAST: 118,
    Column.MISSING: 230,
    Column.HOLDS: 130,
    Column.CONSENT: 130,
}


class ReviewPage(QWidget):
    """`bring_asked` when everything may come; `cancelled`; `columns_said` of a table anew.

    `whose_said` gives whose files are that name nobody, by the path of each.
    """

    bring_asked = Signal()
    cancelled = Signal()
    columns_said = Signal(str, object)
    whose_said = Signal(object)
    answered = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.charts: Charts | None = None
        theme, px = tools.theme, tools.theme.px
        self.title = label("", "title")
        self.counts = label("", "mute")
        self.origin = OriginForm(tools)
        self.tables = Card(theme, name=_("Tables"))
        self.model = ChartsModel(tools.clock.now().date(), self)
        self.model.dataChanged.connect(self._changed)
        self.grid = _Grid(tools, self.model)
        self.unfit = label("", "error")
        self.unfit.hide()
        self.grid.said.connect(self._say_unfit)
        self.problems, self.aside = label("", "small"), label("", "small")
        self.banner = Banner(theme, "red")
        self.as_is = button("", theme=theme, name=_("They may come as they are"))
        self.as_is.clicked.connect(self._let_come)
        self.whose = button("", theme=theme, name=_("Whose are these files?"))
        self.whose.clicked.connect(self._ask_whose)
        self.bring = button(_("Bring in"), kind="primary", icon="file-down", theme=theme)
        self.bring.clicked.connect(self.bring_asked)
        self.cancel = button(_("Cancel"), theme=theme)
        self.cancel.clicked.connect(self.cancelled)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(28), px(20), px(28), px(24))
        column.setSpacing(px(14))
        for each in (self.title, self.counts, self.origin, self.tables):
            column.addWidget(each)
        self._add_charts(column)
        self._out = label(_("What does not come, and why"), "section")
        column.addWidget(self._out)
        column.addWidget(self.problems)
        words = _("Looks like psychotherapy notes: set aside, sealed, unread")
        self._apart = label(words, "section")
        column.addWidget(self._apart)
        column.addWidget(self.aside)
        column.addWidget(self.banner)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(28), px(12), px(28), px(14))
        foot.setSpacing(px(10))
        foot.addWidget(self.bring)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(page), 1)
        outer.addWidget(Hairline())
        outer.addLayout(foot)

    def _add_charts(self, column: QVBoxLayout) -> None:
        """Add the grid, with what is said of it and what can be done with all of its charts."""
        column.addWidget(label(_("Charts"), "section"))
        words = _("One row for each client. Nothing is brought in until you say so.")
        column.addWidget(label(words, "small"))
        column.addWidget(self.grid)
        column.addWidget(self.unfit)
        words = _(
            "Type over what is wrong. Enter takes it and goes on to what is missing next, Tab goes "
            "right. F2 edits, Esc takes back, Space checks."
        )
        column.addWidget(label(words, "small"))
        for each in (self.whose, self.as_is):
            column.addWidget(each, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_charts(self, charts: Charts, majority_age: int, *, anew: bool) -> None:
        """Show what was read; `anew` of another source, or of tables read in another way."""
        self.charts = charts
        self.banner.clear()
        self.title.setText(_("Bring in {name}").format(name=charts.understood.name))
        if anew or len(self.model.charts) != len(charts.charts):
            self.model.show_charts(charts.charts, majority_age)
            self._show_tables(charts)
            self.grid.fit()
        else:
            for row, chart in enumerate(charts.charts):
                if chart != self.model.charts[row]:
                    blocked = self.model.blockSignals(True)
                    self.model.put(row, chart)
                    self.model.blockSignals(blocked)
            self.grid.viewport().update()
        self._count(charts)

    def begin(self) -> None:
        """Put the keyboard where one begins."""
        self.origin.basis.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, charts: Charts) -> None:
        come = [each for each in charts.charts if not each.left_out]
        notes = sum(len(each.notes) for each in come)
        sessions = sum(len(each.sessions) for each in come)
        files, apart = sum(len(each.files) for each in come), charts.aside
        parts = (
            count_of("{n} chart", "{n} charts", len(come)),
            count_of("{n} note", "{n} notes", notes),
            count_of("{n} session", "{n} sessions", sessions),
            count_of("{n} document", "{n} documents", files),
            *([count_of("{n} set aside", "{n} set aside", len(apart))] if apart else []),
        )
        self.counts.setText(" · ".join(parts))
        waiting = len(charts.waiting)
        words = count_of(
            "{n} chart is to be looked at: let it come as it is",
            "{n} charts are to be looked at: let them come as they are",
            waiting,
        )
        self.as_is.set_text(words)
        self.as_is.setVisible(waiting > 0)
        nobody = len(charts.of_nobody)
        words = count_of("Whose is this file?…", "Whose are these {n} files?…", nobody)
        self.whose.set_text(words if nobody else _("Whose are these files?…"))
        self.whose.setVisible(bool(charts.unsorted))
        self.bring.setEnabled(bool(come or charts.aside) and not waiting)
        lines = [
            f"{each.at.file}{f', {each.at.row}' if each.at.row else ''}: {each.reason}"
            for each in charts.problems[:_MOST_PROBLEMS]
        ]
        more = len(charts.problems) - _MOST_PROBLEMS
        lines += [count_of("and {n} more", "and {n} more", more)] if more > 0 else []
        self._show_lines(self.problems, self._out, lines)
        self._show_lines(self.aside, self._apart, charts.aside[:_MOST_PROBLEMS])

    def _show_lines(self, shown: QLabel, heading: QLabel, lines: Sequence[str]) -> None:
        text = "\n".join(lines)
        if text != shown.text():
            shown.setText(text)
        shown.setVisible(bool(lines))
        heading.setVisible(bool(lines))

    def _show_tables(self, charts: Charts) -> None:
        self.tables.clear()
        for each in charts.understood.tables:
            row = ListRow(
                self._tools.theme,
                each.table.name,
                [
                    _("each row is {what}").format(what=kind_words(each.columns.kind)),
                    count_of("{n} row", "{n} rows", len(each.table.rows)),
                ],
                action=_("Columns…"),
            )
            row.change_asked.connect(partial(self._ask_columns, each))
            self.tables.add_row(row)
        self.tables.setVisible(bool(charts.understood.tables))

    def _ask_columns(self, each: object) -> None:
        dialog = ColumnsDialog(self._tools, each, self)  # type: ignore[arg-type]
        dialog.said.connect(self.columns_said)
        dialog.open()

    def _ask_whose(self) -> None:
        if self.charts is not None:
            dialog = WhoseDialog(self._tools, self.charts, self)
            dialog.said.connect(self.whose_said)
            dialog.open()

    def _say_unfit(self, problem: str) -> None:
        self.unfit.setText(problem)
        self.unfit.setVisible(bool(problem))
        if problem:
            announce(self.unfit, problem)

    def _changed(self) -> None:
        self.answered.emit()

    def _let_come(self) -> None:
        if self.charts is not None:
            numbers = {each.number for each in self.charts.waiting}
            for row, chart in enumerate(self.model.charts):
                if chart.number in numbers:
                    self.model.answer(row, new=True)


class _Grid(TypedGrid):
    """300 rows without a mouse."""

    def __init__(self, tools: Tools, model: ChartsModel) -> None:
        super().__init__(tools.theme, model, model, _("Charts that are to come"))
        self._px = tools.theme.px

    def fit(self) -> None:
        """Give each column the room of its words, and the grid that of its rows."""
        header = self.horizontalHeader()
        for column in Column:
            words = header.sectionSizeHint(column) + self._px(12)
            header.resizeSection(column, max(words, self._px(_WIDTHS.get(column, 0))))
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(
            min(self._px(_GRID_HEIGHT), header.sizeHint().height() + rows + bar + 6)
        )
        self.begin()
