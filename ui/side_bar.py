"""The side bar: the places with their counts; backup, settings and lock at its foot."""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.date_words import distance
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.icon_label import IconLabel
from ui.widgets.key_cap import KeyCap
from ui.widgets.labels import Pill, label
from vault.model.audit import Fact
from vault.open_vault import OpenVault
from vault.translation import _, count_of

WIDTH = 224
NARROW_WIDTH = 64
"""Icons alone, where letters are so large that the words would leave no room for the screen."""

_COUNTED = ("note.", "appointment.", "backup.")


class SideBar(QFrame):
    """Where one can go. `lock_asked` is the entry at the foot."""

    lock_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.setProperty("role", "side-bar")
        theme = tools.theme
        self._narrow = False
        self._words = {"lock": _("Lock")}
        self.setFixedWidth(theme.px(WIDTH))
        self._entries = {
            "today": button(_("Today"), kind="nav", icon="sun", theme=theme),
            "clients": button(_("Clients"), kind="nav", icon="users", theme=theme),
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
        column.addWidget(self._entries["succession"])
        column.addStretch(1)
        column.addWidget(self._entries["backup"])
        column.addWidget(self._entries["settings"])
        column.addWidget(lock)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(0)
        self._counting.timeout.connect(self._count)
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
        self._counting.start()

    def light(self, place: str) -> None:
        """Light the entry of the place where the person is."""
        for name, entry in self._entries.items():
            entry.setChecked(name == place)

    def heard(self, fact: Fact) -> None:
        """Count again what waits on Today."""
        if fact.action.startswith(_COUNTED):
            self._counting.start()

    def _go(self, name: str, *_checked: object) -> None:
        self._tools.navigation.go(name)

    def _count(self) -> None:
        today = self._tools.clock.now().date()
        self._tools.worker.run(partial(_counts, today), owner=self, done=self._show)

    def _show(self, counts: tuple[int, datetime | None]) -> None:
        drafts, backed_up = counts
        self._show_drafts(drafts)
        now = self._tools.clock.now()
        words = _("never")
        if backed_up is not None:
            words = distance(backed_up.astimezone(now.tzinfo).date(), now.date()).lower()
        entry = self._entries["backup"]
        entry.set_trailing(None if self._narrow else label(words, "small", wrap=False))
        entry.setAccessibleDescription(words)

    def _show_drafts(self, drafts: int) -> None:
        entry = self._entries["today"]
        shown = drafts and not self._narrow
        pill = Pill(str(drafts), "amber", theme=self._tools.theme, count=True) if shown else None
        entry.set_trailing(pill)
        waiting = count_of("{n} note to sign", "{n} notes to sign", drafts) if drafts else ""
        entry.setAccessibleDescription(waiting)

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


def _counts(today: date, vault: OpenVault) -> tuple[int, datetime | None]:
    """Return how many notes until today are unsigned, and when the vault was last backed up."""
    latest = vault.backups.latest()
    return vault.notes.unsigned(1, today)[0], latest.made_at if latest is not None else None
