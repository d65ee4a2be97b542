"""The side bar: the places with their counts; backup, settings and lock at its foot."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.date_words import distance
from ui.screens.today.due import how_many_wait
from ui.screens.today.overview import TOPICS, read_waiting
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.icon_label import IconLabel
from ui.widgets.key_cap import KeyCap
from ui.widgets.labels import Pill, label
from vault.model.audit import Action, Fact
from vault.open_vault import OpenVault
from vault.translation import _, count_of

WIDTH = 224
NARROW_WIDTH = 64
"""Icons alone, where letters are so large that the words would leave no room for the screen."""

Counts = tuple[int, datetime | None]


class SideBar(QFrame):
    """Where one can go. `lock_asked` is the entry at the foot, `waits` how many things wait."""

    lock_asked = Signal()
    waits = Signal(int)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.setProperty("role", "side-bar")
        theme = tools.theme
        self._begun = self._narrow = False
        self._chain_broken = False
        self._words = {"lock": _("Lock")}
        self.setFixedWidth(theme.px(WIDTH))
        self._entries = {
            "today": button(_("Today"), kind="nav", icon="sun", theme=theme),
            "clients": button(_("Clients"), kind="nav", icon="users", theme=theme),
            "retention": button(_("Retention"), kind="nav", icon="hourglass", theme=theme),
            "succession": button(_("Succession"), kind="nav", icon="key-round", theme=theme),
            "backup": button(_("Backup"), kind="nav", icon="hard-drive-download", theme=theme),
            "settings": button(_("Settings"), kind="nav", icon="settings", theme=theme),
        }
        self._words |= {name: entry.text() for name, entry in self._entries.items()}
        lock = button(_("Lock"), kind="nav", icon="lock", theme=theme)
        lock.set_trailing(KeyCap("Ctrl L"))
        lock.setAccessibleDescription("Ctrl+L")
        lock.setCheckable(False)
        self._lock = lock
        for name, entry in self._entries.items():
            entry.clicked.connect(partial(self._go, name))
        lock.clicked.connect(self.lock_asked)
        column = QVBoxLayout(self)
        side = theme.px(10)
        column.setContentsMargins(side, theme.px(12), side, theme.px(16))
        column.setSpacing(theme.px(1))
        self._title = self._make_title()
        column.addLayout(self._title)
        column.addSpacing(theme.px(8))
        column.addWidget(self._entries["today"])
        column.addWidget(self._entries["clients"])
        column.addWidget(self._entries["retention"])
        column.addWidget(self._entries["succession"])
        column.addStretch(1)
        column.addWidget(self._entries["backup"])
        column.addWidget(self._entries["settings"])
        column.addWidget(lock)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(0)
        self._counting.timeout.connect(self._count)

    def begin(self) -> None:
        """Count what wants attention, now that there is a vault, and from now on."""
        self._begun = True
        self._counting.start()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons with their words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(self._tools.theme.px(NARROW_WIDTH if narrow else WIDTH))
        self._brand.setVisible(not narrow)
        edge = self._tools.theme.px(4)
        self._title.setContentsMargins(0 if narrow else self._tools.theme.px(10), edge, 0, edge)
        for name, entry in {**self._entries, "lock": self._lock}.items():
            entry.set_name(self._words[name])
            entry.set_text("" if narrow else self._words[name])
            entry.set_centered(narrow)
        self._lock.set_trailing(None if narrow else KeyCap("Ctrl L"))
        if self._begun:
            self._counting.start()

    def light(self, place: str) -> None:
        """Light the entry of the place where the person is."""
        for name, entry in self._entries.items():
            entry.setChecked(name == place)

    def heard(self, fact: Fact) -> None:
        """Count again what wants attention; a draft that is saved again changes nothing of it."""
        if fact.action is not Action.DRAFT_SAVED and fact.action.startswith(TOPICS):
            self._counting.start()

    def show_waiting(self, things: int, chain_broken: bool) -> None:
        """Show how many things want attention: the number in the sentence on Today."""
        self._chain_broken = chain_broken
        entry = self._entries["today"]
        shown = things and not self._narrow
        pill = Pill(str(things), "amber", theme=self._tools.theme, count=True) if shown else None
        entry.set_trailing(pill)
        words = count_of("{n} thing wants your attention", "{n} things want your attention", things)
        entry.setAccessibleDescription(words if things else "")
        self.waits.emit(things)

    def _go(self, name: str, *_checked: object) -> None:
        self._tools.navigation.go(name)

    def _count(self) -> None:
        now, broken = self._tools.clock.now(), self._chain_broken
        job = partial(_counts, now, broken)
        self._tools.worker.run(job, owner=self, done=partial(self._show, broken))

    def _show(self, chain_broken: bool, counts: Counts) -> None:
        things, backed_up = counts
        # What Today has found out meanwhile of the chain is not forgotten.
        if chain_broken == self._chain_broken:
            self.show_waiting(things, chain_broken)
        now = self._tools.clock.now()
        words = _("never")
        if backed_up is not None:
            words = distance(backed_up.astimezone(now.tzinfo).date(), now.date()).lower()
        entry = self._entries["backup"]
        entry.set_trailing(None if self._narrow else label(words, "small", wrap=False))
        entry.setAccessibleDescription(words)

    def _make_title(self) -> QHBoxLayout:
        px = self._tools.theme.px
        row = QHBoxLayout()
        row.setContentsMargins(px(10), px(4), 0, px(4))
        row.setSpacing(px(8))
        icon = IconLabel(self._tools.theme, "book-lock", "ink", 18)
        row.addWidget(icon, alignment=Qt.AlignmentFlag.AlignCenter)
        self._brand = label("Strongroom", "brand")
        row.addWidget(self._brand, 1)
        return row


def _counts(now: datetime, chain_broken: bool, vault: OpenVault) -> Counts:
    """Return how many things want attention, and when the vault was last backed up."""
    waiting = read_waiting(vault, now.date(), now)
    return how_many_wait(waiting, chain_broken=chain_broken), waiting.backed_up
