"""One more backup before the vault is closed, where that is quick; it never holds up a lock."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.auto_backup import connected
from ui.backing_up import BackedUp
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.working_page import WorkingPage
from vault.open_vault import OpenVault
from vault.translation import _

LIMIT_MS = 2_000
"""What is expected to take longer is not begun; what takes longer is called off."""

UNMEASURED = 2_000_000
"""Bytes of a vault that are backed up in a second where none was measured on this computer yet.

All of a vault is copied and held against its place, so the time goes with its size and hardly with
what has changed. Measured with one new note since the last backup, on two cores and a local disk:
1 to 17 MB take 0.07 s, 68 MB (10,000 notes) 0.2 s, 680 MB 1.1 s. That leaves room for a slower
computer and a USB stick. A first backup proves and writes everything, at 15 to 30 MB a second. Each
backup measures anew, at the slowest of its places: `BackedUp.rate`.
"""

Wanted = tuple[tuple[str, int], ...]
"""Places that lack a change, and how many bytes a backup there holds."""


class LockBackup(QObject):
    """`ended` tells once that the vault may be closed: LIMIT_MS after `begin` at the latest.

    `show` is given a page that says what is done, and nothing of the vault.
    """

    ended = Signal()

    def __init__(
        self, tools: Tools, show: Callable[[WorkingPage], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._show = show
        self._over = False
        self._size = 0
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._late)

    def begin(self) -> None:
        """Back up to each place that is there and lacks a change, if it is expected to be quick."""
        self._limit.start(LIMIT_MS)
        if self._tools.backing_up.running:
            self._end()  # The lock has called it off, and waits for no disk.
            return
        self._tools.worker.run(lacking, owner=self, done=self._look, failed=self._failed)

    def skip(self) -> None:
        """Call it off: the vault is to be closed now."""
        if not self._over:
            self._tools.backing_up.cancel()
            self._end()

    def _look(self, wanted: Wanted) -> None:
        if not wanted:
            self._end()
        elif not self._over:
            places = tuple(place for place, _size in wanted)
            self._tools.worker.apart(
                partial(connected, places),
                owner=self,
                done=partial(self._back_up, wanted),
                failed=self._failed,
            )

    def _back_up(self, wanted: Wanted, there: tuple[str, ...]) -> None:
        self._size = sum(size for place, size in wanted if place in there)
        rate = self._tools.settings.current.backup_rate or UNMEASURED
        if self._over or not there or self._size / rate * 1000 >= LIMIT_MS:
            self._end()
            return
        page = WorkingPage(
            self._tools.theme,
            _("Backing up, then locked"),
            _("Everything is saved. The vault is closed in two seconds at the latest."),
            stop=_("Lock now"),
        )
        page.stopped.connect(self.skip)
        self._tools.backing_up.stepped.connect(page.step)
        self._tools.backing_up.ended.connect(self._backed_up)
        self._show(page)
        self._tools.backing_up.begin(there)

    def _backed_up(self, outcome: BackedUp) -> None:
        error = outcome.first_error
        if error is not None and not outcome.cancelled and not self._over:
            words = _("The backup did not succeed. {reason}").format(reason=words_of(error).text)
            self._tools.settings.change(told=words)
        self._end()

    def _late(self) -> None:
        """Call it off, and begin none at a lock until another one was measured to be quick."""
        if self._size:
            self._tools.settings.change(backup_rate=max(1, self._size * 500 // LIMIT_MS))
        self.skip()

    def _failed(self, _error: Exception) -> None:
        self._end()  # What cannot even be looked at is told by the next backup of the day.

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._limit.stop()
            self.ended.emit()


def lacking(vault: OpenVault) -> Wanted:
    """Return the places whose newest backup lacks a change; none where all are made by hand.

    A first backup copies everything to a disk that nobody has measured: it is not made here.
    Process notes are closed, as they are about to be, so that what changed in them counts.
    """
    vault.close_process()
    places = vault.backups.places() if vault.settings.get().backup_every_days else []
    newest = [(place, vault.backups.latest(place)) for place in places]
    return tuple(
        (place, made.size)
        for place, made in newest
        if made is not None and vault.backups.changes_since(made)
    )
