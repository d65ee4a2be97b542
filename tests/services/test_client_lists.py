"""Lists of clients: pages by name, and names found by the beginnings of their words."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from tests.practice import LICENSEE, a_client, a_note, an_ending, an_episode
from vault.errors import NotFound
from vault.model.client import ClientKind, ClientStatus
from vault.model.ids import ClientId, new_id
from vault.open_vault import OpenVault

NAMES = {
    "Dana Whitfield": "Dee",
    "Łucja Ångström": "",
    "kim okafor": "Kimmy Ann",
    "O'Neil-Cruz": "",
}


@pytest.fixture
def people(vault: OpenVault) -> dict[str, ClientId]:
    """Add clients; return their ids by name."""
    added = vault.clients.add([a_client(n, preferred_name=p) for n, p in NAMES.items()])
    return {client.name: client.id for client in added}


def found(vault: OpenVault, text: str) -> list[str]:
    """Return the names that a text finds, and check that they are as many as are counted."""
    names = [row.name for row in vault.clients.page(text, 0, 50)]
    assert vault.clients.count(text) == len(names)
    return names


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("", ["Dana Whitfield", "kim okafor", "O'Neil-Cruz", "Łucja Ångström"]),
        ("  ", ["Dana Whitfield", "kim okafor", "O'Neil-Cruz", "Łucja Ångström"]),
        ("da", ["Dana Whitfield"]),
        ("WHIT", ["Dana Whitfield"]),
        ("whit dan", ["Dana Whitfield"]),
        ("dee", ["Dana Whitfield"]),
        ("dee whitf", ["Dana Whitfield"]),
        ("hitfield", []),
        ("dana okafor", []),
        ("angstr", ["Łucja Ångström"]),
        ("ANGSTROM", ["Łucja Ångström"]),
        ("ångs", ["Łucja Ångström"]),
        ("ann", ["kim okafor"]),
        ("k", ["kim okafor"]),
        ("neil", ["O'Neil-Cruz"]),
        ("o'n", ["O'Neil-Cruz"]),
        ("cruz", ["O'Neil-Cruz"]),
        ("kim OR dana", []),
        ('"kim', ["kim okafor"]),
        ("name:kim", []),
        ("*", []),
        ("\0", []),
    ],
)
def test_what_is_typed_begins_words_of_names(
    vault: OpenVault, people: dict[str, ClientId], typed: str, finds: list[str]
) -> None:
    assert found(vault, typed) == finds
    assert found(vault, unicodedata.normalize("NFD", typed)) == finds


def test_pages_go_on_where_the_last_one_ended(vault: OpenVault) -> None:
    vault.clients.add([a_client(f"Client {n:02}") for n in range(25)])
    for text in ("", "client"):
        pages = [vault.clients.page(text, at, 10) for at in (0, 10, 20, 30)]
        assert [len(page) for page in pages] == [10, 10, 5, 0]
        assert [row.name for page in pages for row in page] == [f"Client {n:02}" for n in range(25)]


def test_a_changed_name_is_found_and_the_old_one_is_not(
    vault: OpenVault, people: dict[str, ClientId]
) -> None:
    client = vault.clients.get(people["Dana Whitfield"])
    for name in ("Dana Marsh", "Dana Marsh-Bell", "Dana Whitfield", "Dana Bell"):
        client = vault.clients.change(replace(client, name=name, preferred_name=""))
    assert found(vault, "bell") == ["Dana Bell"]
    for gone in ("marsh", "whitfield", "dee"):
        assert found(vault, gone) == []
    care = vault.episodes.add([an_episode(client)])[0]
    vault.episodes.change(replace(care, ending=an_ending()))
    assert found(vault, "dana") == ["Dana Bell"]
    assert vault.clients.row(client.id).status is ClientStatus.CLOSED


def test_a_row_tells_the_last_session_and_the_drafts(
    vault: OpenVault, people: dict[str, ClientId]
) -> None:
    vault.practice.set(LICENSEE)
    dana = people["Dana Whitfield"]
    days = [date(2026, 3, 2), date(2026, 5, 14), date(2026, 4, 1)]
    notes = vault.notes.begin([a_note(dana, service_date=day) for day in days])
    vault.notes.sign(notes[0].id)
    row = vault.clients.row(dana)
    assert (row.last_session, row.drafts) == (date(2026, 5, 14), 2)
    assert (row.name, row.preferred_name, row.birth_date, row.kind, row.status) == (
        "Dana Whitfield",
        "Dee",
        date(1984, 3, 9),
        ClientKind.INDIVIDUAL,
        ClientStatus.ACTIVE,
    )
    assert vault.clients.page("dana", 0, 1) == [row]
    assert "Dana" not in repr(row)
    other = vault.clients.row(people["kim okafor"])
    assert (other.last_session, other.drafts) == (None, 0)
    for nobody in (new_id(), "x", ""):
        with pytest.raises(NotFound):
            vault.clients.row(ClientId(nobody))


def test_names_by_id(vault: OpenVault, people: dict[str, ClientId]) -> None:
    ids = list(people.values())
    assert vault.clients.names(ids[:2]) == {id_: name for name, id_ in list(people.items())[:2]}
    assert vault.clients.names([]) == {}
    many = [ClientId(new_id()) for _n in range(1_200)]
    assert vault.clients.names([*many, ids[3]]) == {ids[3]: "O'Neil-Cruz"}


def test_nobody_is_viewed_by_a_list(vault: OpenVault, people: dict[str, ClientId]) -> None:
    seq = vault.audit.mark.seq
    vault.clients.page("dana", 0, 5)
    vault.clients.names(list(people.values()))
    assert vault.audit.mark.seq == seq
