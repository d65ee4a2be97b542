"""Retention: how long every record is kept, why, and what to look at first."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.commands import Command
from ui.dates_moved import MOVE_A_DATE
from ui.models.clients_model import born_words
from ui.models.retention_model import Chosen, RetentionModel
from ui.navigation import HOLDS, Destination
from ui.screen import Screen
from ui.screens.retention.endings import Endings
from ui.screens.retention.keep_dialog import KeepDialog
from ui.screens.retention.why_card import WhyCard
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.emptied import empty
from ui.widgets.empty_state import EmptyState
from ui.widgets.icon_line import IconLine
from ui.widgets.labels import Pill, label
from ui.widgets.retention_delegate import RetentionDelegate, RetentionHead
from ui.widgets.row_list import RowList
from ui.widgets.scrolled import scrolled
from ui.widgets.year_chart import YearChart
from vault.model.destruction import Destruction
from vault.model.ids import ReviewId, new_id
from vault.model.record_retention import Dated
from vault.model.retention_review import Review
from vault.open_vault import OpenVault
from vault.translation import _, count_of

SIDE, CARD = 28, 284
_TYPING_MS = 60
_CARD_HEIGHT = 420
_BESIDE_FROM = 760
"""Below so many pixels of the design the reason stands beneath the table."""

Found = tuple[list[Dated], int, list[Destruction], bool]


class RetentionScreen(Screen):
    """The table of all records, and beside it why the one that is chosen has its date."""

    place = "retention"
    topics = MOVE_A_DATE

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        theme = tools.theme
        self._wanted = ""
        self._majority = 18
        self._rules = button(_("Rules"), icon="file-text", theme=theme)
        self._rules.clicked.connect(self.see_rules)
        self._calendar = button(_("Add to calendar…"), icon="calendar-plus", theme=theme)
        self._calendar.clicked.connect(self.save_calendar)
        self.model = RetentionModel(self)
        self.list = RowList(theme, self.model, RetentionDelegate(theme, self.model))
        self.list.setAccessibleName(_("Records, by when their time ends"))
        self.list.moved.connect(self._show_why)
        self.list.row_entered.connect(self._show_why)
        find = _("Find a record by name")
        self.filter = IconLine(theme, name=find, placeholder=find)
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        self.filter.textChanged.connect(lambda _text: self._typing.start())
        self.states = QComboBox()
        self.states.setAccessibleName(_("Which records"))
        for chosen, words in _states().items():
            self.states.addItem(words, chosen)
        self.states.currentIndexChanged.connect(self._choose)
        self.why = WhyCard(tools)
        self.why.opened.connect(self._open)
        self.why.held.connect(partial(self._open, HOLDS))
        self.why.looked.connect(self.look)
        self.why.extended.connect(self.extend)
        self.why.rules_asked.connect(self.see_rules)
        self.why.end_asked.connect(self.ask_for_end)
        self.endings = Endings(tools, self)
        self.chart = YearChart(theme)
        self._lay_out()

    def arrive(self, destination: Destination) -> None:
        """Show every record; one that is named is chosen."""
        self._wanted = destination.client or self._wanted
        self.reload()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read every date again."""
        self.tools.worker.run(_read, owner=self, done=self._show)

    def put_down(self) -> None:
        """Close what is asked: nothing of it is unfinished work."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()

    def top_actions(self) -> Sequence[QWidget]:
        """Return the ways to the rules and to a calendar file."""
        return self._rules, self._calendar

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        found = [
            Command(_("Rules of retention"), self.see_rules, icon="file-text"),
            Command(_("Reminders as a calendar file"), self.save_calendar, icon="calendar-plus"),
        ]
        if self._chosen() is not None:
            found += [
                Command(_("Keep this record longer"), self.extend, icon="hourglass"),
                Command(_("Place a hold on this file"), partial(self._open, HOLDS), icon="lock"),
            ]
        return found

    def see_rules(self) -> None:
        """Go to the rules."""
        self.tools.navigation.go("retention-rules")

    def save_calendar(self) -> None:
        """Write the reminders to a file that is chosen: record numbers and no name."""
        title = _("Save reminders: record numbers, no names")
        chosen = self.tools.dialogs.save_file(self, title, "retention-reminders.ics")
        if chosen:
            path = Path(chosen)
            self.tools.worker.run(
                lambda v: v.retention.write_calendar(path), owner=self, done=self._saved
            )

    def look(self) -> None:
        """Keep that the chosen record was looked at; it can be undone."""
        each = self._chosen()
        if each is None:
            return
        today = self.tools.clock.now().date()
        review = Review(ReviewId(new_id()), each.client.id, today)
        self.tools.worker.run(
            lambda v: v.retention.add([review]),
            owner=self,
            done=lambda _kept: self._say_undo(_("You are reminded again in 90 days."), review),
        )

    def extend(self) -> None:
        """Ask through when the chosen record is kept in any case."""
        each = self._chosen()
        if each is None:
            return
        dialog = KeepDialog(self.tools, each.client.id, self)
        dialog.kept.connect(partial(self._say_undo, _("The record is kept longer.")))
        dialog.open()

    def ask_for_end(self) -> None:
        """Ask for the end of the chosen record: the first look."""
        each = self._chosen()
        if each is not None:
            self.endings.ask(each.client.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter into the table by Down and Enter, and back to all by Escape."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._find()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reason beneath the table where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= self.tools.theme.px(_BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        px = self.tools.theme.px
        self._side.setMaximumWidth(px(CARD) if beside else 16_777_215)
        self._side.setMinimumWidth(px(CARD) if beside else 0)
        # Beneath each other both keep a height to read, and the page scrolls.
        self.list.setMinimumHeight(0 if beside else px(4 * RetentionDelegate.row_height))
        self._side.setMinimumHeight(0 if beside else px(_CARD_HEIGHT))
        self._pill_box.setVisible(beside)

    def _say_undo(self, sentence: str, review: Review) -> None:
        self.tools.notices.say(
            sentence,
            action=_("Undo"),
            run=lambda: self.tools.worker.run(
                lambda v: v.retention.remove(review.id), owner=self, done=lambda _kept: None
            ),
        )

    def _saved(self, events: int) -> None:
        words = count_of("{n} reminder was saved.", "{n} reminders were saved.", events)
        self.tools.notices.say(words)

    def _show(self, found: Found) -> None:
        records, self._majority, ends, self.endings.has_process_notes = found
        before = self._chosen()
        wanted = self._wanted or (before.client.id if before is not None else "")
        self._wanted = ""
        self.model.show_all(records, self.tools.clock.now().date())
        self._stack.setCurrentWidget(self._listing if records or ends else self.empty)
        self._show_counts(len(records))
        names = {each.client.id: each.client.name for each in records}
        self.endings.show_all(ends, names, self.model.today)
        self._select(wanted)

    def _show_counts(self, records: int) -> None:
        empty(self._pills)
        theme, count = self.tools.theme, self.model.count_of
        over, soon, held = count(Chosen.OVER), count(Chosen.SOON), count(Chosen.HELD)
        asked = count(Chosen.ASK)
        said = [(count_of("{n} record", "{n} records", records), "plain")]
        said += [(_("{n} past the minimum").format(n=over), "teal")] if over else []
        said += [(_("{n} within 90 days").format(n=soon), "amber")] if soon else []
        questions = count_of("{n} with a question", "{n} with a question", asked)
        said += [(questions, "amber")] if asked else []
        said += [(_("{n} on hold").format(n=held), "red")] if held else []
        for words, tone in said:
            self._pills.addWidget(Pill(words, tone, theme=theme))
        self.chart.show_years(self.model.years(), self.model.today.year)
        for number, (chosen, words) in enumerate(_states().items()):
            self.states.setItemText(number, _("{state} · {n}").format(state=words, n=count(chosen)))

    def _find(self) -> None:
        before = self._chosen()
        self.model.find(self.filter.text())
        self._select(before.client.id if before is not None else "")

    def _choose(self) -> None:
        before = self._chosen()
        self.model.choose(Chosen(self.states.currentData()))
        self._select(before.client.id if before is not None else "")

    def _select(self, client: str) -> None:
        number = self.model.number_of(client) if client else None
        if number is None and self.model.rowCount():
            number = 0
        self.list.select_row(number)
        self.nothing.setVisible(not self.model.rowCount())
        self._show_why(number)

    def _show_why(self, number: int | None = None) -> None:
        each = self.model.at(number) if number is not None else None
        self.why.setVisible(each is not None)
        if each is not None:
            client, today = each.client.id, self.model.today
            born = born_words(each.client.birth_date, today, self._majority)
            self.why.show_record(each, born, is_asked=self.endings.is_asked(client))
            self.tools.worker.run(
                lambda v: v.retention.clocks(client),
                owner=self.why,
                done=partial(self.why.show_clocks, client),
            )

    def _chosen(self) -> Dated | None:
        number = self.list.current_row()
        return self.model.at(number) if number is not None else None

    def _open(self, part: str | None = None) -> None:
        each = self._chosen()
        if each is not None:
            self.tools.navigation.settle(client=each.client.id)
            self.tools.navigation.go("client", client=each.client.id, note=part)

    def _lay_out(self) -> None:
        px = self.tools.theme.px
        self._pill_box = QWidget()
        self._pills = QHBoxLayout(self._pill_box)
        self._pills.setContentsMargins(0, 0, 0, 0)
        self._pills.setSpacing(px(12))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(label(_("Retention"), "title"))
        head.addWidget(self._pill_box)
        head.addStretch(1)
        narrow = QHBoxLayout()
        narrow.setSpacing(px(12))
        self.filter.setMaximumWidth(px(320))
        narrow.addWidget(self.filter, 1)
        narrow.addWidget(self.states)
        narrow.addStretch(1)
        table = QFrame()
        table.setProperty("role", "card")
        rows = QVBoxLayout(table)
        rows.setContentsMargins(px(1), px(1), px(1), px(1))
        rows.setSpacing(0)
        rows.addWidget(RetentionHead(self.tools.theme, self.list))
        self.nothing = label(_("No record is of these."), "mute", wrap=False)
        self.nothing.setContentsMargins(px(12), px(12), px(12), px(12))
        self.nothing.hide()
        rows.addWidget(self.nothing)
        rows.addWidget(self.list, 1)
        self._side = self._side_column()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(px(22))
        self._row.addWidget(table, 3)
        self._row.addWidget(self._side, 2)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(SIDE), px(22), px(SIDE), px(20))
        column.setSpacing(px(14))
        column.addLayout(head)
        column.addLayout(narrow)
        column.addLayout(self._row, 1)
        self._listing = scrolled(page)
        self.empty = EmptyState(
            self.tools.theme,
            icon="hourglass",
            title=_("No records yet"),
            sentence=_("How long each record is kept stands here, and why."),
        )
        self._stack = QStackedWidget()
        for page in (self._listing, self.empty):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _side_column(self) -> QWidget:
        px = self.tools.theme.px
        chart = Card(self.tools.theme, name=_("What ends in which year"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(px(6))
        column.addWidget(label(_("What ends in which year"), "section"))
        column.addWidget(self.chart)
        chart.add_row(inside)
        page = QWidget()
        page.setProperty("role", "page")
        side = QVBoxLayout(page)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(16))
        side.addWidget(self.endings.waiting)
        side.addWidget(self.why)
        side.addWidget(chart)
        side.addWidget(self.endings.register)
        side.addStretch(1)
        return scrolled(page)


def _states() -> dict[Chosen, str]:
    return {
        Chosen.ALL: _("All records"),
        Chosen.OVER: _("Minimum period over"),
        Chosen.SOON: _("Within 90 days"),
        Chosen.ASK: _("With a question"),
        Chosen.HELD: _("On hold"),
        Chosen.KEPT: _("Kept, with a date"),
        Chosen.IN_CARE: _("In care"),
    }


def _read(vault: OpenVault) -> Found:
    return (
        vault.retention.all(),
        vault.releases.age_of_majority(),
        vault.destructions.list_all(),
        vault.process_door.exists,
    )
