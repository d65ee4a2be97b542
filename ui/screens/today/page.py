"""How Today is laid out: the day above, what is to be done at the left, health at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.date_words import day_title, distance
from ui.screens.today.due import attention, due_things
from ui.screens.today.due_thing import DueThing
from ui.screens.today.overview import Overview
from ui.screens.today.rows import Dot, Row
from ui.screens.today.session_card import SessionCard
from ui.screens.today.side_cards import HealthCard, RecentCard
from ui.theme import Theme
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Pill, label
from vault.translation import _

GAP = 22
SIDE_WIDTH = (240, 300)
LEAST_LEFT = 400


class TodayPage(QScrollArea):
    """Shows an overview; what is wanted with it, its signals and those of its cards tell."""

    due_asked = Signal(object)
    new_appointment = Signal()
    import_asked = Signal()
    new_client = Signal()
    day_asked = Signal(int)
    today_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sessions = SessionCard(theme)
        self.due = Card(theme, name=_("Due"))
        self.health = HealthCard(theme)
        self.recent = RecentCard(theme)
        self._form_card = Card(theme, name=_("Appointment"))
        self._form_place = QWidget()
        place = QVBoxLayout(self._form_place)
        place.setContentsMargins(0, 0, 0, theme.px(8))
        place.addWidget(self._form_card)
        self._form_place.hide()
        self.rows: list[Row] = []
        self.title = label("", "title")
        self.line = label("", "mute")
        self._back_to_today = button(_("Back to today"), kind="link", theme=theme)
        self._no_sessions = _Nothing(theme, "calendar", _("New appointment"))
        self._no_sessions.acted.connect(self._first_step)
        self._nothing_due = _Nothing(theme, "check", "")
        self._has_clients = True
        self._links: tuple[QWidget, ...] = ()
        self._lay_out()

    def show_overview(self, overview: Overview, *, chain_broken: bool) -> None:
        """Show everything anew."""
        today, away = overview.today, overview.day != overview.today
        self.title.setText(day_title(overview.day, today))
        self.show_attention(overview, chain_broken=chain_broken)
        self._back_to_today.setVisible(away)
        self._has_clients = overview.has_clients
        for link in self._links:
            link.setVisible(overview.has_clients)
        rows = self.sessions.show_sessions(overview)
        self.sessions.setVisible(bool(rows))
        self._no_sessions.setVisible(not rows)
        self._say_no_sessions(away)
        self._show_due(rows, overview)
        self.recent.show_recent(overview)
        self.rows = rows
        for index, row in enumerate(rows):
            row.stepped.connect(lambda steps, at=index: self.step(at + steps))

    def show_attention(self, overview: Overview, *, chain_broken: bool) -> None:
        """Show beneath the day how many things want attention, or how far away the day is."""
        if overview.day != overview.today:
            self.line.setText(distance(overview.day, overview.today))
        else:
            self.line.setText(attention(overview, chain_broken=chain_broken))

    def show_form(self, form: QWidget | None) -> None:
        """Show a form above the sessions; None takes it away."""
        if form is None:
            self._form_card.clear()
        elif form not in self._form_card.rows():
            self._form_card.add_row(form)
        self._form_place.setVisible(form is not None)
        if form is not None:
            self.ensureWidgetVisible(self._form_card)

    def step(self, to: int) -> None:
        """Let the keyboard stand on a row, the nearest there is."""
        if self.rows:
            row = self.rows[min(max(to, 0), len(self.rows) - 1)]
            # A row of a card that is shown already comes up a moment later of itself; the keyboard
            # cannot stand on it before.
            row.show()
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(row, 0, self._theme.px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the right column beneath where two do not fit."""
        super().resizeEvent(event)
        px = self._theme.px
        room = event.size().width() - px(28) * 2 - px(GAP) - px(SIDE_WIDTH[0])
        narrow = room < px(LEAST_LEFT)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)
            self._right.setMaximumWidth(16_777_215 if narrow else px(SIDE_WIDTH[1]))

    def _make_room(self, _least: int, most: int) -> None:
        """Let the right edge stay where it is when the scroll bar comes."""
        edge = self._theme.px(28)
        bar = self.verticalScrollBar().sizeHint().width() if most else 0
        self._page.setContentsMargins(edge, self._theme.px(22), edge - bar, edge)

    def _first_step(self) -> None:
        (self.new_appointment if self._has_clients else self.new_client).emit()

    def _say_no_sessions(self, away: bool) -> None:
        if not self._has_clients:
            self._no_sessions.say(
                _("Add your first client; sessions and notes begin there."), _("New client")
            )
        else:
            words = _("No sessions on this day.") if away else _("No sessions today.")
            self._no_sessions.say(words, _("New appointment"))

    def _show_due(self, rows: list[Row], overview: Overview) -> None:
        self.due.clear()
        things = due_things(overview)
        for thing in things:
            row = self._due_row(thing)
            self.due.add_row(row)
            rows.append(row)
        self.due.setVisible(bool(things))
        self._nothing_due.setVisible(not things)
        self._nothing_due.say(_("Nothing is due."), "")

    def _due_row(self, thing: DueThing) -> Row:
        pill = Pill(thing.age, thing.tone, theme=self._theme) if thing.age else None
        row = Row(
            self._theme,
            ("due", thing.kind),
            Dot(self._theme, thing.tone),
            title=thing.title,
            detail=thing.detail,
            pill=pill,
            action=thing.action,
            spoken=", ".join(part for part in (thing.title, thing.detail, thing.age) if part),
            because=thing.because,
        )
        row.chosen.connect(lambda: self.due_asked.emit(thing))
        return row

    def _lay_out(self) -> None:
        px = self._theme.px
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(28), px(22), px(28), px(28))
        column.setSpacing(0)
        self._page = column
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        column.addLayout(self._head())
        column.addSpacing(px(2))
        column.addWidget(self.line)
        column.addSpacing(px(18))
        left, self._right = QWidget(), QWidget()
        self._fill_left(left)
        self._fill_right(self._right)
        self._right.setMinimumWidth(px(SIDE_WIDTH[0]))
        self._right.setMaximumWidth(px(SIDE_WIDTH[1]))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(GAP))
        self._columns.addWidget(left, 9)
        self._columns.addWidget(self._right, 4)
        column.addLayout(self._columns)
        column.addStretch(1)
        self.setWidget(page)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(4))
        row.addWidget(self.title)
        row.addSpacing(self._theme.px(8))
        for icon, name, keys, days in (
            ("chevron-left", _("Day before"), "Ctrl+Left", -1),
            ("chevron-right", _("Day after"), "Ctrl+Right", 1),
        ):
            arrow = button("", kind="bare", icon=icon, theme=self._theme, name=name)
            arrow.setToolTip(f"{name} ({keys})")
            arrow.clicked.connect(lambda _checked=False, by=days: self.day_asked.emit(by))
            row.addWidget(arrow)
        self._back_to_today.clicked.connect(lambda: self.today_asked.emit())
        row.addSpacing(self._theme.px(4))
        row.addWidget(self._back_to_today)
        row.addStretch(1)
        return row

    def _fill_left(self, left: QWidget) -> None:
        appointment = button(_("New appointment"), kind="link", icon="plus", theme=self._theme)
        appointment.clicked.connect(self.new_appointment)
        calendar = button(_("From a calendar file"), kind="link", theme=self._theme)
        calendar.clicked.connect(self.import_asked)
        self._links = (appointment, calendar)
        column = self._column(left)
        column.addWidget(self._section(_("Sessions"), calendar, appointment))
        column.addWidget(self._form_place)
        column.addWidget(self.sessions)
        column.addWidget(self._no_sessions)
        column.addSpacing(self._theme.px(12))
        column.addWidget(self._section(_("Due")))
        column.addWidget(self.due)
        column.addWidget(self._nothing_due)
        column.addStretch(1)

    def _fill_right(self, right: QWidget) -> None:
        column = self._column(right)
        column.addWidget(self._section(_("Vault health")))
        column.addWidget(self.health)
        column.addSpacing(self._theme.px(12))
        column.addWidget(self._section(_("Recent")))
        column.addWidget(self.recent)
        column.addStretch(1)

    def _column(self, holder: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(4))
        return column

    def _section(self, title: str, *links: ThemedButton) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(12))
        row.addWidget(label(title, "section"))
        row.addStretch(1)
        for link in links:
            row.addWidget(link)
        holder.setFixedHeight(self._theme.px(22))
        return holder


class _Nothing(Card):
    """What stands where a list would be: a quiet sentence, and the first step."""

    acted = Signal()

    def __init__(self, theme: Theme, icon: str, action: str) -> None:
        super().__init__(theme)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setSpacing(theme.px(12))
        row.addWidget(IconLabel(theme, icon, "mute"))
        self._words = label("", "mute")
        row.addWidget(self._words, 1)
        self._action = button(action or _("New appointment"), theme=theme)
        self._action.clicked.connect(self.acted)
        row.addWidget(self._action)
        self.add_row(holder)

    def say(self, words: str, action: str) -> None:
        """Say why there is nothing, and what the button does, if there is one."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._action.setVisible(bool(action))
        if action:
            self._action.set_text(action)
