"""Executor cards of process notes open them at their own door; those of the records do not."""

from PySide6.QtCore import Qt

from tests.practice import PROCESS_PASSPHRASE
from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import CANARY, go_to_door, texts_of, with_a_client
from tests.ui.screens.unlock.test_unlock import paste
from tests.ui.window import Hands
from ui.cards_page import CardsPage
from ui.widgets.card_words import CardWords
from vault.model.secret import Passphrase
from vault.model.share import Card, Holder
from vault.open_vault import OpenVault

HOLDERS = [Holder("Ash Moreno"), Holder("Bo Lindqvist"), Holder("Cy Okafor")]


def both_sets(vault: OpenVault) -> tuple[list[Card], list[Card]]:
    """Make a set of cards of the records, and one of process notes."""
    of_records: list[Card] = []
    of_process: list[Card] = []
    vault.add_executor(vault.ways_in, 2, HOLDERS, of_records.extend)
    opened = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    vault.add_executor(opened.ways_in, 2, HOLDERS, of_process.extend)
    vault.close_process()
    return of_records, of_process


def given(boxes: CardWords) -> list[int]:
    """Return the numbers of the cards that were accepted."""
    return list(boxes.given.numbers)


def test_their_own_cards_open_process_notes_and_no_others(hands: Hands) -> None:
    client = with_a_client(hands, f"A thought. {CANARY}")
    of_records, of_process = ask(hands, both_sets)
    screen = go_to_door(hands, client)
    screen.door.cards_asked.emit()
    page = hands.find(CardsPage)
    assert page.isVisible()
    boxes = hands.find(CardWords)
    for card in of_records[:2]:
        paste(hands, card)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: "or the records alone" in texts_of(boxes))
    assert not screen.is_open
    assert CANARY not in texts_of(screen)
    paste(hands, of_process[0])
    hands.press(Qt.Key.Key_Escape)
    assert screen.door.field.hasFocus()
    screen.door.cards_asked.emit()
    assert given(boxes) == [1], "accepted cards stay while one is here"
    paste(hands, of_process[2])
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.is_open)
    hands.settle()
    assert CANARY in texts_of(screen)
    assert not given(boxes)
    used = ask(hands, lambda v: v.process.ways_in.used if v.process else "")
    assert used.startswith("executor:")


def test_cards_that_were_typed_are_gone_when_the_place_is_left(hands: Hands) -> None:
    client = with_a_client(hands)
    _of_records, of_process = ask(hands, both_sets)
    go_to_door(hands, client).door.cards_asked.emit()
    boxes = hands.find(CardWords)
    paste(hands, of_process[1])
    assert given(boxes) == [2]
    hands.tools.navigation.go("today")
    hands.settle()
    assert not given(boxes)
    assert of_process[1].words not in texts_of(hands.shell)
