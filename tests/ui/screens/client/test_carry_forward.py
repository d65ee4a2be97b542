"""The words of the last note, carried forward into a draft."""

from datetime import date

import pytest
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note, in_order
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.notices import Notice
from ui.screens.client.screen import ClientScreen
from vault.model.addendum import Mark
from vault.model.client import Client

EARLIER = {"data": "Slept.", "assessment": "Better.", "plan": "Go on."}


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """An adult with a signed note, a newer one in error, and a contact that is newer still."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    in_order(vault)
    _first, wrong, _contact = vault.notes.begin_and_sign(
        [
            a_note(client, template="dap", sections=EARLIER),
            a_note(client, "Wrong.", service_date=date(2026, 5, 21)),
            a_note(
                client,
                template="contact",
                sections={"substance": "Called."},
                service_date=date(2026, 5, 28),
            ),
        ]
    )
    vault.notes.addend(wrong.id, "Of another day.", Mark.IN_ERROR)
    vault.close()
    return client


@pytest.fixture
def said(hands: Hands) -> list[Notice]:
    """What the window says beside the note."""
    notices: list[Notice] = []
    hands.tools.notices.said.connect(notices.append)
    return notices


def begun(hands: Hands, client: Client) -> ClientScreen:
    """Begin a note of a client in the window."""
    hands.unlock()
    hands.tools.navigation.go("client", client=client.id)
    hands.settle()
    screen = hands.find(ClientScreen)
    screen.new_note()
    hands.settle()
    return screen


def test_what_was_typed_stays_and_the_rest_comes_from_the_last_note(
    hands: Hands, dana: Client, said: list[Notice]
) -> None:
    screen = begun(hands, dana)
    editor = screen.record.pane.editor
    editor.chips.template_chosen.emit("dap")
    hands.settle()
    QTest.keyClicks(editor.sections.fields()[0], "Came late.")
    assert editor.earlier_button.isVisible()
    editor.earlier_button.click()
    hands.settle()
    assert editor.sections.texts() == EARLIER | {"data": "Came late."}
    assert said[-1].sentence.startswith("Carried forward from 14 May 2026.")
    # It is kept as if it were typed, and one key takes a section back.
    editor.save()
    hands.settle()
    note = editor.note_id
    assert note is not None
    kept = ask(hands, lambda v: v.notes.get(note))
    assert {part.name: part.text for part in kept.sections} == EARLIER | {"data": "Came late."}
    editor.sections.fields()[1].undo()
    assert editor.sections.texts()["assessment"] == ""
    # Undo takes back what is still as it came.
    QTest.keyClicks(editor.sections.fields()[1], "Mine.")
    assert said[-1].run is not None
    said[-1].run()
    assert editor.sections.texts() == {"data": "Came late.", "assessment": "Mine.", "plan": ""}
    editor.earlier_button.click()
    hands.settle()
    editor.earlier_button.click()
    hands.settle()
    assert said[-1].sentence == "Nothing was carried forward: no section is empty."


def test_without_an_earlier_note_it_says_so_and_a_contact_has_no_such_chip(
    hands: Hands, unlocked: Unlock, said: list[Notice]
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    in_order(vault)
    vault.close()
    screen = begun(hands, client)
    pane = screen.record.pane
    pane.carry_forward()
    hands.settle()
    assert said[-1].sentence == "There is no earlier note to carry forward."
    assert "Carry forward the last note" in [each.words for each in screen.commands()]
    screen.begin_other("contact")
    hands.settle()
    assert not pane.editor.earlier_button.isVisible()
    assert "Carry forward the last note" not in [each.words for each in screen.commands()]
