"""One use of a large practice, told how long the window ever stood still: see `stalls.py`.

Each step says on standard error how long its longest gap was; the last word on standard output is
the longest of all, in seconds. A first visit also imports its screen, and that counts.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE
from ui.app import build
from ui.main_window import MainWindow
from ui.screens.unlock.screen import UnlockScreen
from ui.search.field import SearchField
from ui.shell import Shell
from ui.worker import Worker
from vault.model.secret import Passphrase

Kind = TypeVar("Kind", bound=QWidget)

BEAT_MS = 2
TYPED = "Slept better, spoke of the argument with her brother. "


class Heart(QTimer):
    """Beats on the window's thread and keeps the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self.setInterval(BEAT_MS)
        self.timeout.connect(self._beat)
        self.start()

    def begin(self) -> None:
        """Forget what was."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


class Use:
    """Goes through the practice as a person does."""

    def __init__(self, vault: Path) -> None:
        self._app, self._shell = build([str(vault)])
        worker = self._app.findChild(Worker)
        assert worker is not None
        self._worker: Worker = worker
        self._shell.resize(1280, 800)
        self._shell.show()
        self.heart = Heart()

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield each step by name."""
        go = self._shell._tools.navigation.go
        yield "unlock and Today", self._unlock
        yield "clients", lambda: go("clients")
        yield "to the last client", self._to_the_end
        yield "a client", self._a_client
        yield "to the first note", self._to_the_end
        yield "typing", self._type
        yield "search", self._search
        yield "details", lambda: self._shown("ClientScreen").show_tab(1)
        yield "a copy", lambda: self._shown("ClientScreen").release()
        yield "no copy", lambda: self._shown("ReleaseDialog").reject()
        yield "process notes, locked", self._to_process_notes
        yield "process notes", self._open_process_notes
        yield "settings", lambda: go("settings")
        yield "a new key", lambda: self._shown("SettingsScreen").add_recovery_key("records")
        yield "back to Today", lambda: go("today")
        yield "an appointment", lambda: self._shown("TodayScreen").begin_appointment()
        yield "all actions", lambda: QTest.keyClick(self._shell, Qt.Key.Key_F1)
        yield "a new client", lambda: go("clients", note="new")

    def settle(self) -> None:
        """Wait until every answer has come and is painted."""
        for _round in range(5):
            QTest.qWait(30)
            while self._worker.busy:
                QTest.qWait(5)

    def _unlock(self) -> None:
        _found(self._shell, UnlockScreen).unlock_with(PASSPHRASE)
        while not any(each.isVisible() for each in self._shell.findChildren(MainWindow)):
            QTest.qWait(5)

    def _to_the_end(self) -> None:
        for view in self._shell.findChildren(QListView):
            if view.isVisible() and view.model() is not None:
                view.scrollToBottom()

    def _a_client(self) -> None:
        self._shell._tools.navigation.go("client", client=self._newest())

    def _to_process_notes(self) -> None:
        self._shell._tools.navigation.go("process-notes", client=self._newest())

    def _open_process_notes(self) -> None:
        door = self._shown("ProcessNotesScreen").door
        door.secret_given.emit(Passphrase(PROCESS_PASSPHRASE))

    def _shown(self, kind: str) -> Any:
        """Return what is shown, by the name of its class: to import it here would hide its cost."""
        everything = self._shell.findChildren(QWidget)
        return next(w for w in everything if type(w).__name__ == kind and w.isVisible())

    def _newest(self) -> str:
        found: list[str] = []
        self._worker.run(
            lambda v: str(v.notes.page(None, 0, 1)[0].client), owner=self._shell, done=found.append
        )
        while not found:
            QTest.qWait(5)
        return found[0]

    def _type(self) -> None:
        self._shell.activateWindow()
        focus = QApplication.focusWidget() or self._shell
        for letter in TYPED:
            QTest.keyClicks(focus, letter)
            QTest.qWait(15)
        QTest.qWait(1500)  # the pause after which it is saved

    def _search(self) -> None:
        field = _found(self._shell, SearchField)
        field.begin()
        for letter in "argument":
            QTest.keyClicks(field, letter)
            QTest.qWait(60)
        field.finish(back=False)


def _found(shell: Shell, kind: type[Kind]) -> Kind:
    widget = shell.findChild(kind)
    if widget is None:
        raise LookupError(kind.__name__)
    return widget


def main(vault: Path) -> None:
    """Use the practice and tell the longest gap."""
    use = Use(vault)
    use.settle()
    longest = 0.0
    for name, step in use.steps():
        use.heart.begin()
        step()
        use.settle()
        longest = max(longest, use.heart.longest)
        print(f"{name}: {use.heart.longest * 1000:.0f} ms", file=sys.stderr)
    print(longest, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
