"""What every place of the window is: how one arrives, leaves, and puts down what is unfinished."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.commands import Command
from ui.navigation import Destination
from ui.tools import Tools
from vault.model.audit import Fact


class Screen(QWidget):
    """One place of the window. The frame calls these; a screen never knows another.

    `place` is the entry of the side bar that is lit. `topics` are the actions, or families of
    actions such as "note.", after which `reload` is called while the screen is shown. `room` is
    "process" while process notes are open here, and `room_changed` tells when that changes.
    """

    place = ""
    topics: tuple[str, ...] = ()
    room_changed = Signal()
    counted = Signal(int, bool)
    """How many things want attention by what this screen read, and whether the chain is broken."""
    note_wanted = Signal()
    """A button of this screen asks for a new note, as Ctrl+N does."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.room = ""
        self._stale = False
        self._reloading = QTimer(self)
        self._reloading.setSingleShot(True)
        self._reloading.setInterval(0)
        self._reloading.timeout.connect(self._reload_now)

    def arrive(self, destination: Destination) -> None:
        """Show what the destination names; called at each arrival."""

    def leave(self) -> None:
        """Take notice that the person goes elsewhere in the window."""

    def reload(self) -> None:
        """Read again what is shown."""

    def put_down(self) -> None:
        """Save what is unfinished, by jobs of the worker: the window locks or closes after them."""

    def take_back(self) -> None:
        """Go on after a lock that could not save: the records' secret was given, and no other."""

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Put back what was unfinished when the window was locked; `forms` by name."""

    def top_actions(self) -> Sequence[QWidget]:
        """Return the widgets for the right of the top bar, in order."""
        return ()

    def commands(self) -> Sequence[Command]:
        """Return what can be done here, for the search field and F1."""
        return ()

    def new_note(self) -> bool:
        """Begin a note for whom this screen is about; False when it is about nobody."""
        return False

    def new_contact(self) -> bool:
        """Begin the note of a contact with whom this screen is about; False when with nobody."""
        return False

    def set_room(self, room: str) -> None:
        """Say which room this is now; the frame shows it by color."""
        if room != self.room:
            self.room = room
            self.room_changed.emit()

    def heard(self, fact: Fact) -> None:
        """Hear a fact: a topic of this screen makes it stale, and several reload it once."""
        topics = self.topics
        if any(fact.action == topic or fact.action.startswith(topic) for topic in topics):
            self._stale = True
            self._reloading.start()

    def showEvent(self, event: Any) -> None:
        """Catch up on what happened while another screen was shown."""
        super().showEvent(event)
        if self._stale:
            self._reloading.start()

    def _reload_now(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()
