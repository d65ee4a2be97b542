"""Where a draft is written: it saves itself, and nothing typed here is ever lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import Signal

from ui.autosave import Autosave
from ui.date_words import exact_time
from ui.errors import words_of
from ui.screens.client.draft_form import DraftForm
from ui.screens.client.open_draft import OpenDraft
from ui.screens.client.reading import OpenedNote, is_signed_for_each, settle
from ui.screens.client.session_dialog import SessionDialog
from ui.screens.client.times_popup import TimesPopup
from ui.tools import Tools
from vault.model.ids import NoteId, ParticipantId
from vault.model.note import Note
from vault.model.template import particulars
from vault.model.template_change import moved_sections
from vault.open_vault import OpenVault
from vault.translation import _

Then = Callable[[], object]
Job = Callable[[OpenVault], Note]
_Given = tuple[object, ...]


class DraftEditor(DraftForm):
    """Edits one draft at a time. `signed` and `discarded` give the note that it was.

    `kept_open` says that the draft could not be saved, so that it stays here.
    """

    signed = Signal(object)
    each_asked = Signal(object, object)
    """The note of a group is to be signed for each member: its id, and what saves its words."""
    discarded = Signal(object)
    kept_open = Signal()
    backed_out = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._tools = tools
        self._note: Note | None = None
        self._draft: OpenDraft | None = None
        self._version = self._saved_version = 0
        self._unsettled = self._unsaved = self._begun_here = self._ending = False
        self._of_group = False
        self._given: dict[NoteId, _Given] = {}
        self._session: SessionDialog | None = None
        self._then: Then | None = None
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.save)
        self.chips.times_asked.connect(self._ask_times)
        self.chips.template_chosen.connect(self._change_template)
        self.chips.session_asked.connect(self.ask_session)
        self.sections.changed.connect(self._typed)
        self.sections.focus_left.connect(self._autosave_now)
        self.banner.acted.connect(self.save)
        self.discard_button.clicked.connect(self._ask_discard)
        self.sign_button.clicked.connect(self.sign)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.add_shortcut(keys, self.sign)
        self.add_shortcut("Escape", self.backed_out.emit)

    @property
    def note_id(self) -> NoteId | None:
        """The draft that is open here, or None."""
        return self._note.id if self._note is not None else None

    @property
    def clean(self) -> bool:
        """Whether every word is in the vault."""
        return self._version == self._saved_version

    @property
    def untouched(self) -> bool:
        """Whether a draft is open that was begun in this sitting, and nothing entered in it."""
        note = self.composed()
        if note is None or not self._begun_here or not note.blank:
            return False
        return _given(note) == self._given[note.id]

    def shows(self, note: Note) -> bool:
        """Whether a note stands here as it is, word for word."""
        composed = self.composed()
        return composed is not None and composed.content == note.content

    def show_note(self, opened: OpenedNote) -> None:
        """Open a draft; what was open before must be finished."""
        self._note, self._draft = opened.note, OpenDraft(opened.note)
        self._begun_here = opened.begun_here
        self._given.setdefault(opened.note.id, _given(opened.note))
        self._of_group = is_signed_for_each(opened)
        self._version = self._saved_version = 0
        self._unsettled = False
        self._autosave.stop()
        self.show_draft(opened)

    def focus_first(self) -> None:
        """Put the cursor where one goes on writing, or where it was when the window was locked."""
        self.focus_draft(self.note_id)

    def caret(self) -> dict[str, object]:
        """Return where the cursor is in the draft, as the desk keeps it; empty when nowhere."""
        return self.caret_in(self.note_id)

    def save(self) -> None:
        """Save what is typed; "Saved" is shown once it is in the vault."""
        note, draft = self.composed(), self._draft
        if note is None or draft is None or self.clean or self._ending:
            return
        self._autosave.stop()
        self._tools.worker.run(
            partial(draft.save, note),
            owner=self,
            done=partial(self._saved, self._version),
            failed=partial(self._not_saved, note.id),
        )

    def finish(self, then: Then) -> None:
        """Save and close the draft, then go on; if it cannot be saved, it stays open.

        One without a word that was begun in this sitting is thrown away. While it is being signed
        or discarded, that is waited for.
        """
        if self._ending:
            self._then = then
            return
        if self.untouched:
            self._drop()
        self._then = then
        if self.clean:
            self._finished()
        else:
            self.save()

    def stay(self) -> None:
        """Go on here: what waited for the draft to be saved is called off."""
        self._then = None

    def leave(self) -> None:
        """Save what is typed, as the person goes elsewhere in the window; no empty draft stays."""
        if self.untouched and not self._ending:
            self._drop()
        else:
            self.put_down()

    def put_down(self) -> None:
        """Save what is typed: it may be here and nowhere else.

        What stands in the dialog of the session is entered with it. Behind a job that signs or
        discards, which may be refused, what is a draft still is saved.
        """
        if self._session is not None:
            self._show_told(self._session.entered())
        note, draft = self.composed(), self._draft
        if note is None or draft is None:
            return
        self._autosave.stop()
        if not self.clean:
            done = partial(self._saved, self._version)
            save = draft.save_what_is_left if self._ending else draft.save
            self._tools.worker.keep(partial(save, note), owner=self, done=done)
        self._settle()

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put words where they belong as if they were entered; those of sections can be undone."""
        written = {name: text for name, text in texts.items() if name not in particulars()}
        self.sections.fill(written)
        if len(written) < len(texts):
            self._tell(self.told | {name: texts[name] for name in texts if name not in written})

    def ask_session(self) -> None:
        """Ask what the note tells beside its words: where a session was, with whom, a mark."""
        if self._note is not None:
            self._session = SessionDialog(self._tools, self._note, self.told, self)
            self._session.told.connect(self._tell)
            self._session.finished.connect(self._close_session)
            self._session.open()

    def sign(self) -> None:
        """Save and sign. From then on only addenda can change what it says."""
        note, draft = self.composed(), self._draft
        if note is None or draft is None or not self.sign_button.isEnabled():
            return
        if self._of_group:
            self.save()
            self.each_asked.emit(note.id, partial(draft.save, note))
        else:
            self._end(partial(draft.sign, note), self._signed, _("Not signed."))

    def sign_for_each(
        self, group_note: NoteId, there: Sequence[ParticipantId], looked_at: bool
    ) -> None:
        """Sign the note of a group, with one for each member who was there."""
        if self._draft is not None and self.note_id == group_note and not self._ending:
            job = partial(self._draft.sign_for_each, there, looked_at)
            self._end(job, self._signed, _("Not signed."))

    def _end(self, job: Job, done: Callable[[Note], object], not_done: str) -> None:
        """Sign or discard: until that is answered nothing else is done with the draft."""
        self._autosave.stop()
        self._ending = True
        self.set_busy(True)
        self._tools.worker.run(
            job, owner=self, done=done, failed=partial(self._not_ended, not_done)
        )

    def _signed(self, note: Note) -> None:
        then = self._forget()
        if then is not None:
            then()
        else:
            self.signed.emit(note)

    def _not_ended(self, not_done: str, error: Exception) -> None:
        self._ending = False
        self.set_busy(False)
        if self._then is not None:
            self._then = None
            self.kept_open.emit()
        self.banner.say(words_of(error).text, strong=not_done)
        # Also without a new word: what kept it from ending may be a sentence to be shown here.
        self._version += 1
        self.save()

    def _ask_discard(self) -> None:
        note, draft = self.composed(), self._draft
        if note is None or draft is None or not self.discard_button.isEnabled():
            return
        if not note.blank and not self._tools.dialogs.confirm(
            self,
            _("Discard this draft?"),
            _("It can be brought back until you lock."),
            _("Discard draft"),
        ):
            return
        self._end(partial(draft.discard, note), self._gone, _("Not discarded."))

    def _gone(self, note: Note) -> None:
        then = self._forget()
        self.discarded.emit(note)
        if then is not None:
            then()

    def _drop(self) -> None:
        note, draft = self.composed(), self._draft
        if note is not None and draft is not None:
            self._autosave.stop()
            self._forget()
            # Until the next note is here, keys must not go into the words of this one.
            self.set_busy(True)
            self._tools.worker.run(partial(draft.discard_emptied, note), owner=self)

    def _forget(self) -> Then | None:
        """Hold no draft any more; return what waited for it to end."""
        then, self._then = self._then, None
        self._note = None
        self._version = self._saved_version = 0
        self._unsettled = self._ending = False
        self.set_busy(False)
        return then

    def composed(self) -> Note | None:
        """Return the draft as it is on the screen; the vault checks it when it is saved."""
        if self._note is None:
            return None
        return replace(self._note, sections=self.shown_sections(), history=self.undo.history)

    def _typed(self) -> None:
        self._version += 1
        self._autosave.touch()

    def _autosave_now(self) -> None:
        if not self.clean:
            self._autosave.now()

    def _saved(self, version: int, note: Note) -> None:
        if self.note_id != note.id:
            return
        self._saved_version = max(self._saved_version, version)
        self._unsettled = True
        if self._unsaved:
            self._unsaved = False
            self.banner.clear()
        moment = self._tools.clock.now().time()
        self.chips.say_saved(_("Saved {time}").format(time=exact_time(moment)))
        if self._then is None:
            if self.clean and not self._ending and not self.shows(note):
                self._take_in(note)
        elif self.clean:
            self._finished()
        else:
            self.save()

    def _take_in(self, note: Note) -> None:
        """Show also what was moved into the draft meanwhile, the cursor where it was."""
        self._note, self._draft = note, OpenDraft(note)
        shown = self.sections.texts() | self.told
        self.undo.follow_others(shown, {part.name: part.text for part in note.sections})
        self.show_words(note)

    def _not_saved(self, note: NoteId, error: Exception) -> None:
        if self.note_id != note:
            return
        self._then = None
        self._unsaved = True
        words = words_of(error)
        self.banner.say(
            _("{reason} Your words are still here.").format(reason=words.text),
            strong=_("Not saved."),
            action=_("Try again"),
            closable=False,
        )
        self.kept_open.emit()

    def _finished(self) -> None:
        then, self._then = self._then, None
        self._settle()
        self._note = None
        # Until the next note is here, keys must not go into the words of this one.
        self.set_busy(True)
        if then is not None:
            then()

    def _settle(self) -> None:
        if self._note is not None and (self._unsettled or not self.clean):
            note = self._note.id
            self._unsettled = False
            self._tools.worker.run(lambda v: settle(v, note), owner=self)

    def _ask_times(self) -> None:
        if self._note is None:
            return
        popup = TimesPopup(self._tools.theme, self._tools.clock.now().date(), self)
        popup.chosen.connect(self._change_times)
        popup.open_under(
            self.chips.times, self._note.service_date, self._note.start, self._note.stop
        )

    def _change_times(self, day: date, start: time | None, stop: time | None) -> None:
        self._change(service_date=day, start=start, stop=stop)

    def _close_session(self) -> None:
        self._session = None

    def _tell(self, told: Mapping[str, str]) -> None:
        if self._show_told(told):
            self.save()

    def _show_told(self, told: Mapping[str, str]) -> bool:
        """Show what is told of the session; return whether it is something else than before."""
        before = self.told
        self.show_told(told)
        # No page writes them, but the history goes with all that the draft says.
        self.undo.follow_others(before, self.told)
        self._version += self.told != before
        return self.told != before

    def _change_template(self, template: str) -> None:
        note = self.composed()
        if note is None or template == note.template:
            return
        if note.blank and not self.undo.history:
            self._take_template(note.id, template)
            return
        # What can be undone goes, and words can: not in a file that is on hold.
        self._tools.worker.run(
            lambda vault: vault.holds.check(note.client),
            owner=self,
            done=lambda _none: self._take_template(note.id, template),
            failed=lambda error: self.banner.say(words_of(error).text),
        )

    def _take_template(self, note: NoteId, template: str) -> None:
        if self._note is None or self._note.id != note:
            return
        moved = moved_sections(self.sections.texts(), self.chips.sections_of(template))
        self.sections.hints = self.chips.hints_of(template)
        self.undo.begin()
        self.sections.show_texts(moved)
        self._change(template=template)
        self.sections.focus_first()

    def _change(self, **fields: object) -> None:
        if self._note is None:
            return
        self._note = replace(self._note, **fields)  # type: ignore[arg-type]
        self.chips.show_note(self._note)
        self._version += 1
        self.save()


def _given(note: Note) -> _Given:
    """Return what a draft says beside its words; what it began with is not entered by anybody."""
    return (note.service_date, note.start, note.stop, note.particulars)
