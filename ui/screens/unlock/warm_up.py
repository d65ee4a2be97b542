"""What is needed when the passphrase is right, got while it is typed."""

import linecache
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from ui.worker import Worker

_OF_THE_VAULT = ("vault.lifecycle.unlock", "vault.lifecycle.this_computer")
_OF_THE_WINDOW = (
    "ui.top_bar",
    "ui.main_window",
    "ui.screens.today.page",
    "ui.screens.today.screen",
    "ui.clipboard",
    "ui.session_watch",
)
"""What they need in turn is imported with them, so the larger parts come first."""

_TURN_MS = 30
"""From one import of the window's to the next: between them letters are taken in."""


class WarmUp(QObject):
    """Imports, once, so that nothing but the key's derivation is waited for; then tells `done`."""

    done = Signal()

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._begun = False

    def begin(self) -> None:
        """Begin, unless it has begun."""
        if not self._begun:
            self._begun = True
            _forget_sources()
            # Beside the window, which finds it there: were both at it, letters would wait.
            imports = partial(_import, _OF_THE_VAULT)
            self._worker.apart(imports, owner=self, done=self._of_the_window)

    def _of_the_window(self, _imported: object) -> None:
        turns: list[Callable[[], object]] = [_forget_sources]
        turns += [partial(import_module, name) for name in _OF_THE_WINDOW]
        turns += [_forget_sources, self.done.emit]
        for number, turn in enumerate(turns):
            QTimer.singleShot(_TURN_MS * number, self, turn)


def _forget_sources() -> None:
    # Qt for Python looks into the source of whatever is imported, and leaves it in memory.
    linecache.clearcache()


def _import(names: Sequence[str]) -> None:
    for name in names:
        import_module(name)
