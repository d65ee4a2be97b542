"""The table of clients' requests to amend their records."""

from datetime import date

from vault.errors import NotFound
from vault.model.amendment import AmendmentDecision, AmendmentRequest, Extension, Outcome
from vault.model.ids import AmendmentId, ClientId, is_id
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = (
    "id, client, received, asked, extended, extension_reason, told, outcome, ground, words, "
    "disagreed"
)


class AmendmentTable:
    """What clients asked to have amended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, request: AmendmentId) -> AmendmentRequest:
        """Return one request. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM amendment WHERE id = ?", (request if is_id(request) else "",)
        )
        if row is None:
            raise NotFound(_("There is no such request to amend a record."))
        return _request(row)

    def has(self, request: AmendmentId) -> bool:
        """Tell whether there is a request of this id."""
        return self._database.row("SELECT 1 FROM amendment WHERE id = ?", (request,)) is not None

    def ids(self) -> list[AmendmentId]:
        """Return the ids of all."""
        return [AmendmentId(row[0]) for row in self._database.rows("SELECT id FROM amendment")]

    def of_client(self, client: ClientId) -> list[AmendmentRequest]:
        """Return the requests of a client, the first one first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM amendment WHERE client = ? ORDER BY received, id", (client,)
        )
        return [_request(row) for row in rows]

    def of_ids(self, ids: str) -> list[AmendmentRequest]:
        """Return these requests, in any order; `ids` are the ids as JSON."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM amendment WHERE id IN (SELECT value FROM json_each(?))", (ids,)
        )
        return [_request(row) for row in rows]

    def undecided(self) -> list[AmendmentRequest]:
        """Return every request that waits for a decision, the first one first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM amendment WHERE told IS NULL ORDER BY received, id"
        )
        return [_request(row) for row in rows]

    def put(self, request: AmendmentRequest) -> None:
        """Add a request, or keep a changed one."""
        extension, decision = request.extension, request.decision
        # Not by REPLACE: it would delete one that is decided, which its trigger refuses.
        self._database.change(
            f"INSERT INTO amendment ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET received = excluded.received, asked = excluded.asked, "
            "extended = excluded.extended, extension_reason = excluded.extension_reason, "
            "told = excluded.told, outcome = excluded.outcome, ground = excluded.ground, "
            "words = excluded.words, disagreed = excluded.disagreed",
            (
                request.id,
                request.client,
                request.received.isoformat(),
                request.asked,
                extension.sent.isoformat() if extension else None,
                extension.reason if extension else "",
                decision.told.isoformat() if decision else None,
                decision.outcome if decision else None,
                decision.ground if decision else "",
                decision.words if decision else "",
                request.disagreed.isoformat() if request.disagreed else None,
            ),
        )

    def remove(self, request: AmendmentId) -> None:
        """Take a request out that is not decided."""
        self._database.change("DELETE FROM amendment WHERE id = ?", (request,))


def _request(row: Row) -> AmendmentRequest:
    request, client, received, asked, extended, reason, told, outcome, ground, words, disagreed = (
        row
    )
    return AmendmentRequest(
        id=request,
        client=client,
        received=date.fromisoformat(received),
        asked=asked,
        extension=Extension(date.fromisoformat(extended), reason) if extended else None,
        decision=AmendmentDecision(date.fromisoformat(told), Outcome(outcome), ground, words)
        if told
        else None,
        disagreed=date.fromisoformat(disagreed) if disagreed else None,
    )
