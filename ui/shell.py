"""The window itself: the lock screen, the set-up, or the open practice; and how it locks."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ui.closed_screens import ClosedScreens, last_vault
from ui.errors import say_where, words_of
from ui.exit_codes import DEFECT
from ui.lock_key import LockKey
from ui.locker import Locker
from ui.notices import Notice
from ui.tools import Tools
from vault.translation import _

if TYPE_CHECKING:
    from ui.clipboard import OwnClipboard
    from ui.closed_work import ClosedWork
    from ui.lock_backup import LockBackup
    from ui.main_window import MainWindow
    from ui.screens.first_run.screen import FirstRunScreen
    from ui.session_watch import SessionWatch
    from ui.widgets.working_page import WorkingPage
    from vault.open_vault import OpenVault

LEAST_SIZE = (1024, 680)
FIRST_SIZE = (1280, 800)
TITLE = "Strongroom"
"""All that a title, a task bar or a screen reader's list of windows ever shows."""


class Shell(QMainWindow):
    """Holds one of three things: the lock screen, the set-up, or the open practice.

    `locker` ends what had the keys once everything is saved; `leave` ends the program.
    """

    def __init__(self, tools: Tools, locker: Locker, leave: Callable[[int], None]) -> None:
        super().__init__()
        self._tools = tools
        self._locker = locker
        self._leave = leave
        self._clipboard: OwnClipboard | None = None
        self._lock_key = LockKey(tools.touches, self)
        self._lock_key.pressed.connect(self.lock_by_person)
        self._practice: MainWindow | None = None
        self._made_ready: MainWindow | None = None
        self._set_up: FirstRunScreen | None = None
        self._session: SessionWatch | None = None
        self._leaving = False
        self._closing = False
        self._unsaved: Exception | None = None
        self._meanwhile: WorkingPage | None = None
        self._backup_first = False
        self._last_backup: LockBackup | None = None
        self.setWindowTitle(TITLE)
        tools.theme.dress(self)
        self._stack = QStackedWidget()
        self._veil = QWidget()
        self._stack.addWidget(self._veil)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*LEAST_SIZE)
        self._restore_geometry()
        self._closed_screens = ClosedScreens(tools, self._show, self)
        self._closed_screens.unlocked.connect(self._show_practice)
        self._closed_screens.practice_wanted.connect(self._practice_wanted)
        self._closed_screens.new_vault.connect(self.show_first_run)

    def show_lock_screen(self, vault: Path | None, told: str = "") -> None:
        """Show the lock screen of a vault, or the first steps when there is none yet.

        It says `told`, or what the process before this one has left to say.
        """
        self._set_up = None
        self._closed_screens.show_lock_screen(vault, told)

    def show_restore(self) -> None:
        """Show how a backup becomes a vault again."""
        self._closed_screens.show_restore()

    def show_emergency(self, vault: Path | None) -> None:
        """Show whoever comes in the licensee's place what they can do."""
        self._closed_screens.show_emergency(vault)

    def show_first_run(self) -> None:
        """Show the guided set-up of a new vault."""
        from ui.screens.first_run.screen import FirstRunScreen

        self._tools.theme.load_scripts()
        screen = FirstRunScreen(self._tools)
        screen.made.connect(self._show_practice)
        screen.keys_held.connect(partial(self._keys_held, screen))
        screen.lock_asked.connect(self.lock)
        screen.backed_out.connect(lambda: self.show_lock_screen(last_vault(self._tools)))
        self._show(screen)

    def lock(self) -> None:
        """Lock now: blank the window, save what is unfinished, close the vault, forget it all."""
        self._hurry()
        if self._holder is not None:
            self._put_down(self._end)

    def lock_by_person(self) -> None:
        """Lock, and back up before when that is quick; asked for again, lock at once."""
        if self._leaving:
            self._hurry()
        elif self._holder is not None:
            self._put_down(self._end, backup=True)

    def work_closed(self, work: "ClosedWork") -> None:
        """Lock, and do long work on the closed vault before the lock screen comes back."""
        if self._practice is not None:
            self._put_down(partial(self._work, work))

    def crashed(self, error: BaseException) -> None:
        """Tell of a defect, save what is unfinished, and end with the code of a defect."""
        if self._leaving:
            return
        self._tools.dialogs.defect(self, words_of(error))
        if self._holder is None:
            self._leave(DEFECT)
        else:
            self._put_down(lambda: self._leave(DEFECT))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is unfinished before the window goes."""
        self._remember_geometry()
        if self._holder is None and not self._leaving:
            event.accept()
            self._leave(0)
            return
        event.ignore()
        self._closing = True
        if self._meanwhile is not None:
            self._meanwhile.end()
        self._hurry()
        # Spontaneous is what a person does to the window; what the system ends has no time.
        self._put_down(self._end, backup=event.spontaneous())

    @property
    def _holder(self) -> "MainWindow | FirstRunScreen | None":
        """What has a vault's keys: the open practice, or the set-up from the making on."""
        return self._practice or self._set_up

    def _keys_held(self, screen: "FirstRunScreen", held: bool) -> None:
        self._set_up = screen if held else None
        if held:
            self._guard()

    def _practice_wanted(self) -> None:
        if self._practice is None:
            self._make_ready()

    def _make_ready(self) -> "MainWindow":
        """Make the frame of a practice while the passphrase is typed; no vault is in it yet."""
        from ui.main_window import MainWindow

        if self._made_ready is None:
            self._tools.theme.load_scripts()
            self._made_ready = MainWindow(self._tools)
            self._stack.addWidget(self._made_ready)
            # In a turn of its own: letters of the passphrase wait for neither.
            QTimer.singleShot(0, self._made_ready, self._made_ready.make_home)
        return self._made_ready

    def _show_practice(self, vault: Path, warnings: Sequence[str] = ()) -> None:
        from ui.clipboard import OwnClipboard

        self._practice, self._made_ready = self._make_ready(), None
        self._clipboard = OwnClipboard(self._tools.touches, self)
        self._tools.settings.change(last_vault=str(vault))
        self._set_up = None
        self._practice.lock_asked.connect(self.lock_by_person)
        self._practice.left_alone.connect(self.lock)
        self._show(self._practice)
        self._practice.begin()
        self._clipboard.start()
        self._guard()
        if warnings:
            self._tools.notices.show(Notice(" ".join(warnings), tone="amber"))

    def _guard(self) -> None:
        """Hear what asks for a lock, but for the idle time, which whoever has the keys counts."""
        from ui.session_watch import SessionWatch

        self._lock_key.start()
        if self._session is not None:
            return
        self._session = SessionWatch(self)
        self._session.sleeping.connect(self.lock)
        self._session.locked.connect(self.lock)
        self._session.start()

    def _show(self, widget: QWidget) -> None:
        old = self._stack.currentWidget()
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        # Only then: whoever goes first lets another page come up for a moment, and take the focus.
        if old is not None and old not in (self._veil, widget):
            self._stack.removeWidget(old)
            old.deleteLater()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hurry(self) -> None:
        """Make no backup before the vault is closed, or call it off."""
        self._backup_first = False
        if self._last_backup is not None:
            self._last_backup.skip()

    def _put_down(self, then: Callable[[], None], *, backup: bool = False) -> None:
        if self._leaving:
            return
        self._backup_first = backup
        self._leaving = True
        self._unsaved = None
        self._blank()
        self._remember_geometry()
        self._tools.worker.unkept.connect(self._not_saved)
        if self._holder is not None:
            try:
                self._holder.put_down()
            except Exception as error:
                # What could be saved is on its way; the window must not stay blank and open.
                say_where(error)
                then = partial(self._leave, DEFECT)
        if self._practice is not None:
            # Behind the jobs that save: when this one is done, so are they.
            saved = partial(self._saved, then)
            self._tools.worker.run(_nothing, owner=self, done=saved, failed=saved)
        elif self._tools.worker.busy:
            # A vault that is being made is made whole: its jobs follow one upon the other.
            saved = partial(self._saved, then, None)
            self._tools.worker.idle.connect(saved, Qt.ConnectionType.SingleShotConnection)
        else:
            self._saved(then, None)

    def _blank(self) -> None:
        """Let nothing be seen any more, in any window of the program, before the process ends."""
        self._stack.setCurrentWidget(self._veil)
        for widget in QApplication.topLevelWidgets():
            if widget is not self and widget.isVisible():
                widget.hide()
        if self._clipboard is not None:
            self._clipboard.forget()
        self.repaint()

    def _saved(self, then: Callable[[], None], _answer: object) -> None:
        self._tools.worker.unkept.disconnect(self._not_saved)
        if self._unsaved is None:
            self._close_vault(then)
            return
        # The words are still here and nowhere else: nobody sees them, and they are not thrown
        # away; whoever has the passphrase may come back to them.
        self._leaving = self._closing = False
        self._ask_back(self._unsaved)

    def _close_vault(self, then: Callable[[], None]) -> None:
        def close() -> None:
            self._tools.worker.close(owner=self, done=lambda _answer: self._closed(then))

        if not self._backup_first or self._practice is None:
            close()
            return
        from ui.lock_backup import LockBackup

        self._last_backup = LockBackup(self._tools, self._show_working, self)
        self._last_backup.ended.connect(close)
        self._last_backup.begin()

    def _show_working(self, page: "WorkingPage") -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.begin()

    def _closed(self, then: Callable[[], None]) -> None:
        if self._session is not None:
            self._session.stop()
        then()

    def _end(self) -> None:
        """Lock or leave: who closes the window while it locks wants no lock screen."""
        if self._closing:
            self._leave(0)
        else:
            self._locker.locked()

    def _work(self, work: "ClosedWork") -> None:
        from ui.counting import counting
        from ui.widgets.working_page import WorkingPage

        stopped = Event()
        page = WorkingPage(
            self._tools.theme, work.title, work.sentence, stop=_("Cancel"), room=work.room
        )
        page.stopped.connect(stopped.set)
        self._meanwhile = page
        self._show_working(page)
        vault = Path(self._tools.settings.current.last_vault)
        self._tools.worker.once_closed(
            partial(work.run, vault, counting(page.stepped.emit, stopped.is_set)),
            owner=self,
            done=self._worked,
            failed=lambda error: self._worked(words_of(error).text),
        )

    def _worked(self, told: str) -> None:
        self._tools.settings.change(told=told)
        self._end()

    def _not_saved(self, error: Exception) -> None:
        self._unsaved = error

    def _ask_back(self, error: Exception) -> None:
        from ui.screens.unlock.return_screen import ReturnScreen

        if self._practice is None:
            return
        practice = self._practice
        screen = ReturnScreen(self._tools, error)
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)

        def back() -> None:
            self._stack.setCurrentWidget(practice)
            practice.take_back()
            self._stack.removeWidget(screen)
            screen.deleteLater()

        screen.allowed.connect(back)
        screen.try_again.connect(self.lock)

    def _remember_geometry(self) -> None:
        # What `move` places is the frame: without it the window sinks by a title bar at each lock.
        inside = self.normalGeometry()
        corner = inside.topLeft() - (self.geometry().topLeft() - self.pos())
        self._tools.settings.change(
            geometry=(corner.x(), corner.y(), inside.width(), inside.height()),
            maximized=self.isMaximized(),
        )

    def _restore_geometry(self) -> None:
        settings = self._tools.settings.current
        self.resize(*FIRST_SIZE)
        if settings.geometry:
            x, y, width, height = settings.geometry
            screen = QGuiApplication.screenAt(self.rect().translated(x, y).center())
            self.resize(width, height)
            if screen is not None:
                self.move(x, y)
        if settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)


def _nothing(_vault: "OpenVault") -> None:
    """Do nothing, in its turn."""
