"""Backs the vault up while the person goes on working: one backup at a time, wherever it began."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.counting import counting
from ui.settings import SettingsFile
from ui.worker import Worker
from vault.errors import Cancelled, NotWhole, VaultError
from vault.progress import Progress

if TYPE_CHECKING:
    # The lock screen is given this and needs nothing of it.
    from vault.model.backup import BackupMade
    from vault.open_vault import OpenVault, PreparedBackup

Places = tuple[tuple[str, bool], ...]
"""Backup places, and whether backups were made there before."""


@dataclass(frozen=True)
class BackedUp:
    """How a backup ended: what was made, and each place where it was not, with the reason.

    `rate` is how many bytes of a snapshot were proved, copied and read back in a second at the
    slowest place; 0 when none was made.
    """

    made: "tuple[BackupMade, ...]" = ()
    failed: tuple[tuple[str, Exception], ...] = field(default=(), repr=False)
    rate: int = 0

    @property
    def first_error(self) -> Exception | None:
        """Why it failed first, None when every place has it."""
        return self.failed[0][1] if self.failed else None

    @property
    def cancelled(self) -> bool:
        """Whether the person called it off."""
        return isinstance(self.first_error, Cancelled)


class BackingUp(QObject):
    """Puts a state aside on the vault's thread, copies it beside, and records what was proved.

    `stepped` gives how far it is of how much, 0 of 0 while the vault is proved; `ended` a
    BackedUp.
    """

    began = Signal()
    stepped = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self, worker: Worker, settings: SettingsFile, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._settings = settings
        self._cancelled = Event()
        self.running = False

    def begin(self, places: Sequence[str] = ()) -> None:
        """Back up to some places, or to all; while one runs, do nothing."""
        if self.running:
            return
        self.running = True
        self._cancelled = Event()
        self.began.emit()
        self._worker.run(
            lambda v: _prepare(v, places), owner=self, done=self._copy, failed=self._failed
        )

    def cancel(self) -> None:
        """Call it off; what was half written is taken away."""
        self._cancelled.set()

    def _copy(self, prepared: "tuple[PreparedBackup, Places]") -> None:
        self._worker.apart(
            partial(_copy_to, *prepared, counting(self.stepped.emit, self._cancelled.is_set)),
            owner=self,
            done=self._record,
            failed=self._failed,
        )

    def _record(self, outcome: BackedUp) -> None:
        self._worker.run(
            lambda v: _record(v, outcome), owner=self, done=self._end, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._end(BackedUp(failed=(("", error),)))

    def _end(self, outcome: BackedUp) -> None:
        self.running = False
        if outcome.rate:
            self._settings.change(backup_rate=outcome.rate)
        self.ended.emit(outcome)


def _prepare(vault: "OpenVault", places: Sequence[str]) -> "tuple[PreparedBackup, Places]":
    wanted = places or vault.backups.places()
    known = tuple((place, vault.backups.latest(place) is not None) for place in wanted)
    return vault.prepare_backup(), known


def _copy_to(prepared: "PreparedBackup", places: Places, progress: Progress) -> BackedUp:
    made: list[BackupMade] = []
    failed: list[tuple[str, Exception]] = []
    rates: list[float] = []
    try:
        for place, known in places:
            began = time.monotonic()
            try:
                made.append(prepared.run(place, progress, known=known))
                rates.append(made[-1].size / max(time.monotonic() - began, 0.001))
            except (Cancelled, NotWhole) as error:
                failed.append((place, error))
                break  # no other place would do better
            except VaultError as error:
                failed.append((place, error))
    finally:
        prepared.discard()
    return BackedUp(tuple(made), tuple(failed), int(min(rates, default=0)))


def _record(vault: "OpenVault", outcome: BackedUp) -> BackedUp:
    for made in outcome.made:
        vault.backups.record(made)
    return outcome
