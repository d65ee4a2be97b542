"""The record of a client: what has its day in it at the left, one of it at the right."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.models.timeline_model import TimelineModel
from ui.models.windowed_model import Row
from ui.note_words import kind_title
from ui.screens.client.beside import Beside
from ui.screens.client.glance_panel import GlancePanel
from ui.screens.client.note_pane import NotePane
from ui.screens.client.pages import address_of
from ui.screens.client.reading import begin_note, first_shown
from ui.screens.client.timeline_filter import TimelineFilter
from ui.timeline_words import beside_titles
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.row_list import RowList
from ui.widgets.timeline_delegate import TimelineDelegate
from vault.model.ids import ClientId, NoteId
from vault.model.note import Note
from vault.model.search import DOCUMENTS, NOTES
from vault.model.timeline_row import BesideNotes, PastSession
from vault.translation import _, count_of

if TYPE_CHECKING:
    from ui.screens.client.group_dialog import Before

LIST_WIDTH = 330
LEAST_WIDTH, MOST_LEAST_WIDTH = 220, 360
_LEAST_LIST = 44
PANE = "client.timeline"
"""The name under which the width of the list is remembered."""


class Record(QSplitter):
    """`showing` names the note at the right, or is empty when there is none."""

    showing = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tools = tools
        self._client: ClientId | None = None
        self._wants_first = False
        self._thrown_away: dict[ClientId, list[NoteId]] = {}
        self._others: set[NoteId] = set()
        self.model = TimelineModel(tools.worker, self)
        self.list = RowList(tools.theme, self.model, TimelineDelegate(tools.theme, tools.clock))
        self.list.setAccessibleName(_("What is in this record, newest first"))
        self.glance = GlancePanel(tools.theme)
        self.pane = NotePane(tools)
        self.beside = Beside(tools.theme, self.pane)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.glance)
        self.filter = TimelineFilter(tools)
        self.kinds = self.filter.kinds
        column.addWidget(self.filter)
        # It scrolls: where room is short, what stands above it keeps its own.
        self.list.setMinimumHeight(tools.theme.px(_LEAST_LIST))
        column.addWidget(self.list, 1)
        self.taken_out = label("", "small", wrap=True)
        self.taken_out.setContentsMargins(*(tools.theme.px(each) for each in (20, 10, 16, 12)))
        self.taken_out.hide()
        column.addWidget(self.taken_out)
        left.setMinimumWidth(min(tools.theme.px(LEAST_WIDTH), MOST_LEAST_WIDTH))
        self.addWidget(left)
        self.addWidget(self.beside)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(1, 1)
        self.setSizes([self._remembered_width(), tools.theme.px(726)])
        self.splitterMoved.connect(self._remember_width)
        self._connect()

    def show_client(self, client: ClientId, note: NoteId | None, *, focus: bool) -> None:
        """Show a client's notes, and one of them: the one named, or where one would go on."""
        self._turn_to(client, note)
        if note is not None:
            self._list_all()
            self.pane.open(note, focus=focus)
        elif not self.beside.shown:
            self._show_first()
        else:
            self.pane.look_again()
            self.pane.ask_words()

    def reload(self) -> None:
        """Read the list again; what is being typed is left alone."""
        self.model.refresh()
        self.pane.show_again()
        self.pane.ask_words()

    def begin_note(self, template: str = "") -> None:
        """Begin a note of today, the cursor in its first section; an empty one begun is taken.

        In a `template` that is named, a note of its kind is begun.
        """
        self._list_all()
        client = self._client
        here = self.pane.note_id
        if self.pane.editor.untouched and not template and here not in self._others:
            self.pane.focus_note()
        elif client is not None:
            now = self._tools.clock.now()
            self._tools.worker.run(
                lambda v: begin_note(v, client, now, template),
                owner=self,
                done=partial(self._begun, client, template),
            )

    def begin_note_for(self, client: ClientId, template: str = "") -> None:
        """Show a client's notes, and begin one of today."""
        self._turn_to(client, None)
        self.begin_note(template)

    @property
    def can_bring_back(self) -> bool:
        """Whether a draft of this client was discarded in this sitting and is still gone."""
        return self._client is not None and bool(self._thrown_away.get(self._client))

    def bring_back(self) -> None:
        """Bring back the draft of this client that was discarded last."""
        if self._client is not None and self.can_bring_back:
            self._undo_discard(self._client, self._thrown_away[self._client][-1])

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Offer to list the notes of one kind alone, or what is no note, where there is some."""
        offered: dict[str | None, str] = {None: _("All notes")}
        beside = beside_titles()
        if any(each in beside for each in kinds):
            only = set(kinds) & set(beside) == {DOCUMENTS}
            words = _("Notes and documents") if only else _("Everything")
            offered = {None: words, NOTES: _("All notes")}
        offered |= {each: beside.get(each) or kind_title(each) for each in kinds}
        if self.filter.kind not in offered:
            self._list_all()
        self.filter.offer(offered)
        self.filter.setVisible(bool(kinds))
        self.kinds.setVisible(len(kinds) > 1)

    def show_taken_out(self, days: Sequence[date]) -> None:
        """Show the marker of what was filed here in error and taken out; nothing for most."""
        self.taken_out.setVisible(bool(days))
        if days:
            what = count_of(
                "{n} note that was filed here in error was taken out",
                "{n} notes that were filed here in error were taken out",
                len(days),
            )
            told = ", ".join(map(plain_day, dict.fromkeys(days)))
            self.taken_out.setText(_("{what}: {days}.").format(what=what, days=told))

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, client: ClientId, note: NoteId | None) -> None:
        if client != self._client:
            self._client = self.pane.client = client
            # Not one word of the client before may stand under the name of this one.
            self.beside.show_notes()
            self.pane.show_none(first=False)
            self._wants_first = False
            self.filter.forget()
            self.filter.hide()
            self.model.pin(note or "")
            self.model.show_client(client)

    def _narrow(self) -> None:
        """List what is of the kind and the days that were chosen, and show the newest of it."""
        if self._client is not None:
            self._wants_first = True
            self.model.pin("")
            self.model.show_client(self._client, self.filter.kind, self.filter.days)

    def _list_all(self) -> None:
        """List everything again: what is to be shown may be of any kind."""
        self._wants_first = False
        # A list that gets the keyboard goes to its first row: that must not open over it.
        self._moving.stop()
        if self._client is not None and self.filter.narrows:
            self.filter.forget()
            self.model.show_client(self._client)

    def _arrived(self) -> None:
        row = self.model.row(0) if self._wants_first else None
        self._wants_first = False
        self.filter.say(empty=self.model.rowCount() == 0)
        other = self.beside.other
        if row is not None:
            self._open_row(row)
        elif other:
            number = self.model.number_of(other)
            known = self.model.row(number) if number is not None else None
            if isinstance(known, BesideNotes):
                self.beside.card.show_row(known)
            else:
                self._show_first()
        self._select_shown()

    def _connect(self) -> None:
        self._moving = QTimer(self)
        self._moving.setSingleShot(True)
        self._moving.setInterval(60)
        self._moving.timeout.connect(self._open_current)
        self.list.moved.connect(lambda _number: self._moving.start())
        self.list.row_entered.connect(self._enter)
        self.model.arrived.connect(self._arrived)
        self.filter.chosen.connect(self._narrow)
        self.model.dataChanged.connect(lambda *_range: self._select_shown())
        self.glance.asked.connect(self._open_asked)
        card = self.beside.card
        card.asked.connect(self._go_to_place)
        card.left.connect(self.focus_list)
        pane = self.pane
        pane.showing.connect(self._shown)
        pane.begin_asked.connect(lambda: self.begin_note())
        pane.missing.connect(self._show_first)
        pane.editor.signed.connect(self._signed)
        pane.editor.each_asked.connect(self._sign_for_each)
        pane.editor.discarded.connect(self._discarded)
        pane.editor.backed_out.connect(self.focus_list)
        pane.view.backed_out.connect(self.focus_list)
        pane.view.added.connect(self._added)
        pane.view.refiled.connect(self._refiled)

    def _open_asked(self, note: str) -> None:
        self._list_all()
        self.pane.open(NoteId(note))

    def _show_first(self) -> None:
        self.beside.show_notes()
        self._list_all()
        client = self._client
        if client is not None:
            self._tools.worker.run(
                lambda v: first_shown(v, client),
                owner=self,
                done=partial(self._found_first, client),
            )

    def _found_first(self, client: ClientId, note: NoteId | None) -> None:
        if client != self._client or self.beside.other:
            return
        if note is None:
            self.pane.show_none(first=True)
            self.showing.emit("")
        else:
            self.pane.open(note)

    def _shown(self, note: str) -> None:
        self.beside.show_notes()
        self.model.pin(note)
        self._select_shown()
        if self.model.known and self.model.number_of(note) is None:
            self.model.refresh()
        self.showing.emit(note)

    def _select_shown(self) -> None:
        if self._moving.isActive():
            return
        shown = self.beside.shown
        number = self.model.number_of(shown) if shown else None
        if number is not None and number != self.list.current_row():
            self.list.select_row(number)

    def _open_current(self) -> None:
        number = self.list.current_row()
        row = self.model.row(number) if number is not None else None
        if row is not None:
            self._open_row(row)

    def _enter(self, number: int) -> None:
        self._moving.stop()
        row = self.model.row(number)
        if row is not None:
            self._open_row(row, focus=True)

    def _open_row(self, row: Row, *, focus: bool = False) -> None:
        if isinstance(row, BesideNotes):
            self.beside.show_other(row, focus=focus)
            self.model.pin(row.id)
            self.showing.emit("")
            return
        if row.id == self.pane.note_id:
            self.beside.show_notes()
        self.pane.open(NoteId(row.id), focus=focus)

    def _go_to_place(self, row: BesideNotes) -> None:
        # By a way of its own, so that going back leads to the timeline.
        go = self._tools.navigation.go
        if isinstance(row, PastSession):
            go("today", note=row.day.isoformat())
        else:
            go("client", client=self._client, note=address_of(row))

    def _begun(self, client: ClientId, template: str, note: NoteId) -> None:
        if template:
            self._others.add(note)
        # Another client may stand here by now: nobody's words may get under another's name.
        if client == self._client:
            self.pane.open(note, focus=True)

    def _signed(self, note: Note) -> None:
        if note.client == self._client:
            self.pane.open(note.id, focus=True)

    def _sign_for_each(self, note: NoteId, save: "Before") -> None:
        from ui.screens.client.group_dialog import GroupDialog

        dialog = GroupDialog(self._tools, note, save, self)
        dialog.changed.connect(self.pane.look_again)
        dialog.sign_asked.connect(partial(self.pane.editor.sign_for_each, note))
        dialog.open()

    def _added(self, _note: str) -> None:
        # The field that had the keyboard is gone; the next in turn would be a button at the top.
        self.focus_list()
        self.pane.show_again()

    def _refiled(self, note: Note) -> None:
        self.focus_list()
        self.pane.show_none(first=False)
        self._show_first()
        self._tools.notices.say(
            _("Filed in the right record."),
            action=_("Show it there"),
            run=partial(self._tools.navigation.go, "client", client=note.client, note=note.id),
        )

    def _discarded(self, note: Note) -> None:
        self._thrown_away.setdefault(note.client, []).append(note.id)
        if note.client == self._client:
            self.focus_list()
            self.pane.show_none(first=False)
            self._show_first()
        self._tools.notices.say(
            _("Draft discarded."),
            action=_("Undo"),
            run=partial(self._undo_discard, note.client, note.id),
        )

    def _undo_discard(self, client: ClientId, note: NoteId) -> None:
        if note in self._thrown_away.get(client, ()):
            self._tools.worker.run(
                lambda v: v.notes.undo_discard(note), owner=self, done=self._brought_back
            )
        else:
            # It was brought back already, by the other of the two ways.
            self._tools.navigation.go("client", client=client, note=note)

    def _brought_back(self, note: Note) -> None:
        self._thrown_away[note.client].remove(note.id)
        self._tools.navigation.go("client", client=note.client, note=note.id)

    def _remembered_width(self) -> int:
        width = dict(self._tools.settings.current.panes).get(PANE, 0)
        theme = self._tools.theme
        return width or (MOST_LEAST_WIDTH if theme.large else theme.px(LIST_WIDTH))

    def _remember_width(self) -> None:
        panes = dict(self._tools.settings.current.panes) | {PANE: self.sizes()[0]}
        self._tools.settings.change(panes=tuple(sorted(panes.items())))
