"""The page clinicians write on: plain text in a serif, as high as what stands on it."""

import math
import re
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSizePolicy, QTextEdit

from ui.theme import Theme
from ui.widgets.kept_undo import PageUndo, Part
from ui.widgets.spelling_marks import SpellingMarks
from vault.model.snippet import meant_at_end
from vault.translation import _

LINE_HEIGHT = 1.65
"""Times the size of the letters."""

MEASURE = 76
"""Characters in a line, at most."""

_WRAPPING = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_USUAL_ENGLISH = "the sessions were quiet and he spoke of returning to school in the autumn "
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
_ENDLESS_WORD = re.compile("[!-\u024f]{5000}")
_ENDS_A_WORD = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOT_TEXT = re.compile("[\0\ud800-\udfff\ufdd0\ufdd1\ufffc]")


def as_lines(text: str) -> str:
    """Return text with LF for every kind of line end, without what is no character of a text."""
    if not _is_odd(text):
        return text.replace("\u2029", "\n")
    return _NOT_TEXT.sub("", _BREAKS.sub("\n", text))


def _is_odd(text: str) -> bool:
    """Tell whether there is more to clean than the ends of lines as Qt has them."""
    # At each key, of up to a megabyte: looking for these is quick, and an expression is not.
    if any(each in text for each in "\r\u2028\0\ufdd0\ufdd1\ufffc"):
        return True
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a letter
        return True
    return False


def _halves(text: str) -> int:
    """Return how many halves of UTF-16 a text has, as a cursor counts."""
    return len(text.encode("utf-16-le")) // 2


def _redoes(event: QKeyEvent) -> bool:
    # Qt takes Ctrl+Y for it on Windows alone.
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    control_y = control and event.key() == Qt.Key.Key_Y
    return control_y or event.matches(QKeySequence.StandardKey.Redo)


class PlainTextEdit(QTextEdit):
    """Takes and gives plain text only, keeps every no-break space, grows with what is written.

    It stands on a QTextEdit because Qt's own plain-text editor knows no line height; nothing but
    characters gets in. Several of them share one scroll area, which follows the cursor. A word of
    `snippets` after a slash becomes its text when the word ends.
    """

    changed = Signal()
    """The person changed the text; `set_text` is silent."""

    def __init__(self, theme: Theme, *, name: str, least_lines: int = 1) -> None:
        """`name` is what a screen reader says: the heading of the section."""
        super().__init__()
        self._theme, self._least_lines = theme, least_lines
        self._copying = False
        self.setProperty("role", "note")
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(_WRAPPING)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dress()
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.snippets: Mapping[str, str] = {}
        self.marks = SpellingMarks(self, theme)
        self.undoing: PageUndo | None = None
        self.textChanged.connect(self._tell_change)
        self.cursorPositionChanged.connect(self._keep_cursor_in_sight)
        self._grow()

    def text(self) -> str:
        """Return the text, lines ending in LF, no-break spaces kept."""
        return as_lines(self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Show a text, from which there is nothing to undo."""
        blocked = self.blockSignals(True)
        # Lines are spaced before they come: spaced afterwards they would be laid out twice.
        self.setPlainText("")
        self.setWordWrapMode(_WRAPPING)
        self._space_lines()
        self._insert(QTextCursor(self.document()), as_lines(text))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.blockSignals(blocked)
        if self.undoing is not None:
            self.undoing.begin_anew(self.text())
        self._grow()

    def undo_through(self, undoing: PageUndo | None) -> None:
        """Undo and do again by what is kept, not by Qt, which forgets with the document."""
        self.undoing = undoing
        self.document().setUndoRedoEnabled(False)

    def undo(self) -> None:
        """Take the last change back."""
        if self.undoing is None:
            super().undo()
        elif not self.isReadOnly():
            self._change_part(self.undoing.undo())

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.undoing is None:
            super().redo()
        elif not self.isReadOnly():
            self._change_part(self.undoing.redo())

    def replace_text(self, text: str) -> None:
        """Put a text in place of what stands here, as if it were typed: it can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self._insert(cursor, as_lines(text))

    def put_in(self, text: str) -> None:
        """Put a text at the cursor as if it were typed, apart from the letters around it."""
        cursor = self.textCursor()
        begins, document = cursor.selectionStart(), self.document()
        if begins and not document.characterAt(begins - 1).isspace():
            text = f" {text}"
        if document.characterAt(cursor.selectionEnd()).isalnum():
            text = f"{text} "
        # A step of its own: else it would be undone together with what was typed before it.
        cursor.beginEditBlock()
        self._insert(cursor, as_lines(text))
        cursor.endEditBlock()

    def set_writable(self, writable: bool) -> None:
        """Let it be written in, or only read and copied from, by keyboard and mouse."""
        self.setReadOnly(not writable)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.TextEditorInteraction
            if writable
            else flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )

    def copy(self) -> None:
        """Put the marked text on the clipboard."""
        self._copying = True
        try:
            super().copy()
        finally:
            self._copying = False

    def cut(self) -> None:
        """Take the marked text away and put it on the clipboard."""
        self._copying = True
        try:
            super().cut()
        finally:
            self._copying = False

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the marked text when it is copied; nothing for the X11 selection or a drag."""
        data = QMimeData()
        if self._copying:
            data.setText(as_lines(self.textCursor().selectedText()))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether there is plain text in it."""
        return source.hasFormat("text/plain")

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the plain text of what is pasted or dropped."""
        if self.canInsertFromMimeData(source) and not self.isReadOnly():
            self._insert(self.textCursor(), as_lines(source.text()))
            self.ensureCursorVisible()

    def loadResource(self, kind: int, name: QUrl | str) -> QByteArray:
        """Return no bytes, whatever a text names: after None, Qt would read the file itself."""
        return QByteArray()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and cut by our own way, go to a marked word by F7, and leave the rest to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut) and not self.isReadOnly():
            self.cut()
        elif event.key() == Qt.Key.Key_F7 and not event.modifiers():
            self.marks.seek()
        elif self.undoing is not None and event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif self.undoing is not None and _redoes(event):
            self.redo()
        else:
            if event.key() in _ENDS_A_WORD and not self.isReadOnly():
                self._put_snippet()
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the middle button insert nothing."""
        if event.button() == Qt.MouseButton.MiddleButton:
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the scroll area around it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Have the words that come into sight looked at."""
        super().paintEvent(event)
        self.marks.look_soon()

    def changeEvent(self, event: QEvent) -> None:
        """Mark no word of what can only be read."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ReadOnlyChange:
            self.marks.look_soon()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the text, and first with a word that is marked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        if self.marks.offer(menu, cursor.position()):
            menu.addSeparator()
        marked, writable = self.textCursor().hasSelection(), not self.isReadOnly()
        undoing, document = self.undoing, self.document()
        can_undo = undoing.can_undo if undoing is not None else document.isUndoAvailable()
        can_redo = undoing.can_redo if undoing is not None else document.isRedoAvailable()
        entries = (
            (_("Undo"), self.undo, writable and can_undo),
            (_("Redo"), self.redo, writable and can_redo),
            (_("Cut"), self.cut, writable and marked),
            (_("Copy"), self.copy, marked),
            (_("Paste"), self.paste, writable and self.canPaste()),
            (_("Select all"), self.selectAll, not document.isEmpty()),
        )
        for words, act, enabled in entries:
            action = menu.addAction(words)
            action.triggered.connect(act)
            action.setEnabled(enabled)
        below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        menu.popup(below if by_key else event.globalPos())

    def _change_part(self, part: Part | None) -> None:
        """Put a text in place of what stands behind another, the cursor behind it."""
        if part is None:
            return
        before, removed, text = part
        if self.undoing is not None and text != as_lines(text):
            # No page wrote it, and this one cannot show it as it was.
            self.undoing.begin_anew(self.text())
            return
        cursor = QTextCursor(self.document())
        begin = _halves(before)
        cursor.setPosition(begin)
        cursor.setPosition(begin + _halves(removed), QTextCursor.MoveMode.KeepAnchor)
        self._insert(cursor, text)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _tell_change(self) -> None:
        if self.undoing is not None:
            self.undoing.note_change(self.text())
        self.changed.emit()

    def _dress(self) -> None:
        font = self._theme.serif()
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(0)
        metrics = QFontMetricsF(font)
        letter = metrics.horizontalAdvance(_USUAL_ENGLISH) / len(_USUAL_ENGLISH)
        self.setMaximumWidth(math.ceil(letter * MEASURE))
        self._line = self._theme.scale * 15 * LINE_HEIGHT
        self._more = max(0.0, self._line - metrics.height())
        self._space_lines()

    def _put_snippet(self) -> None:
        """Put the text of a snippet in place of the word before the cursor that means it."""
        cursor = self.textCursor()
        if not self.snippets or cursor.hasSelection():
            return
        # A cursor counts halves of UTF-16, a text letters.
        before = cursor.block().text().encode("utf-16-le")[: 2 * cursor.positionInBlock()]
        meant = meant_at_end(before.decode("utf-16-le", "ignore"), self.snippets)
        if meant is not None:
            word, text = meant
            begin = cursor.position() - len(word.encode("utf-16-le")) // 2
            cursor.setPosition(begin, QTextCursor.MoveMode.KeepAnchor)
            self._insert(cursor, as_lines(text))

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        if _ENDLESS_WORD.search(text):
            # For every line Qt looks for the end of the word: what was made by no person, such as
            # an encoded picture of a megabyte, would take minutes.
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        cursor.insertText(text)

    def _space_lines(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        # A distance, not a fixed height: a line with taller letters (emoji, CJK) needs its own.
        spacing = QTextBlockFormat()
        spacing.setLineHeight(self._more, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        cursor.mergeBlockFormat(spacing)

    def _grow(self) -> None:
        least = self._least_lines * self._line
        self.setFixedHeight(math.ceil(max(self.document().size().height(), least)))

    def _keep_cursor_in_sight(self) -> None:
        area = self._scroll_area()
        page = area.widget() if area is not None else None
        if area is None or page is None or not self.hasFocus():
            return
        place = self.cursorRect()
        line = round(self._line)
        for y in (place.top(), place.bottom()):
            spot = self.viewport().mapTo(page, QPoint(place.center().x(), y))
            area.ensureVisible(spot.x(), spot.y(), 0, line)

    def _scroll_area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above
