"""The list of a client's notes, of all kinds or of one."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note, in_order
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client
from vault.model.note_row import NoteRow


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """An adult with three progress notes and two contacts between them; and one with one note."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client, other = vault.clients.add([a_client(), a_client("Maria Alvarez")])
    in_order(vault)
    notes = [
        a_note(client, f"Session {n}.", service_date=date(2026, 5, 2 * n + 2)) for n in range(3)
    ]
    contacts = [
        a_note(
            client,
            template="contact",
            sections={"substance": f"Call {n}."},
            service_date=date(2026, 5, 2 * n + 3),
        )
        for n in range(2)
    ]
    vault.notes.begin_and_sign([*notes, *contacts, a_note(other)])
    vault.close()
    return client


@pytest.fixture
def screen(hands: Hands, dana: Client) -> ClientScreen:
    """Her record."""
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id)
    hands.settle()
    return hands.find(ClientScreen)


def listed(screen: ClientScreen) -> list[str]:
    """Return the templates that the list shows."""
    model = screen.record.model
    rows = [model.note_row(number) for number in range(model.rowCount())]
    return [row.template for row in rows if isinstance(row, NoteRow)]


def choose(hands: Hands, screen: ClientScreen, kind: str | None) -> None:
    """Choose which notes are listed, as a hand does."""
    combo = screen.record.kinds
    combo.setCurrentIndex(combo.findData(kind))
    combo.activated.emit(combo.currentIndex())
    hands.settle()


def test_one_kind_is_listed_and_the_newest_of_it_shown(
    hands: Hands, screen: ClientScreen, dana: Client
) -> None:
    combo = screen.record.kinds
    assert [combo.itemText(at) for at in range(combo.count())] == [
        "Everything",
        "All notes",
        "Progress note",
        "Contact",
        "Given at the onset",
    ]
    assert listed(screen) == ["free", "contact", "free", "contact", "free"]
    choose(hands, screen, "contact")
    assert listed(screen) == ["contact", "contact"]
    contacts = ask(hands, lambda v: v.notes.page(dana.id, 0, 9, "contact"))
    assert screen.record.pane.note_id == contacts[0].id
    assert screen.record.list.current_row() == 0
    screen.record.focus_list()
    hands.press(Qt.Key.Key_Down)
    hands.until(lambda: screen.record.pane.note_id == contacts[1].id)
    choose(hands, screen, None)
    assert len(listed(screen)) == 5


def test_what_is_shown_from_elsewhere_lists_all_again(
    hands: Hands, screen: ClientScreen, dana: Client
) -> None:
    combo = screen.record.kinds
    choose(hands, screen, "contact")
    screen.record.glance.lines()[0].click()
    hands.settle()
    assert len(listed(screen)) == 5
    assert combo.currentData() is None
    number = screen.record.list.current_row()
    assert number is not None
    assert screen.record.model.note_row(number).id == screen.record.pane.note_id  # type: ignore[union-attr]
    choose(hands, screen, "contact")
    screen.new_note()
    hands.settle()
    assert len(listed(screen)) == 6
    assert combo.currentData() is None


def test_a_kind_that_is_chosen_stays_while_notes_come(
    hands: Hands, screen: ClientScreen, dana: Client
) -> None:
    choose(hands, screen, "contact")
    contact = a_note(dana, template="contact", sections={"substance": "Once more."})
    ask(hands, lambda v: v.notes.begin_and_sign([contact]))
    hands.settle()
    assert listed(screen) == ["contact"] * 3
    assert screen.record.kinds.currentData() == "contact"


def test_where_there_is_one_kind_nothing_is_asked(
    hands: Hands, screen: ClientScreen, dana: Client
) -> None:
    choose(hands, screen, "contact")
    other = ask(hands, lambda v: v.clients.page("Maria", 0, 1)[0].id)
    for line in ask(hands, lambda v: v.onset.of_client(other)):
        assert line.given is not None
        ask(hands, lambda v, known=line.given.id: v.onset.remove(known))  # type: ignore[misc]
    hands.tools.navigation.go("client", client=other)
    hands.settle()
    assert listed(screen) == ["free"]
    assert not screen.record.kinds.isVisible()
    hands.tools.navigation.go("client", client=dana.id)
    hands.settle()
    assert screen.record.kinds.isVisible()
    assert len(listed(screen)) == 5
