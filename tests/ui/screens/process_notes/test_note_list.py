"""The list of process notes: a sound model that reads on when it is scrolled, and forgets."""

from datetime import date

from pytestqt.modeltest import ModelTester

from ui.screens.process_notes.note_list import DRAFT, ListedNote, NoteListModel

TODAY = date(2026, 11, 22)


def some(first: int, count: int) -> list[ListedNote]:
    """Return rows of kept notes."""
    return [ListedNote(f"{number:032}", TODAY, f"Words {number}") for number in range(first, count)]


def test_the_model_is_sound_through_every_change(qtmodeltester: ModelTester) -> None:
    model = NoteListModel(TODAY)
    qtmodeltester.check(model)
    model.show_rows(some(0, 3), 5)
    model.change_draft(ListedNote(DRAFT, TODAY, "Half"))
    model.change_draft(ListedNote(DRAFT, TODAY, "Half a"))
    qtmodeltester.check(model)
    model.add_rows(some(3, 5))
    model.change_draft(None)
    qtmodeltester.check(model)
    assert model.rowCount() == 5
    model.clear()
    assert model.rowCount() == 0


def test_what_was_not_read_is_asked_for_once() -> None:
    model = NoteListModel(TODAY)
    asked: list[int] = []
    model.more_wanted.connect(asked.append)
    model.show_rows(some(0, 3), 5)
    model.change_draft(ListedNote(DRAFT, TODAY, "Half"))
    root = model.index(-1, -1)
    assert model.canFetchMore(root)
    model.fetchMore(root)
    model.fetchMore(root)
    assert asked == [3]
    model.add_rows(some(3, 5))
    assert not model.canFetchMore(root)
    assert model.rowCount() == 6


def test_a_list_that_is_shorter_than_was_said_ends() -> None:
    model = NoteListModel(TODAY)
    model.show_rows(some(0, 3), 9)
    model.add_rows([])
    assert not model.canFetchMore(model.index(-1, -1))


def test_a_row_says_its_day_and_first_words_and_its_repr_neither() -> None:
    model = NoteListModel(TODAY)
    model.show_rows([ListedNote(DRAFT, TODAY, "Half a thought")], 1)
    words = model.index(0, 0).data()
    assert "draft" in words
    assert "Half a thought" in words
    assert "thought" not in repr(model.note_at(model.index(0, 0)))
