"""What can be undone in a draft: whatever was done, and wherever the program was begun anew."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vault.model import draft_history
from vault.model.draft_history import History, Step, step_between
from vault.model.history_text import history_from, history_text

Texts = dict[str, str]
SECTIONS = ("plan", "Was der Klient sagt")
LETTERS = st.text(alphabet="ab \nß🙂é", max_size=6)
Edit = tuple[str, str, int, int, str]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "type", "undo", "redo", "restart"]),
        st.sampled_from(SECTIONS),
        st.integers(0, 40),
        st.integers(0, 12),
        LETTERS,
    ),
    max_size=30,
)
Move = Callable[[History, str | None], "tuple[History, Step] | None"]


def moved(history: History, texts: Texts, move: Move, section: str | None = None) -> History:
    """Undo or redo once; the step must fit what is there."""
    found = move(history, section)
    if found is None:
        return history
    after = found[1].done_in(texts)
    assert after is not None
    texts.update(after)
    return found[0]


def whole(history: History, texts: Texts, move: Move) -> tuple[History, Texts]:
    """Undo or redo until there is nothing more."""
    texts = dict(texts)
    while move(history, None) is not None:
        history = moved(history, texts, move)
    return history, texts


def edited(history: History, texts: Texts, section: str, at: int, cut: int, text: str) -> History:
    """Put letters in place of others, as one edit."""
    before = texts[section]
    texts[section] = before[:at] + text + before[at + cut :]
    return history.followed({section: before}, {section: texts[section]})


@given(LETTERS, EDITS)
def test_undone_whole_it_comes_to_the_first_text_and_redone_whole_to_the_last(
    first: str, edits: list[Edit]
) -> None:
    texts: Texts = {SECTIONS[0]: first, SECTIONS[1]: "b ab"}
    begun, history = dict(texts), History()
    for name, section, at, cut, text in edits:
        if name == "restart":
            history = history_from(history_text(history))
        elif name == "undo":
            history = moved(history, texts, History.undo, section)
        elif name == "redo":
            history = moved(history, texts, History.redo, section)
        elif name == "edit":
            history = edited(history, texts, section, at, cut, text)
        else:
            begin = min(at, len(texts[section]))
            for place, letter in enumerate(text, begin):
                history = edited(history, texts, section, place, 0, letter)
    history, last = whole(history, texts, History.redo)
    undone, at_first = whole(history, last, History.undo)
    assert at_first == begun
    assert whole(history_from(history_text(undone)), at_first, History.redo)[1] == last


@given(LETTERS, LETTERS)
@example("aaa", "aa")
def test_the_step_between_two_texts_makes_one_the_other_and_back(before: str, after: str) -> None:
    step = step_between("plan", before, after)
    if before == after:
        assert step is None
    else:
        assert step is not None
        assert step.done_to(before) == after
        assert step.backward.done_to(after) == before
        assert step.length <= len(before) + len(after)


def typed(text: str, history: History | None = None, before: str = "") -> History:
    """Return the history of letters typed one by one."""
    history = history or History()
    for letter in text:
        history = history.followed({"plan": before}, {"plan": before + letter})
        before += letter
    return history


def test_a_word_and_what_ends_it_are_one_step() -> None:
    assert [step.inserted for step in typed("He slept.\nMore than  once").done] == [
        "He ",
        "slept.\n",
        "More ",
        "than  ",
        "once",
    ]
    assert len(typed("a" * 100).done) == 4


def test_letters_taken_away_one_by_one_are_one_step_and_none_joins_across_sections() -> None:
    history, text = History(), "the dog"
    for shorter in ("the do", "the d", "the "):
        history = history.followed({"plan": text}, {"plan": shorter})
        text = shorter
    assert [step.removed for step in history.done] == ["dog"]
    history = history.followed({"goal": ""}, {"goal": "x"}).followed(
        {"plan": "the "}, {"plan": "the"}
    )
    assert len(history.done) == 3


def test_what_is_undone_in_one_section_leaves_the_others() -> None:
    history = History().followed({}, {"plan": "one"}).followed({}, {"goal": "two"})
    found = history.undo("plan")
    assert found is not None
    assert [step.section for step in found[0].done] == ["goal"]
    assert found[1] == Step("plan", 0, "one", "")
    # A new word in the other one does not keep it from being done again; one in the same does.
    later = found[0].followed({"goal": "two"}, {"goal": "two and"})
    assert later.redo("plan") is not None
    assert later.followed({}, {"plan": "else"}).redo("plan") is None


def test_a_step_that_does_not_fit_the_text_is_not_done() -> None:
    assert Step("plan", 2, "x", "y").done_to("ab") is None
    assert Step("plan", 9, "", "y").done_to("ab") is None
    assert Step("gone", 0, "", "y").done_in({"plan": ""}) is None


def test_the_oldest_steps_go_and_the_newest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_history, "MOST_STEPS", 3)
    assert [step.inserted for step in typed("a b c d ").done] == ["b ", "c ", "d "]
    monkeypatch.setattr(draft_history, "MOST_LETTERS", 10)
    history = typed("a b ").followed({"plan": "a b "}, {"plan": "long words, many of them"})
    assert len(history.done) == 1
    assert history.done[0].length > 10


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"done":7}', '{"done":[["plan",-1,"",""]]}', '{"done":[[1]]}']
)
def test_what_is_no_history_is_none(text: str) -> None:
    assert history_from(text) == History()
