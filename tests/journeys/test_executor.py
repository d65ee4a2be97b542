"""She has died: who comes has the disk, a call card and two cards of three."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.left_behind import (
    NUMBER,
    PRIVATE,
    SIGNED,
    key_of_call_card,
    words_of_card,
)
from tests.journeys.person import Person, at_a_computer
from tests.ui.record import ask
from ui.theme import Theme
from vault.crypto import shares
from vault.lifecycle.sitting import Surroundings
from vault.model.audit import Action


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, left: Path, around: Surroundings) -> Iterator[Person]:
    """The executor at a computer of her own; Strongroom was just installed."""
    around = replace(around, state=left / "her state")
    person = at_a_computer(qtbot, theme, around, left / "her config")
    (left / "documents").mkdir()
    yield person
    person.stop()


def test_executor_with_two_cards(person: Person, left: Path) -> None:
    person.click("I am not the licensee: they are ill or have died")
    assert "You do not have to read any record; please do not." in person.says()
    assert person.focused() == "Choose the vault or backup disk"
    person.choose(left / "disk", "Choose the vault or backup disk")
    assert person.focused() == "Key of the call card"
    person.type(key_of_call_card(left / "call.pdf"))
    person.press_return()
    person.wait(f"Dana Whitfield\n   {NUMBER} · May be called\n   Expected: 23 November 2026")
    assert SIGNED not in person.says()
    person.click("Close the list")
    assert "Dana" not in person.says()

    person.click("Use executor cards")
    assert person.focused() == "Word 1"
    person.type_card(words_of_card(left / "card-1.pdf"))
    person.wait("Card 1 accepted\nThe words of the next card\n1 more card of this set is needed.")
    with pytest.raises(AssertionError, match="cannot be clicked"):
        person.click("Use these cards")
    person.type_card(words_of_card(left / "card-1.pdf"))
    person.wait("Card 1 was accepted already.")
    person.click("Empty the boxes")
    person.type_card(words_of_card(left / "card-3.pdf"))
    person.wait("These cards are enough.")
    person.press_return()
    person.wait("Cards 1, 3 accepted")
    person.choose(left / "documents", "Choose where it goes")
    person.click("Restore")
    person.wait("Restored and proved whole, as it was on Sun 22 Nov 2026, 12:00.")
    person.click("Open it with the cards")
    person.press_return()
    person.wait("Vault health")

    person.click("Dana Whitfield, 14 May, signed")
    person.wait(SIGNED)
    person.click("Process notes")
    person.wait("Their own passphrase: the one of the records does not fit.")
    person.click("Use recovery key")
    cards = [words_of_card(left / f"card-{number}.pdf") for number in (1, 3)]
    person.type(shares.combine(cards))
    person.press_return()
    person.wait("This recovery key opens another vault, or the records without these notes.")
    assert PRIVATE not in person.says()
    log = ask(person, lambda v: [(each.action, each.way_in) for each in v.audit.export()])
    for action in (Action.VAULT_RESTORED, Action.VAULT_UNLOCKED, Action.CLIENT_VIEWED):
        assert (action, "executor:3") in log
