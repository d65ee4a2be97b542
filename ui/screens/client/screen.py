"""One client: who it is, at a glance, every note, and the one that is being written."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.dropped import files_in
from ui.errors import words_of
from ui.navigation import NEW, NEW_CONTACT, Destination
from ui.note_words import other_notes
from ui.screen import Screen
from ui.screens.client.header import (
    DETAILS,
    DOCUMENTS,
    RECORD,
    Header,
)
from ui.screens.client.pages import ADDRESSES, Pages, place_of
from ui.screens.client.part_commands import part_commands
from ui.screens.client.reading import ClientView, read_client
from ui.screens.client.record import Record
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from vault.model.audit import Action, Fact
from vault.model.ids import ClientId, DocumentId, NoteId
from vault.model.template import CONTACT
from vault.translation import _

if TYPE_CHECKING:
    from ui.screens.client.details import Details
    from ui.widgets.list_page import ListPage

_LOW = 360
"""Below so many pixels of the design the header takes its short form."""
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_ADDENDUM, _DETAILS, _CARET = "addendum-", "details-", "caret"


class ClientScreen(Screen):
    """Shows one client at a time; the note that is shown is part of where the person is."""

    place = "clients"
    topics = (
        "note.",
        "client.added",
        "client.changed",
        "participant.",
        "representative.",
        "episode.",
        "conflict.",
        "onset.",
        "amendment.",
        "hold.",
        "document.",
        "fee.",
        "measure.",
        "supervisor.",
        "appointment.",
    )

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._client: ClientId | None = None
        self._view: ClientView | None = None
        self._details: Details | None = None
        self._only_list = True
        self._tab_wanted: tuple[ClientId, int, str] | None = None
        self.header = Header(tools)
        self.header.tab_chosen.connect(self._show_tab)
        self.header.process_asked.connect(self._go_to_process_notes)
        QShortcut(QKeySequence("Ctrl+D"), self, context=_HERE).activated.connect(
            self.header.turn_pin
        )
        self.record = Record(tools)
        self.record.showing.connect(self._settled)
        self.banner = Banner(tools.theme, "red")
        self.setAcceptDrops(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.record)
        self._pages = Pages(tools, self._stack, self._begin_asked)
        theme = tools.theme
        # Large letters leave the search field no room beside two long buttons.
        words = "" if theme.large else _("Release record")
        self.release_button = button(words, icon="share", theme=theme, name=_("Release record"))
        self.release_button.clicked.connect(self.release)
        self.new_button = button(_("New note"), kind="primary", icon="pen-line", theme=theme)
        self.new_button.clicked.connect(self.new_note)
        self.new_button.setToolTip(_("New note (Ctrl+N)"))
        words = "" if theme.large else _("Other note")
        self.other_button = button(words, icon="file-text", theme=theme, name=_("Other note"))
        self.others = QMenu(self)
        for template, words in other_notes():
            self.others.addAction(words).setData(template)
        self.others.triggered.connect(lambda taken: self.begin_other(taken.data()))
        self.other_button.set_menu(self.others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    @property
    def details(self) -> "Details":
        """What is kept about the client; made when it is first looked at.

        Not with the screen: all at once would be felt as a stop.
        """
        if self._details is None:
            from ui.screens.client.details import Details

            self._details = Details(self.tools)
            self._details.backed_out.connect(lambda: self.show_tab(RECORD))
            self._stack.addWidget(self._details)
            if self._view is not None:
                self._details.show_known(self._view.client, self._view.changed)
        return self._details

    @property
    def _on_page(self) -> bool:
        if self._tab_wanted is not None and self._tab_wanted[0] == self._client:
            return True
        return self._pages.current is not None

    def arrive(self, destination: Destination) -> None:
        """Show the client, and the note that is named, or a new one, the cursor in it."""
        if destination.client is None:
            return
        client = ClientId(destination.client)
        if destination.note in (NEW, NEW_CONTACT):
            self._tab_wanted = None
            template = "" if destination.note == NEW else CONTACT
            if client == self._client:
                self._begin(template)
            else:
                self.record.pane.finish(partial(self._show_new, client, template))
            return
        tab, document = place_of(destination.note)
        self._tab_wanted = (client, tab, document) if tab is not None else None
        note = NoteId(destination.note) if destination.note and tab is None else None
        if client == self._client:
            self._show(client, note)
            return
        # What was written about the client before is saved first, or stays in sight.
        self.record.pane.finish(partial(self._show, client, note))

    def leave(self) -> None:
        """Save what is being written; it is found as it is on coming back."""
        self.record.pane.leave()
        if self._details is not None:
            self._details.keep()
        self._pages.keep()

    def put_down(self) -> None:
        """Save what is unfinished, and where the cursor is, by jobs of the worker.

        A copy that is being prepared is called off: the window may not wait for it to lock.
        """
        # First: what stands in the dialog of a session belongs to the draft.
        self.record.pane.put_down()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        if self._details is not None:
            self._details.put_down()
        self._pages.put_down()
        caret = self.record.pane.editor.caret()
        self.tools.worker.run(lambda v: v.desk.keep(f"client/{_CARET}", caret), owner=self)

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Remember addenda and changes that were half done when the window was locked."""
        for name, value in forms.items():
            if not isinstance(value, Mapping):
                continue
            if name == _CARET:
                self.record.pane.editor.kept_caret = value
            elif name.startswith(_ADDENDUM):
                note = NoteId(name.removeprefix(_ADDENDUM))
                self.record.pane.view.addendum.take_up(note, value)
            elif name.startswith(_DETAILS):
                self.details.take_up(name.removeprefix(_DETAILS), value)
            else:
                self._pages.take_up(name, value)

    def reload(self) -> None:
        """Read again what stands around the text; the text itself is left alone."""
        self.record.reload()
        if not self._only_list:
            self._read_client()
        self._only_list = True

    def heard(self, fact: Fact) -> None:
        """Hear what was done to this client; a saved draft touches nothing but the list."""
        # Who supervises is said of every client's notes.
        if fact.client != self._client and not fact.action.startswith("supervisor."):
            return
        if fact.action is not Action.DRAFT_SAVED:
            self._only_list = False
        super().heard(fact)

    def top_actions(self) -> Sequence[QWidget]:
        """Return the buttons for a copy of the record, for another note and for a new one."""
        return (self.release_button, self.other_button, self.new_button)

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return (
            Command(_("Release record"), self.release, icon="share"),
            *self.header.commands(),
            Command(_("Process notes of this client"), self._go_to_process_notes, icon="lock"),
            *part_commands(self.show_tab),
            *self._bring_back(),
            Command(_("Timeline from a day to a day"), self._ask_days, icon="calendar"),
            *(
                Command(words, partial(self.begin_other, template), icon="file-text")
                for template, words in other_notes()
            ),
            # After the others: F1 and Enter in one breath must not sign.
            *(self.record.pane.commands() if self._stack.currentIndex() == RECORD else ()),
        )

    def new_note(self) -> bool:
        """Begin a note for this client."""
        return self._begin()

    def new_contact(self) -> bool:
        """Begin the note of a contact with this client, or about them."""
        return self._begin(CONTACT)

    def begin_other(self, template: str) -> None:
        """Begin a note of another kind for this client."""
        self._begin(template)

    def _begin(self, template: str = "") -> bool:
        if self._client is None:
            return False
        # A page that was asked for before must not come up over what is being written.
        self._tab_wanted = None
        self.show_tab(RECORD)
        self.record.begin_note(template)
        return True

    def show_tab(self, number: int) -> None:
        """Show a part of the file; care and people only once it is known who this is."""
        self.header.show_tab(number)
        self._show_tab(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to what is written where letters are large and the window is not."""
        super().resizeEvent(event)
        self.header.set_low(self.height() < self.tools.theme.px(_LOW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, wherever on this client's file they are dropped."""
        if self._view is not None and files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped."""
        files = files_in(event)
        if files and self._view is not None:
            event.acceptProposedAction()
            self.show_tab(DOCUMENTS)
            self._pages.documents.attach(files)

    def release(self) -> None:
        """Offer a copy of the record."""
        if self._client is None:
            return
        from ui.screens.client.release_dialog import ReleaseDialog

        dialog = ReleaseDialog(self.tools, self._client, self)
        dialog.birth_date_asked.connect(self._enter_birth_date)
        dialog.note_asked.connect(self.new_note)
        dialog.open()

    def _bring_back(self) -> Sequence[Command]:
        if not self.record.can_bring_back:
            return ()
        words = _("Bring back the discarded draft")
        return (Command(words, self.record.bring_back, icon="undo-2"),)

    def _show(self, client: ClientId, note: NoteId | None) -> None:
        self._turn_to(client)
        # Named, and so wanted: from Today one writes on at once.
        self.record.show_client(client, note, focus=note is not None)
        if note is None:
            self.record.focus_list()
        self._read_client()

    def _show_new(self, client: ClientId, template: str) -> None:
        self._turn_to(client)
        self.record.begin_note_for(client, template)
        self._read_client()

    def _turn_to(self, client: ClientId) -> None:
        if self._client is not None and client != self._client:
            if self._details is not None:
                self._details.keep()
                self._details.clear()
            self._pages.clear()
            self._view = None
            self.header.clear()
        self._client = client
        self.show_tab(RECORD)

    def _read_client(self) -> None:
        client, now = self._client, self.tools.clock.now()
        if client is not None:
            self.tools.worker.run(
                lambda v: read_client(v, client, now),
                owner=self,
                done=self._show_client,
                failed=self._not_read,
            )

    def _show_client(self, view: ClientView) -> None:
        if view.client.id != self._client:
            return
        self._view = view
        self.banner.clear()
        self.header.show_client(view)
        self.record.glance.show_glance(view.glance, self.tools.clock.now().date())
        self.record.show_taken_out(view.taken_out)
        self.record.show_kinds(view.kinds)
        if self._details is not None:
            self._details.show_known(view.client, view.changed)
        wanted, shown = self._tab_wanted, self._pages.current
        if wanted is not None and wanted[0] == view.client.id:
            self._tab_wanted = None
            self.show_tab(wanted[1])
            if wanted[2]:
                self._pages.documents.show_document(DocumentId(wanted[2]))
        elif shown is not None:
            self._show_page(shown, view)

    def _not_read(self, error: Exception) -> None:
        self.banner.say(words_of(error).text, closable=False)

    def _settled(self, note: str) -> None:
        if self._client is not None and self.isVisible() and not self._on_page:
            self.tools.navigation.settle(client=self._client, note=note or None)

    def _show_tab(self, number: int) -> None:
        if number in ADDRESSES and self._view is not None:
            self._show_page(number, self._view).begin()
        elif number == DETAILS:
            self._stack.setCurrentWidget(self.details)
            self.details.focus_first()
        else:
            self.header.show_tab(RECORD)
            was_elsewhere = self._on_page
            self._stack.setCurrentWidget(self.record)
            if was_elsewhere:
                self._settled(self.record.pane.note_id or "")

    def _show_page(self, tab: int, view: ClientView) -> "ListPage":
        page = self._pages.show(tab, view.client.id, view.client.kind)
        if self.isVisible():
            self.tools.navigation.settle(client=view.client.id, note=ADDRESSES[tab])
        return page

    def _begin_asked(self, template: str) -> None:
        # By a way of its own, so that going back leads to the page that asked for it.
        self.tools.navigation.go("client", client=self._client)
        self.begin_other(template)

    def _enter_birth_date(self) -> None:
        self.show_tab(DETAILS)
        self.details.focus_birth()

    def _ask_days(self) -> None:
        self.show_tab(RECORD)
        self.record.filter.ask_days()

    def _go_to_process_notes(self) -> None:
        self.tools.navigation.go("process-notes", client=self._client)
