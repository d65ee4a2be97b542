"""What can be undone in a draft: its edits as differences, the newest of them, in a bounded number.

Kept beside the draft, so that undoing goes on after a restart; it goes when the draft is signed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

MOST_STEPS = 1_000
MOST_LETTERS = 1_000_000
"""Letters that all steps hold together; the newest step is kept however long it is."""

_LONGEST_WORD = 30
_ONE_WORD = re.compile(r"\s*\S*\s*")


@dataclass(frozen=True)
class Step:
    """One edit of a section: at letter `at`, `removed` gave way to `inserted`."""

    section: str = field(repr=False)
    at: int
    removed: str = field(repr=False)
    inserted: str = field(repr=False)

    @property
    def length(self) -> int:
        """How many letters it holds."""
        return len(self.removed) + len(self.inserted)

    @property
    def backward(self) -> "Step":
        """The edit that takes this one back."""
        return replace(self, removed=self.inserted, inserted=self.removed)

    def done_to(self, text: str) -> str | None:
        """Return a text with this edit done to it; None where it does not fit the text."""
        if not text.startswith(self.removed, self.at):
            return None
        return text[: self.at] + self.inserted + text[self.at + len(self.removed) :]

    def done_in(self, texts: Mapping[str, str]) -> dict[str, str] | None:
        """Return texts by section with this edit done; None where it does not fit."""
        text = self.done_to(texts[self.section]) if self.section in texts else None
        return {**texts, self.section: text} if text is not None else None


@dataclass(frozen=True)
class History:
    """The steps that led to what a draft says, oldest first, and those undone, newest undone last.

    Each section is undone by itself: what is done in one leaves the steps of the others as they
    are.
    """

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is a step to undo, or one to do again."""
        return bool(self.done or self.undone)

    def with_step(self, step: Step) -> "History":
        """Return the history after an edit; one letter more of a word joins the step of the word.

        What was undone in its section cannot be done again from here on.
        """
        undone = tuple(each for each in self.undone if each.section != step.section)
        joined = None
        if self.done and len(undone) == len(self.undone):
            joined = _joined(self.done[-1], step)
        before = self.done[:-1] if joined is not None else self.done
        return _bounded((*before, joined or step), undone)

    def followed(self, before: Mapping[str, str], after: Mapping[str, str]) -> "History":
        """Return the history after texts by section became others, by whatever hand."""
        history = self
        for section in dict.fromkeys((*before, *after)):
            step = step_between(section, before.get(section, ""), after.get(section, ""))
            history = history.with_step(step) if step is not None else history
        return history

    def without(self, section: str) -> "History":
        """Return the history without the steps of a section."""
        done, undone = (
            tuple(step for step in steps if step.section != section)
            for steps in (self.done, self.undone)
        )
        return History(done, undone)

    def undo(self, section: str | None = None) -> "tuple[History, Step] | None":
        """Return what is left, and the edit that takes the last step of a section back.

        Without a section, the last step of all. None where there is nothing to undo.
        """
        place = _last_of(self.done, section)
        if place is None:
            return None
        step = self.done[place]
        return History(_without(self.done, place), (*self.undone, step)), step.backward

    def redo(self, section: str | None = None) -> "tuple[History, Step] | None":
        """Return the history with what was undone last done again, and the edit that does it."""
        place = _last_of(self.undone, section)
        if place is None:
            return None
        step = self.undone[place]
        return History((*self.done, step), _without(self.undone, place)), step


def step_between(section: str, before: str, after: str) -> Step | None:
    """Return the one edit that makes a text another, as short as can be; None for the same."""
    if before == after:
        return None
    most = min(len(before), len(after))
    begin = _alike(most, lambda n: before.startswith(after[:n]))
    end = _alike(most - begin, lambda n: before.endswith(after[len(after) - n :]))
    return Step(section, begin, before[begin : len(before) - end], after[begin : len(after) - end])


def _alike(most: int, is_alike: Callable[[int], bool]) -> int:
    """Return the largest number of letters, `most` at most, of which it is still true."""
    # By halves: comparing a million letters is quick, and asking a million times is not.
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if is_alike(middle):
            least = middle
        else:
            most = middle - 1
    return least


def _joined(last: Step, step: Step) -> Step | None:
    """Return two edits as one, where the second goes on with the word of the first."""
    joined = None
    if last.section != step.section or step.length > 1:
        return None
    if not last.removed and not step.removed and step.at == last.at + len(last.inserted):
        joined = replace(last, inserted=last.inserted + step.inserted)
    elif not last.inserted and not step.inserted and step.at == last.at - 1:
        joined = replace(step, removed=step.removed + last.removed)
    elif not last.inserted and not step.inserted and step.at == last.at:
        joined = replace(last, removed=last.removed + step.removed)
    if joined is None or joined.length > _LONGEST_WORD:
        return None
    return joined if _ONE_WORD.fullmatch(joined.removed or joined.inserted) else None


def _bounded(done: tuple[Step, ...], undone: tuple[Step, ...]) -> History:
    """Return a history within its bounds: the oldest steps go first, and the newest stays."""
    count = len(done) + len(undone)
    letters = sum(step.length for step in done) + sum(step.length for step in undone)
    gone = 0
    while gone < len(done) - 1 and (count - gone > MOST_STEPS or letters > MOST_LETTERS):
        letters -= done[gone].length
        gone += 1
    if count - gone > MOST_STEPS or letters > MOST_LETTERS:
        undone = ()
    return History(done[gone:], undone)


def _last_of(steps: tuple[Step, ...], section: str | None) -> int | None:
    places = range(len(steps) - 1, -1, -1)
    return next((n for n in places if section in (None, steps[n].section)), None)


def _without(steps: tuple[Step, ...], place: int) -> tuple[Step, ...]:
    return steps[:place] + steps[place + 1 :]
