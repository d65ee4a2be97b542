"""What the fields of one screen take for right: its own words, and what is ignored in a sitting."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit
from shiboken6 import isValid

from vault.detect.spelling import Speller


class Follower(Protocol):
    """What marks the words of one page."""

    page: QTextEdit

    def misspelled(self, begin: int, end: int) -> Iterator[QTextCursor]:
        """Yield the words between two places that may be misspelled, each selected."""


class Spelling(QObject):
    """Made with its screen, so that ignored words are forgotten with it: at the latest at the lock.

    `changed` says that other words are known now, or that marking was turned on or off;
    `add_asked` names a word that belongs into the person's own dictionary, `none_found` says that
    no word is marked.
    """

    changed = Signal()
    add_asked = Signal(str)
    none_found = Signal()

    def __init__(self, parent: QObject | None = None, *, can_add: bool) -> None:
        """`can_add` False is for process notes, of which no word may get into the records."""
        super().__init__(parent)
        self.can_add = can_add
        self.on = False
        self.speller = Speller()
        self._followers: list[Follower] = []
        self._words: tuple[str, ...] = ()
        self._ignored: tuple[str, ...] = ()

    def take_follower(self, follower: Follower) -> None:
        """Have a page marked by these words."""
        self._followers = [each for each in self._followers if isValid(each.page)]
        self._followers.append(follower)

    def written_in(self) -> list[Follower]:
        """Return the pages that are in sight and can be written in, in the order they came."""
        return [
            each
            for each in self._followers
            if isValid(each.page) and each.page.isVisible() and not each.page.isReadOnly()
        ]

    def know(self, words: Iterable[str], *, on: bool) -> None:
        """Take these words for right, and no others but those ignored; mark only when `on`."""
        words = tuple(words)
        if (words, on) != (self._words, self.on):
            self._words, self.on = words, on
            self._begin_again()

    def ignore(self, word: str) -> None:
        """Mark a word no more, until the lock."""
        self._ignored = (*self._ignored, word)
        self._begin_again()

    def forget(self) -> None:
        """Hold no word any more, and mark nothing."""
        self._words, self._ignored, self.on = (), (), False
        self._begin_again()

    def _begin_again(self) -> None:
        self.speller = Speller((*self._words, *self._ignored))
        self.changed.emit()
