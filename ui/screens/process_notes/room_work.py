"""What is done in the open room: saving, keeping, reading, finding, moving, taking back."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt

from ui.errors import words_of
from ui.notices import Notice
from ui.screens.process_notes import room_jobs as jobs
from ui.screens.process_notes.moving import Moving, say_too_late
from ui.screens.process_notes.note_list import DRAFT, ListedNote
from ui.screens.process_notes.room import Room, listed
from ui.tools import Tools
from vault.model.draft_history import History
from vault.model.ids import ClientId, ProcessNoteId
from vault.model.process_note import DRAFT_TEXT, ProcessNote, ProcessNoteRow
from vault.translation import _


class RoomWork(QObject):
    """Joins the room to the vault. The draft's words are held here while a kept note is read."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        self._draft_day: date | None = None
        self._draft_text = ""
        self._discarded: tuple[date, str, History] | None = None
        self._reading = ""
        self._keeping: jobs.Keeping | None = None
        self._offered: Notice | None = None
        self.room = Room(tools)
        self._writing = self.room.writing
        self._writing.save_asked.connect(self.save)
        self._writing.written.connect(self._written)
        self._writing.keep_asked.connect(self.keep)
        self._writing.discard_asked.connect(self._discard)
        self._moving = Moving(tools, self.room, self._draft_shown, self._show_moved)
        self._writing.move_asked.connect(self._moving.ask)
        self.room.read_asked.connect(self._read)
        self.room.draft_asked.connect(self.show_draft)
        self.room.search_asked.connect(self._search)
        self.room.more_asked.connect(self._more)

    def show(self, client: ClientId, name: str, opened: jobs.OpenedRoom) -> None:
        """Show a client's room as it was read."""
        self.forget()
        self._client = client
        self.room.name.set_text(name)
        self._writing.spelling.know(opened.known.words, on=opened.known.marked)
        self._writing.editor.snippets = opened.snippets
        self._take_rows(opened)
        self._draft_day = opened.draft_day or self._today()
        self._draft_text = opened.draft_text
        self._writing.undo.begin(opened.draft_history)
        self.show_draft()

    def begin(self) -> None:
        """Put the cursor where one writes."""
        editor = self._writing.editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.moveCursor(editor.textCursor().MoveOperation.End)

    def show_draft(self) -> None:
        """Show what is being written."""
        if self._client is None:
            return
        self._reading = DRAFT
        if not self._writing.is_draft or not self._writing.editor.text():
            day, history = self._draft_day or self._today(), self._writing.undo.history
            self._writing.show_draft(day, self._draft_text, history)
        self.room.change_draft(self._draft_day, self._draft_text)
        self.room.select(DRAFT)
        self.begin()

    def seek_marked(self) -> None:
        """Go to the next word of the draft that may be misspelled."""
        self._writing.editor.marks.seek()

    def back_out(self) -> bool:
        """Go one step back: from a search to the list, from the page to the list; True beyond."""
        if self.room.searched:
            self.room.search.setText("")
            return False
        if self.room.list.hasFocus() or not self.room.list.isVisible():
            return True
        self.room.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def put_down(self) -> jobs.Draft | None:
        """Return the draft to be saved before the room closes, or None when none is open."""
        self._offer_no_more()
        draft = self._draft()
        return replace(draft, keeping=self._keeping) if draft is not None else None

    def forget(self) -> None:
        """Hold no word any more, nor anything that could bring one back."""
        self._client = None
        self._draft_day, self._draft_text = None, ""
        self._discarded = None
        self._moving.forget()
        self._reading = ""
        self.room.forget()

    def save(self) -> None:
        """Save the draft, in the process database."""
        draft = self._draft()
        if draft is not None:
            self._tools.worker.run(
                partial(jobs.keep_draft, draft=draft),
                owner=self,
                done=lambda _none: self._saved(),
                failed=self._not_saved,
            )

    def keep(self) -> None:
        """Keep the draft as a process note."""
        draft = self._draft()
        problem = self._writing.day.problem()
        if draft is None or not draft.text.strip() or self._keeping:
            return
        if problem or self._writing.day.value() is None:
            self._writing.ask_for_day(problem)
            return
        self._keeping = jobs.Keeping(draft.text)
        draft = replace(draft, keeping=self._keeping)
        self._tools.worker.run(
            partial(jobs.keep_note, draft=draft, now=self._tools.clock.now()),
            owner=self,
            done=partial(self._kept, draft.text),
            failed=self._not_kept,
        )

    def _not_kept(self, error: Exception) -> None:
        self._keeping = None
        self._not_saved(error)

    def _kept(self, text: str, opened: jobs.OpenedRoom) -> None:
        self._keeping = None
        if self._client is None:
            return
        # What was typed while the vault was at work is the next draft.
        self._draft_day, self._draft_text = self._today(), self._draft_text.removeprefix(text)
        self._moving.forget()
        self._writing.show_draft(self._draft_day, self._draft_text)
        self._take_rows(opened)
        self.show_draft()
        if self._draft_text:
            self.save()
        self._writing.state.set_text(_("Kept."))
        if opened.missing is not None:
            begun = partial(
                self._tools.navigation.go, "client", client=self._client, note=opened.missing
            )
            words = _("There was no progress note of that day: one is begun, and stands on Today.")
            self._tools.notices.say(words, action=_("Write it"), run=begun)

    def _take_rows(self, opened: jobs.OpenedRoom) -> None:
        self.room.show_rows(listed(opened.rows), opened.count, selected=self._reading)

    def _written(self) -> None:
        day = self._writing.day.value()
        self._draft_day = day or self._draft_day
        self._draft_text = self._writing.editor.text()
        self.room.change_draft(self._draft_day, self._draft_text)
        self.room.select(DRAFT)

    def _draft(self) -> jobs.Draft | None:
        if self._client is None:
            return None
        day, history = self._draft_day or self._today(), self._writing.undo.history
        return jobs.Draft(self._client, day, self._draft_text, history)

    def _draft_shown(self) -> jobs.Draft | None:
        return self._draft() if self._writing.is_draft else None

    def _saved(self) -> None:
        if self._client is not None and self._writing.is_draft:
            self._writing.say_saved(self._tools.clock.now())

    def _not_saved(self, error: Exception) -> None:
        self._writing.say_unsaved(words_of(error).text)

    def _read(self, note: str) -> None:
        self.save()
        self._reading = note
        self._tools.worker.run(
            partial(jobs.read_note, note=ProcessNoteId(note)), owner=self, done=self._show_kept
        )

    def _show_kept(self, note: ProcessNote) -> None:
        if self._client is not None and note.id == self._reading:
            self._writing.show_kept(note)

    def _discard(self) -> None:
        if self._client is not None:
            self._tools.worker.run(
                partial(jobs.check_not_held, client=self._client),
                owner=self,
                done=lambda _none: self._ask_discard(),
                failed=self._not_saved,
            )

    def _ask_discard(self) -> None:
        if not self._writing.is_draft:
            return
        question = _("Discard this draft?")
        detail = _("It can be brought back until process notes are locked.")
        if not self._tools.dialogs.confirm(self.room, question, detail, _("Discard draft")):
            return
        draft = self._draft()
        if draft is not None:
            self._tools.worker.run(
                partial(jobs.discard_draft, draft=draft),
                owner=self,
                done=partial(self._gone, draft),
                failed=self._not_saved,
            )

    def _gone(self, draft: jobs.Draft, _none: object) -> None:
        if draft.client != self._client:
            return
        if self._draft_text != draft.text:  # typed since: it is a draft again
            self.save()
            return
        self._discarded = (draft.day, draft.text, draft.history or History())
        self._put(self._today(), "", History())
        self._offered = self._tools.notices.say(
            _("Draft discarded."), action=_("Undo"), run=self._bring_back_discarded
        )

    def _bring_back_discarded(self) -> None:
        if self._discarded is None:
            say_too_late(self._tools)
            return
        day, text, history = self._discarded
        self._discarded = None
        both = f"{text}\n\n{self._draft_text}".rstrip("\n")
        self._put(day, both, history.followed({DRAFT_TEXT: text}, {DRAFT_TEXT: both}))

    def _put(self, day: date, text: str, history: History) -> None:
        self._draft_day, self._draft_text = day, text
        self._reading = DRAFT
        self._writing.show_draft(day, text, history)
        self.room.change_draft(day, text)
        self.room.select(DRAFT)
        self.save()

    def _search(self, words: str) -> None:
        if self._client is None:
            return
        self._tools.worker.run(
            partial(jobs.find_or_list, client=self._client, words=words),
            owner=self,
            done=partial(self._found, words),
        )

    def _found(self, words: str, found: jobs.FoundNotes) -> None:
        if self._client is None or words != self.room.searched:
            return
        self.room.show_rows(
            [ListedNote(row.id, row.day, row.words) for row in found.rows],
            found.total,
            selected=self._reading,
        )
        if not words:
            self.room.change_draft(self._draft_day, self._draft_text)
            self.room.select(self._reading)

    def _more(self, offset: int) -> None:
        if self._client is not None and not self.room.searched:
            self._tools.worker.run(
                partial(jobs.more_rows, client=self._client, offset=offset),
                owner=self,
                done=self._add_rows,
            )

    def _add_rows(self, rows: list[ProcessNoteRow]) -> None:
        if self._client is not None and not self.room.searched:
            self.room.model.add_rows(listed(rows))

    def _show_moved(self, text: str, saved: bool) -> None:
        """Show the draft as a move or its Undo left it, which the vault has already or not."""
        undo = self._writing.undo
        undo.follow_others({DRAFT_TEXT: self._draft_text}, {DRAFT_TEXT: text})
        self._draft_text = text
        self._reading = DRAFT
        self._writing.show_draft(self._draft_day or self._today(), text, undo.history)
        self.room.change_draft(self._draft_day, text)
        self.room.select(DRAFT)
        # The hint that was pressed is gone; the next in turn would be Discard draft.
        self._writing.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if saved:
            self._saved()
        else:
            self.save()

    def _offer_no_more(self) -> None:
        """Take back the notices whose Undo works only in the open room."""
        self._moving.offer_no_more()
        offered, self._offered = self._offered, None
        if offered is not None:
            self._tools.notices.withdraw(offered)

    def _today(self) -> date:
        return self._tools.clock.now().date()
