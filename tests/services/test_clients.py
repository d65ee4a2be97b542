"""Clients through their service: added, changed, found; a view is logged once a sitting."""

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note
from vault.errors import BadInput, NotFound, VaultError
from vault.model.audit import Action
from vault.model.client import ClientKind, ClientStatus, Contact, ContactKind, ContactUse
from vault.model.ids import ClientId, new_id
from vault.open_vault import OpenVault


def views(vault: OpenVault) -> list[str]:
    """Return whose records the chain says were read."""
    return [e.subject for e in vault.audit.export() if e.action == Action.CLIENT_VIEWED]


def test_clients_are_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    phone = Contact(ContactKind.PHONE, "617-555-0101", "own", (ContactUse.CALL, ContactUse.TEXT))
    given = [
        a_client("Zoë Ωmega", contacts=(phone,), birth_date=None, kind=ClientKind.COUPLE),
        a_client("anna", status=ClientStatus.CLOSED),
        a_client("Bob", birth_date=date(1, 1, 1)),
        a_client("Anna"),
    ]
    vault.clients.add(given)
    vault.close()
    vault = unlocked()
    assert {client.id: client for client in vault.clients.list_all()} == {
        client.id: client for client in given
    }
    names = [client.name for client in vault.clients.list_all()]
    assert [name.lower() for name in names] == ["anna", "anna", "bob", "zoë ωmega"]


def test_all_clients_are_added_or_none(vault: OpenVault) -> None:
    seq = vault.audit.mark.seq
    with pytest.raises(BadInput):
        vault.clients.add([a_client(), a_client(" "), a_client()])
    assert vault.clients.list_all() == []
    assert vault.audit.mark.seq == seq
    assert vault.clients.add([]) == []
    assert vault.audit.mark.seq == seq


def test_adding_a_client_that_exists_never_overwrites_it(vault: OpenVault) -> None:
    client = vault.clients.add([a_client()])[0]
    with pytest.raises(VaultError):
        vault.clients.add([replace(client, name="Someone Else")])
    assert vault.clients.get(client.id) == client


def test_a_change_keeps_the_rest_and_is_checked(vault: OpenVault) -> None:
    one, other = vault.clients.add([a_client(), a_client("Kim Okafor")])
    changed = vault.clients.change(replace(one, name="Dana\u00a0W", status=ClientStatus.CLOSED))
    assert vault.clients.get(one.id) == changed == replace(one, name="Dana\u00a0W")
    assert vault.clients.get(other.id) == other
    with pytest.raises(BadInput):
        vault.clients.change(replace(one, name=""))
    with pytest.raises(NotFound):
        vault.clients.change(a_client())
    assert vault.clients.get(one.id) == changed


def test_what_a_change_returns_is_what_is_kept(vault: OpenVault) -> None:
    """When a client was added is not changed; the answer must not say otherwise."""
    from datetime import timedelta

    client = vault.clients.add([a_client()])[0]
    later = replace(client, name="Dana W", added_at=client.added_at + timedelta(days=1))
    assert vault.clients.change(later) == vault.clients.get(client.id)


def test_a_client_that_is_none_is_not_found(vault: OpenVault) -> None:
    for nobody in (ClientId(new_id()), ClientId(""), ClientId("' OR 1=1 --"), ClientId("\0")):
        with pytest.raises(NotFound):
            vault.clients.get(nobody)
    assert views(vault) == []


def test_a_view_is_one_entry_for_each_client_and_sitting(unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    one, other = vault.clients.add([a_client(), a_client("Kim Okafor")])
    note = vault.notes.begin([a_note(one)])[0]
    for _time in range(5):
        vault.clients.get(one.id)
        vault.notes.get(note.id)
    vault.clients.list_all()
    vault.notes.list_rows()
    assert views(vault) == [one.id]
    vault.clients.get(other.id)
    assert views(vault) == [one.id, other.id]
    vault.close()
    vault = unlocked()
    vault.notes.get(note.id)
    assert views(vault) == [one.id, other.id, one.id]


def test_reading_works_where_a_view_cannot_be_logged(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Best effort: a disk that cannot be written must not keep anyone from reading."""
    from vault.errors import StorageFailed
    from vault.storage.audit import AuditTable

    client = vault.clients.add([a_client()])[0]

    def full(*given: object) -> None:
        raise StorageFailed("The disk is full.")

    monkeypatch.setattr(AuditTable, "append", full)
    assert vault.clients.get(client.id) == client
    with pytest.raises(StorageFailed):
        vault.clients.add([a_client()])
    monkeypatch.undo()
    assert vault.clients.list_all() == [client]
    assert vault.audit.first_broken() is None
