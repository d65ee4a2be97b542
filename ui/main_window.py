"""The frame of an open practice: side bar, top bar, screens, a line for notices. No features."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.ahead import Ahead
from ui.auto_backup import AutoBackup
from ui.commands import Command
from ui.errors import words_of
from ui.idle_lock import IdleWatch
from ui.navigation import Destination, destination_from
from ui.notice_line import NoticeLine
from ui.notices import Notice
from ui.screen import Screen
from ui.side_bar import SideBar
from ui.tools import Tools
from ui.top_bar import TopBar
from vault.model.audit import Action, Fact
from vault.model.settings import VaultSettings
from vault.open_vault import OpenVault
from vault.translation import _

if TYPE_CHECKING:
    from ui.tray import Tray

HOME = "today"
_SCREENS = {
    "today": "ui.screens.today.screen:TodayScreen",
    "clients": "ui.screens.clients.screen:ClientsScreen",
    "client": "ui.screens.client.screen:ClientScreen",
    "process-notes": "ui.screens.process_notes.screen:ProcessNotesScreen",
    "retention": "ui.screens.retention.screen:RetentionScreen",
    "retention-rules": "ui.screens.retention_rules.screen:RetentionRulesScreen",
    "succession": "ui.screens.succession.screen:SuccessionScreen",
    "backup": "ui.screens.backup.screen:BackupScreen",
    "rehearsal": "ui.screens.rehearsal.screen:RehearsalScreen",
    "settings": "ui.screens.settings.screen:SettingsScreen",
    "own-list": "ui.screens.own_list.screen:OwnListScreen",
    "templates": "ui.screens.templates.screen:TemplatesScreen",
    "supervision": "ui.screens.supervision.screen:SupervisionScreen",
    "referrals": "ui.screens.referrals.screen:ReferralsScreen",
    "imports": "ui.screens.imports.screen:ImportsScreen",
}
"""Each screen by name; made while the person reads, or when one first goes there."""

STRIPE = 4
"""Pixels of plum above everything while process notes are open."""

NARROW = 900
"""Below so many pixels of the design the side bar shows icons alone."""

PLACE = "place"
"""The name on the desk under which the place lies where the person was."""


class MainWindow(QWidget):
    """Shows one screen at a time and brings every fact to those that are made."""

    lock_asked = Signal()
    left_alone = Signal()
    """Nobody has touched anything for the minutes of the settings."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._desk_read = False
        self._tray: Tray | None = None
        self._screens: dict[str, Screen] = {}
        self._forms: dict[str, Any] = {}
        self._side = SideBar(tools)
        self._top = TopBar(tools, self.commands)
        self._stack = QStackedWidget()
        self._notices = NoticeLine(tools.theme, self._stack)
        self._stripe = QFrame()
        self._stripe.setProperty("role", "plum-stripe")
        self._stripe.setFixedHeight(tools.theme.px(STRIPE))
        self._stripe.hide()
        self._lay_out()
        self._idle = IdleWatch(VaultSettings().records_idle_minutes, tools.touches, self)
        self._idle.idle.connect(self.left_alone)
        self._ahead = Ahead(tools.touches, self)
        self._auto_backup = AutoBackup(tools, self)
        self._side.lock_asked.connect(self.lock_asked)
        self._side.waits.connect(self._tell_tray)
        self._make_shortcuts()

    def make_home(self) -> None:
        """Make the screen it will open on, before there is a vault: it knows nothing of one yet."""
        if HOME not in self._screens:
            self._make(HOME)

    def begin(self) -> None:
        """Show what lay on the desk when the practice was locked, or Today.

        The vault is open from here on: until then nothing of this listens, counts or asks.
        """
        tools = self._tools
        tools.navigation.went.connect(self._arrive)
        tools.notices.said.connect(self._notices.show_notice)
        tools.notices.withdrawn.connect(self._notices.withdraw)
        tools.worker.fact.connect(self._heard)
        tools.worker.failed.connect(self._failed)
        self._idle.start()
        self._side.begin()
        tools.worker.run(_desk_and_settings, owner=self, done=self._begun)

    def put_down(self) -> None:
        """Save what is unfinished and where the person is, by jobs of the worker.

        Before the desk was read, what lies there is newer than anything that shows. A screen that
        fails keeps no other from saving; its exception is raised in the end.
        """
        self._idle.stop()
        self._ahead.stop()
        self._auto_backup.stop()
        self._top.put_down()
        if not self._desk_read:
            return
        defects: list[Exception] = []
        for screen in self._screens.values():
            try:
                screen.put_down()
            except Exception as error:
                defects.append(error)
        here = self._tools.navigation.here
        place = here.as_json() if here is not None else {}
        self._tools.worker.run(lambda v: v.desk.keep(PLACE, place), owner=self)
        if defects:
            raise defects[0]

    def take_back(self) -> None:
        """Go on where the person was: the lock could not save everything, and they came back."""
        for screen in self._screens.values():
            screen.take_back()
        self._idle.start()
        self._auto_backup.start()

    def commands(self) -> list[Command]:
        """Return everything that can be done from here, the present screen's first."""
        screen = self._stack.currentWidget()
        here = list(screen.commands()) if isinstance(screen, Screen) else []
        taken = {command.shortcut for command in here if command.shortcut}
        return here + [each for each in self._own_commands() if each.shortcut not in taken]

    def _own_commands(self) -> list[Command]:
        go = self._tools.navigation.go
        return [
            Command(_("New note"), self._new_note, "Ctrl+N", "pen-line"),
            Command(_("New contact"), self._new_contact, "Ctrl+Shift+N", "phone"),
            Command(
                _("Search with filters"),
                self._top.search_with_filters,
                "Ctrl+Shift+F",
                "sliders-horizontal",
            ),
            Command(_("Today"), partial(go, "today"), "Alt+1", "sun"),
            Command(_("Clients"), partial(go, "clients"), "Alt+2", "users"),
            Command(_("Backup"), partial(go, "backup"), "Alt+3", "hard-drive-download"),
            Command(_("Succession"), partial(go, "succession"), "Alt+4", "key-round"),
            Command(_("Retention"), partial(go, "retention"), "Alt+5", "hourglass"),
            Command(_("Settings"), partial(go, "settings"), "Ctrl+,", "settings"),
            Command(_("Go back"), self._tools.navigation.back, "Alt+Left", "arrow-left"),
            Command(_("All actions and shortcuts"), self._top.show_commands, "F1", "circle-help"),
            Command(_("Lock"), self.lock_asked.emit, "Ctrl+L", "lock"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the screen where letters are large and the window is not."""
        super().resizeEvent(event)
        self._side.set_narrow(self.width() < self._tools.theme.px(NARROW))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._stripe)
        column.addWidget(self._top)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)

    def _make_shortcuts(self) -> None:
        navigation = self._tools.navigation
        for keys, run in (
            ("Ctrl+K", self._top.focus_search),
            ("Ctrl+Shift+F", self._top.search_with_filters),
            ("Ctrl+N", self._new_note),
            ("Ctrl+Shift+N", self._new_contact),
            ("F1", self._top.show_commands),
            ("Alt+1", partial(navigation.go, "today")),
            ("Alt+2", partial(navigation.go, "clients")),
            ("Alt+3", partial(navigation.go, "backup")),
            ("Alt+4", partial(navigation.go, "succession")),
            ("Alt+5", partial(navigation.go, "retention")),
            ("Ctrl+,", partial(navigation.go, "settings")),
            ("Alt+Left", navigation.back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(run)

    def _begun(self, found: tuple[dict[str, Any], VaultSettings]) -> None:
        self._desk_read = True
        self._forms, settings = found
        for name in self._screens:
            self._take_up(name)
        self._idle.set_minutes(settings.records_idle_minutes)
        there = destination_from(self._forms.pop(PLACE, None)) or Destination(HOME)
        if there.screen not in _SCREENS or there.screen == "process-notes":
            # Process notes were closed with the rest: one comes back beside the locked door.
            there = Destination("client" if there.client else HOME, there.client)
        self._tools.navigation.go(there.screen, client=there.client, note=there.note)
        self._ahead.begin(self._screens_ahead())
        self._auto_backup.start()

    def _screens_ahead(self) -> Iterator[Callable[[], object]]:
        """Yield what makes the other screens while the person reads: going there must not wait."""
        for name, place in _SCREENS.items():
            if name not in self._screens:
                yield partial(import_module, place.partition(":")[0])
                yield partial(self._screen, name)

    def _arrive(self, there: Destination) -> None:
        before = self._stack.currentWidget()
        screen = self._screen(there.screen)
        if isinstance(before, Screen) and before is not screen:
            before.leave()
        self._stack.setCurrentWidget(screen)
        self._side.light(screen.place)
        screen.arrive(there)
        self._top.show_actions(screen.top_actions())
        self._show_room()

    def _show_room(self) -> None:
        screen = self._stack.currentWidget()
        self._stripe.setVisible(isinstance(screen, Screen) and screen.room == "process")

    def _screen(self, name: str) -> Screen:
        if name not in self._screens:
            self._make(name)
            self._take_up(name)
        return self._screens[name]

    def _take_up(self, name: str) -> None:
        self._screens[name].take_up(_of_screen(self._forms, name))

    def _make(self, name: str) -> None:
        module, _colon, kind = _SCREENS[name].partition(":")
        screen: Screen = getattr(import_module(module), kind)(self._tools)
        screen.note_wanted.connect(self._new_note)
        self._screens[name] = screen
        self._stack.addWidget(screen)
        screen.room_changed.connect(self._show_room)
        screen.counted.connect(self._side.show_waiting)

    def _new_note(self) -> None:
        screen = self._stack.currentWidget()
        if not (isinstance(screen, Screen) and screen.new_note()):
            self._top.ask_for_client()

    def _new_contact(self) -> None:
        screen = self._stack.currentWidget()
        if not (isinstance(screen, Screen) and screen.new_contact()):
            self._top.ask_for_contact()

    def _heard(self, fact: Fact) -> None:
        if fact.action is Action.RECORD_DESTROYED and fact.client is not None:
            self._forget_client(fact.client)
        for screen in self._screens.values():
            screen.heard(fact)
        self._side.heard(fact)
        if fact.action is Action.SETTINGS_CHANGED:
            self._tools.worker.run(
                lambda v: v.settings.get(),
                owner=self,
                done=lambda kept: self._idle.set_minutes(kept.records_idle_minutes),
            )

    def _tell_tray(self, things: int) -> None:
        """Say in the tray how many things wait; it is asked for once there is something to say."""
        if self._tray is None:
            from ui.tray import Tray

            self._tray = Tray(self._tools.theme, self)
        self._tray.show_waiting(things)

    def _forget_client(self, client: str) -> None:
        """Let nothing here hold a word of a record that was destroyed.

        The screen of clients is made anew when one goes there, with what others have on the desk.
        """
        navigation, screen = self._tools.navigation, self._screens.get("client")
        if screen is not None and self._stack.currentWidget() is screen:
            navigation.go(HOME)
        navigation.forget(client)
        if screen is not None:
            del self._screens["client"]
            screen.put_down()
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._forms = {}
        self._tools.worker.run(lambda v: v.desk.all(), owner=self, done=self._desk_read_again)

    def _desk_read_again(self, forms: dict[str, Any]) -> None:
        forms.pop(PLACE, None)
        self._forms = forms
        if "client" in self._screens:
            self._take_up("client")

    def _failed(self, error: Exception) -> None:
        words = words_of(error)
        self._notices.show_notice(
            Notice(words.text, tone="red" if words.defect else "amber", details=words.details)
        )


def _desk_and_settings(vault: OpenVault) -> tuple[dict[str, Any], VaultSettings]:
    return vault.desk.all(), vault.settings.get()


def _of_screen(forms: Mapping[str, Any], screen: str) -> dict[str, Any]:
    """Return the forms of one screen: on the desk they are named `screen/form`."""
    return {
        name.partition("/")[2]: value
        for name, value in forms.items()
        if name.partition("/")[0] == screen
    }
