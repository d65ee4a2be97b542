"""Builds the window, in order, once; and ends it so that nothing of it is left in memory."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from ui.backing_up import BackingUp
from ui.closed_screens import last_vault
from ui.date_words import system_style
from ui.dialogs import RealDialogs
from ui.errors import say_where
from ui.exit_codes import AGAIN
from ui.locker import ProcessLocker
from ui.navigation import Navigation
from ui.notices import Notices
from ui.settings import SettingsFile, settings_folder
from ui.shell import Shell
from ui.theme import Theme
from ui.tools import Tools
from ui.touches import Touches
from ui.worker import Worker
from vault.date_style import VARIABLE
from vault.model.dates import SystemClock
from vault.no_dumps import forbid_memory_dumps

if TYPE_CHECKING:
    from vault.lifecycle.sitting import Surroundings


def main(arguments: Sequence[str]) -> int:
    """Run the window until it is closed or locked; its exit code is for the supervisor."""
    forbid_memory_dumps()
    app, shell = build(arguments)
    os.environ[VARIABLE] = system_style().text()
    sys.excepthook = _Crash(shell)
    told = _close_on_signals(shell)
    shell.show()
    code = app.exec()
    if told and code == AGAIN:
        code = 0  # It came when the lock was through: nobody wants another lock screen.
    # The vault is closed and every word saved. Not one more line runs: what the interpreter would
    # still do at its end can only take time, and what is in memory goes with the process.
    os._exit(code)


def build(arguments: Sequence[str]) -> tuple[QApplication, Shell]:
    """Build everything, in order, once: the window stands before its lock screen, not yet shown."""
    _start_no_bus()
    app = QApplication([])
    app.setApplicationName("Strongroom")
    app.setDesktopFileName("strongroom")
    settings = SettingsFile(settings_folder())
    shells: list[Shell] = []
    worker = Worker(app)
    tools = Tools(
        worker=worker,
        backing_up=BackingUp(worker, settings, app),
        theme=Theme(app, settings.current.theme),
        navigation=Navigation(app),
        notices=Notices(app),
        dialogs=RealDialogs(),
        settings=settings,
        touches=Touches(app),
        clock=SystemClock(),
        lock=lambda: shells[0].lock(),
        work_closed=lambda work: shells[0].work_closed(work),
        surroundings=_surroundings,
    )
    shell = Shell(tools, ProcessLocker(app.exit), app.exit)
    shells.append(shell)
    shell.show_lock_screen(_vault_in(arguments) or last_vault(tools))
    return app, shell


def _start_no_bus() -> None:
    """Do without a session bus where there is none.

    Qt's D-Bus would start one: a program that stays, and that writes into the home folder.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if sys.platform == "linux" and not (runtime and Path(runtime, "bus").exists()):
        os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")


def _surroundings(*, accept_older: bool = False) -> "Surroundings":
    from vault.lifecycle.this_computer import surroundings

    return surroundings(accept_older=accept_older)


class _Crash:
    """What happens to an exception that nobody caught: a defect is told, drafts are saved."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def __call__(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        say_where(error)
        self._shell.crashed(error)


def _vault_in(arguments: Sequence[str]) -> Path | None:
    """Return the vault that the arguments name; argparse would cost the lock screen its import."""
    named = [argument for argument in arguments if not argument.startswith("--")]
    return Path(named[0]) if named else None


def _close_on_signals(shell: Shell) -> list[int]:
    """Close in order when the system ends the session: save first. Return who was heard."""
    told: list[int] = []
    if sys.platform == "win32":
        return told
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda heard, _frame: told.append(heard))
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, shell)

    def woken() -> None:
        os.read(reading, 64)
        shell.close()

    notifier.activated.connect(woken)
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
