"""Says in the tray how many things wait, where the system has one: a number, and no name.

What waits is on Today. A message comes when more waits than before and nobody looks at the window;
it ends nothing, and the locked process has none.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from ui.theme import Theme
from vault.translation import _, count_of

_MESSAGE_MS = 10_000


class Tray(QObject):
    """The icon in the tray, there while something waits; a click on it brings the window back."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._shown = parent, 0
        self._icon = QSystemTrayIcon(theme.icon("book-lock", "teal", size=22), self)
        self._icon.activated.connect(self._come_back)
        self._icon.messageClicked.connect(self._come_back)

    def show_waiting(self, things: int) -> None:
        """Show how many things want attention; with none the icon goes."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        more, self._shown = things > self._shown, things
        words = count_of("{n} thing wants your attention", "{n} things want your attention", things)
        self._icon.setToolTip(f"Strongroom · {words}")
        self._icon.setVisible(things > 0)
        if more and QApplication.activeWindow() is None:
            self._icon.showMessage("Strongroom", _("{what}: see Today.").format(what=words),
                                   self._icon.icon(), _MESSAGE_MS)  # fmt: skip

    def _come_back(self, *_reason: object) -> None:
        window = self._window.window()
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
