"""Undo that outlasts the window: it goes by the history that is kept with a draft."""

from collections.abc import Mapping

from vault.model.draft_history import History, Step, step_between

Part = tuple[str, str, str]
"""What stands before a place, what stands there, and what is to stand there."""


class KeptUndo:
    """What can be undone in the pages of one draft; it takes the place of Qt's own undo there.

    `history` goes with the words as they stand in the pages, at every moment.
    """

    def __init__(self) -> None:
        self.history = History()

    def begin(self, history: History | None = None) -> None:
        """Go on with the history of a draft that is about to be shown, or begin without one."""
        self.history = history or History()

    def follow_others(self, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        """Take what another hand changed in the sections as steps, before it is shown."""
        self.history = self.history.followed(before, after)


class PageUndo:
    """The undo of one page, which shows `shown` of the text that the draft has.

    Where a page shows a text cleaned, as one that no page wrote, undoing begins with what it shows.
    """

    def __init__(self, kept: KeptUndo, section: str, text: str, shown: str) -> None:
        self._kept, self._section, self._text = kept, section, shown
        if text != shown:
            self.begin_anew(shown)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._kept.history.undo(self._section) is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._kept.history.redo(self._section) is not None

    def undo(self) -> Part | None:
        """Take the last step back; return what it changes in the page."""
        return self._done(self._kept.history.undo(self._section))

    def redo(self) -> Part | None:
        """Do again what was undone last; return what it changes in the page."""
        return self._done(self._kept.history.redo(self._section))

    def note_change(self, text: str) -> None:
        """Take what changed in the page as a step."""
        step = step_between(self._section, self._text, text)
        if step is not None:
            self._text = text
            self._kept.history = self._kept.history.with_step(step)

    def begin_anew(self, text: str) -> None:
        """Have nothing to undo: another text is shown."""
        self._text = text
        self._kept.history = self._kept.history.without(self._section)

    def _done(self, found: tuple[History, Step] | None) -> Part | None:
        if found is None:
            return None
        history, step = found
        before, after = self._text[: step.at], step.done_to(self._text)
        if after is None:  # it is of other words: a history is no record, and nothing is lost
            self._kept.history = history.without(self._section)
            return None
        self._kept.history, self._text = history, after
        return before, step.removed, step.inserted
