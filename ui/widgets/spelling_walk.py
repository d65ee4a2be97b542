"""Goes from one marked word to the next, through all pages of a screen, in short turns."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit
from shiboken6 import isValid

from ui.spelling import Spelling

_TURN = 0.01
"""Seconds for which the window's thread is held at once."""

_PART = 2_000
_OVERLAP = 200
"""Places of a page that are looked at together, and that parts have in common: a long word's."""


class SpellingWalk(QObject):
    """Looks from the cursor on, page by page, and at last where it began.

    `found` gives the page and the word, selected; `none_found` says that no word is marked. It
    stops without either when something is typed meanwhile.
    """

    found = Signal(object, object)
    none_found = Signal()

    def __init__(self, spelling: Spelling, at: QTextEdit) -> None:
        """`at` is the page with the cursor."""
        super().__init__(at)
        self._pages, self._at = spelling.written_in(), at
        self._revisions = self._now()
        self._ways = self._look()
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._turn)
        self._turns.start()

    def _turn(self) -> None:
        if not all(isValid(each.page) for each in self._pages) or self._now() != self._revisions:
            self._end()
            return
        until = perf_counter() + _TURN
        for page, word in self._ways:
            if word is not None:
                self._end()
                self.found.emit(page, word)
                return
            if perf_counter() > until:
                return
        self._end()
        self.none_found.emit()

    def _end(self) -> None:
        self._turns.stop()
        self.deleteLater()

    def _now(self) -> list[int]:
        return [each.page.document().revision() for each in self._pages]

    def _look(self) -> Iterator[tuple[QTextEdit, QTextCursor | None]]:
        """Yield the next word, and None after each part without one."""
        first = next((at for at, each in enumerate(self._pages) if each.page is self._at), 0)
        begin = self._at.textCursor().selectionEnd()
        for each in (*self._pages[first:], *self._pages[: first + 1]):
            end = each.page.document().characterCount() - 1
            while begin < end:
                upto = min(begin + _PART, end)
                for word in each.misspelled(begin, upto):
                    yield each.page, word
                yield each.page, None
                begin = upto if upto == end else upto - _OVERLAP
            begin = 0
