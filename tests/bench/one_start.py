"""One start of the window, told when it was painted: an arm of `tests/bench/starting.py`.

Prints the moment of the last paint (CLOCK_MONOTONIC), the seconds before it for which nobody waited
for the program (the typing) or that the passphrase alone takes, and the memory then resident in MB.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

KEY_MS = 60
"""Between two keys of a passphrase; a person takes two or three times as long."""

REFUSED_MS = 60_000
"""A practice that is not shown by then was refused: that is no figure."""


class Painted(QObject):
    """Ends the program after the next paint of a window."""

    def __init__(self, window: QMainWindow, spent: float = 0.0) -> None:
        super().__init__(window)
        self._spent = spent
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        # Each for itself: what is covered is not painted, so nobody waits for it.
        for widget in (window, *window.findChildren(QWidget)):
            widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, and for the system to be done with it."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print(time.monotonic(), self._spent, _memory_mb(), flush=True)
        QApplication.exit(0)


def main(arm: str, *arguments: str) -> None:
    """Run one arm: empty, locked, or practice."""
    if arm == "empty":
        _empty()
    elif arm == "locked":
        _locked(*arguments)
    else:
        _practice(*arguments)


def _empty() -> None:
    app = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    Painted(window)
    window.show()
    app.exec()


def _locked(vault: str) -> None:
    from ui.app import build

    app, shell = build([vault])
    Painted(shell)
    shell.show()
    app.exec()


def _practice(vault: str, passphrase: str) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.app import build
    from ui.screens.unlock.screen import UnlockScreen
    from ui.widgets.password_field import PasswordField

    app, shell = build([vault])
    shell.show()
    screen = shell.findChild(UnlockScreen)
    field = shell.findChild(PasswordField)
    if screen is None or field is None:
        raise LookupError

    letters = list(passphrase)
    begun = time.monotonic()

    def type_one() -> None:
        # By a timer: a waiting loop of QTest's lets no other thread run, as a person does.
        if letters:
            QTest.keyClicks(field, letters.pop(0))
            QTimer.singleShot(KEY_MS, type_one)
            return
        alone = derivation(Path(vault), passphrase)
        typing = time.monotonic() - begun
        QTimer.singleShot(REFUSED_MS, lambda: QApplication.exit(1))
        screen.unlocked.connect(lambda *_opened: _when_filled(shell, typing + alone))
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_one)
    if app.exec():
        raise RuntimeError("The practice was not shown.")


def _when_filled(shell: QMainWindow, spent: float) -> None:
    from ui.worker import Worker

    worker = QApplication.instance().findChild(Worker)  # type: ignore[union-attr]
    if worker is None:
        raise LookupError
    painted: list[Painted] = []

    def filled() -> None:
        if not painted:
            painted.append(Painted(shell, spent))

    worker.idle.connect(filled)


def derivation(vault: Path, passphrase: str) -> float:
    """Return how long the passphrase alone takes."""
    from vault.crypto.kdf import derive
    from vault.format.key_slots import PassphraseSlot
    from vault.services.ways_in import HeaderFile
    from vault.storage.folder import VaultFolder

    slot = HeaderFile(VaultFolder(vault)).current.records.slots[0]
    if not isinstance(slot, PassphraseSlot):
        raise TypeError
    begun = time.monotonic()
    derive(passphrase, slot.salt, slot.cost)
    return time.monotonic() - begun


def _memory_mb() -> float:
    """Return what is resident now; the derivation's own memory has been given back."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    main(*sys.argv[1:])
