"""How a passage of the draft is moved into the chart, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.errors import words_of
from ui.notices import Notice
from ui.screens.process_notes import room_jobs as jobs
from ui.screens.process_notes.move_dialog import MoveDialog
from ui.tools import Tools
from vault.errors import StandsTwice
from vault.model.passage import ChartPlace, Into, MovedPassage, Passage, moved_words
from vault.model.process_hints import Misplaced, sentence_around, without
from vault.translation import _


@dataclass(frozen=True)
class _Moved:
    """A move that can still be undone in this room."""

    passage: MovedPassage
    text_before: str = field(repr=False)
    text_after: str = field(repr=False)


class Moving(QObject):
    """`draft` gives the draft of the open room, or None.

    `show` shows it with another text, and is told whether the vault has that already.
    """

    def __init__(
        self,
        tools: Tools,
        room: QWidget,
        draft: Callable[[], jobs.Draft | None],
        show: Callable[[str, bool], object],
    ) -> None:
        super().__init__()
        self._tools = tools
        self._room = room
        self._draft = draft
        self._show = show
        self._dialog: MoveDialog | None = None
        self._moved: _Moved | None = None
        self._offered: Notice | None = None

    def ask(self, place: Misplaced) -> None:
        """Show what will stand in the chart, and where, before anything is moved."""
        draft = self._draft()
        if draft is None or self._dialog is not None:
            return
        start, end = sentence_around(draft.text, place)
        self._look_for_place(draft, partial(self._open, start, draft.text[start:end]))

    def forget(self) -> None:
        """Hold no word any more, nor anything that could bring one back."""
        self._moved = None
        self.offer_no_more()
        if self._dialog is not None:
            self._dialog.reject()

    def offer_no_more(self) -> None:
        """Take back the notice whose Undo works only in the open room."""
        offered, self._offered = self._offered, None
        if offered is not None:
            self._tools.notices.withdraw(offered)

    def _look_for_place(self, draft: jobs.Draft, done: Callable[[ChartPlace], object]) -> None:
        job = partial(jobs.place_of, client=draft.client, day=draft.day)
        self._tools.worker.run(job, owner=self, done=done)

    def _open(self, start: int, sentence: str, place: ChartPlace) -> None:
        draft = self._draft()
        if draft is None or self._dialog is not None or not draft.text.startswith(sentence, start):
            return  # The room was locked, or the words are others meanwhile.
        self._dialog = MoveDialog(self._tools.theme, sentence, place, self._room)
        self._dialog.move_asked.connect(partial(self._move, start, sentence))
        self._dialog.finished.connect(self._has_closed)
        self._dialog.open()

    def _has_closed(self) -> None:
        self._dialog = None

    def _move(self, start: int, sentence: str, words: str, place: ChartPlace) -> None:
        draft = self._draft()
        if draft is None:
            return
        text = without(draft.text, start, start + len(sentence))
        left = replace(draft, text=text, history=None)
        job = partial(jobs.move_passage, draft=left, passage=Passage(sentence, words), place=place)
        self._tools.worker.run(
            job,
            owner=self,
            done=partial(self._has_moved, draft.text, left.text),
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        draft = self._draft()
        if isinstance(error, StandsTwice):
            # Asked again, it would be signed again.
            if self._dialog is not None:
                self._dialog.accept()
            self._tools.notices.show(Notice(words_of(error).text, tone="amber"))
        elif self._dialog is not None and draft is not None:
            self._dialog.refuse(words_of(error).text)
            self._look_for_place(draft, self._show_place)

    def _show_place(self, place: ChartPlace) -> None:
        if self._dialog is not None:
            self._dialog.show_place(place)

    def _has_moved(self, before: str, after: str, moved: MovedPassage) -> None:
        draft = self._draft()
        if draft is None:
            return
        if self._dialog is not None:
            self._dialog.accept()
        typed_on = draft.text != before
        if typed_on:
            at = draft.text.rfind(moved.passage.sentence)
            after = draft.text
            if at >= 0:
                after = without(after, at, at + len(moved.passage.sentence))
        self._show(after, not typed_on)
        self._moved = _Moved(moved, draft.text, after)
        words = moved_words(moved.place)
        if moved.place.into is Into.ADDENDUM:
            self._moved = None
            self._tools.notices.say(words)
        else:
            self._offered = self._tools.notices.say(words, action=_("Undo"), run=self._take_back)

    def _take_back(self) -> None:
        moved, draft = self._moved, self._draft()
        if moved is None or draft is None:
            say_too_late(self._tools)
            return
        self._moved = None
        text = moved.text_before
        if draft.text != moved.text_after:
            text = f"{draft.text}\n{moved.passage.passage.sentence}".lstrip("\n")
        # Shown at once: a room that closes meanwhile saves what it shows.
        self._show(text, False)
        back = replace(draft, text=text, history=None)
        self._tools.worker.run(
            partial(jobs.take_back, moved=moved.passage, draft=back),
            owner=self,
            failed=partial(self._not_taken_back, draft.text, text),
        )

    def _not_taken_back(self, before: str, shown: str, error: Exception) -> None:
        draft = self._draft()
        if draft is not None and draft.text == shown:
            self._show(before, False)
        self._tools.worker.failed.emit(error)


def say_too_late(tools: Tools) -> None:
    """Say that an Undo was pressed after its room was closed."""
    tools.notices.say(_("Process notes were locked meanwhile; this can no longer be undone."))
