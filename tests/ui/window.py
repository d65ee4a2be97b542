"""The whole window in a test's hands: real vault, real worker, a locker that builds it anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.practice import PASSPHRASE
from ui.backing_up import BackingUp
from ui.closed_screens import last_vault
from ui.errors import Words
from ui.in_turns import InTurns
from ui.main_window import MainWindow
from ui.navigation import Navigation
from ui.notices import Notices
from ui.printing import new_printer
from ui.screens.unlock.screen import UnlockScreen
from ui.settings import SettingsFile
from ui.shell import Shell
from ui.theme import Theme
from ui.tools import Tools
from ui.touches import Touches
from ui.worker import Worker
from vault.lifecycle.sitting import Surroundings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Found = TypeVar("Found", bound=QWidget)

LIMIT_MS = 20_000


@dataclass
class Answers:
    """Answers what the window asks, and remembers that it was asked."""

    yes: bool = True
    path: str = ""
    asked: list[str] = field(default_factory=list)
    defects: list[Words] = field(default_factory=list)

    def confirm(self, _parent: QWidget, question: str, _detail: str, _yes: str) -> bool:
        """Answer a question."""
        self.asked.append(question)
        return self.yes

    def folder(self, _parent: QWidget, _title: str, _start: str) -> str:
        """Name the folder."""
        return self.path

    def open_file(self, _parent: QWidget, _title: str, _kinds: str) -> str:
        """Name the file."""
        return self.path

    def open_files(self, _parent: QWidget, _title: str) -> list[str]:
        """Name the files, each on a line."""
        return self.path.splitlines()

    def save_file(self, _parent: QWidget, _title: str, _name: str) -> str:
        """Name the file."""
        return self.path

    def printer(self, _parent: QWidget) -> "QPrinter | None":
        """Print into a file, `path`, or nowhere without one."""
        self.asked.append("printer")
        if not self.path:
            return None
        printer = new_printer()
        printer.setOutputFileName(self.path)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        return printer

    def defect(self, _parent: QWidget, words: Words) -> None:
        """Be told of a defect."""
        self.defects.append(words)


class Hands:
    """Uses the window as a person does; `locks` counts how often it locked.

    Locking ends the real program's process. Here everything is thrown away and built anew, as the
    supervisor's fresh process would; but for the theme, since another would take the style away
    from under widgets that are still to be deleted.
    """

    def __init__(
        self,
        qtbot: QtBot,
        path: Path | None,
        around: Surroundings,
        config: Path,
        theme: Theme,
    ) -> None:
        self._qtbot, self._path, self._around, self._config = qtbot, path, around, config
        self._theme = theme
        self.answers = Answers()
        self.locks = 0
        self.ended: list[int] = []
        self.start()

    def place(self, path: Path) -> None:
        """Start with the vault at another place the next time."""
        self._path = path

    def start(self) -> None:
        """Start the program: the lock screen, or the first steps."""
        self.ended.clear()
        worker = Worker()
        settings = SettingsFile(self._config)
        self.tools = Tools(
            worker=worker,
            backing_up=BackingUp(worker, settings),
            theme=self._theme,
            navigation=Navigation(),
            notices=Notices(),
            dialogs=self.answers,
            settings=settings,
            touches=Touches(),
            clock=self._around.clock,
            lock=lambda: self.shell.lock(),
            work_closed=lambda work: self.shell.work_closed(work),
            surroundings=self._surroundings,
        )
        self.shell = Shell(self.tools, self, self.ended.append)
        self.shell.show_lock_screen(self._path or last_vault(self.tools))
        self.shell.show()
        self._stands = True
        self.come_to_front()

    def locked(self) -> None:
        """Throw the old window away and start anew, as the supervisor does.

        Not within the call: the window that asks for it still stands in its own code.
        """
        QTimer.singleShot(0, self._start_anew)

    def stop(self) -> None:
        """Save everything and end, unless it has ended."""
        if not self._stands:
            return
        if not self.ended:
            self.shell.close()
            self.until(lambda: bool(self.ended))
        self._throw_away()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase and wait for the practice."""
        self.find(UnlockScreen).unlock_with(passphrase)
        self.until(self.practice_shows)
        self.come_to_front()
        self.settle()

    def practice_shows(self) -> bool:
        """Tell whether the practice is open, and not only its frame made ready."""
        # Its frame is made while the passphrase is typed, and shown when it was right.
        window = self.shell.findChild(MainWindow)
        return window is not None and window.isVisibleTo(self.shell)

    def lock(self) -> None:
        """Press Ctrl+L and wait for the fresh lock screen."""
        before = self.locks
        self.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: self.locks > before)

    def settle(self) -> None:
        """Wait until every answer asked for has come and nothing is left to do."""
        for _round in range(3):
            self.until(lambda: not self.tools.worker.busy and self._all_shown())
            QTest.qWait(0)
            QApplication.processEvents()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the vault's thread busy, as a long derivation does, while the person acts."""
        free = Event()
        self.tools.worker.run(lambda _v: free.wait(10), owner=self.shell)
        try:
            yield
        finally:
            free.set()
        self.settle()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to hold."""
        self._qtbot.waitUntil(holds, timeout=LIMIT_MS)

    def find(self, kind: type[Found], name: str = "") -> Found:
        """Return the widget of this kind, or of this accessible name, that is shown."""
        for widget in self.shell.findChildren(kind):
            if widget.isVisible() and (not name or widget.accessibleName() == name):
                return widget
        raise LookupError(f"{kind.__name__} {name}")

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press one key where the focus is."""
        QTest.keyClick(self._focus(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Type prose where the focus is."""
        QTest.keyClicks(self._focus(), text)

    def _all_shown(self) -> bool:
        return not any(each.isActive() for each in self.shell.findChildren(InTurns))

    def come_to_front(self) -> None:
        """Have the keyboard, as a window has that was just opened: shortcuts need it."""
        self.shell.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self.shell)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.shell

    def _start_anew(self) -> None:
        self._throw_away()
        self.start()
        self.locks += 1

    def _throw_away(self) -> None:
        self._stands = False
        self.tools.worker.stop()
        app = QApplication.instance()
        if app is not None:
            # In the program it lives as long as the process. Here it may be freed, and must not
            # be while it looks at an event.
            app.removeEventFilter(self.tools.touches)
        self.shell.hide()
        self.shell.deleteLater()

    def _surroundings(self, *, accept_older: bool = False) -> Surroundings:
        around = self._around
        return Surroundings(around.clock, around.state, accept_older, around.cost)
