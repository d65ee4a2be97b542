"""One field for clients, notes and actions, by the keyboard alone, on a real vault."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.practice import LICENSEE, a_client, a_note, a_representative
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.representatives import Representatives
from ui.screens.client.screen import ClientScreen
from ui.screens.clients.screen import ClientsScreen
from ui.search.field import SearchField
from ui.search.popup import ResultsPopup
from ui.search.results import ResultRow, RowKind
from ui.widgets.list_row import ListRow
from vault.model.audit import Action
from vault.model.client import Client, Contact, ContactKind
from vault.open_vault import OpenVault

CONTROL = Qt.KeyboardModifier.ControlModifier


def with_two_clients(hands: Hands) -> list[Client]:
    """Unlock, and keep two clients with a signed note each."""

    def job(vault: OpenVault) -> list[Client]:
        vault.practice.set(LICENSEE)
        clients = vault.clients.add([a_client("Dana Whitfield"), a_client("Marcus Bell")])
        texts = ("Slept <b>badly</b> & argued.", "Sleeping better since the move.")
        for client, text in zip(clients, texts, strict=True):
            vault.notes.sign(vault.notes.begin([a_note(client, text)])[0].id)
        return clients

    hands.unlock()
    return ask(hands, job)


def search(hands: Hands, words: str) -> None:
    """Press Ctrl+K, type, and wait for what is found."""
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.type(words)
    wait_for_results(hands)


def wait_for_results(hands: Hands) -> None:
    """Wait until nothing is looked for any more."""
    field = hands.find(SearchField)
    hands.until(lambda: not field.is_looking)
    hands.settle()


def rows(hands: Hands) -> list[ResultRow]:
    """Return the rows that are shown."""
    model = hands.find(ResultsPopup).model
    found = [model.row(number) for number in range(model.rowCount())]
    return [row for row in found if row is not None]


def of_kind(hands: Hands, kind: RowKind) -> list[str]:
    """Return the titles of the rows of a kind."""
    return [row.title for row in rows(hands) if row.kind is kind]


def popup_shown(hands: Hands) -> bool:
    """Tell whether anything found is shown."""
    return any(popup.isVisible() for popup in hands.shell.findChildren(ResultsPopup))


def test_that_there_is_more_than_is_shown_is_said(hands: Hands) -> None:
    client = with_two_clients(hands)[0]
    ask(hands, lambda v: v.notes.begin([a_note(client, "Slept again.") for _n in range(25)]))
    search(hands, "slept")
    assert len(of_kind(hands, RowKind.NOTE)) == 20
    (said,) = of_kind(hands, RowKind.NOTHING)
    assert said.startswith("There are more than are shown")


def test_clients_notes_and_actions_are_found(hands: Hands) -> None:
    with_two_clients(hands)
    search(hands, "slee")
    assert of_kind(hands, RowKind.CLIENT) == []
    assert of_kind(hands, RowKind.NOTE) == ["Marcus Bell"]
    hands.find(SearchField).setText("")
    hands.type("dana")
    wait_for_results(hands)
    assert of_kind(hands, RowKind.CLIENT) == ["Dana Whitfield"]
    hands.find(SearchField).setText("")
    hands.type("lock")
    wait_for_results(hands)
    assert "Lock" in of_kind(hands, RowKind.ACTION)


def test_who_is_in_a_file_is_found_and_leads_to_where_they_stand(hands: Hands) -> None:
    clients = with_two_clients(hands)
    phone = Contact(ContactKind.PHONE, "617-555-0142", "Olga Petrova, her mother")

    def around(vault: OpenVault) -> None:
        vault.representatives.add([a_representative(clients[1], "Petra Costa")])
        vault.clients.change(replace(clients[0], contacts=(phone,)))

    ask(hands, around)
    for place in ("details", "people"):
        search(hands, "petr")
        found = [row for row in rows(hands) if row.kind is RowKind.PERSON]
        assert [row.spoken for row in found] == [
            "Person, Olga Petrova, her mother, Contact of Dana Whitfield",
            "Person, Petra Costa, Parent, acts for Marcus Bell",
        ]
        if place == "people":
            hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Return)
        hands.settle()
        details = hands.find(ClientScreen).details
        assert details.isVisible() == (place == "details")
        assert details.form.name.text() == clients[place == "people"].name
    assert [
        row.change.accessibleName() for row in hands.find(Representatives).findChildren(ListRow)
    ] == ["Change Petra Costa"]


def test_markup_in_a_note_is_shown_as_it_was_typed(hands: Hands) -> None:
    with_two_clients(hands)
    search(hands, "badly")
    row = next(row for row in rows(hands) if row.kind is RowKind.NOTE)
    assert row.words == "Slept <b>badly</b> & argued."
    assert [row.words[start:end] for start, end in row.spans] == ["badly"]
    assert not hands.find(ResultsPopup).grab().isNull()


def test_enter_opens_the_note_and_nothing_of_the_search_stays(hands: Hands) -> None:
    clients = with_two_clients(hands)
    search(hands, "sleeping")
    hands.press(Qt.Key.Key_Return)
    here = hands.tools.navigation.here
    assert here is not None
    assert (here.screen, here.client) == ("client", clients[1].id)
    assert here.note is not None
    field = hands.find(SearchField)
    assert field.text() == ""
    assert not field.isUndoAvailable()
    assert field.completer() is None
    assert not popup_shown(hands)
    popups = hands.shell.findChildren(ResultsPopup)
    assert [popup.model.rowCount() for popup in popups] == [0]


def test_arrows_pass_over_headings_and_escape_gives_the_keyboard_back(hands: Hands) -> None:
    with_two_clients(hands)
    ask(hands, lambda v: v.clients.add([a_client("Nora Lock")]))
    entry = hands.find(QPushButton, "Clients")
    entry.setFocus()
    search(hands, "lock")
    popup = hands.find(ResultsPopup)
    seen = []
    for _press in range(3):
        current = popup.current
        assert current is not None
        seen.append(current.kind)
        hands.press(Qt.Key.Key_Down)
    assert seen == [RowKind.CLIENT, RowKind.ACTION, RowKind.FILTERS]
    assert QApplication.focusWidget() is hands.find(SearchField)
    hands.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is entry
    assert not popup_shown(hands)


def test_f1_lists_every_action_with_its_shortcut(hands: Hands) -> None:
    hands.unlock()
    hands.press(Qt.Key.Key_F1)
    asides = {row.title: row.aside for row in rows(hands)}
    assert asides["Lock"] == "Ctrl L"
    assert asides["New note"] == "Ctrl N"
    hands.type("settings")
    wait_for_results(hands)
    assert of_kind(hands, RowKind.ACTION) == ["Settings"]
    assert of_kind(hands, RowKind.NOTE) == []


def test_ctrl_n_without_a_client_asks_for_whom(hands: Hands) -> None:
    clients = with_two_clients(hands)
    hands.tools.navigation.go("today")
    hands.settle()
    hands.press(Qt.Key.Key_N, CONTROL)
    wait_for_results(hands)
    assert of_kind(hands, RowKind.CLIENT) == ["Dana Whitfield", "Marcus Bell"]
    hands.type("marc")
    wait_for_results(hands)
    assert of_kind(hands, RowKind.CLIENT) == ["Marcus Bell"]
    hands.press(Qt.Key.Key_Return)
    here = hands.tools.navigation.here
    assert here is not None
    assert (here.screen, here.client) == ("client", clients[1].id)
    newest = ask(hands, lambda v: v.notes.page(clients[1].id, 0, 1)[0])
    assert newest.id == here.note


def test_ctrl_n_without_any_client_offers_the_first(hands: Hands) -> None:
    hands.unlock()
    hands.press(Qt.Key.Key_N, CONTROL)
    wait_for_results(hands)
    assert [row.title for row in rows(hands)] == ["There are no clients yet.", "New client"]
    hands.press(Qt.Key.Key_Return)
    assert hands.find(ClientsScreen).panel.isVisible()


def test_ctrl_n_for_somebody_unknown_says_so(hands: Hands) -> None:
    with_two_clients(hands)
    hands.press(Qt.Key.Key_N, CONTROL)
    wait_for_results(hands)
    hands.type("zzz")
    wait_for_results(hands)
    assert [row.title for row in rows(hands)] == ["Nothing was found."]


def test_an_answer_to_other_words_is_dropped(hands: Hands) -> None:
    with_two_clients(hands)
    hands.press(Qt.Key.Key_K, CONTROL)
    field = hands.find(SearchField)
    field.setText("dana")
    field.look_now()
    # The answer to "dana" is on its way when the words are others already.
    field.setText("marcus")
    wait_for_results(hands)
    assert of_kind(hands, RowKind.CLIENT) == ["Marcus Bell"]


def test_what_was_found_is_blanked_and_gone_at_lock(hands: Hands) -> None:
    with_two_clients(hands)
    search(hands, "dana")
    assert popup_shown(hands)
    practice = hands.find(ResultsPopup).parentWidget()
    assert practice is not None
    assert not practice.isWindow()
    hands.lock()
    assert not popup_shown(hands)
    hands.unlock()
    assert hands.find(SearchField).text() == ""


def test_finding_a_note_is_a_view_of_its_client(hands: Hands) -> None:
    clients = with_two_clients(hands)
    search(hands, "badly")
    viewed = ask(
        hands,
        lambda v: [e.client for e in v.audit.export() if e.action == Action.CLIENT_VIEWED],
    )
    assert clients[0].id in viewed
