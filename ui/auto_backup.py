"""Backs the vault up by itself when a place has waited for long enough and its disk is there."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ui.backing_up import BackedUp
from ui.errors import words_of
from ui.notices import Notice
from ui.tools import Tools
from vault.lifecycle.restore import is_backup_place
from vault.model.dates import Clock
from vault.open_vault import OpenVault
from vault.translation import _

FIRST_MS = 60_000
"""A minute after unlocking: the first thing wanted then is the day's session."""

EVERY_MS = 15 * 60_000
"""A disk may be connected, or a day begin, at any time."""


class AutoBackup(QObject):
    """Looks now and then; only a failure is told, and only once in a sitting for each reason."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._ours = False
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        tools.backing_up.ended.connect(self._ended)

    def start(self) -> None:
        """Begin to look, a while from now."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Look no more; a backup that runs is called off."""
        self._timer.stop()
        self._tools.backing_up.cancel()

    def look(self) -> None:
        """Back up to each place that has waited for long enough, if its disk is there."""
        self._timer.start(EVERY_MS)
        if not self._tools.backing_up.running:
            clock = self._tools.clock
            self._tools.worker.run(lambda v: waiting(v, clock), owner=self, done=self._find)

    def _find(self, places: tuple[str, ...]) -> None:
        if places:
            self._tools.worker.apart(partial(_connected, places), owner=self, done=self._begin)

    def _begin(self, places: tuple[str, ...]) -> None:
        if places and not self._tools.backing_up.running:
            self._ours = True
            self._tools.backing_up.begin(places)

    def _ended(self, outcome: BackedUp) -> None:
        ours, self._ours = self._ours, False
        error = outcome.first_error
        if not ours or error is None or outcome.cancelled:
            return
        words = _("The backup did not succeed. {reason}").format(reason=words_of(error).text)
        if words not in self._told:
            self._told.add(words)
            self._tools.notices.show(Notice(words, tone="amber"))


def waiting(vault: OpenVault, clock: Clock) -> tuple[str, ...]:
    """Return the places whose newest backup is older than it may be, and lacks a change."""
    days = vault.settings.get().backup_every_days
    found = []
    for place in vault.backups.places() if days else ():
        latest = vault.backups.latest(place)
        age = (clock.now() - latest.made_at).total_seconds() / 86_400 if latest else days
        if age >= days and vault.backups.changes_since(latest):
            found.append(place)
    return tuple(found)


def _connected(places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(place for place in places if is_backup_place(Path(place)))
