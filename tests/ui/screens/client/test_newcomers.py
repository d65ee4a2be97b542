"""Somebody who comes into a client's file, known already by name: the licensee decides first."""

import pytest
from PySide6.QtWidgets import QPushButton

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, in_order
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.screens.client.header import DETAILS
from ui.screens.client.representative_form import RepresentativeForm
from ui.screens.client.representatives import Representatives
from ui.screens.client.screen import ClientScreen
from ui.widgets.conflict_dialog import ConflictDialog
from ui.widgets.contact_fields import ContactFields
from vault.model.client import Client, Contact, ContactKind
from vault.model.conflict import Acquaintance, ConflictCheck, Decision, Relationship
from vault.model.ids import AcquaintanceId, new_id
from vault.model.representative import Representative


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client; somebody else is on the licensee's own list."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    phone = Contact(ContactKind.PHONE, "617-555-0142", "Olga Petrova")
    client = vault.clients.add([a_client("Dana Whitfield", contacts=(phone,))])[0]
    vault.own_list.add(
        [Acquaintance(AcquaintanceId(new_id()), "Rosa Bell", Relationship.SOCIAL, "the choir")]
    )
    vault.close()
    return client


def enter(hands: Hands, client: Client, name: str) -> RepresentativeForm:
    """Fill in somebody who may act for a client, and save."""
    hands.unlock()
    hands.tools.navigation.go("client", client=client.id, note="people")
    hands.settle()
    hands.find(Representatives).add()
    form = hands.find(RepresentativeForm)
    form.name.setText(name)
    form.finish()
    hands.settle()
    return form


def kept(hands: Hands, client: Client) -> tuple[list[Representative], list[ConflictCheck]]:
    """Return who acts for a client, and the checks of the file."""
    return ask(
        hands, lambda v: (v.representatives.of_client(client.id), v.conflicts.of_client(client.id))
    )


def test_nobody_of_that_name_is_known_and_the_check_is_kept(hands: Hands, dana: Client) -> None:
    enter(hands, dana, "Mia Chen")
    assert hands.shell.findChildren(ConflictDialog) == []
    people, (check,) = kept(hands, dana)
    assert [each.name for each in people] == ["Mia Chen"]
    assert (check.names, check.found, check.client) == (("Mia Chen",), (), dana.id)


def test_a_known_name_is_not_saved_before_it_is_decided(hands: Hands, dana: Client) -> None:
    form = enter(hands, dana, "Rose Bell")
    dialog = hands.find(ConflictDialog)
    assert unnamed(dialog) == []
    assert dialog.no_conflict.text() == "No conflict: save"
    dialog.reason.setText("From my choir.")
    dialog.conflict.click()
    hands.settle()
    people, (conflict,) = kept(hands, dana)
    assert (people, conflict.decision) == ([], Decision.CONFLICT)
    # What was entered stays, on the form and over a lock.
    assert form.name.text() == "Rose Bell"
    hands.lock()
    hands.unlock()
    form = hands.find(RepresentativeForm)
    assert form.name.text() == "Rose Bell"
    form.finish()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    dialog.back.click()
    assert form.isVisible()
    form.finish()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    dialog.reason.setText("Another Rosa.")
    dialog.no_conflict.click()
    hands.settle()
    people, checks = kept(hands, dana)
    assert [each.name for each in people] == ["Rose Bell"]
    assert [(each.decision, each.reason) for each in checks if each != conflict] == [
        (Decision.NO_CONFLICT, "Another Rosa.")
    ]
    assert ask(hands, lambda v: v.desk.get(f"client/representative-{dana.id}")) is None


def test_whose_a_contact_is_is_decided_too(hands: Hands, dana: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id)
    hands.settle()
    hands.find(ClientScreen).show_tab(DETAILS)
    details = hands.find(ClientScreen).details
    whose = details.form.findChildren(ContactFields)[0].whose
    whose.setText("Rose Bell")
    whose.textEdited.emit("Rose Bell")
    details.save()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    assert ask(hands, lambda v: v.clients.get(dana.id)) == dana
    dialog.back.click()
    hands.settle()
    assert not details.clean
    hands.find(QPushButton, "Save changes").click()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    dialog.reason.setText("Another Rosa.")
    dialog.no_conflict.click()
    hands.settle()
    assert ask(hands, lambda v: v.clients.get(dana.id)).contacts[0].whose == "Rose Bell"
    (check,) = kept(hands, dana)[1]
    assert (check.names, check.reason) == (("Rose Bell",), "Another Rosa.")
    assert details.clean


def test_no_dialog_opens_over_another_place_and_nothing_is_lost(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    other = vault.clients.add([a_client("Mia Chen")])[0]
    vault.close()
    form = enter(hands, dana, "")
    form.name.setText("Rose Bell")
    with hands.held():
        form.finish()
        hands.tools.navigation.go("client", client=other.id, note="people")
    hands.settle()
    assert hands.shell.findChildren(ConflictDialog) == []
    assert kept(hands, dana) == ([], [])
    hands.tools.navigation.go("client", client=dana.id, note="people")
    hands.settle()
    assert hands.find(RepresentativeForm).name.text() == "Rose Bell"
