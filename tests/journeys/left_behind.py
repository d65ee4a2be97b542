"""What a licensee leaves behind on paper and on a disk; made by the program, read by others."""

import re
from collections.abc import Sequence
from datetime import time, timedelta
from pathlib import Path

from tests.journeys.person import read_page
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
from vault.export.key_sheets import card_sheet
from vault.export.pdf_sheet import render_sheet
from vault.lifecycle.call_sheet import keep_call_card
from vault.lifecycle.restore import PLACE_NAME
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.emergency import EmergencyPlan
from vault.model.secret import Passphrase
from vault.model.share import Card, Holder
from vault.open_vault import OpenVault

NAME, SIGNED, PRIVATE = "Dana Whitfield", "She slept six hours.", "A thought kept apart."
NUMBER = "617-555-0142"
HOLDERS = [Holder("Ash Moreno"), Holder("Bo Lindqvist"), Holder("Cy Okafor")]


def leave_behind(vault: OpenVault, folder: Path) -> Path:
    """Fill a practice, and put into a folder what others have of it: paper, and a disk.

    The paper is a call card, cards 1 and 3 of three, of which two are needed, and the emergency
    page. Return the backup place on the disk.
    """
    answered(vault)
    phone = Contact(ContactKind.PHONE, NUMBER, may=(ContactUse.CALL,))
    (client,) = vault.clients.add([a_client(NAME, contacts=(phone,))])
    (note,) = vault.notes.begin([a_note(client, SIGNED)])
    vault.notes.sign(note.id)
    day = NOON.date() + timedelta(days=1)
    vault.appointments.add([an_appointment(client, day=day, start=time(9))])
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client, PRIVATE)])
    vault.close_process()

    def keep(cards: Sequence[Card]) -> None:
        for card in (cards[0], cards[2]):
            pdf = render_sheet(card_sheet(card, NOON.date()))
            (folder / f"card-{card.number}.pdf").write_bytes(pdf)

    vault.add_executor(vault.ways_in, 2, HOLDERS, keep)
    vault.call_sheets.make_card(lambda card: keep_call_card(folder / "call.pdf", card))
    vault.emergencies.set(EmergencyPlan(executor="Amara Osei", executor_phone="617-555-0171"))
    (folder / "emergency.pdf").write_bytes(vault.emergencies.prepare().render())
    place = folder / "disk" / PLACE_NAME
    place.mkdir(parents=True)
    vault.backups.add_place(str(place))
    back_up(vault, place)
    return place


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
