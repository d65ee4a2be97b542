"""The table of legal holds."""

from datetime import date

from vault.errors import NotFound
from vault.model.hold import Hold, HoldReason
from vault.model.ids import ClientId, HoldId, is_id
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = "id, client, reason, placed, placed_by, words, lifted, lifted_by, lifted_words"


class HoldTable:
    """Which files are held, and were."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, hold: HoldId) -> Hold:
        """Return one hold. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM hold WHERE id = ?", (hold if is_id(hold) else "",)
        )
        if row is None:
            raise NotFound(_("There is no such hold."))
        return _hold(row)

    def has(self, hold: HoldId) -> bool:
        """Tell whether there is a hold of this id."""
        return self._database.row("SELECT 1 FROM hold WHERE id = ?", (hold,)) is not None

    def ids(self) -> list[HoldId]:
        """Return the ids of all."""
        return [HoldId(row[0]) for row in self._database.rows("SELECT id FROM hold")]

    def of_client(self, client: ClientId) -> list[Hold]:
        """Return the holds on a client's file, the first one first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM hold WHERE client = ? ORDER BY placed, id", (client,)
        )
        return [_hold(row) for row in rows]

    def list_all(self) -> list[Hold]:
        """Return every hold, those that were lifted too, the first one first."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM hold ORDER BY placed, id")
        return [_hold(row) for row in rows]

    def open(self) -> list[Hold]:
        """Return every hold that is not lifted, the first one first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM hold WHERE lifted IS NULL ORDER BY placed, id"
        )
        return [_hold(row) for row in rows]

    def put(self, hold: Hold) -> None:
        """Add a hold, or keep a changed one."""
        self._database.change(
            f"INSERT INTO hold ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, placed = excluded.placed, "
            "placed_by = excluded.placed_by, words = excluded.words, lifted = excluded.lifted, "
            "lifted_by = excluded.lifted_by, lifted_words = excluded.lifted_words",
            (
                hold.id,
                hold.client,
                hold.reason,
                hold.placed.isoformat(),
                hold.placed_by,
                hold.words,
                hold.lifted.isoformat() if hold.lifted else None,
                hold.lifted_by,
                hold.lifted_words,
            ),
        )

    def remove(self, hold: HoldId) -> None:
        """Take out a hold that is open."""
        self._database.change("DELETE FROM hold WHERE id = ?", (hold,))


def _hold(row: Row) -> Hold:
    hold, client, reason, placed, placed_by, words, lifted, lifted_by, lifted_words = row
    return Hold(
        id=hold,
        client=client,
        reason=HoldReason(reason),
        placed=date.fromisoformat(placed),
        words=words,
        placed_by=placed_by,
        lifted=date.fromisoformat(lifted) if lifted else None,
        lifted_words=lifted_words,
        lifted_by=lifted_by,
    )
