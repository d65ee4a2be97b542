"""Words of one's own: what they may be, and that each is there once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import BadInput
from vault.model.settings import VaultSettings
from vault.model.spelling import MOST_WORDS, KnownWords, cleaned_word, cleaned_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Zyanya ", "Zyanya"),
        ("Zyanya\u2019s", "Zyanya"),
        ("Zyanya's", "Zyanya"),
        ("O'Qarvel", "O'Qarvel"),
        ("caf\u00e9", "caf\u00e9"),
        ("cafe\u0301", "cafe\u0301"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_word_has_letters_and_apostrophes(typed: str, kept: str) -> None:
    assert cleaned_word(typed) == kept


@pytest.mark.parametrize(
    "wrong", ["", " ", "two words", "a-b", "x9", "9", "'", "\u2019s", "a\nb", "a\0", "x" * 61]
)
def test_anything_else_is_refused_and_not_repeated(wrong: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned_words([wrong])
    assert len(wrong) < 3 or wrong not in str(refused.value)


def test_each_stands_once_sorted_and_there_is_a_most() -> None:
    assert cleaned_words(["b", "A", "a", "B", "c"]) == ("a", "B", "c")
    words = ["".join(chr(97 + int(digit)) for digit in f"{n:04}") for n in range(MOST_WORDS + 1)]
    assert len(cleaned_words(words[:-1])) == MOST_WORDS
    with pytest.raises(BadInput):
        cleaned_words(words)


@given(st.text(max_size=80))
def test_a_word_that_is_taken_is_taken_again_as_it_is(typed: str) -> None:
    try:
        kept = cleaned_word(typed)
    except BadInput:
        return
    if not kept.endswith(("'s", "\u2019s")):
        assert cleaned_word(kept) == kept


def test_no_word_is_in_a_repr() -> None:
    assert "Zyanya" not in repr(KnownWords(True, ("Zyanya",)))
    assert "Zyanya" not in repr(VaultSettings(words=("Zyanya",)))


def test_marking_is_on_or_off() -> None:
    assert VaultSettings().mark_misspelled
    with pytest.raises(BadInput):
        VaultSettings(mark_misspelled="no").cleaned()  # type: ignore[arg-type] # what JSON may hold
