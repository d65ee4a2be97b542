"""The sections of a note, one below the other: written in a draft, only read once it is signed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.spelling import Spelling
from ui.theme import Theme
from ui.widgets.emptied import empty
from ui.widgets.kept_undo import KeptUndo, PageUndo
from ui.widgets.labels import label
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.model.template import is_shipped_section, section_help, section_title


class SectionFields(QWidget):
    """`changed` says that the person typed; `focus_left` that the keyboard went elsewhere."""

    changed = Signal()
    focus_left = Signal()

    def __init__(self, theme: Theme, *, writable: bool) -> None:
        super().__init__()
        self._theme, self._writable = theme, writable
        self._fields: dict[str, PlainTextEdit] = {}
        self._texts: dict[str, str] = {}
        self._touched: set[str] = set()
        self._last_focused: QObject | None = None
        self.snippets: Mapping[str, str] = {}
        self.hints: Mapping[str, str] = {}
        """What stands in an empty section of an own template, by its name."""
        self.spelling: Spelling | None = None
        self.undo: KeptUndo | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show these sections, in this order, and no others."""
        empty(self._column)
        self._fields = {}
        self._texts = dict(texts)
        self._touched = set()
        self._last_focused = None
        px = self._theme.px
        for name, text in texts.items():
            if self._fields:
                self._column.addSpacing(px(11))
            heading = label(section_title(name).replace("&", "&&"), "section")
            field = self._field(name, text)
            if not is_shipped_section(name):
                # As long as somebody liked: it must not widen the window.
                heading.setWordWrap(True)
                heading.setMinimumWidth(1)
            heading.setBuddy(field)
            self._column.addWidget(heading)
            self._column.addSpacing(px(6))
            self._column.addWidget(field)
            # The layout would show it a turn later, and till then it cannot take the keyboard.
            field.show()
            self._fields[name] = field
        self._column.addStretch(1)
        self._chain()

    def show_hints(self, hints: Mapping[str, str]) -> None:
        """Let these hints stand in the sections, now and from here on."""
        self.hints = hints
        if self._writable:
            for name, field in self._fields.items():
                field.setPlaceholderText(self._hint(name))

    def texts(self) -> dict[str, str]:
        """Return the words by section.

        One that nobody touched is as it was given: an editor may not change a character by itself.
        """
        return {
            name: field.text() if name in self._touched else self._texts[name]
            for name, field in self._fields.items()
        }

    def fields(self) -> Sequence[PlainTextEdit]:
        """Return the fields from top to bottom."""
        return tuple(self._fields.values())

    def focus_first(self) -> None:
        """Put the cursor where one goes on writing: the first empty section, or the last one."""
        field = self._going_on()
        if field is None:
            return
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        field.setTextCursor(cursor)

    def caret(self) -> tuple[str, int] | None:
        """Return the section and the position where the cursor is; None when it is elsewhere."""
        for name, field in self._fields.items():
            if field.hasFocus() or field is self._last_focused:
                return name, field.textCursor().position()
        return None

    def seek_marked(self) -> None:
        """Go to the next word that may be misspelled, from where the cursor is or was."""
        fields = self.fields()
        if fields:
            at = self._last_focused
            next((each for each in fields if each.hasFocus() or each is at), fields[0]).marks.seek()

    def focus_at(self, section: str, position: int) -> bool:
        """Put the cursor back to a place; tell whether there is such a section."""
        field = self._fields.get(section)
        if field is None:
            return False
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = field.textCursor()
        cursor.setPosition(min(position, len(field.document().toPlainText())))
        field.setTextCursor(cursor)
        return True

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put words into sections as if they were typed; what stood there can be brought back."""
        for name, text in texts.items():
            self._fields[name].replace_text(text)

    def put_in(self, words: str) -> None:
        """Put words where the cursor is or was, as if they were typed: it can be undone.

        Where it was nowhere, they go where one goes on writing. What stands around them is kept
        apart by a space.
        """
        fields = self.fields()
        here = [each for each in fields if each.hasFocus()]
        here += [each for each in fields if each is self._last_focused]
        if not here:
            self.focus_first()
            here = [each for each in fields if each is self._going_on()]
        for field in here[:1]:
            field.put_in(words)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """Take no more words while they are on their way."""
        for field in self.fields():
            field.setReadOnly(busy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that a field loses the keyboard."""
        if event.type() == QEvent.Type.FocusOut:
            self._last_focused = watched
            self.focus_left.emit()
        return False

    def _going_on(self) -> PlainTextEdit | None:
        """Return the first empty section, or the last one; None where there is none."""
        fields = self.fields()
        empty_ones = (each for each in fields if not each.text().strip())
        return next(empty_ones, fields[-1] if fields else None)

    def _field(self, name: str, text: str) -> PlainTextEdit:
        lines = 1 if self._writable else 0
        field = PlainTextEdit(self._theme, name=section_title(name), least_lines=lines)
        field.set_text(text)
        if self._writable:
            field.setPlaceholderText(self._hint(name))
            field.snippets = self.snippets
            if self.spelling is not None:
                field.marks.follow(self.spelling)
            if self.undo is not None:
                field.undo_through(PageUndo(self.undo, name, text, field.text()))
            field.changed.connect(lambda: self._typed(name))
            field.installEventFilter(self)
        else:
            field.set_writable(False)
        return field

    def _hint(self, name: str) -> str:
        return self.hints.get(name, section_help(name))

    def _typed(self, name: str) -> None:
        self._touched.add(name)
        self.changed.emit()

    def _chain(self) -> None:
        fields = self.fields()
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)
