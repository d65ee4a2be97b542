"""Goes through the window place by place, as the pictures want it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.dialogs import RealDialogs
from ui.main_window import MainWindow
from ui.navigation import Navigation
from ui.notices import Notices
from ui.screens.unlock.screen import UnlockScreen
from ui.settings import SettingsFile
from ui.shell import Shell
from ui.theme import Theme
from ui.tools import Tools
from ui.touches import Touches
from ui.worker import Worker
from vault.crypto.kdf import FLOOR
from vault.demo.make import PASSPHRASE, PROCESS_PASSPHRASE, make_demo
from vault.lifecycle.sitting import Surroundings
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

SIZE = (1280, 800)


@dataclass
class StandingClock:
    """Stands at the moment of the pictures."""

    moment: datetime

    def now(self) -> datetime:
        """Return that moment, by the clock of a place in Massachusetts."""
        return self.moment


class Nothing:
    """Locks nothing."""

    def locked(self) -> None:
        """Do nothing: the pictures end the process themselves."""


class Visit:
    """One run through the window on a made-up practice."""

    def __init__(self, home: Path, theme: str, now: datetime) -> None:
        QLocale.setDefault(QLocale("en_US"))
        self._app = QApplication([])
        self._around = Surroundings(StandingClock(now), home / "state", cost=FLOOR)
        self._demo = make_demo(home / "demo", self._around)
        self._home = home
        self.tools = Tools(
            worker=Worker(),
            theme=Theme(self._app, theme, scale=1.0),
            navigation=Navigation(),
            notices=Notices(),
            dialogs=RealDialogs(),
            settings=SettingsFile(home / "config"),
            touches=Touches(),
            clock=self._around.clock,
            lock=lambda: None,
            surroundings=self._surroundings,
        )
        self.shell = Shell(self.tools, Nothing(), lambda code: None)
        self.shell.resize(*SIZE)
        self.shell.show()
        self.shell.activateWindow()

    def picture(self) -> QImage:
        """Return the window as it is now."""
        self.settle()
        return self.shell.grab().toImage()

    def settle(self) -> None:
        """Wait until nothing is asked for any more and everything is painted."""
        for _round in range(4):
            QTest.qWait(40)
            while self.tools.worker.busy:
                QTest.qWait(10)

    def places(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield the name of each picture and the way to its place."""
        yield "unlock", self._lock_screen
        yield "unlock-wrong", self._wrong
        yield "today", self._unlock
        yield "clients", lambda: self.tools.navigation.go("clients")
        yield "client", self._draft
        yield "client-signed", self._signed
        yield "process-notes-locked", self._process_door
        yield "process-notes", self._process_notes
        yield "search", self._search
        yield "settings", lambda: self.tools.navigation.go("settings")
        yield "first-run", self.shell.show_first_run

    def _lock_screen(self) -> None:
        self.shell.show_lock_screen(self._demo.vault)

    def _wrong(self) -> None:
        self._unlock_screen().unlock_with("not this one")
        self.settle()

    def _unlock(self) -> None:
        self._unlock_screen().unlock_with(PASSPHRASE)
        while self.shell.findChild(MainWindow) is None:
            QTest.qWait(20)
        self.settle()

    def _draft(self) -> None:
        drafts = self._ask(lambda v: v.notes.unsigned(1)[1])
        self.tools.navigation.go("client", client=drafts[0].client, note=drafts[0].id)

    def _signed(self) -> None:
        rows = self._ask(lambda v: [row for row in v.notes.page(None, 0, 99) if row.addenda])
        self.tools.navigation.go("client", client=rows[0].client, note=rows[0].id)

    def _process_door(self) -> None:
        rows = self._ask(lambda v: [row for row in v.notes.page(None, 0, 99) if row.addenda])
        self.tools.navigation.go("process-notes", client=rows[0].client)

    def _process_notes(self) -> None:
        from ui.screens.process_notes.screen import ProcessNotesScreen

        screen = self.shell.findChild(ProcessNotesScreen)
        if screen is None:
            raise LookupError
        screen.door.secret_given.emit(Passphrase(PROCESS_PASSPHRASE))
        self.settle()

    def _search(self) -> None:
        self.tools.navigation.go("clients")
        self.settle()
        from ui.search.field import SearchField

        field = self.shell.findChild(SearchField)
        if field is None:
            raise LookupError
        field.begin()
        QTest.keyClicks(field, "sleep")
        QTest.qWait(200)

    def _unlock_screen(self) -> UnlockScreen:
        screen = self.shell.findChild(UnlockScreen)
        if screen is None:
            raise LookupError
        return screen

    def _ask(self, job: Callable[[OpenVault], list]) -> list:  # type: ignore[type-arg]
        answers: list[list] = []  # type: ignore[type-arg]
        self.tools.worker.run(job, owner=self.tools.worker, done=answers.append)
        while not answers:
            QTest.qWait(10)
        return answers[0]

    def _surroundings(self, *, accept_older: bool = False) -> Surroundings:
        around = self._around
        return Surroundings(around.clock, around.state, accept_older, around.cost)
