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
    withdrawn = Signal(object)

    def say(
        self, sentence: str, *, action: str = "", run: Callable[[], object] | None = None
    ) -> Notice:
        """Show a sentence for a while, with one action such as Undo; return the notice."""
        notice = Notice(sentence, action, run)
        self.said.emit(notice)
        return notice

    def withdraw(self, notice: Notice) -> None:
        """Show a notice no longer: what it offers is no more. Another one stays."""
        self.withdrawn.emit(notice)

    def show(self, notice: Notice) -> None:
        """Show a notice."""
        self.said.emit(notice)
