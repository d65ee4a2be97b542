"""Snippets in the window: entered in Settings, typed in a note."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, in_order
from tests.ui.record import ask
from tests.ui.screens.settings.test_settings_screen import shown
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from ui.screens.settings.snippets_card import SnippetsCard
from vault.model.client import Client
from vault.model.settings import VaultSettings
from vault.model.snippet import Snippet

TEXT = "Asked directly:\nno thoughts of suicide, no plan."


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """An adult, and one snippet."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    in_order(vault)
    vault.settings.set(VaultSettings(snippets=(Snippet("si", TEXT),)))
    vault.close()
    return client


def card_of(hands: Hands) -> SnippetsCard:
    """Return the card, its rows shown."""
    card = shown(hands).snippets
    hands.until(lambda: bool(card.rows))
    return card


def kept(hands: Hands) -> list[Snippet]:
    """Return what the vault has."""
    return list(ask(hands, lambda v: v.settings.get().snippets))


def test_a_word_becomes_its_text_and_undo_brings_it_back(hands: Hands, dana: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="new")
    hands.settle()
    fields = hands.find(ClientScreen).record.pane.editor.sections.fields()
    QTest.keyClicks(fields[0], "Came late. /si and/si /none ")
    assert fields[0].text() == f"Came late. {TEXT} and/si /none "
    fields[1].set_text("\U0001f642 \U0001f642")
    QTest.keyClick(fields[1], Qt.Key.Key_End)
    QTest.keyClicks(fields[1], " /SI")
    QTest.keyClick(fields[1], Qt.Key.Key_Return)
    assert fields[1].text() == f"\U0001f642 \U0001f642 {TEXT}\n"
    QTest.keyClicks(fields[2], "/si")
    QTest.keyClick(fields[2], Qt.Key.Key_Space)
    assert fields[2].text() == f"{TEXT} "
    fields[2].undo()
    fields[2].undo()
    assert fields[2].text() == "/si"


def test_snippets_are_entered_changed_and_taken_out(hands: Hands, dana: Client) -> None:
    hands.unlock()
    card = card_of(hands)
    assert [row[0].text() for row in card.rows] == ["si"]
    card.more.click()
    word, text, _remove = card.rows[1]
    assert word.hasFocus()
    QTest.keyClicks(word, "hw")
    card.put_down()
    hands.settle()
    # A word without a text waits, and keeps nothing else from being kept.
    assert kept(hands) == [Snippet("si", TEXT)]
    QTest.keyClicks(text, "Homework: ")
    hands.until(lambda: len(kept(hands)) == 2)
    hands.settle()
    assert kept(hands)[1] == Snippet("hw", "Homework: ")
    # What is typed stays as it is typed, the space at its end too.
    assert card.rows[1][1] is text
    assert text.toPlainText() == "Homework: "
    word.setText("SI")
    word.textEdited.emit("SI")
    card.put_down()
    hands.settle()
    assert "same word" in card.error.text()
    # The first of the two is kept, and the other waits on the screen.
    assert kept(hands) == [Snippet("si", TEXT)]
    card.rows[0][2].click()
    card.put_down()
    hands.settle()
    assert kept(hands) == [Snippet("SI", "Homework: ")]
    assert not card.error.isVisible()


def test_what_cannot_be_kept_yet_outlives_a_lock(hands: Hands, dana: Client) -> None:
    hands.unlock()
    card = card_of(hands)
    card.more.click()
    QTest.keyClicks(card.rows[1][1], "A text without a word")
    hands.lock()
    hands.unlock()
    card = card_of(hands)
    hands.until(lambda: len(card.rows) == 2)
    assert card.rows[1][1].toPlainText() == "A text without a word"
    QTest.keyClicks(card.rows[1][0], "tw")
    card.put_down()
    hands.settle()
    assert kept(hands) == [Snippet("si", TEXT), Snippet("tw", "A text without a word")]
    hands.lock()
    hands.unlock()
    card = card_of(hands)
    hands.settle()
    assert len(card.rows) == 2


def test_leaving_saves_and_other_settings_stay(hands: Hands, dana: Client) -> None:
    hands.unlock()
    card = card_of(hands)
    card.rows[0][1].setPlainText("Another text.")
    hands.tools.navigation.go("today")
    hands.settle()
    assert kept(hands) == [Snippet("si", "Another text.")]
    assert ask(hands, lambda v: v.settings.get().late_entry_days) == 7
