"""What one does with clients: add them, change what is known of them, find them."""

from collections.abc import Sequence
from dataclasses import replace

from vault.errors import NotAllowed
from vault.model.audit import Action, Fact
from vault.model.client import Client, ClientKind
from vault.model.client_row import ClientRow
from vault.model.conflict import ConflictCheck
from vault.model.ids import ClientId, check_new
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Clients:
    """The clients of the practice."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def add(self, clients: Sequence[Client], checks: Sequence[ConflictCheck] = ()) -> list[Client]:
        """Add clients, all or none, with the conflict checks of their names.

        Raises BadInput as `Client.cleaned` does, NotAllowed when there is one of that id.
        """
        cleaned = [client.cleaned() for client in clients]
        check_new([client.id for client in cleaned], self._store.tables.clients.has)
        facts = [Fact(Action.CLIENT_ADDED, client.id, client.id) for client in cleaned]
        with self._store.write(*facts, *(check.fact for check in checks)) as tables:
            for client in cleaned:
                tables.clients.put(client)
            for check in checks:
                tables.conflict_checks.put(check)
        return cleaned

    def change(self, client: Client, checks: Sequence[ConflictCheck] = ()) -> Client:
        """Keep what is now known of a client, with the conflict checks of names that are new.

        Unchanged, nothing is written. Whether the file is open stays as it is: that follows the
        episodes of care. Raises NotFound, BadInput as `Client.cleaned` does, and NotAllowed where
        others take part in a record that is to be one person's, or one that is a participant's own
        is to be several's.
        """
        kept = self._store.tables.clients.get(client.id)
        cleaned = replace(client, added_at=kept.added_at, status=kept.status).cleaned()
        if cleaned.kind is not kept.kind:
            self._check_kind(cleaned)
        if cleaned != kept:
            fact = Fact(Action.CLIENT_CHANGED, client.id, client.id)
            with self._store.write(fact, *(check.fact for check in checks)) as tables:
                tables.clients.put(cleaned)
                for check in checks:
                    tables.conflict_checks.put(check)
        return cleaned

    def get(self, client_id: ClientId) -> Client:
        """Return one client; the view is logged. Raises NotFound."""
        client = self._store.tables.clients.get(client_id)
        self._store.viewed(Action.CLIENT_VIEWED, [client_id])
        return client

    def list_all(self) -> list[Client]:
        """Return all clients by name."""
        return self._store.tables.clients.list_all()

    def count(self, text: str = "") -> int:
        """Return how many clients there are whose names hold the words of `text`."""
        return self._store.tables.client_lists.count(text)

    def page(self, text: str, offset: int, limit: int) -> list[ClientRow]:
        """Return `limit` rows from `offset` on of these clients, by name, the pinned before others.

        Each word of `text` begins a word of the name or the preferred name, without regard to case
        and accents. No text at all finds everyone.
        """
        return self._store.tables.client_lists.page(text, offset, limit, self._pins())

    def row(self, client_id: ClientId) -> ClientRow:
        """Return one client as a list shows them. Raises NotFound."""
        return self._store.tables.client_lists.row(client_id, self._pins())

    def pinned(self) -> list[ClientRow]:
        """Return the clients who are pinned, by name."""
        pins = self._pins()
        return [row for row in self.page("", 0, len(pins)) if row.pinned]

    def pin(self, client_id: ClientId) -> None:
        """Let a client stand before others in lists; pinned already, nothing is written.

        Raises NotFound, BadInput for more than 50.
        """
        client = self._store.tables.clients.get(client_id)
        self._keep_pins((*(each for each in self._pins() if each != client.id), client.id))

    def unpin(self, client_id: ClientId) -> None:
        """Let a client stand where the name puts it; not pinned, nothing is written."""
        self._keep_pins(tuple(each for each in self._pins() if each != client_id))

    def names(self, ids: Sequence[ClientId]) -> dict[ClientId, str]:
        """Return names by id, for lists of other things; who does not exist is left out."""
        return self._store.tables.client_lists.names(ids)

    def _pins(self) -> tuple[ClientId, ...]:
        return self._store.tables.settings.get().pinned

    def _keep_pins(self, pins: tuple[ClientId, ...]) -> None:
        before = self._store.tables.settings.get()
        if set(pins) != set(before.pinned):
            after = replace(before, pinned=pins).cleaned()
            with self._store.write(Fact(Action.SETTINGS_CHANGED, "settings")) as tables:
                tables.settings.put(after)

    def _check_kind(self, client: Client) -> None:
        participants = self._store.tables.participants
        if client.kind is ClientKind.INDIVIDUAL:
            if participants.of_unit(client.id):
                raise NotAllowed(
                    _("Others take part in this record, so it is not one person's."),
                    hint=_("Add a file of their own for the person."),
                )
        elif self._store.tables.representatives.of_client(client.id):
            raise NotAllowed(
                _("Somebody acts for this client, so the file stays one person's."),
                hint=_("Add a new file for those who come together."),
            )
        elif participants.units_of(client.id):
            raise NotAllowed(
                _("This is the own record of someone who takes part in another."),
                hint=_("Add a new file for those who come together."),
            )
