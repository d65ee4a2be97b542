"""Clients: found by the beginning of a name, added, changed; a half-filled form survives."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from ui.screens.clients.screen import ClientsScreen
from vault.model.client import Client, ClientKind, Contact, ContactKind, ContactUse
from vault.model.participant import RecordBasis

NAMES = ("Anna Berg", "Boris Cole", "Zoë Dana")


@pytest.fixture
def clients(unlocked: Unlock) -> list[Client]:
    """Three clients, one of them with a draft, in a vault that is locked again."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    clients = vault.clients.add([a_client(name) for name in NAMES])
    vault.notes.begin([a_note(clients[2])])
    vault.close()
    return clients


@pytest.fixture
def screen(clients: list[Client], hands: Hands) -> ClientsScreen:
    """The list of those three."""
    hands.unlock()
    return go(hands, ClientsScreen, "clients")


def spoken(screen: ClientsScreen) -> list[str]:
    """Return what a screen reader hears, row for row."""
    model = screen.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(number, 0).data(role) for number in range(model.rowCount())]


def test_the_rows_say_everything_they_show(screen: ClientsScreen) -> None:
    assert spoken(screen) == [
        "Anna Berg, b. 9 Mar 1984 · 42, no session yet",
        "Boris Cole, b. 9 Mar 1984 · 42, no session yet",
        "Zoë Dana, b. 9 Mar 1984 · 42, last session 14 May 2026, 1 draft",
    ]
    assert screen._count.text() == "3 clients"
    assert unnamed(screen) == []


def test_letters_find_and_enter_opens(
    screen: ClientsScreen, hands: Hands, clients: list[Client]
) -> None:
    hands.type("z")
    hands.type("o")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.find(ClientScreen).isVisible()
    here = hands.tools.navigation.here
    assert here is not None
    assert here.client == clients[2].id


def test_arrows_and_enter_open(screen: ClientsScreen, hands: Hands, clients: list[Client]) -> None:
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    here = hands.tools.navigation.here
    assert here is not None
    assert here.client == clients[1].id


def test_nobody_is_called_that(screen: ClientsScreen, hands: Hands) -> None:
    screen.filter.setText("Quentin")
    hands.until(lambda: screen.nobody.isVisible())
    screen.filter.setFocus()
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: screen.model.rowCount() == 3)
    assert not screen.nobody.isVisible()


def test_an_empty_practice_offers_the_first_step(hands: Hands) -> None:
    hands.unlock()
    screen = go(hands, ClientsScreen, "clients")
    assert screen.empty.isVisible()
    screen.empty.acted.emit()
    assert screen.panel.isVisible()


def test_a_client_is_added_with_contacts_and_their_uses(
    screen: ClientsScreen, hands: Hands
) -> None:
    screen.begin_new_client()
    hands.type("Ines Duarte")
    form = screen.panel.form
    form.preferred.setText("Nes")
    form.birth.set_value(date(1990, 2, 3))
    form.add_contact_button.click()
    contact = form.contacts()[0]
    contact.value.setText("617-555-0199")
    for use in (ContactUse.CALL, ContactUse.LEAVE_MESSAGE):
        contact._checks[use].click()
    assert unnamed(screen.panel) == []
    screen.panel.add_button.click()
    hands.settle()
    here = hands.tools.navigation.here
    assert here is not None
    added = ask(hands, lambda v: v.clients.get(here.client))  # type: ignore[arg-type]
    assert (added.name, added.preferred_name, added.birth_date) == (
        "Ines Duarte",
        "Nes",
        date(1990, 2, 3),
    )
    assert added.contacts == (
        Contact(ContactKind.PHONE, "617-555-0199", "", (ContactUse.CALL, ContactUse.LEAVE_MESSAGE)),
    )
    assert ask(hands, lambda v: v.desk.get("clients/new-client")) is None


def test_what_is_missing_is_said_beside_the_field(screen: ClientsScreen, hands: Hands) -> None:
    screen.begin_new_client()
    form = screen.panel.form
    screen.panel.add_button.click()
    assert form.form.error("name") == "Enter a name."
    assert "I don't know" in form.form.error("birth")
    form.name.setText("Ines Duarte")
    form.birth.line.setText("31 02 1990")
    screen.panel.add_button.click()
    assert "not a date" in form.form.error("birth")
    form.birth.set_unknown(True)
    screen.panel.add_button.click()
    hands.settle()
    assert ask(hands, lambda v: v.clients.count("Ines")) == 1


def test_a_couple_has_no_birth_date(screen: ClientsScreen, hands: Hands) -> None:
    screen.begin_new_client()
    form = screen.panel.form
    form.name.setText("J. and T. Okafor")
    form.kind.setCurrentIndex(form.kind.findData(ClientKind.COUPLE))
    assert not form.birth.isVisible()
    screen.panel.add_button.click()
    hands.settle()
    row = ask(hands, lambda v: v.clients.page("Okafor", 0, 1))[0]
    assert (row.kind, row.birth_date) == (ClientKind.COUPLE, None)


@pytest.mark.parametrize("basis", list(RecordBasis))
def test_a_couple_begins_on_terms(screen: ClientsScreen, hands: Hands, basis: RecordBasis) -> None:
    screen.begin_new_client()
    form = screen.panel.form
    assert not form.form.is_shown("basis")
    form.kind.setCurrentIndex(form.kind.findData(ClientKind.COUPLE))
    assert form.form.is_shown("basis")
    form.basis.setCurrentIndex(form.basis.findData(basis))
    form.name.setFocus()
    hands.type("Ines and Rui")
    hands.lock()
    hands.unlock()
    form = hands.find(ClientsScreen).panel.form
    assert form.chosen_basis() is basis
    hands.find(ClientsScreen).panel.add()
    hands.settle()
    (couple,) = ask(hands, lambda v: v.clients.page("Ines", 0, 2))
    unit = ask(hands, lambda v: v.participants.unit(couple.id))
    assert unit.terms.basis is basis


def test_a_half_filled_form_survives_locking(screen: ClientsScreen, hands: Hands) -> None:
    screen.begin_new_client()
    hands.type("Ines Dua")
    form = screen.panel.form
    QTest.keyClicks(form.birth.line, "3 2")
    form.add_contact_button.click()
    form.contacts()[0].value.setText("617")
    hands.lock()
    hands.unlock()
    again = hands.find(ClientsScreen).panel
    assert again.isVisible()
    assert again.form.name.text() == "Ines Dua"
    assert again.form.birth.line.text() == "3 2"
    assert [fields.contact().value for fields in again.form.contacts()] == ["617"]
    assert again.form.name.hasFocus()
    hands.type("rte")
    assert again.form.name.text() == "Ines Duarte"


def test_a_form_that_was_thrown_away_comes_back(screen: ClientsScreen, hands: Hands) -> None:
    said: list[object] = []
    hands.tools.notices.said.connect(said.append)
    screen.begin_new_client()
    hands.type("Ines")
    screen.panel.cancel_button.click()
    hands.settle()
    assert ask(hands, lambda v: v.desk.get("clients/new-client")) is None
    said[0].run()  # type: ignore[attr-defined]
    assert screen.half_filled.isVisible()
    screen.begin_new_client()
    assert screen.panel.form.name.text() == "Ines"


def test_clients_shows_the_list_beside_a_half_filled_form(
    screen: ClientsScreen, hands: Hands
) -> None:
    assert not screen.half_filled.isVisible()
    screen.begin_new_client()
    hands.type("Ines Dua")
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert not screen.panel.isVisible()
    assert screen.list.isVisible()
    assert screen.half_filled.isVisible()
    hands.tools.navigation.go("today")
    go(hands, ClientsScreen, "clients")
    assert screen.half_filled.isVisible()
    assert unnamed(screen) == []
    screen.go_on.click()
    assert screen.panel.form.name.hasFocus()
    assert screen.panel.form.name.text() == "Ines Dua"
    assert not screen.half_filled.isVisible()
    screen.panel.cancel_button.click()
    assert not screen.half_filled.isVisible()


def test_an_empty_form_leaves_no_line_above_the_list(screen: ClientsScreen, hands: Hands) -> None:
    screen.begin_new_client()
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert screen.list.isVisible()
    assert not screen.half_filled.isVisible()


def test_details_are_changed(clients: list[Client], hands: Hands) -> None:
    hands.unlock()
    screen = go(hands, ClientScreen, "client", client=clients[0].id)
    screen.show_tab(1)
    details = screen.details
    assert not details.save_button.isEnabled()
    QTest.keyClicks(details.form.preferred, "Annie")
    details.save_button.click()
    hands.settle()
    changed = ask(hands, lambda v: v.clients.get(clients[0].id))
    assert changed.preferred_name == "Annie"
    assert screen.header.name.text_in_full() == "Anna Berg (Annie)"
    assert details.clean


def test_changes_that_were_begun_survive_locking(clients: list[Client], hands: Hands) -> None:
    hands.unlock()
    screen = go(hands, ClientScreen, "client", client=clients[0].id)
    screen.show_tab(1)
    QTest.keyClicks(screen.details.form.preferred, "Anni")
    hands.lock()
    hands.unlock()
    again = hands.find(ClientScreen)
    assert again.details.form.preferred.text() == "Anni"
    assert not again.details.clean
    assert ask(hands, lambda v: v.clients.get(clients[0].id)).preferred_name == ""


def test_a_contact_nobody_touched_stays_to_the_letter(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    kept = Contact(ContactKind.ADDRESS, "Unit 3 / rear\nExampleton", "", (ContactUse.WRITE,))
    client = vault.clients.add([a_client(contacts=(kept,))])[0]
    vault.close()
    hands.unlock()
    screen = go(hands, ClientScreen, "client", client=client.id)
    screen.show_tab(1)
    QTest.keyClicks(screen.details.form.preferred, "D")
    screen.details.save()
    hands.settle()
    assert ask(hands, lambda v: v.clients.get(client.id)).contacts == (kept,)


def test_a_client_added_while_the_window_locks_is_not_half_filled_again(
    screen: ClientsScreen, hands: Hands
) -> None:
    go(hands, ClientsScreen, "clients", note="new")
    QTest.keyClicks(screen.panel.form.name, "Nora Quint")
    screen.panel.form.birth.set_unknown(True)
    with hands.held():
        screen.panel.add()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    screen = go(hands, ClientsScreen, "clients")
    assert not screen.panel.is_half_filled
    assert screen._count.text() == "4 clients"


def test_a_form_emptied_while_it_is_kept_is_empty_after_a_lock(
    screen: ClientsScreen, hands: Hands
) -> None:
    go(hands, ClientsScreen, "clients", note="new")
    QTest.keyClicks(screen.panel.form.name, "Nora")
    with hands.held():
        screen.panel.keep()
        screen.panel.form.name.clear()
        screen.panel.keep()
    hands.lock()
    hands.unlock()
    assert not go(hands, ClientsScreen, "clients").panel.is_half_filled


def test_who_is_found_late_calls_nobody_back(
    screen: ClientsScreen, hands: Hands, clients: list[Client]
) -> None:
    with hands.held():
        screen._type_ahead("z")
        screen._open_found()
        hands.tools.navigation.go("client", client=clients[0].id)
    assert hands.find(ClientScreen).header.name.text() == "Anna Berg"


def test_who_is_added_late_calls_nobody_back(
    screen: ClientsScreen, hands: Hands, clients: list[Client]
) -> None:
    go(hands, ClientsScreen, "clients", note="new")
    QTest.keyClicks(screen.panel.form.name, "Nora Quint")
    screen.panel.form.birth.set_unknown(True)
    with hands.held():
        screen.panel.add()
        hands.tools.navigation.go("client", client=clients[0].id)
    assert hands.find(ClientScreen).header.name.text() == "Anna Berg"
    assert go(hands, ClientsScreen, "clients")._count.text() == "4 clients"
