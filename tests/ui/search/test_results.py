"""The rows of the search field: a sound model, headings that are passed over, actions by name."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tests.practice import a_client
from ui.commands import Command
from ui.search.finding import Found, matching
from ui.search.results import ResultRow, ResultsModel, RowKind
from ui.search.rows import action_rows, found_rows, rows_for_new_note
from vault.model.client_row import ClientRow
from vault.model.hit import Hit
from vault.model.ids import ClientId

TODAY = date(2026, 11, 22)


def nothing() -> None:
    """Do nothing."""


def a_row(name: str = "Dana Whitfield") -> ClientRow:
    """Return a client as lists show them."""
    client = a_client(name)
    return ClientRow(
        client.id, name, "Dee", client.birth_date, client.kind, client.status, TODAY, 0
    )


def commands() -> list[Command]:
    """Return what could be done somewhere."""
    words = ("New note", "Today", "Note of today", "Lock process notes", "Lock", "Lock")
    return [Command(each, nothing, "Ctrl+L" if each == "Lock" else "") for each in words]


def test_the_model_is_sound(qtmodeltester: ModelTester) -> None:
    client = a_row()
    hit = Hit(client.id, "0" * 32, TODAY, "…slept six hours")
    found = Found([client], [hit], {client.id: client.name}, TODAY)
    model = ResultsModel()
    qtmodeltester.check(model)
    rows = found_rows(found, "slept", lambda _client, _note: None)
    model.show_rows([*rows, *action_rows(commands(), lambda command: command.run())])
    qtmodeltester.check(model)
    assert model.results() == 2 + 6


def test_headings_are_passed_over() -> None:
    model = ResultsModel()
    rows = action_rows(commands(), lambda command: command.run())
    model.show_rows([*rows, ResultRow(RowKind.HEADING, "Nothing below")])
    assert model.next_choice(-1, 1) == 1
    assert model.next_choice(1, -1) == -1
    assert model.next_choice(6, 1) == -1
    heading = model.index(0, 0)
    assert not model.flags(heading) & Qt.ItemFlag.ItemIsSelectable


def test_a_row_says_aloud_what_it_shows() -> None:
    client = a_row()
    hit = Hit(client.id, "0" * 32, TODAY, "…slept\nsix hours")
    found = Found([], [hit], {client.id: client.name}, TODAY)
    row = found_rows(found, "slept", lambda _client, _note: None)[1]
    assert row.words == "…slept six hours"
    assert all(part in row.spoken for part in ("Note", client.name, "…slept six hours"))
    assert "Dana" not in repr(row)


def test_a_client_is_led_to_a_new_note() -> None:
    begun: list[str] = []
    client = a_row()
    rows = rows_for_new_note(Found([client], (), {}, TODAY), begun.append)
    assert rows[1].run is not None
    rows[1].run()
    assert begun == [client.id]
    assert rows_for_new_note(Found([], (), {}, TODAY), begun.append) == []


def test_actions_are_found_by_their_words_and_named_once() -> None:
    found = [command.words for command in matching(commands(), "no")]
    assert found == ["Note of today", "New note", "Lock process notes"]
    assert [command.words for command in matching(commands(), "lock no")] == ["Lock process notes"]
    assert [command.words for command in matching(commands(), "loc")].count("Lock") == 1
    assert len(matching(commands(), "")) == 5
    assert matching(commands(), "zzz") == []


def test_a_hit_of_somebody_unknown_has_no_name() -> None:
    hit = Hit(ClientId("f" * 32), "0" * 32, TODAY, "…")
    assert found_rows(Found([], [hit], {}, TODAY), "x", lambda _c, _n: None)[1].title == ""
