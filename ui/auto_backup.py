"""Backs the vault up by itself when a place has waited for long enough and its disk is there.

Once a month it also restores the newest backup to a scratch place, proves it, and wipes it again.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer

from ui.backing_up import BackedUp
from ui.errors import words_of
from ui.notices import Notice
from ui.tools import Tools
from vault.errors import Cancelled, VaultError
from vault.model.backup import REHEARSED_EVERY
from vault.model.dates import Clock
from vault.model.rehearsal import Rehearsed
from vault.model.way_in import reads_only
from vault.open_vault import OpenVault, Rehearsal
from vault.progress import Progress
from vault.translation import _

FIRST_MS = 60_000
"""A minute after unlocking: the first thing wanted then is the day's session."""

EVERY_MS = 15 * 60_000
"""A disk may be connected, or a day begin, at any time."""

_DAY = 86_400


class AutoBackup(QObject):
    """Looks now and then; only a failure is told, and only once in a sitting for each reason."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._ours = False
        self._told: set[str] = set()
        self._stopped = Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        tools.backing_up.ended.connect(self._ended)

    def start(self) -> None:
        """Begin to look, a while from now."""
        self._stopped = Event()
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Look no more; what runs is called off."""
        self._timer.stop()
        self._stopped.set()
        self._tools.backing_up.cancel()

    def look(self) -> None:
        """Back up to each place that has waited for long enough, if its disk is there.

        The call sheet's days move on with the calendar, also where nothing is written for days.
        """
        self._timer.start(EVERY_MS)
        self._tools.worker.run(refresh_call_sheet, owner=self)
        if not self._tools.backing_up.running:
            clock = self._tools.clock
            self._tools.worker.run(lambda v: waiting(v, clock), owner=self, done=self._find)

    def rehearse(self) -> None:
        """Restore the newest backup to a scratch place where that is due and its disk is there."""
        clock = self._tools.clock
        self._tools.worker.run(
            lambda v: rehearsal_due(v, clock), owner=self, done=self._rehearse_first
        )

    def _find(self, places: tuple[str, ...]) -> None:
        if places:
            self._tools.worker.apart(partial(connected, places), owner=self, done=self._begin)
        else:
            self.rehearse()

    def _begin(self, places: tuple[str, ...]) -> None:
        if places and not self._tools.backing_up.running:
            self._ours = True
            self._tools.backing_up.begin(places)

    def _ended(self, outcome: BackedUp) -> None:
        ours, self._ours = self._ours, False
        error = outcome.first_error
        if error is None and not self._stopped.is_set():
            self.rehearse()
        elif error is not None and ours and not outcome.cancelled:
            self._tell(_("The backup did not succeed. {reason}"), error)

    def _rehearse_first(self, due: tuple[Rehearsal, tuple[str, ...]]) -> None:
        rehearsal, places = due
        if places:
            self._tools.worker.apart(
                partial(_rehearsed, rehearsal, places, Progress(cancelled=self._stopped.is_set)),
                owner=self,
                done=self._record,
                failed=self._not_rehearsed,
            )

    def _record(self, done: Rehearsed | None) -> None:
        if done is not None:
            self._tools.worker.run(lambda v: v.rehearsals.record(done), owner=self)

    def _not_rehearsed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._tell(_("A backup could not be restored to see that it is whole. {reason}"), error)

    def _tell(self, sentence: str, error: Exception) -> None:
        words = sentence.format(reason=words_of(error).text)
        if words not in self._told:
            self._told.add(words)
            self._tools.notices.show(Notice(words, tone="amber"))


def refresh_call_sheet(vault: OpenVault) -> None:
    """Write the call sheet anew where its days have moved on; an executor only reads."""
    if not reads_only(vault.ways_in.used):
        with suppress(VaultError):  # it is tried again, and at the closing
            vault.call_sheets.refresh()


def waiting(vault: OpenVault, clock: Clock) -> tuple[str, ...]:
    """Return the places whose newest backup is older than it may be, and lacks a change."""
    days = vault.settings.get().backup_every_days
    found = []
    for place in vault.backups.places() if days else ():
        latest = vault.backups.latest(place)
        age = (clock.now() - latest.made_at).total_seconds() / _DAY if latest else days
        if age >= days and vault.backups.changes_since(latest):
            found.append(place)
    return tuple(found)


def rehearsal_due(vault: OpenVault, clock: Clock) -> tuple[Rehearsal, tuple[str, ...]]:
    """Return what rehearses, and the places with backups; none where the last is not a month old.

    Where backups are only made by hand, nothing is read by itself either.
    """
    last = vault.rehearsals.last()
    fresh = last is not None and (clock.now() - last.at).days < REHEARSED_EVERY
    by_hand = not vault.settings.get().backup_every_days
    places = () if fresh or by_hand else vault.backups.places()
    return vault.prepare_rehearsal(), tuple(each for each in places if vault.backups.latest(each))


def connected(places: tuple[str, ...]) -> tuple[str, ...]:
    """Return the backup places whose disk is there."""
    # Imported a minute after unlocking: nobody is to wait for it.
    from vault.lifecycle.restore import is_backup_place

    return tuple(place for place in places if is_backup_place(Path(place)))


def _rehearsed(
    rehearsal: Rehearsal, places: tuple[str, ...], progress: Progress
) -> Rehearsed | None:
    """Rehearse the first place that is there; return what was proved, None without one."""
    there = connected(places)
    return rehearsal.run(there[0], progress) if there else None
