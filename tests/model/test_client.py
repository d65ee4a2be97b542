"""Clients and their contacts: what is entered, what is refused, what comes back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practice import NOON, a_client
from vault.errors import BadInput
from vault.model.client import Client, ClientKind, ClientStatus, Contact, ContactKind, ContactUse
from vault.model.ids import ClientId, is_id, new_id
from vault.open_vault import OpenVault

line = st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=40)
name = line.filter(lambda text: bool(text.strip()))
USES = {
    ContactKind.PHONE: ["call", "say-who", "leave-message", "text"],
    ContactKind.ADDRESS: ["write", "plain-envelope"],
    ContactKind.EMAIL: ["write"],
}


def contacts(kind: ContactKind) -> st.SearchStrategy[Contact]:
    """Return contacts of a kind with uses that it has."""
    uses = st.lists(st.sampled_from([ContactUse(each) for each in USES[kind]]), unique=True)
    may = st.just((ContactUse.NEVER,)) | uses.map(tuple)
    return st.builds(Contact, st.just(kind), name, line, may)


clients = st.builds(
    Client,
    id=st.builds(lambda: ClientId(new_id())),
    name=name,
    preferred_name=line,
    birth_date=st.none() | st.dates(date(1, 1, 1), NOON.date()),
    kind=st.sampled_from(ClientKind),
    status=st.sampled_from(ClientStatus),
    contacts=st.lists(st.sampled_from(ContactKind).flatmap(contacts), max_size=4).map(tuple),
    added_at=st.just(NOON),
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(clients, min_size=1, max_size=5))
def test_clients_come_back_from_a_vault_as_they_were_entered(
    vault: OpenVault, entered: list[Client]
) -> None:
    assert vault.clients.add(entered) == entered
    assert [vault.clients.get(client.id) for client in entered] == entered
    assert {each.id: each for each in vault.clients.list_all()}.items() >= {
        client.id: client for client in entered
    }.items()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": " \u00a0"},
        {"name": "Dana\nWhitfield"},
        {"name": "D" * 1_001},
        {"name": "Dana\0"},
        {"preferred_name": "De\re"},
        {"preferred_name": "\udcff"},
        {"birth_date": NOON.date() + timedelta(days=1)},
    ],
    ids=lambda fields: ascii(fields)[:40],
)
def test_a_client_that_will_not_do(fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        a_client(**fields).cleaned()


def test_a_client_born_today_will_do() -> None:
    newborn = a_client(birth_date=NOON.date())
    assert newborn.cleaned() == newborn


@pytest.mark.parametrize("kind", list(ContactKind))
def test_a_contact_has_the_uses_of_its_kind(kind: ContactKind) -> None:
    for use in ContactUse:
        contact = Contact(kind, "617-555-0101", "", (use,))
        if use.value in [*USES[kind], "never"]:
            assert contact.cleaned().allows(use)
            assert [other for other in ContactUse if contact.allows(other)] == [use]
        else:
            with pytest.raises(BadInput):
                contact.cleaned()


@pytest.mark.parametrize(
    ("kind", "value", "whose", "may"),
    [
        ("phone", "", "", ()),
        ("phone", " ", "", ()),
        ("phone", "1\n2", "", ()),
        ("email", "", "", ()),
        ("address", "", "", ()),
        ("address", " \n ", "", ()),
        ("address", "1 Lane\0", "", ()),
        ("phone", "1", "her\nsister", ()),
        ("phone", "1", "", ("never", "call")),
        ("phone", "1", "", ("call", "call")),
        ("email", "e", "", ("call",)),
    ],
)
def test_a_contact_that_will_not_do(
    kind: str, value: str, whose: str, may: tuple[str, ...]
) -> None:
    contact = Contact(ContactKind(kind), value, whose, tuple(ContactUse(use) for use in may))
    with pytest.raises(BadInput):
        contact.cleaned()
    with pytest.raises(BadInput):
        a_client(contacts=(contact,)).cleaned()


def test_nothing_said_about_a_contact_means_ask_first() -> None:
    contact = Contact(ContactKind.PHONE, "617-555-0101")
    assert contact.ask_first
    assert not any(contact.allows(use) for use in ContactUse)
    assert not replace(contact, may=(ContactUse.NEVER,)).ask_first


def test_an_address_has_lines_and_they_end_in_lf() -> None:
    contact = Contact(ContactKind.ADDRESS, "1 Lane\r\nExampleton\rMA")
    assert contact.cleaned().value == "1 Lane\nExampleton\nMA"


def test_ids_are_random_and_have_one_form() -> None:
    ids = {new_id() for _number in range(1_000)}
    assert len(ids) == 1_000
    assert all(is_id(each) for each in ids)
    for other in ("", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "0" * 32 + "\n", "٠" * 32):
        assert not is_id(other)
