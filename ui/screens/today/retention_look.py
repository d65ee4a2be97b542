"""Looks at the dates of all records after unlocking and after what may move them, when at rest."""

from PySide6.QtCore import QObject, QTimer, Signal

from ui.dates_moved import MOVE_A_DATE
from ui.tools import Tools
from vault.model.audit import Fact
from vault.model.record_retention import Waiting

REST_MS = 1500


class RetentionLook(QObject):
    """`changed` tells that something else waits than before; the service knows what."""

    changed = Signal()

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._stale, self._running = True, False
        self._before = Waiting()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.look)
        tools.worker.fact.connect(self._heard)

    def go_on(self) -> None:
        """Look after a while of rest, if a date may have moved since."""
        if self._stale and not self._running:
            self._timer.start()

    def stop(self) -> None:
        """Look no further: the vault is about to close."""
        self._timer.stop()

    def look(self) -> None:
        """Look now."""
        self._timer.stop()
        if not self._running:
            self._running, self._stale = True, False
            self._tools.worker.run(
                lambda v: v.retention.look(), owner=self, done=self._looked, failed=self._failed
            )

    def _heard(self, fact: Fact) -> None:
        if fact.action.startswith(MOVE_A_DATE):
            self._stale = True
            self.go_on()

    def _looked(self, waiting: Waiting) -> None:
        self._running = False
        if waiting != self._before:
            self._before = waiting
            self.changed.emit()
        self.go_on()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._tools.worker.failed.emit(error)
