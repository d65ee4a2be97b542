"""Copies an installer of Strongroom to a backup place, and tells how far that is."""

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from ui.counting import counting
from ui.tools import Tools
from vault.lifecycle.installers import KINDS, Installer, add_installer
from vault.translation import _


class InstallerJob(QObject):
    """One copy at a time; `ended` tells the Installer, `failed` the exception."""

    stepped = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._cancelled = Event()
        self.running = False

    def begin(self, place: str, file: str) -> None:
        """Copy a file to a place; while one is copied, do nothing."""
        if self.running:
            return
        self.running = True
        self._cancelled = Event()
        progress = counting(self.stepped.emit, self._cancelled.is_set)
        self._tools.worker.apart(
            partial(add_installer, Path(place), Path(file), progress),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def cancel(self) -> None:
        """Call it off; nothing of the file is left at the place."""
        self._cancelled.set()

    def _done(self, installer: Installer) -> None:
        self.running = False
        self.ended.emit(installer)

    def _failed(self, error: Exception) -> None:
        self.running = False
        self.failed.emit(error)


def kinds() -> str:
    """Return what a dialog shows of a folder: the files that may be installers."""
    patterns = " ".join(f"*{kind}" for kind in KINDS)
    return _("Installers ({patterns})").format(patterns=f"{patterns} *.AppImage")
