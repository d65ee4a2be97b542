"""Marks words that may be misspelled in a page of plain text, without touching the text."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from ui.spelling import Spelling
from ui.theme import Theme
from ui.widgets.announce import announce
from ui.widgets.spelling_menu import first_of, offer_words
from ui.widgets.spelling_walk import SpellingWalk
from vault.errors import VaultError
from vault.translation import _

PAUSE_MS = 120
"""How long after a change or a picture its words are looked at: not for every key."""

_AROUND = 300
"""Places before and after what is in sight that are looked at where a line is longer."""


class SpellingMarks(QObject):
    """Lies over the words in sight; text, undo and what is saved know nothing of it.

    Only what is in sight is looked at, a moment after it was painted or changed, so that a long
    note costs no more than a short one. The word that is being typed is left alone until it ends.
    """

    def __init__(self, page: QTextEdit, theme: Theme) -> None:
        super().__init__(page)
        self.page = page
        self._theme = theme
        self._spelling: Spelling | None = None
        self._typed_to = -1
        self._seen: object = None
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(PAUSE_MS)
        self.soon.timeout.connect(self.look)
        page.document().contentsChange.connect(self._typed)
        page.cursorPositionChanged.connect(self._moved)
        theme.changed.connect(self._look_anew)

    def follow(self, spelling: Spelling) -> None:
        """Mark what these words do not hold."""
        if self._spelling is not None:
            self._spelling.changed.disconnect(self._look_anew)
        self._spelling = spelling
        spelling.take_follower(self)
        spelling.changed.connect(self._look_anew)
        self._look_anew()

    def look_soon(self) -> None:
        """Look at the words in sight in a moment; one look does for many calls."""
        if self._spelling is not None and not self.soon.isActive():
            self.soon.start()

    def look(self) -> None:
        """Mark the words in sight."""
        spelling = self._active()
        if spelling is None:
            self._seen = None
            if self.page.extraSelections():
                self.page.setExtraSelections([])
            return
        begin, end = self._in_sight()
        typing = self._typing_at()
        seen = (self.page.document().revision(), begin, end, typing)
        if begin == end or seen == self._seen:
            return
        self._seen = seen
        words = self.misspelled(begin, end)
        self._show([each for each in words if not _holds(each, typing)])

    def misspelled(self, begin: int, end: int) -> Iterator[QTextCursor]:
        """Yield the words between two places that may be misspelled, each selected.

        A word that goes on beyond one of them is not judged by the part that is left of it.
        """
        spelling = self._active()
        if spelling is None or begin >= end:
            return
        document = self.page.document()
        part = QTextCursor(document)
        part.setPosition(begin)
        part.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text = part.selectedText()
        try:
            spans = spelling.speller.misspelled(text)
        except VaultError:
            # Without its dictionary the program marks nothing; a note can be written all the same.
            return
        cut_before = begin > 0 and not document.characterAt(begin - 1).isspace()
        cut_after = not document.characterAt(end).isspace()
        place, passed = begin, 0
        for start, stop in spans:
            place += _places(text[passed:start])
            word_ends = place + _places(text[start:stop])
            if not (start == 0 and cut_before) and not (stop == len(text) and cut_after):
                word = QTextCursor(document)
                word.setPosition(place)
                word.setPosition(word_ends, QTextCursor.MoveMode.KeepAnchor)
                yield word
            place, passed = word_ends, stop

    def at(self, position: int) -> QTextCursor | None:
        """Return the word at a place that may be misspelled, selected; None where it is right."""
        words = self.misspelled(*self._whole_lines(position, position))
        return next((each for each in words if _holds(each, position)), None)

    def offer(self, menu: QMenu, position: int) -> bool:
        """Put into a menu what can be done with the word at a place; False where it is right."""
        word, spelling = self.at(position), self._spelling
        if word is None or spelling is None:
            return False
        offer_words(menu, word, spelling)
        return True

    def seek(self) -> None:
        """Go to the next marked word, of this page or of another, and open what is offered."""
        if self._active() is not None and self._spelling is not None:
            walk = SpellingWalk(self._spelling, self.page)
            walk.found.connect(self._go)
            walk.none_found.connect(self._spelling.none_found)

    def _go(self, page: QTextEdit, word: QTextCursor) -> None:
        if self._spelling is None:
            return
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.setTextCursor(word)
        announce(page, _("May be misspelled: {word}").format(word=word.selectedText()))
        menu = QMenu(page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Instead of the marked word"))
        offer_words(menu, word, self._spelling)
        menu.popup(page.viewport().mapToGlobal(page.cursorRect().bottomLeft()))
        first = first_of(menu)
        if first is not None:
            menu.setActiveAction(first)

    def _active(self) -> Spelling | None:
        spelling = self._spelling
        if spelling is None or not spelling.on or self.page.isReadOnly():
            return None
        return spelling

    def _look_anew(self) -> None:
        self._seen = None
        self.look_soon()

    def _typed(self, position: int, _removed: int, added: int) -> None:
        self._typed_to = position + added
        self.look_soon()

    def _moved(self) -> None:
        if self.page.textCursor().position() != self._typed_to:
            self._typed_to = -1
        self.look_soon()

    def _typing_at(self) -> int:
        """Return the place up to which a word is being typed, or -1."""
        position = self.page.textCursor().position()
        return position if position == self._typed_to and self.page.hasFocus() else -1

    def _in_sight(self) -> tuple[int, int]:
        """Return where the text in sight begins and ends; twice the same when none is."""
        shown = self.page.viewport().visibleRegion().boundingRect()
        if shown.isEmpty():
            return 0, 0
        first = self.page.cursorForPosition(shown.topLeft()).position()
        return self._whole_lines(first, self.page.cursorForPosition(shown.bottomRight()).position())

    def _whole_lines(self, first: int, last: int) -> tuple[int, int]:
        """Return the places around, to the ends of their lines or as far as words may reach."""
        document = self.page.document()
        before, after = document.findBlock(first), document.findBlock(last)
        ends = after.position() + after.length() - 1
        return max(before.position(), first - _AROUND), min(ends, last + _AROUND)

    def _show(self, words: list[QTextCursor]) -> None:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        wave.setUnderlineColor(self._theme.color("red"))
        marks = []
        for word in words:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = word, wave
            marks.append(mark)
        self.page.setExtraSelections(marks)


def _holds(word: QTextCursor, place: int) -> bool:
    return word.selectionStart() <= place <= word.selectionEnd()


def _places(text: str) -> int:
    """Return how many places of a document letters take: it counts halves of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
