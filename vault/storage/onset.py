"""The table of what was given at the onset of care."""

from datetime import date

from vault.errors import NotFound
from vault.model.ids import ClientId, OnsetId, ParticipantId, is_id
from vault.model.onset import Given
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = "id, client, item, given, participant, version, place, document"
# Every column there is: a vault is also proved before it has those of this version.
_SELECT = "SELECT * FROM onset_given"


class OnsetTable:
    """What clients were given or agreed on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, given: OnsetId) -> Given:
        """Return one. Raises NotFound."""
        row = self._database.row(f"{_SELECT} WHERE id = ?", (given if is_id(given) else "",))
        if row is None:
            raise NotFound(_("There is no such line of the onset list."))
        return _given(row)

    def has(self, given: OnsetId) -> bool:
        """Tell whether there is one of this id."""
        return self._database.row("SELECT 1 FROM onset_given WHERE id = ?", (given,)) is not None

    def ids(self) -> list[OnsetId]:
        """Return the ids of all."""
        return [OnsetId(row[0]) for row in self._database.rows("SELECT id FROM onset_given")]

    def of_client(self, client: ClientId) -> list[Given]:
        """Return what one client was given."""
        rows = self._database.rows(f"{_SELECT} WHERE client = ? ORDER BY given, id", (client,))
        return [_given(row) for row in rows]

    def of_ids(self, ids: str) -> list[tuple[Given, str]]:
        """Return these with the names of whom they were asked, or ""; `ids` are the ids as JSON."""
        rows = self._database.rows(
            f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        people = self._database.rows(
            "SELECT id, name FROM participant WHERE id IN (SELECT participant FROM onset_given "
            "WHERE id IN (SELECT value FROM json_each(?)))",
            (ids,),
        )
        names = {str(known): str(name) for known, name in people}
        given = [_given(row) for row in rows]
        return [(each, names.get(each.participant or "", "")) for each in given]

    def given_to(self) -> set[tuple[ClientId, str, ParticipantId | None]]:
        """Return which items were given, to which client and which of those who take part."""
        rows = self._database.rows("SELECT DISTINCT client, item, participant FROM onset_given")
        return {(client, item, participant) for client, item, participant in rows}

    def put(self, given: Given) -> None:
        """Add one, or keep a changed one."""
        self._database.change(
            f"INSERT OR REPLACE INTO onset_given ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                given.id,
                given.client,
                given.item,
                given.day.isoformat() if given.day else None,
                given.participant,
                given.version,
                given.place,
                given.document,
            ),
        )

    def remove(self, given: OnsetId) -> None:
        """Take one out."""
        self._database.change("DELETE FROM onset_given WHERE id = ?", (given,))


def _given(row: Row) -> Given:
    given, client, item, day, participant, version, place, *later = row
    return Given(
        id=given,
        client=client,
        item=item,
        day=date.fromisoformat(day) if day else None,
        participant=participant,
        version=version,
        place=place,
        document=later[0] if later else None,
    )
