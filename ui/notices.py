"""Short sentences the frame shows for a while: what was done, and how to take it back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class Notice:
    """A sentence, and perhaps one thing that can be done about it, by its words.

    `tone` is "plain", "amber" or "red". A notice never holds a client's name or words.
    """

    sentence: str
    action: str = ""
    run: Callable[[], object] | None = None
    tone: str = "plain"
    details: str = ""


class Notices(QObject):
    """Where screens say something beside what they show."""

    said = Signal(object)

    def say(
        self, sentence: str, *, action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence for a while, with one action such as Undo."""
        self.said.emit(Notice(sentence, action, run))

    def show(self, notice: Notice) -> None:
        """Show a notice."""
        self.said.emit(notice)
