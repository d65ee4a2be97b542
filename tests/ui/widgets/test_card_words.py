"""The boxes for the words of a card: completion, refusal, pasting, and one card after the other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.lifecycle.test_cards import cards_of
from ui.theme import Theme
from ui.widgets.card_words import CardWords
from vault.crypto import age, shares
from vault.lifecycle.cards import card_text
from vault.lifecycle.typed_cards import WORD_COUNT, given_for
from vault.model.share import Card


@pytest.fixture
def cards() -> list[Card]:
    """Three cards of a fresh key, of which two are needed."""
    return cards_of(age.new_identity())


@pytest.fixture
def words(qtbot: QtBot, theme: Theme) -> CardWords:
    """The boxes, the keyboard in the first."""
    words = CardWords(theme)
    shown(qtbot, words)
    words.begin()
    return words


def shown(qtbot: QtBot, window: QWidget) -> None:
    """Show a window that has the keyboard."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def focus() -> int:
    """Return the place of the box that has the keyboard, from 0."""
    return int((QApplication.focusWidget() or QLabel()).accessibleName().rpartition(" ")[2]) - 1


def type_on(text: str) -> None:
    """Type where the keyboard is, wherever each letter puts it."""
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        if letter == " ":
            QTest.keyClick(widget, Qt.Key.Key_Space)
        else:
            QTest.keyClicks(widget, letter)


def press(key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def texts(words: CardWords) -> list[str]:
    """Return what stands in the boxes, up to the last that has something."""
    found = [box.text() for box in words.boxes]
    while found and not found[-1]:
        found.pop()
    return found


def said(words: CardWords) -> str:
    """Return every sentence that can be read."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in words.findChildren(QLabel) if each.isVisible())


def numbers(words: CardWords) -> tuple[int, ...]:
    """Return the cards that were accepted."""
    return words.given.numbers


def first_four(card: Card) -> str:
    return "".join(word[:4] for word in card.words.split())


WAYS: dict[str, Callable[[Card], str]] = {
    "four letters each": first_four,
    "four letters and a space": lambda card: "".join(f"{w[:4]} " for w in card.words.split()),
    "whole words": lambda card: card.words + " ",
    "capitals": lambda card: card.words.upper() + " ",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_card_may_be_typed_in_any_of_these_ways(words: CardWords, way: str) -> None:
    for _try in range(3):
        for card in cards_of(age.new_identity(), 2, 2):
            type_on(WAYS[way](card))
            assert words.given.numbers[-1] == card.number, texts(words)
            assert list(words.given.cards.values())[-1] == card.words
        assert words.given.missing == 0
        words.forget()
        words.begin()


@pytest.mark.parametrize("word", shares.WORDS[::7])
def test_the_rest_of_a_word_does_not_reach_the_next_box(words: CardWords, word: str) -> None:
    """Whoever types whole words types on when four letters have completed one."""
    words.empty_boxes()
    type_on(f"{word} {word} a")
    assert texts(words) == [word, word, "a"]


def test_fewer_letters_wait_and_space_completes_what_only_one_word_has(words: CardWords) -> None:
    type_on("ac")
    assert (texts(words), focus()) == (["ac"], 0)
    type_on(" ")
    assert "Word 1 is none of those" in said(words)
    press(Qt.Key.Key_Backspace)
    assert "none of those" not in said(words)
    words.empty_boxes()
    only = next(
        word[:3]
        for word in shares.WORDS
        if len([each for each in shares.WORDS if each.startswith(word[:3])]) == 1
    )
    type_on(f"{only} ")
    assert (focus(), len(texts(words)[0]) > 3) == (1, True)


def test_a_word_that_is_none_is_refused_at_its_box(words: CardWords) -> None:
    type_on("acidqz")
    assert focus() == 1
    assert "Word 2 is none of those that cards have. Compare its letters." in said(words)
    assert words.boxes[1].property("problem") is True
    assert "Word 2" in words.boxes[1].accessibleDescription()
    type_on("  ")
    assert (focus(), texts(words)) == (1, ["acid", "qz"])
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    assert words.boxes[1].property("problem") is False
    assert "none of those" not in said(words)
    press(Qt.Key.Key_Backspace)
    assert focus() == 0
    press(Qt.Key.Key_Down)
    assert focus() == 3


@pytest.mark.parametrize(
    "pasted",
    [
        lambda card: card.words,
        lambda card: card.words.replace(" ", "\n"),
        lambda card: ", ".join(card.words.split()),
        lambda card: " ".join(word[:4] for word in card.words.split()),
        lambda card: "\n".join(f"{n}. {w}" for n, w in enumerate(card.words.split(), 1)),
        card_text,
    ],
    ids=["a line", "a column", "commas", "four letters", "numbers", "the file"],
)
def test_all_words_may_be_pasted_into_any_box(
    words: CardWords, cards: list[Card], pasted: Callable[[Card], str]
) -> None:
    QApplication.clipboard().setText(pasted(cards[1]))
    words.boxes[4].setFocus()
    words.boxes[4].paste()
    QApplication.clipboard().clear()
    assert words.given.numbers == (2,)
    assert (texts(words), focus()) == ([], 0)
    assert "Card 2 accepted" in said(words)


def test_what_cannot_be_pasted_is_said(words: CardWords, cards: list[Card]) -> None:
    for text, sentence in (
        ("acid " * 40, f"A card has {WORD_COUNT} words; these are 40."),
        ("1. acid\n3. acid", "Word 2 of a card is missing"),
    ):
        QApplication.clipboard().setText(text)
        words.boxes[0].paste()
        assert sentence in words.banner.text()
        assert texts(words) == []
    QApplication.clipboard().setText("acid hello acorn")
    words.boxes[2].setFocus()
    words.boxes[2].paste()
    QApplication.clipboard().clear()
    assert texts(words) == ["", "", "acid", "hello", "acorn"]
    assert "Word 4 is none of those" in said(words)


def test_accepted_cards_stay_and_the_last_is_enough(
    qtbot: QtBot, theme: Theme, cards: list[Card]
) -> None:
    words, pages = CardWords(theme), QStackedWidget()
    pages.addWidget(QLabel("another page"))
    pages.addWidget(words)
    pages.setCurrentWidget(words)
    shown(qtbot, pages)
    words.begin()
    told: list[tuple[int, ...]] = []
    words.accepted.connect(lambda: told.append(words.given.numbers))
    assert "The words of the first card" in said(words)
    type_on(first_four(cards[2]))
    assert "1 more card of this set is needed." in said(words)
    assert (words.pill.text(), words.pill.isVisible()) == ("Card 3 accepted", True)
    assert focus() == 0
    type_on(first_four(cards[0])[:40])
    half = texts(words)
    pages.setCurrentIndex(0)
    pages.setCurrentWidget(words)
    assert (words.given.numbers, texts(words)) == ((3,), half), "pausing keeps what is there"
    words.begin()
    type_on(first_four(cards[0])[40:])
    assert told == [(3,), (3, 1)]
    assert "These cards are enough." in said(words)
    assert "Cards 3, 1 accepted" in said(words)
    assert not words.boxes[0].isVisible()
    words.forget()
    assert (words.given.numbers, words.given.cards) == ((), {})
    assert words.boxes[0].isVisible()


def test_a_card_of_another_set_or_given_before_is_told_at_once(
    words: CardWords, cards: list[Card]
) -> None:
    type_on(first_four(cards[0]))
    type_on(first_four(cards[0])[:16])
    assert words.banner.text().startswith("Card 1 was accepted already.")
    words.empty_boxes()
    assert words.banner.text() == ""
    words.begin()
    other = cards_of(age.new_identity())[1]
    type_on(first_four(other)[:8])
    assert "a card of another set" in words.banner.text()
    type_on(first_four(other)[8:])
    assert words.given.numbers == (1,)
    assert "a card of another set" in words.banner.text()


def test_the_set_may_be_known_before_the_first_card(
    qtbot: QtBot, theme: Theme, cards: list[Card]
) -> None:
    words = CardWords(theme, given_for(cards[0].words))
    shown(qtbot, words)
    words.begin()
    type_on(first_four(cards_of(age.new_identity())[1])[:8])
    assert "a card of another set" in words.banner.text()
    words.empty_boxes()
    words.begin()
    type_on(first_four(cards[1]))
    assert words.given.missing == 1


def test_a_mistyped_card_is_refused_and_mended_in_its_box(
    words: CardWords, cards: list[Card]
) -> None:
    right = cards[0].words.split()
    wrong = "husband" if right[9] != "husband" else "acid"
    type_on("".join(word[:4] for word in (*right[:9], wrong, *right[10:])))
    assert "do not fit together" in words.banner.text()
    assert numbers(words) == ()
    words.boxes[9].setFocus()
    type_on(right[9][:4])
    assert numbers(words) == (1,)
    assert words.banner.text() == ""


def test_no_word_stays_in_a_box_s_undo(words: CardWords, cards: list[Card]) -> None:
    type_on(first_four(cards[0]))
    words.forget()
    for box in words.boxes:
        assert not box.isUndoAvailable()
        box.undo()
    assert texts(words) == []
