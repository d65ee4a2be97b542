"""She has died: who comes has the disk, a call card and two cards of three."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import Unlock
from tests.journeys.person import Person, at_a_computer, read_page
from tests.lifecycle.test_backup import back_up
from tests.practice import (
    NOON,
    PROCESS_PASSPHRASE,
    a_client,
    a_note,
    a_process_note,
    an_appointment,
    answered,
)
from tests.storage.test_database import derive_once
from tests.ui.record import ask
from ui.theme import Theme
from vault.crypto import shares
from vault.export.key_sheets import card_sheet
from vault.export.pdf_sheet import render_sheet
from vault.lifecycle.call_sheet import keep_call_card
from vault.lifecycle.restore import PLACE_NAME
from vault.lifecycle.sitting import Surroundings
from vault.model.audit import Action
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.secret import Passphrase
from vault.model.share import Card, Holder
from vault.open_vault import OpenVault

SIGNED, PRIVATE = "She slept six hours.", "A thought kept apart."
NUMBER = "617-555-0142"
HOLDERS = [Holder("Ash Moreno"), Holder("Bo Lindqvist"), Holder("Cy Okafor")]


@pytest.fixture
def left(unlocked: Unlock, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is left of the practice: a disk, a call card and cards 1 and 3, on paper."""
    derive_once(monkeypatch)
    vault = unlocked()
    answered(vault)
    phone = Contact(ContactKind.PHONE, NUMBER, may=(ContactUse.CALL,))
    (client,) = vault.clients.add([a_client("Dana Whitfield", contacts=(phone,))])
    (note,) = vault.notes.begin([a_note(client, SIGNED)])
    vault.notes.sign(note.id)
    day = NOON.date() + timedelta(days=1)
    vault.appointments.add([an_appointment(client, day=day, start=time(9))])
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client, PRIVATE)])
    vault.close_process()
    print_cards(vault, tmp_path)
    vault.call_sheets.make_card(lambda card: keep_call_card(tmp_path / "call.pdf", card))
    place = tmp_path / "disk" / PLACE_NAME
    place.mkdir(parents=True)
    vault.backups.add_place(str(place))
    back_up(vault, place)
    vault.close()
    path.rename(tmp_path / "burnt")
    return tmp_path


def print_cards(vault: OpenVault, folder: Path) -> None:
    """Print a set of three cards, of which two are needed; the second is lost."""

    def keep(cards: Sequence[Card]) -> None:
        for card in (cards[0], cards[2]):
            pdf = render_sheet(card_sheet(card, NOON.date()))
            (folder / f"card-{card.number}.pdf").write_bytes(pdf)

    vault.add_executor(vault.ways_in, 2, HOLDERS, keep)


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, left: Path, around: Surroundings) -> Iterator[Person]:
    """The executor at a computer of her own; Strongroom was just installed."""
    around = replace(around, state=left / "her state")
    person = at_a_computer(qtbot, theme, around, left / "her config")
    (left / "documents").mkdir()
    yield person
    person.stop()


def words_of_card(pdf: Path) -> str:
    """Read the words of a printed card, by their numbers."""
    said = read_page(pdf, "-layout")
    between = said.partition("The words of this card")[2].partition("The same words")[0]
    pairs = re.findall(r"(\d+)\s+([a-z]{4,8})", between)
    return " ".join(word for _number, word in sorted(pairs, key=lambda pair: int(pair[0])))


def key_of_call_card(pdf: Path) -> str:
    """Read the key from the call card, group by group."""
    said = read_page(pdf, "-layout")
    between = said.partition("The key of the list")[2].partition("The same key")[0]
    return " ".join(re.findall(r"[A-Z0-9-]{2,}", between))


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
