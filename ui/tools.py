"""What every screen is given: the worker, the theme, the way through the window, its dialogs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from ui.backing_up import BackingUp
from ui.errors import Words
from ui.navigation import Navigation
from ui.notices import Notices
from ui.settings import SettingsFile
from ui.theme import Theme
from ui.touches import Touches
from ui.worker import Worker
from vault.model.dates import Clock

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.closed_work import ClosedWork
    from vault.lifecycle.sitting import Surroundings


class Dialogs(Protocol):
    """Questions to the person; a test answers them without a dialog."""

    def confirm(self, parent: QWidget, question: str, detail: str, yes: str) -> bool:
        """Ask before something is done; `yes` is the word on the button that does it."""

    def folder(self, parent: QWidget, title: str, start: str) -> str:
        """Ask for a folder; empty when the person backs out."""

    def open_file(self, parent: QWidget, title: str, kinds: str) -> str:
        """Ask for a file to read; empty when the person backs out."""

    def open_files(self, parent: QWidget, title: str) -> list[str]:
        """Ask for files to read, of any kind; none when the person backs out."""

    def defect(self, parent: QWidget, words: Words) -> None:
        """Tell of a defect in Strongroom; its details can be copied."""

    def printer(self, parent: QWidget) -> "QPrinter | None":
        """Ask on which printer, and how; None when the person backs out."""

    def save_file(self, parent: QWidget, title: str, name: str) -> str:
        """Ask where to write a file; empty when the person backs out."""


@dataclass(frozen=True)
class Tools:
    """Built once in `ui/app.py` and handed down; nothing here is global.

    `lock` locks at once; `work_closed` locks, and does long work on the closed vault before the
    lock screen comes; `surroundings` gives what unlocking takes from this computer.
    """

    worker: Worker
    backing_up: BackingUp
    theme: Theme
    navigation: Navigation
    notices: Notices
    dialogs: Dialogs
    settings: SettingsFile
    touches: Touches
    clock: Clock
    lock: Callable[[], None]
    work_closed: "Callable[[ClosedWork], None]"
    surroundings: "Callable[..., Surroundings]"
