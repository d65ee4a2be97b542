"""The side bar: the places with their counts; settings and lock at its foot."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.tools import Tools
from ui.widgets.buttons import NavButton
from ui.widgets.labels import icon_label, label
from vault.model.audit import Fact
from vault.translation import _

WIDTH = 224
_COUNTED = ("note.", "appointment.")


class SideBar(QFrame):
    """Where one can go. `lock_asked` is the entry at the foot."""

    lock_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.setProperty("role", "side-bar")
        self.setFixedWidth(tools.theme.px(WIDTH))
        go = tools.navigation.go
        self._buttons = {
            "today": NavButton(_("Today"), "sun", tools.theme),
            "clients": NavButton(_("Clients"), "users", tools.theme),
            "settings": NavButton(_("Settings"), "settings", tools.theme),
        }
        lock = NavButton(_("Lock"), "lock", tools.theme, shortcut="Ctrl L")
        for name, entry in self._buttons.items():
            entry.clicked.connect(partial(go, name))
        lock.clicked.connect(self.lock_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 16)
        column.setSpacing(1)
        column.addLayout(self._title())
        column.addSpacing(8)
        column.addWidget(self._buttons["today"])
        column.addWidget(self._buttons["clients"])
        column.addStretch(1)
        column.addWidget(self._buttons["settings"])
        column.addWidget(lock)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(0)
        self._counting.timeout.connect(self._count)
        self._counting.start()

    def light(self, place: str) -> None:
        """Light the entry of the place where the person is."""
        for name, entry in self._buttons.items():
            entry.set_here(name == place)

    def heard(self, fact: Fact) -> None:
        """Count again what waits on Today."""
        if fact.action.startswith(_COUNTED):
            self._counting.start()

    def _count(self) -> None:
        self._tools.worker.run(
            lambda v: v.notes.unsigned(1)[0], owner=self, done=self._buttons["today"].set_count
        )

    def _title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(icon_label("book-lock", self._tools.theme, "ink", 18))
        words = label("Strongroom", "app-name")
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        return row
