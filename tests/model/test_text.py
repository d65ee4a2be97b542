"""What a piece of entered text may be: line ends become LF, what cannot be kept is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import BadInput
from vault.model.text import (
    LINE_LIMIT,
    SECTION_LIMIT,
    clean_line,
    clean_name,
    clean_text,
    unless_blank,
)

writable = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
anything = st.text(writable, max_size=300)
pieces = st.sampled_from(["\r", "\n", "\r\n", "\u2028", "\x85", "a", " "])
with_breaks = st.lists(pieces).map("".join)


@given(anything | with_breaks)
def test_only_line_ends_change(text: str) -> None:
    wanted = "\n".join(text.replace("\r\n", "\r").replace("\n", "\r").split("\r"))
    assert clean_text(text, "It") == wanted


@given(anything | with_breaks)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text, "It")
    assert clean_text(once, "It") == once
    assert "\r" not in once


@pytest.mark.parametrize(
    "kept",
    ["", " leading and trailing ", "\ttab", "a\n\n\nb", "\u00a0\u2028\u2029\ufeff\u200b",
     "\x85\v\f",
     "e\u0301", "é", "👩‍👩‍👧", "\U0010ffff\ufffe", "\u202eright to left", "\x1b[31mred"],
)  # fmt: skip
def test_everything_else_stays_as_it_was_typed(kept: str) -> None:
    assert clean_text(kept, "It") == kept


@given(anything, st.sampled_from(["\0", "\ud800", "\udfff", "\udc80"]), anything)
def test_what_no_document_can_show_is_refused(before: str, bad: str, after: str) -> None:
    for clean in (clean_text, clean_line, clean_name):
        with pytest.raises(BadInput) as refusal:
            clean(before + bad + after, "The note")
        assert refusal.value.sentence.startswith("The note ")
        assert refusal.value.sentence.endswith(".")
        assert refusal.value.exit_code == 2


def test_an_error_never_quotes_the_text() -> None:
    canary = "zqcanary"
    for clean, text in (
        (clean_text, canary + "\0"),
        (clean_text, canary + "\ud800"),
        (clean_text, canary * SECTION_LIMIT),
        (clean_line, canary + "\n"),
        (clean_line, canary * LINE_LIMIT),
        (clean_name, "\n" + canary),
    ):
        with pytest.raises(BadInput) as refusal:
            clean(text, "It")
        shown = [refusal.value.sentence, refusal.value.hint, repr(refusal.value)]
        shown.append(repr(refusal.value.__cause__))
        assert refusal.value.__suppress_context__ or refusal.value.__context__ is None
        assert canary not in " ".join(shown)


@pytest.mark.parametrize("char", ["x", "é", "河", "𝔘"])
def test_a_section_holds_one_megabyte_and_not_a_byte_more(char: str) -> None:
    size = len(char.encode())
    whole = char * (SECTION_LIMIT // size) + "x" * (SECTION_LIMIT % size)
    assert len(whole.encode()) == SECTION_LIMIT == 1_048_576
    assert clean_text(whole, "It") == whole
    with pytest.raises(BadInput) as refusal:
        clean_text(whole + "x", "It")
    assert "1 MB" in refusal.value.sentence


def test_line_ends_are_counted_as_they_are_kept() -> None:
    text = "\r\n" * SECTION_LIMIT
    assert clean_text(text, "It") == "\n" * SECTION_LIMIT


@given(st.text(writable.filter(lambda char: char not in "\r\n"), max_size=100))
def test_a_line_comes_back_unchanged(text: str) -> None:
    assert clean_line(text, "It") == text


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\r\nb", "\n", "x" * (LINE_LIMIT + 1)])
def test_a_line_is_one_and_not_too_long(text: str) -> None:
    with pytest.raises(BadInput):
        clean_line(text, "It")
    assert clean_line("x" * LINE_LIMIT, "It") == "x" * LINE_LIMIT


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u2003 \u3000"])
def test_a_name_says_something(blank: str) -> None:
    with pytest.raises(BadInput):
        clean_name(blank, "The name")
    assert clean_name(f"{blank}x", "The name") == f"{blank}x"


@pytest.mark.parametrize("text", ["", " ", "\t\n\u2003", " a ", "a\n"])
def test_only_what_is_blank_says_nothing(text: str) -> None:
    assert unless_blank(text) == (text if "a" in text else "")
