"""Proves the audit chain after unlocking, in slices, while nobody waits for the vault."""

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from ui.tools import Tools
from vault.errors import Damaged
from vault.model.audit import ChainCheck

SLICE = 500
FIRST_WAIT_MS = 1500
PAUSE_MS = 40


class ChainProof(QObject):
    """How far the chain is proved in this sitting. `changed` tells each step that is shown.

    `unreadable` holds when an entry could not be read at all; `proved_on` is the day of the end.
    """

    changed = Signal()

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._running = self._stopped = False
        self.check = ChainCheck(0, 0)
        self.unreadable = False
        self.proved_on: date | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    @property
    def broken(self) -> bool:
        """Whether the chain is not what was written."""
        return self.unreadable or self.check.first_broken is not None

    def go_on(self, total: int) -> None:
        """Prove what is not proved yet of `total` entries, after a while of rest."""
        if self._running or self.broken or (self.proved_on and self.check.checked_to >= total):
            return
        self._running = True
        self._timer.start(0 if self.proved_on else FIRST_WAIT_MS)

    def stop(self) -> None:
        """Prove no further: the vault is about to close."""
        self._timer.stop()
        self._running = self._stopped = True

    def start_again(self) -> None:
        """Prove further when asked to: the vault did not close after all."""
        self._running = self._stopped = False

    def _next(self) -> None:
        after = self.check.checked_to
        self._tools.worker.run(
            lambda v: v.audit.check(after, SLICE),
            owner=self,
            done=self._checked,
            failed=self._failed,
        )

    def _checked(self, check: ChainCheck) -> None:
        if self._stopped:
            return  # The slice was on its way when the vault began to close.
        self.check = check
        if not check.done:
            self._timer.start(PAUSE_MS)
        else:
            self._running = False
            if check.first_broken is None:
                self.proved_on = self._tools.clock.now().date()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        if self._stopped:
            return
        self._running = False
        if not isinstance(error, Damaged):
            self._tools.worker.failed.emit(error)
            return
        self.unreadable = True
        self.changed.emit()
