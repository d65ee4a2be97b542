"""The right side of process notes: where one is written, and where a kept one is read."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.autosave import Autosave
from ui.date_words import exact_time, long_day
from ui.screens.process_notes.hint_banner import HintBanner
from ui.spelling import Spelling
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.kept_undo import KeptUndo, PageUndo
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.note_page import NotePage
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.model.draft_history import History
from vault.model.process_note import DRAFT_TEXT, ProcessNote
from vault.translation import _

_TALL = 4
_HEAD = 36


class WritingPane(QWidget):
    """A draft that saves itself, or a kept note that nobody changes any more.

    `save_asked` comes after a pause in typing, every two seconds without one, and when the
    keyboard goes elsewhere; `written` at each change of the draft.
    """

    save_asked = Signal()
    written = Signal()
    keep_asked = Signal()
    discard_asked = Signal()
    move_asked = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._unsaved = False
        theme = tools.theme
        self.day = DateField(
            theme, name=_("Day of the session"), today=tools.clock.now().date(), past=True
        )
        self.about = label(_("Session of"), "small", wrap=False)
        self.about.setBuddy(self.day)
        self.heading = label("", "heading", wrap=False)
        self.state = ElidedLabel("", "small")
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.problem = label("", "error")
        self.problem.hide()
        self.editor = PlainTextEdit(theme, name=_("Process note"), least_lines=_TALL)
        self.undo = KeptUndo()
        # A word that is typed here may not get into the records: it can be ignored, not be added.
        self.spelling = Spelling(self, can_add=False)
        self.spelling.none_found.connect(lambda: tools.notices.say(_("No word is marked.")))
        self.editor.marks.follow(self.spelling)
        self.editor.setPlaceholderText(_("Your own thoughts about the conversation"))
        self.hints = HintBanner(theme)
        self.discard = button(_("Discard draft"), kind="danger", theme=theme)
        self.keep = button(
            _("Keep note"),
            kind="plum",
            icon="check",
            shortcut_hint=None if theme.large else "Ctrl ↵",
            theme=theme,
        )
        self.keep.setAccessibleDescription("Ctrl+Enter")
        self._foot = self._lay_out()
        self._saving = Autosave(self)
        self._saving.due.connect(self._ask_to_save)
        self.editor.changed.connect(self._changed)
        self.day.changed.connect(self._changed)
        self.editor.installEventFilter(self)
        self.day.line.installEventFilter(self)
        self.hints.move_asked.connect(self.move_asked)
        self.keep.clicked.connect(self.keep_asked)
        self.discard.clicked.connect(self.discard_asked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._keep_by_key)

    @property
    def is_draft(self) -> bool:
        """Whether the draft is shown, and not a kept note."""
        return not self.editor.isReadOnly()

    def show_draft(self, day: date, text: str, history: History | None = None) -> None:
        """Show the draft, with what can be undone in it."""
        self._show_as(draft=True)
        blocked = self.day.blockSignals(True)
        self.day.set_value(day)
        self.day.blockSignals(blocked)
        self._set_text(text)
        self.undo.begin(history)
        undoing = PageUndo(self.undo, DRAFT_TEXT, text, self.editor.text())
        self.editor.undo_through(undoing)
        self._saving.stop()
        self._unsaved = False
        self.state.set_text("")
        self._follow()

    def show_kept(self, note: ProcessNote) -> None:
        """Show a kept note."""
        self._saving.stop()
        self._show_as(draft=False)
        self.heading.setText(long_day(note.day))
        kept = note.written_at.astimezone()
        self.state.set_text(_("Kept {day}").format(day=long_day(kept.date())))
        self._set_text(note.text)
        self.hints.forget()

    def forget(self) -> None:
        """Hold no word of any note any more."""
        self._saving.stop()
        self._unsaved = False
        self.spelling.forget()
        self.undo.begin()
        self._set_text("")
        self.editor.snippets = {}
        # A document keeps its undo steps until it is another one.
        self.editor.document().clear()
        self.editor.set_text("")
        self.day.line.setText("")
        self.heading.setText("")
        self.state.set_text("")
        self._say_problem("")
        self.hints.forget()

    def say_saved(self, moment: datetime) -> None:
        """Say when the draft was last saved."""
        self._unsaved = self._saving.waits
        self._say_problem("")
        self.state.set_text(_("Saved {time}").format(time=exact_time(moment.time())))

    def say_unsaved(self, sentence: str) -> None:
        """Say that it could not be saved, and why."""
        self._unsaved = True
        self.state.set_text("")
        self._say_problem(_("{reason} Your words are still here.").format(reason=sentence))

    def ask_for_day(self, problem: str) -> None:
        """Say that a note needs its day."""
        self._say_problem(problem or _("Say which session it is about."))
        self.day.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the keyboard goes elsewhere."""
        if event.type() == QEvent.Type.FocusOut and self._unsaved:
            self._ask_to_save()
        return False

    def _changed(self) -> None:
        if not self.is_draft:
            return
        self._unsaved = True
        self._saving.touch()
        self._follow()
        self.written.emit()

    def _follow(self) -> None:
        text = self.editor.text()
        self.hints.follow(text)
        wordless = not text.strip()
        self.keep.setEnabled(not wordless)
        # Words that were all taken away can be brought back, until the draft is discarded.
        self.discard.setEnabled(not wordless or bool(self.undo.history))

    def _set_text(self, text: str) -> None:
        """Show a text; what can be undone in the draft stays while a kept note is read."""
        self.editor.undo_through(None)
        self.editor.set_text(text)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self.problem, sentence)

    def _ask_to_save(self) -> None:
        self._saving.stop()
        if self.is_draft:
            self.save_asked.emit()

    def _keep_by_key(self) -> None:
        if self.is_draft and self.keep.isEnabled():
            self.keep_asked.emit()

    def _show_as(self, *, draft: bool) -> None:
        self.editor.set_writable(draft)
        self.day.setVisible(draft)
        # Large letters leave no room for it: the field says it to a screen reader, too.
        self.about.setVisible(draft and not self._tools.theme.large)
        self.heading.setVisible(not draft)
        self._foot.setVisible(draft)

    def _lay_out(self) -> QWidget:
        theme = self._tools.theme
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        head = QHBoxLayout()
        above.addLayout(head)
        head.setSpacing(theme.px(8))
        head.addStrut(theme.px(_HEAD))
        head.addWidget(self.about)
        head.addWidget(self.day)
        head.addWidget(self.heading)
        if theme.large:  # beside the day there is no room to say when it was saved
            head.addStretch(1)
            above.addWidget(self.state)
        else:
            head.addWidget(self.state, 1)
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(16))
        inner.addWidget(self.editor)
        inner.addWidget(self.hints)
        page = NotePage(theme, top, self.problem, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        return page.add_footer(_("Once kept it cannot change."), (self.discard, self.keep))
