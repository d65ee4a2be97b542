"""Clients: who the practice sees, found by the beginning of a name, and the form for a new one."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.models.clients_model import ClientsModel
from ui.navigation import NEW, Destination
from ui.pinning import set_pin
from ui.screen import Screen
from ui.screens.clients.new_client import NewClientPanel
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.clients_delegate import ClientsDelegate
from ui.widgets.empty_state import EmptyState
from ui.widgets.hairline import Hairline
from ui.widgets.icon_line import IconLine
from ui.widgets.labels import label
from ui.widgets.row_list import RowList
from vault.model.client import Client
from vault.model.client_row import ClientRow
from vault.translation import _, count_of

SIDE = 28
FORM = "new-client"
"""The name of the half-filled form on the desk, below that of the screen."""

_TYPING_MS = 120


class ClientsScreen(Screen):
    """The list, with a field that narrows it; Enter opens who is chosen."""

    place = "clients"
    topics = (
        "client.added",
        "client.changed",
        "note.",
        "appointment.",
        "settings.",
        "destruction.done",
    )

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._just_taken_up = False
        self._new_button = button(_("New client"), icon="user-plus", theme=tools.theme)
        self._new_button.clicked.connect(self.begin_new_client)
        words = "" if tools.theme.large else _("Bring records in…")
        self._import_button = button(
            words, icon="file-down", theme=tools.theme, name=_("Bring records in…")
        )
        self._import_button.clicked.connect(self.bring_records_in)
        self.model = ClientsModel(tools.worker, tools.clock, self)
        self.model.arrived.connect(self._arrived)
        self.list = RowList(tools.theme, self.model, ClientsDelegate(tools.theme, self.model))
        self.list.setAccessibleName(_("Clients"))
        self.list.receivers_of_typed = True
        self.list.row_entered.connect(self._open)
        self.list.typed.connect(self._type_ahead)
        find = _("Find a client by name")
        self.filter = IconLine(tools.theme, name=find, placeholder=find)
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(tools.theme.px(360))
        self.filter.installEventFilter(self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        self.filter.textChanged.connect(lambda _text: self._typing.start())
        self.panel = NewClientPanel(tools)
        self.panel.added.connect(self._added)
        self.panel.closed.connect(self._show_list)
        self.panel.brought_back.connect(self._say_half_filled)
        self._lay_out()
        tools.worker.run(
            lambda v: v.releases.age_of_majority(), owner=self, done=self._know_majority
        )
        self.model.find("")

    def arrive(self, destination: Destination) -> None:
        """Show the list, above it a line on a half-filled form; or the form, at "new".

        The form is shown as well when the window was locked over it.
        """
        taken_up, self._just_taken_up = self._just_taken_up, False
        if destination.note == NEW:
            self.tools.navigation.settle()
            self.begin_new_client()
        elif self.panel.is_open and not taken_up:
            self.panel.set_aside()
            self._show_list()
        elif self.panel.is_open:
            self.panel.begin()
        else:
            self._focus_list()

    def reload(self) -> None:
        """Read again what is shown; who is chosen stays chosen."""
        self.model.refresh()

    def leave(self) -> None:
        """Keep the half-filled form."""
        self.panel.keep()

    def put_down(self) -> None:
        """Keep the half-filled form, by a job whose failure everybody hears."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.panel.put_down()

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Open the form again as it was when the window was locked."""
        kept = forms.get(FORM)
        if isinstance(kept, Mapping):
            self.panel.take_up(kept)
            self._just_taken_up = True
            self._show_page(self._form_page)

    def top_actions(self) -> Sequence[QWidget]:
        """Return the ways to bring records in, and to a new client."""
        return self._import_button, self._new_button

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return (
            Command(_("New client"), self.begin_new_client, icon="user-plus"),
            Command(_("Bring records in from elsewhere"), self.bring_records_in, icon="file-down"),
            Command(_("Pin, or take the pin away"), self.turn_pin, "Ctrl+D", "pin"),
        )

    def turn_pin(self) -> None:
        """Let who is chosen stand before others, or no more; who is chosen stays chosen."""
        number = self.list.current_row() if self._stack.currentWidget() is self._listing else None
        row = self.model.client_row(number) if number is not None else None
        if row is not None:
            self.model.pin(row.id)
            self.tools.worker.run(
                partial(set_pin, row.id, not row.pinned),
                owner=self,
                done=lambda pinned: announce(
                    self.list, _("Pinned") if pinned else _("No longer pinned")
                ),
            )

    def bring_records_in(self) -> None:
        """Go where records come in from elsewhere."""
        self.tools.navigation.go("imports")

    def begin_new_client(self) -> None:
        """Open the form, as it was left."""
        self._show_page(self._form_page)
        self.panel.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter into the list by Down and Enter, and back to all by Escape."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Down:
            self._focus_list()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_found()
            return True
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        return False

    def _lay_out(self) -> None:
        px = self.tools.theme.px
        self._title = label(_("Clients"), "title")
        self._count = label("", "mute", wrap=False)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(px(SIDE), px(22), px(SIDE), px(14))
        column.setSpacing(px(4))
        column.addWidget(self._title)
        column.addWidget(self._count)
        column.addSpacing(px(8))
        column.addWidget(self.filter)
        listing = QWidget()
        rows = QVBoxLayout(listing)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(head)
        rows.addWidget(Hairline())
        self.nobody = label(_("No client's name begins so."), "mute", wrap=False)
        self.nobody.setContentsMargins(px(SIDE), px(16), px(SIDE), 0)
        self.nobody.hide()
        rows.addWidget(self.nobody)
        rows.addWidget(self.list, 1)
        self.empty = EmptyState(
            self.tools.theme,
            icon="users",
            title=_("No clients yet"),
            sentence=_("Whom the practice sees stands here, with a record for each of them."),
            action=_("New client"),
        )
        self.empty.acted.connect(self.begin_new_client)
        self._listing = listing
        self._form_page = self.panel
        self._stack = QStackedWidget()
        for page in (listing, self.empty, self._form_page):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._half_filled_line())
        outer.addWidget(self._stack)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)
        pin = QShortcut(QKeySequence("Ctrl+D"), self)
        pin.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pin.activated.connect(self.turn_pin)

    def _half_filled_line(self) -> QWidget:
        px = self.tools.theme.px
        self.half_filled = QWidget()
        row = QHBoxLayout(self.half_filled)
        row.setContentsMargins(px(SIDE), px(14), px(SIDE), 0)
        row.setSpacing(px(4))
        row.addWidget(label(_("A new client is half filled in."), "mute", wrap=False))
        self.go_on = button(_("Go on"), kind="link", theme=self.tools.theme)
        self.go_on.clicked.connect(self.begin_new_client)
        row.addWidget(self.go_on)
        row.addStretch(1)
        self.half_filled.hide()
        return self.half_filled

    def _know_majority(self, age: int) -> None:
        self.model.majority_age = age
        self.list.viewport().update()

    def _find(self) -> None:
        self.model.find(self.filter.text())

    def _arrived(self) -> None:
        count, typed = self.model.rowCount(), self.filter.text().strip()
        self._count.setText(count_of("{n} client", "{n} clients", count))
        self.nobody.setVisible(bool(typed) and not count)
        if not self.panel.is_open:
            nothing = not count and not typed
            self._show_page(self.empty if nothing else self._listing)
        if count and self.list.current_row() is None:
            self.list.select_row(0)

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_ahead(self, letter: str) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.setText(letter)

    def _open_found(self) -> None:
        """Open the first who is found, once the words that were typed were looked for."""
        if not self._typing.isActive():
            self._open(self.list.current_row() or 0)
            return
        self._typing.stop()
        text = self.filter.text()
        self._find()
        self.tools.worker.run(
            lambda v: v.clients.page(text, 0, 1),
            owner=self,
            done=partial(self._go_to_first, text),
        )

    def _go_to_first(self, text: str, rows: Sequence[ClientRow]) -> None:
        # Whoever went elsewhere meanwhile, or typed on, did not mean this one.
        if rows and self.isVisible() and text == self.filter.text():
            self._go(rows[0].id)

    def _open(self, number: int) -> None:
        row = self.model.client_row(number)
        if row is not None:
            self._go(row.id)

    def _go(self, client: str) -> None:
        self.tools.navigation.go("client", client=client)

    def _added(self, client: Client) -> None:
        self._show_list()
        self.tools.notices.say(_("Client added."))
        if self.isVisible():
            self._go(client.id)

    def _show_list(self) -> None:
        nothing = not self.model.rowCount() and not self.filter.text().strip()
        self._show_page(self.empty if nothing else self._listing)
        self._focus_list()

    def _show_page(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self._say_half_filled()

    def _say_half_filled(self) -> None:
        shown = self._stack.currentWidget() is self._form_page
        self.half_filled.setVisible(self.panel.is_half_filled and not shown)
