"""The right side of a record: a draft to write, a signed note to read, or nothing yet."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.date_words import plain_day
from ui.errors import words_of
from ui.screens.client.draft_form import refers
from ui.screens.client.editor import DraftEditor
from ui.screens.client.note_view import NoteView
from ui.screens.client.reading import OpenedNote, read_note
from ui.spelling import Spelling
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.empty_state import EmptyState
from vault.errors import NotFound
from vault.model.carry_forward import carry_forward
from vault.model.ids import ClientId, NoteId
from vault.model.note import Note
from vault.model.spelling import KnownWords
from vault.model.template import PROGRESS_NOTE, kind_of
from vault.translation import _


class NotePane(QStackedWidget):
    """Goes from note to note. What is unsaved is saved first; if it cannot be, the pane stays.

    `showing` names the note that is shown now; `begin_asked` wants a first note.
    """

    showing = Signal(str)
    begin_asked = Signal()
    missing = Signal()
    """What was to be shown is there no more."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.client: ClientId | None = None
        """Whose record this is: a note that was taken to another is missing here."""
        self._asked = 0
        self.editor = DraftEditor(tools)
        self.view = NoteView(tools)
        self.spelling = Spelling(self, can_add=True)
        self.spelling.add_asked.connect(self._add_word)
        self.spelling.none_found.connect(lambda: tools.notices.say(_("No word is marked.")))
        self.editor.sections.spelling = self.spelling
        self.view.addendum.field.marks.follow(self.spelling)
        self.empty = EmptyState(
            tools.theme,
            icon="file-text",
            title=_("No notes yet"),
            sentence=_("The first note of this client will stand here."),
            action=_("New note"),
        )
        self.empty.acted.connect(self.begin_asked)
        self._blank = QWidget()
        self.problem = Banner(tools.theme, "red")
        column = QVBoxLayout(self._blank)
        column.addWidget(self.problem)
        column.addStretch(1)
        for page in (self._blank, self.empty, self.editor, self.view):
            self.addWidget(page)
        self.editor.kept_open.connect(self._kept_open)
        self.editor.earlier_button.clicked.connect(self.carry_forward)
        self.editor.referral_button.clicked.connect(self.choose_referral)
        self.currentChanged.connect(lambda _page: self.updateGeometry())

    @property
    def note_id(self) -> NoteId | None:
        """The note that is shown, or None."""
        shown = self.currentWidget()
        if shown is self.editor:
            return self.editor.note_id
        return self.view.note_id if shown is self.view else None

    def minimumSizeHint(self) -> QSize:
        """Return what the page in sight needs: one that is not shown must not widen the window."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the note that is shown."""
        shown = self.currentWidget()
        if shown is self.editor:
            return (
                Command(_("Sign"), partial(self._sign, self.note_id), "Ctrl+Enter", "signature"),
                Command(_("Discard draft"), self.editor.discard_button.click, icon="x"),
                Command(_("Next marked word"), self.editor.sections.seek_marked, "F7", "search"),
                *self._telling(),
                *self._carrying(),
                *self._referring(),
            )
        return self.view.commands() if shown is self.view else ()

    def open(self, note: NoteId, *, focus: bool = False) -> None:
        """Show a note in place of the present one; with `focus`, the cursor goes into it."""
        self._asked += 1
        if note == self.note_id:
            self.editor.stay()
            self.look_again()
            self.ask_words()
            if focus:
                self.focus_note()
            return
        self.finish(partial(self._read, self._asked, note, focus))

    def carry_forward(self) -> None:
        """Put the words of the last signed progress note where the draft has none yet."""
        note = self.editor.note_id
        if note is not None and self.editor.sign_button.isEnabled():
            self._tools.worker.run(
                lambda v: v.notes.before(note), owner=self, done=partial(self._carry, note)
            )

    def choose_referral(self) -> None:
        """Let somebody of the referral directory be chosen, to stand in the draft as words."""
        from ui.screens.client.referral_dialog import ReferralDialog

        if self.editor.note_id is not None and self.editor.sign_button.isEnabled():
            dialog = ReferralDialog(self._tools, self)
            dialog.chosen.connect(self.editor.sections.put_in)
            dialog.open()

    def look_again(self) -> None:
        """Read the open draft again: a sentence of a process note may have come into it."""
        note = self.editor.note_id
        if note is not None and self.currentWidget() is self.editor and self.editor.clean:
            self._tools.worker.run(
                lambda v: read_note(v, note),
                owner=self,
                done=self._seen_again,
                failed=partial(self._not_read, self._asked),
            )

    def ask_words(self) -> None:
        """Ask which words are right here: names may be others now, or a setting."""
        client = self.client
        if client is not None:
            self._tools.worker.run(
                lambda v: v.spelling.known(client),
                owner=self,
                done=partial(self._know, client),
                failed=lambda _gone: None,  # Without its file nothing is written here either.
            )

    def show_again(self) -> None:
        """Read a signed note again: an addendum came. What is being typed is left alone."""
        note = self.view.note_id
        if note is not None and self.currentWidget() is self.view:
            self._asked += 1
            self._read(self._asked, note, False)

    def show_none(self, *, first: bool) -> None:
        """Show that there are no notes, or nothing at all while one does not know."""
        self._asked += 1
        self.finish(lambda: self.setCurrentWidget(self.empty if first else self._blank))

    def finish(self, then: Callable[[], object]) -> None:
        """Save and close what is open, then go on; if it cannot be saved, it stays."""
        self.view.close_note()
        self.editor.finish(then)

    def put_down(self) -> None:
        """Save what is unfinished, by jobs of the worker."""
        self.editor.put_down()
        self.view.addendum.put_down()

    def leave(self) -> None:
        """Save what is unfinished: the person goes elsewhere in the window."""
        self.editor.leave()
        self.view.addendum.put_down()
        if self.currentWidget() is self.editor and self.editor.note_id is None:
            self._asked += 1
            self.setCurrentWidget(self._blank)

    def focus_note(self) -> None:
        """Put the keyboard into the note."""
        shown = self.currentWidget()
        if shown is self.editor:
            self.editor.focus_first()
        elif shown is self.view:
            self.view.focus_first()

    def _telling(self) -> Sequence[Command]:
        draft = self.editor.composed()
        if draft is None:
            return ()
        if kind_of(draft.template).session:
            words = _("Tell of the session: place, participants, goals")
        else:
            words = _("Tell more of this note: received in confidence")
        return (Command(words, self.editor.ask_session, icon="users"),)

    def _carrying(self) -> Sequence[Command]:
        draft = self.editor.composed()
        if draft is None or kind_of(draft.template).id != PROGRESS_NOTE:
            return ()
        return (Command(_("Carry forward the last note"), self.carry_forward, icon="copy"),)

    def _referring(self) -> Sequence[Command]:
        draft = self.editor.composed()
        if draft is None or not refers(draft):
            return ()
        words = _("Choose from the referral directory")
        return (Command(words, self.choose_referral, icon="users"),)

    def _carry(self, note: NoteId, earlier: Note | None) -> None:
        draft = self.editor.composed()
        if draft is None or draft.id != note or not self.editor.sign_button.isEnabled():
            return
        if earlier is None:
            self._tools.notices.say(_("There is no earlier note to carry forward."))
            return
        carried = carry_forward(earlier, {each.name: each.text for each in draft.sections})
        if not carried:
            self._tools.notices.say(_("Nothing was carried forward: no section is empty."))
            return
        self.editor.fill(carried)
        self.editor.focus_first()
        words = _("Carried forward from {day}. Read every line before you sign.")
        self._tools.notices.say(
            words.format(day=plain_day(earlier.service_date)),
            action=_("Undo"),
            run=partial(self._carry_back, note, carried),
        )

    def _carry_back(self, note: NoteId, carried: Mapping[str, str]) -> None:
        """Empty the sections that were filled, but for those that were written in since."""
        if self.editor.note_id == note and self.editor.sign_button.isEnabled():
            draft = self.editor.composed()
            texts = {each.name: each.text for each in draft.sections} if draft else {}
            same = {name: "" for name, text in carried.items() if texts.get(name) == text}
            self.editor.fill(same)

    def _sign(self, note: NoteId | None) -> None:
        # A list of what can be done may be older than the note that is shown by now.
        if note == self.note_id:
            self.editor.sign()

    def _read(self, number: int, note: NoteId, focus: bool) -> None:
        if number == self._asked:
            self._tools.worker.run(
                lambda v: read_note(v, note),
                owner=self,
                done=partial(self._show, number, focus),
                failed=partial(self._not_read, number),
            )

    def _show(self, number: int, focus: bool, opened: OpenedNote) -> None:
        if number != self._asked:
            return
        self.problem.clear()
        note = opened.note
        if note.client != self.client:
            self.view.close_note()
            self.setCurrentWidget(self._blank)
            self.missing.emit()
            return
        if note.signed:
            self.view.show_note(opened)
            self.setCurrentWidget(self.view)
        else:
            self.editor.sections.snippets = opened.snippets
            self.editor.show_note(opened)
            self.setCurrentWidget(self.editor)
        self.ask_words()
        self.showing.emit(note.id)
        if focus:
            self.focus_note()

    def _add_word(self, word: str) -> None:
        self._tools.worker.run(
            lambda v: v.spelling.add(word), owner=self, done=lambda _words: self.ask_words()
        )

    def _know(self, client: ClientId, known: KnownWords) -> None:
        if client == self.client:
            self.spelling.know(known.words, on=known.marked)

    def _seen_again(self, opened: OpenedNote) -> None:
        editor = self.editor
        if editor.note_id != opened.note.id or not editor.clean:
            return
        if editor.shows(opened.note):
            editor.show_templates(opened)
        else:
            self._show(self._asked, False, opened)

    def _not_read(self, number: int, error: Exception) -> None:
        if number != self._asked:
            return
        self.setCurrentWidget(self._blank)
        if isinstance(error, NotFound):
            # An empty draft that was left is gone, and the way back may still lead to it.
            self.missing.emit()
        else:
            self.problem.say(words_of(error).text, closable=False)

    def _kept_open(self) -> None:
        self._asked += 1
        note = self.editor.note_id
        if note is not None:
            self.setCurrentWidget(self.editor)
            self.showing.emit(note)
