"""Vaults from before lists, the desk and process drafts get them when they are opened."""

from datetime import date
from pathlib import Path

import pytest

from tests.practice import FixedClock
from tests.storage.test_database import derive_once
from tests.vectors.changes import good_copy, secret_of
from vault.crypto.kdf import FLOOR
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.open_vault import OpenVault


def opened(path: Path) -> OpenVault:
    """Unlock the vault of the first schema."""
    return unlock(path, secret_of("passphrase"), Surroundings(FixedClock(), cost=FLOOR))


def test_a_vault_of_the_first_schema_gets_its_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    path = good_copy(tmp_path)
    process_secret = secret_of("process_passphrase")
    vault = opened(path)
    rows = vault.notes.list_rows()
    page = vault.notes.page(None, 0, 100)
    assert [row.id for row in page] == [row.id for row in reversed(rows)]
    assert len(page) == vault.notes.count() >= 2
    assert all(row.opening for row in page)
    for client in vault.clients.list_all():
        first_word = client.name.split()[0]
        assert client.id in [row.id for row in vault.clients.page(first_word, 0, 100)]
        assert vault.clients.row(client.id).drafts == sum(
            row.client == client.id and row.signed_at is None for row in rows
        )
        vault.clients.change(client)
    vault.desk.keep("place", {"screen": "clients"})
    process = vault.open_process(process_secret)
    client_id = vault.clients.list_all()[0].id
    process.notes.keep_draft(client_id, date(2026, 5, 14), "A thought.")
    signed = next(row for row in page if row.signed_at is not None)
    draft = next(row for row in page if row.signed_at is None)
    vault.notes.discard(draft.id)
    vault.close()
    assert {item.name for item in path.glob("*.before-schema-2")} == {
        "records-1.db.before-schema-2",
        "process-1.db.before-schema-2",
    }
    assert verify(path, secret_of("passphrase"), process_secret).problems == ()
    vault = opened(path)
    assert vault.desk.get("place") == {"screen": "clients"}
    assert vault.timelines.position(signed.client, signed.id) >= 0
    assert [row.id for row in vault.notes.page(None, 0, 100)] == [
        row.id for row in page if row.id != draft.id
    ]
    vault.close()
