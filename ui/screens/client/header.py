"""Who a record is about: name, birth date, since when, and the way to what exists of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from ui.commands import Command
from ui.date_words import long_day, plain_day, time_of_day
from ui.models.clients_model import born_words
from ui.pinning import set_pin
from ui.screens.client.reading import ClientView
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.hairline import Hairline
from ui.widgets.labels import ElidedLabel, Pill
from vault.model.client import ClientKind, ClientStatus
from vault.model.client_words import kind_words
from vault.model.direction import isolated
from vault.model.ids import ClientId
from vault.model.record_retention import RecordState
from vault.model.representative import Representative
from vault.model.representative_words import acting_words
from vault.model.retention_words import state_words
from vault.translation import _, count_of

SIDE = 28
LEAST_GAP = 12
"""Between the last tab and the way to process notes."""
RECORD, DETAILS, CARE, ONSET, PEOPLE, DOCUMENTS = 0, 1, 2, 3, 4, 5
COMPLETE, AMENDMENTS, MEASURES, FEES, HOLDS = 6, 7, 8, 9, 10
"""Parts of the file without a tab of their own: pages of Care, whose tab is lit."""

_LIT = {COMPLETE: CARE, AMENDMENTS: CARE, MEASURES: CARE, FEES: CARE, HOLDS: CARE}


_SAID = {RecordState.OVER: "teal", RecordState.ASK: "amber"}
"""What is said of the end of a record beside the name, and its tone; else its day stands below."""


class Header(QWidget):
    """`tab_chosen` gives the number of a tab; `process_asked` the link at the right."""

    tab_chosen = Signal(int)
    process_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        self._pinned = False
        px = tools.theme.px
        self.name = ElidedLabel("", "title")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.pills = QWidget()
        self._pill_row = QHBoxLayout(self.pills)
        self._pill_row.setContentsMargins(0, 0, 0, 0)
        self._pill_row.setSpacing(px(12))
        self.line = ElidedLabel("", "small")
        self._top = top = QHBoxLayout()
        top.setContentsMargins(px(SIDE), 0, px(SIDE), 0)
        top.setSpacing(px(12))
        top.addWidget(self.name)
        top.addWidget(self.pills)
        self.pin = button("", kind="bare", icon="pin", theme=tools.theme, name=_pin_words(False))
        self.pin.clicked.connect(self.turn_pin)
        top.addWidget(self.pin)
        top.addStretch(1)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(px(SIDE), px(5), px(SIDE), px(17))
        below.addWidget(self.line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(16), 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        self._column.addWidget(self._below)
        self._column.addLayout(self._tabs())
        self._column.addWidget(Hairline())

    def show_client(self, view: ClientView) -> None:
        """Show who it is, and when they were and will be here."""
        client = view.client
        name = client.name
        if client.preferred_name:
            name = _("{name} ({preferred})").format(
                name=isolated(name), preferred=isolated(client.preferred_name)
            )
        self.name.set_text(name)
        self._show_pills(view)
        self._client = client.id
        self._show_pin(view.row.pinned)
        parts = [_acting_words(view.acting)] if view.acting else []
        parts.append(_("since {day}").format(day=plain_day(view.since)))
        if view.row.last_session is not None:
            parts.append(_("last session {day}").format(day=plain_day(view.row.last_session)))
        if view.next_session is not None:
            appointment, day = view.next_session
            parts.append(
                _("next {day} at {time}").format(
                    day=long_day(day), time=time_of_day(appointment.start)
                )
            )
        if view.retention.state is RecordState.IN_CARE:
            parts.append(_("kept while in care"))
        elif view.retention.through is not None:
            through = plain_day(view.retention.through)
            parts.append(_("kept through {day}").format(day=through))
        self.line.set_text(" · ".join(parts))
        count = f" {view.documents}" if view.documents else ""
        self.tabs.setTabText(DOCUMENTS, _("Documents") + count)

    def clear(self) -> None:
        """Show nobody, until it is known who is here."""
        self._client = None
        self.name.set_text("")
        self.line.set_text("")
        empty(self._pill_row)

    def commands(self) -> Sequence[Command]:
        """Return what can be done with this client among others."""
        return (Command(_("Pin, or take the pin away"), self.turn_pin, "Ctrl+D", "pin"),)

    def turn_pin(self) -> None:
        """Let this client stand before others in lists, or no more."""
        client, pinned = self._client, self._pinned
        if client is not None:
            self._tools.worker.run(
                partial(set_pin, client, not pinned), owner=self, done=partial(self._turned, client)
            )

    def _turned(self, client: ClientId, pinned: bool) -> None:
        if client == self._client:
            self._show_pin(pinned)
            announce(self.pin, _("Pinned") if pinned else _("No longer pinned"))

    def _show_pin(self, pinned: bool) -> None:
        self._pinned = pinned
        self.pin.set_text(_("Pinned") if pinned else "")
        self.pin.set_name(_pin_words(pinned))
        self.pin.setToolTip(f"{_pin_words(pinned)} (Ctrl+D)")
        # Beside a long name the layout would take what the style sheet says is the least.
        self.pin.ensurePolished()
        self.pin.setMinimumWidth(self.pin.sizeHint().width())

    def set_low(self, low: bool) -> None:
        """Leave the room to the record where letters are large and the window is not."""
        self._below.setVisible(not low)
        px = self._tools.theme.px
        self._column.setContentsMargins(0, px(6 if low else 16), 0, 0)

    def show_tab(self, number: int) -> None:
        """Light the tab of a part without a word to anyone."""
        blocked = self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(_LIT.get(number, number))
        self.tabs.blockSignals(blocked)
        # The tab that is lit has heavier letters; Qt does not ask for their room itself.
        self.tabs.updateGeometry()

    def _clicked(self, number: int) -> None:
        # The tab that is lit does not change; what is beneath it gives way to it.
        if number == self.tabs.currentIndex():
            self.tab_chosen.emit(number)

    def _turned_to(self, number: int) -> None:
        self.tabs.updateGeometry()
        self.tab_chosen.emit(number)

    def _show_pills(self, view: ClientView) -> None:
        empty(self._pill_row)
        client, today = view.client, self._tools.clock.now().date()
        found: list[tuple[str, str]] = []
        born = born_words(client.birth_date, today, view.majority_age)
        if born:
            found.append((born, "plain"))
        elif client.kind is ClientKind.INDIVIDUAL:
            found.append((_("birth date unknown"), "amber"))
        if client.kind is not ClientKind.INDIVIDUAL:
            found.append((kind_words(client.kind).lower(), "plain"))
        if client.status is ClientStatus.CLOSED:
            found.append((_("file closed"), "plain"))
        # Large letters leave the name no room beside it; Today and Onset say it as well.
        lacks = view.onset_lacks and not self._tools.theme.large
        if lacks and client.status is ClientStatus.ACTIVE:
            words = count_of(
                "{n} onset notice missing", "{n} onset notices missing", view.onset_lacks
            )
            found.append((words, "amber"))
        if view.retention.held:
            found.append((_("on hold"), "amber"))
        if view.retention.state in _SAID:
            found.append((state_words(view.retention, today), _SAID[view.retention.state]))
        for words, tone in found:
            self._pill_row.addWidget(Pill(words, tone, theme=self._tools.theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the way to process notes where every tab keeps its room."""
        super().resizeEvent(event)
        self._place_process(event.size().width())

    def _place_process(self, width: int) -> None:
        """Put the link behind the tabs or, where they leave it no room, above as an icon alone."""
        px = self._tools.theme.px
        room = width - px(SIDE) - px(SIDE - 4) - px(LEAST_GAP)
        if self.process.text():  # with its words, as the style sheet has them
            self._process_width = self.process.sizeHint().width()
        above = self.tabs.sizeHint().width() + self._process_width > room
        if above == (self._top.indexOf(self.process) >= 0):
            return
        before, after = (self._tab_row, self._top) if above else (self._top, self._tab_row)
        before.removeWidget(self.process)
        self.process.set_text("" if above else _("Process notes"))
        after.addWidget(self.process)
        self._tab_row.setContentsMargins(px(SIDE), 0, 0 if above else px(SIDE - 4), 0)

    def _tabs(self) -> QHBoxLayout:
        px = self._tools.theme.px
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName(_("Parts of this client's file"))
        self.tabs.addTab(_("Record"))
        self.tabs.addTab(_("Details"))
        self.tabs.addTab(_("Care"))
        self.tabs.addTab(_("Onset"))
        self.tabs.addTab(_("People"))
        self.tabs.addTab(_("Documents"))
        self.tabs.currentChanged.connect(self._turned_to)
        self.tabs.tabBarClicked.connect(self._clicked)
        self.process = button(
            _("Process notes"),
            kind="plum-link",
            icon="lock",
            theme=self._tools.theme,
            name=_("Process notes"),
        )
        self.process.clicked.connect(self.process_asked)
        self._process_width = 0
        self._tab_row = row = QHBoxLayout()
        row.setContentsMargins(px(SIDE), 0, px(SIDE - 4), 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.process)
        return row


def _acting_words(acting: Sequence[Representative]) -> str:
    """Return who acts for a client first, and how many more; People has them all."""
    first, more = acting_words(acting[0]), len(acting) - 1
    if not more:
        return first
    return _("{first} and {more}").format(first=first, more=count_of("{n} more", "{n} more", more))


def _pin_words(pinned: bool) -> str:
    return _("Take the pin from this client") if pinned else _("Pin this client")
