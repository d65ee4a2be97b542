"""The words that were looked for are found again in the line that is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.search.found_words import found_spans, from_first


@pytest.mark.parametrize(
    ("line", "words", "found"),
    [
        ("…half of the letter. Sleep diary may end.", "sleep", ["Sleep"]),
        ("sleeps, sleeping, asleep", "sleep", ["sleeps", "sleeping"]),
        ("She was arguing again", "argued", ["arguing"]),
        ("Lucía se fue", "lucia", ["Lucía"]),
        ("one two three", "two thr", ["two", "three"]),
        ("<b>bold</b> & sleep", "bold", ["bold"]),
        ("at home", "a", ["at"]),
        ("nothing here", "", []),
        ("cat catalog", "cats", []),
    ],
)
def test_found_words(line: str, words: str, found: list[str]) -> None:
    assert [line[start:end] for start, end in found_spans(line, words)] == found


def test_a_line_begins_a_little_before_its_first_found_word() -> None:
    line = "word " * 30 + "sleep at last"
    shown, spans = from_first(line, found_spans(line, "sleep"), 60)
    assert shown.startswith("…word")
    assert [shown[start:end] for start, end in spans] == ["sleep"]
    assert spans[0][1] < 60


@given(st.text(max_size=80), st.text(max_size=20))
def test_spans_are_whole_words_in_order(line: str, words: str) -> None:
    last = 0
    for start, end in found_spans(line, words):
        assert last <= start < end <= len(line)
        last = end
    shown, spans = from_first(line, found_spans(line, words), 20)
    assert [shown[a:b] for a, b in spans] == [line[a:b] for a, b in found_spans(line, words)]
