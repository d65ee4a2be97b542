"""Executor cards as they are typed: words by four letters, and each card judged at once."""

import dataclasses

import pytest
from shamir_mnemonic import Share

from vault.crypto import age, shares
from vault.errors import BadInput, WrongSecret
from vault.lifecycle.typed_cards import (
    ENOUGH_LETTERS,
    WORD_COUNT,
    GivenCards,
    given_for,
    word_for,
    words_beginning,
)


@pytest.fixture
def identity() -> str:
    """A fresh identity."""
    return age.new_identity()


@pytest.fixture
def cards(identity: str) -> list[list[str]]:
    """The words of its three cards, of which two are needed."""
    return [words.split() for words in shares.split(identity, 2, 3)]


def test_a_card_has_as_many_words_as_the_library_makes(cards: list[list[str]]) -> None:
    assert {len(words) for words in cards} == {WORD_COUNT}


def test_four_letters_are_a_word_and_fewer_only_when_no_other_begins_so() -> None:
    assert len(shares.WORDS) == 1024
    for word in shares.WORDS:
        assert word_for(word[:ENOUGH_LETTERS]) == word_for(word.upper()) == word
        for letters in (word[:1], word[:2], word[:3]):
            found = words_beginning(letters)
            assert word in found
            assert word_for(letters) == (word if len(found) == 1 else "")
    for wrong in ("", "qzwo", "academics", "acad emic", "7", "acadx"):
        assert word_for(wrong) == ""


@pytest.mark.parametrize(("k", "n"), [(2, 2), (2, 3), (3, 5), (16, 16)])
def test_the_first_words_say_set_number_and_k(identity: str, k: int, n: int) -> None:
    """The library reads the whole card; we read its head, and must read the same."""
    for place, words in enumerate(shares.split(identity, k, n), 1):
        theirs = Share.from_mnemonic(words)
        head = shares.head_of(words.split())
        assert (head.number, head.k) == (theirs.index + 1, theirs.member_threshold) == (place, k)
        assert shares.set_of(words.split()[:2]) == head.set_id
        assert head.set_id >> 5 == theirs.identifier


def test_cards_are_taken_one_by_one_until_they_rebuild_the_key(
    identity: str, cards: list[list[str]]
) -> None:
    given = GivenCards()
    assert (given.missing, given.numbers) == (None, ())
    given = given.with_card(cards[2])
    assert (given.missing, given.numbers) == (1, (3,))
    with pytest.raises(BadInput):
        given.rebuild()
    given = given.with_card(cards[0])
    assert (given.missing, given.numbers) == (0, (3, 1))
    assert given.rebuild() == identity
    assert cards[0][5] not in repr(given)
    assert dataclasses.fields(given)[2].repr is False


def test_another_set_and_a_card_given_twice_are_told_by_the_first_words(
    cards: list[list[str]], identity: str
) -> None:
    given = GivenCards().with_card(cards[0])
    other = next(
        words
        for words in (shares.split(identity, 2, 3)[1].split() for _try in range(9))
        if words[:2] != cards[0][:2]
    )
    given.check_beginning(other[:1])
    with pytest.raises(WrongSecret) as refusal:
        given.check_beginning(other[:2])
    assert "another set" in refusal.value.sentence
    given.check_beginning(cards[0][:3])
    with pytest.raises(BadInput) as twice:
        given.check_beginning(cards[0][:4])
    assert twice.value.sentence == "Card 1 was accepted already."
    for wrong in (other, cards[0]):
        with pytest.raises((WrongSecret, BadInput)):
            given.with_card(wrong)


def test_a_set_may_be_given_before_its_first_card(cards: list[list[str]]) -> None:
    waits = given_for(" ".join(cards[1]))
    assert (waits.missing, waits.numbers) == (2, ())
    other = shares.split(age.new_identity(), 3, 3)[0].split()
    with pytest.raises(WrongSecret):
        waits.with_card(other)
    assert waits.with_card(cards[1]).missing == 1


def test_a_card_with_a_wrong_word_is_refused_and_no_error_holds_a_word(
    cards: list[list[str]],
) -> None:
    words = list(cards[0])
    words[20] = "husband" if words[20] != "husband" else "acid"
    for wrong in (words, words[:-1], [*cards[0], "acid"], cards[0][:20] + cards[0][21:]):
        with pytest.raises(WrongSecret) as refusal:
            GivenCards().with_card(wrong)
        assert "do not fit together" in refusal.value.sentence
        assert cards[0][6] not in f"{refusal.value.sentence} {refusal.value.hint}".split()
