"""The table of clients."""

import json
from datetime import date, datetime

from vault.errors import NotFound
from vault.model.canonical import canonical
from vault.model.client import Client, ClientKind, ClientStatus, Contact, ContactKind, ContactUse
from vault.model.ids import ClientId, is_id
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = (
    "id, name, preferred_name, birth_date, kind, status, contacts, added_at, call_first, call_line"
)


class ClientTable:
    """Everyone the practice sees or has seen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, client_id: ClientId) -> Client:
        """Return one client. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM client WHERE id = ?",
            (client_id if is_id(client_id) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such client."))
        return _client(row)

    def has(self, client_id: ClientId) -> bool:
        """Tell whether there is a client of this id."""
        return self._database.row("SELECT 1 FROM client WHERE id = ?", (client_id,)) is not None

    def put(self, client: Client) -> None:
        """Add a client, or keep a changed one, and index the names."""
        number = self._unindexed(client.id)
        contacts = [
            {"kind": each.kind, "value": each.value, "whose": each.whose, "may": list(each.may)}
            for each in client.contacts
        ]
        self._database.change(
            f"INSERT INTO client ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
            "preferred_name = excluded.preferred_name, birth_date = excluded.birth_date, "
            "kind = excluded.kind, status = excluded.status, contacts = excluded.contacts, "
            "call_first = excluded.call_first, call_line = excluded.call_line",
            (
                client.id,
                client.name,
                client.preferred_name,
                client.birth_date.isoformat() if client.birth_date else None,
                client.kind,
                client.status,
                canonical({"contacts": contacts}).decode("ascii"),
                client.added_at.isoformat(),
                int(client.call_first),
                client.call_line,
            ),
        )
        if number is None:
            self._database.change("INSERT INTO client_number (client) VALUES (?)", (client.id,))
        self._database.change(
            "INSERT INTO client_index (rowid, name, preferred_name) "
            "SELECT id, ?, ? FROM client_number WHERE client = ?",
            (client.name, client.preferred_name, client.id),
        )

    def list_all(self) -> list[Client]:
        """Return all clients by name."""
        # Every column there is: a vault is also proved before it has those of this version.
        rows = self._database.rows("SELECT * FROM client ORDER BY name COLLATE NOCASE, id")
        return [_client(row) for row in rows]

    def active(self) -> list[Client]:
        """Return the clients that the practice still sees."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM client WHERE status = ?", (ClientStatus.ACTIVE,)
        )
        return [_client(row) for row in rows]

    def active_kinds(self) -> dict[ClientId, ClientKind]:
        """Return whose record each is of the clients that the practice still sees, by name."""
        rows = self._database.rows(
            "SELECT id, kind FROM client WHERE status = ? ORDER BY name COLLATE NOCASE, id",
            (ClientStatus.ACTIVE,),
        )
        return {ClientId(row[0]): ClientKind(row[1]) for row in rows}

    def _unindexed(self, client_id: ClientId) -> int | None:
        """Take a client's names out of the index; return the number, None for a new client."""
        row = self._database.row(
            "SELECT n.id, c.name, c.preferred_name FROM client_number AS n "
            "JOIN client AS c ON c.id = n.client WHERE n.client = ?",
            (client_id,),
        )
        if row is None:
            return None
        self._database.change(
            "INSERT INTO client_index (client_index, rowid, name, preferred_name) "
            "VALUES ('delete', ?, ?, ?)",
            row,
        )
        return int(row[0])


def _client(row: Row) -> Client:
    client_id, name, preferred_name, birth_date, kind, status, contacts, added_at, *call = row
    call_first, call_line = call or (0, "")
    return Client(
        id=client_id,
        name=name,
        preferred_name=preferred_name,
        birth_date=date.fromisoformat(birth_date) if birth_date else None,
        kind=ClientKind(kind),
        status=ClientStatus(status),
        contacts=tuple(
            Contact(
                kind=ContactKind(each["kind"]),
                value=each["value"],
                whose=each["whose"],
                may=tuple(ContactUse(use) for use in each["may"]),
            )
            for each in json.loads(contacts)["contacts"]
        ),
        added_at=datetime.fromisoformat(added_at),
        call_first=bool(call_first),
        call_line=call_line,
    )
