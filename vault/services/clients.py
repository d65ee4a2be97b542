"""What one does with clients: add them, change what is known of them, find them."""

from collections.abc import Sequence
from dataclasses import replace

from vault.errors import NotAllowed
from vault.model.audit import Action, Fact
from vault.model.client import Client
from vault.model.ids import ClientId
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Clients:
    """The clients of the practice."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def add(self, clients: Sequence[Client]) -> list[Client]:
        """Add clients, all or none.

        Raises BadInput as `Client.cleaned` does, NotAllowed when there is one of that id.
        """
        cleaned = [client.cleaned() for client in clients]
        ids = [client.id for client in cleaned]
        if len(set(ids)) < len(ids) or any(map(self._store.tables.clients.has, ids)):
            raise NotAllowed(_("There is a client of this id already. Nothing was changed."))
        facts = [Fact(Action.CLIENT_ADDED, client.id, client.id) for client in cleaned]
        with self._store.write(*facts) as tables:
            for client in cleaned:
                tables.clients.put(client)
        return cleaned

    def change(self, client: Client) -> Client:
        """Keep what is now known of a client; unchanged, nothing is written.

        Raises NotFound, and BadInput as `Client.cleaned` does.
        """
        kept = self._store.tables.clients.get(client.id)
        cleaned = replace(client, added_at=kept.added_at).cleaned()
        if cleaned != kept:
            with self._store.write(Fact(Action.CLIENT_CHANGED, client.id, client.id)) as tables:
                tables.clients.put(cleaned)
        return cleaned

    def get(self, client_id: ClientId) -> Client:
        """Return one client; the view is logged. Raises NotFound."""
        client = self._store.tables.clients.get(client_id)
        self._store.viewed(Action.CLIENT_VIEWED, [client_id])
        return client

    def list_all(self) -> list[Client]:
        """Return all clients by name."""
        return self._store.tables.clients.list_all()
