"""What is shown while no vault is open: the lock screen, and the ways that lead on from it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.unlock.screen import UnlockScreen
from ui.tools import Tools
from ui.widgets.scrolled import scrolled
from vault.translation import _

if TYPE_CHECKING:
    from vault.lifecycle.typed_cards import GivenCards


class ClosedScreens(QObject):
    """`unlocked` tells the vault that is open, and warnings; `new_vault` asks for the set-up.

    `practice_wanted` tells, while a passphrase is typed, that an open practice is likely next.
    """

    unlocked = Signal(object, object)
    practice_wanted = Signal()
    new_vault = Signal()

    def __init__(self, tools: Tools, show: Callable[[QWidget], None], parent: QObject) -> None:
        """`show` puts a screen in the place of the one before."""
        super().__init__(parent)
        self._tools = tools
        self._show = show

    def show_lock_screen(
        self, vault: Path | None, told: str = "", cards: "GivenCards | None" = None
    ) -> UnlockScreen:
        """Show the lock screen of a vault, or the first steps when there is none yet.

        It says `told`, or what the process before this one has left to say. `cards` that were
        typed already need not be typed again.
        """
        screen = UnlockScreen(self._tools, vault)
        screen.unlocked.connect(self.unlocked)
        screen.wanted_next.connect(self.practice_wanted)
        screen.new_vault.connect(self.new_vault)
        screen.restore_asked.connect(self.show_restore)
        screen.emergency_asked.connect(self.show_emergency)
        self._show(_room_for(screen))
        told = told or self._tools.settings.current.told
        if told:
            screen.say(told, cards)
            self._tools.settings.change(told="")
        return screen

    def show_restore(self, place: Path | None = None, *, by_cards: bool = False) -> None:
        """Show how a backup becomes a vault again; it may be known already where it lies."""
        from ui.screens.restore.screen import RestoreScreen

        screen = RestoreScreen(self._tools)
        screen.restored.connect(self._show_restored)
        screen.backed_out.connect(lambda: self.show_lock_screen(last_vault(self._tools)))
        self._show(screen)
        if place is not None:
            screen.show_place(place, by_cards=by_cards)

    def show_emergency(self, vault: Path | None) -> None:
        """Show whoever comes in the licensee's place what they can do."""
        from ui.screens.emergency.screen import EmergencyScreen

        screen = EmergencyScreen(self._tools, vault)
        screen.cards_asked.connect(lambda chosen: self.show_lock_screen(chosen).show_cards())
        screen.restore_asked.connect(
            lambda place, by_cards: self.show_restore(place, by_cards=by_cards)
        )
        screen.backed_out.connect(lambda: self.show_lock_screen(vault))
        self._show(screen)

    def _show_restored(self, vault: Path, words: str, cards: "GivenCards | None") -> None:
        self._tools.settings.change(last_vault=str(vault))
        if cards is None:
            words += " " + _(
                "Is the computer that had it lost or stolen, change the key next, in Settings "
                "under Ways in."
            )
        self.show_lock_screen(vault, words, cards)


def last_vault(tools: Tools) -> Path | None:
    """Return the vault that was opened last on this computer, if it is still there."""
    kept = tools.settings.current.last_vault
    path = Path(kept) if kept else None
    return path if path is not None and path.is_dir() else None


def _room_for(screen: UnlockScreen) -> QWidget:
    """Let the lock screen scroll: with large letters and a sentence on it, it is tall."""
    middle = QWidget()
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(screen)  # no wider than its lines are, or it would be measured too low
    row.addStretch(1)
    area = scrolled(middle)
    area.setFocusProxy(screen)
    return area
