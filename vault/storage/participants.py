"""The tables of who takes part in a unit, and of the terms of its record."""

from datetime import date

from vault.errors import NotFound
from vault.model.ids import ClientId, DocumentId, ParticipantId, is_id
from vault.model.participant import Participant, RecordBasis, Role, Terms
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = (
    "id, unit, name, role, joined, left_on, birth_date, file, agreed, signed_by, agreed_to, "
    "document"
)
_RANK = {role: rank for rank, role in enumerate(Role)}


class ParticipantTable:
    """Everyone who takes part or has taken part, by unit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, participant: ParticipantId) -> Participant:
        """Return one participant. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM participant WHERE id = ?",
            (participant if is_id(participant) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such participant."))
        return _participant(row)

    def has(self, participant: ParticipantId) -> bool:
        """Tell whether there is a participant of this id."""
        found = self._database.row("SELECT 1 FROM participant WHERE id = ?", (participant,))
        return found is not None

    def ids(self) -> list[ParticipantId]:
        """Return the ids of all participants."""
        return [ParticipantId(row[0]) for row in self._database.rows("SELECT id FROM participant")]

    def of_unit(self, unit: ClientId) -> list[Participant]:
        """Return who takes part or has taken part in a unit.

        The first to join first, of one day by role and name.
        """
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM participant WHERE unit = ? ORDER BY id", (unit,)
        )
        people = [_participant(row) for row in rows]
        return sorted(people, key=lambda each: (each.joined, _RANK[each.role], each.name))

    def list_all(self) -> list[Participant]:
        """Return everyone who takes part or has taken part in any unit, by unit."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM participant ORDER BY unit, id")
        return [_participant(row) for row in rows]

    def units_of(self, file: ClientId) -> list[ClientId]:
        """Return the units in which the person of a file takes part or has taken part."""
        rows = self._database.rows(
            "SELECT DISTINCT unit FROM participant WHERE file = ? ORDER BY unit", (file,)
        )
        return [ClientId(row[0]) for row in rows]

    def any_with(self, document: DocumentId) -> bool:
        """Tell whether a document has somebody's signature under the terms."""
        row = self._database.row(
            "SELECT 1 FROM participant WHERE document = ? LIMIT 1", (document,)
        )
        return row is not None

    def put(self, each: Participant) -> None:
        """Add a participant, or keep a changed one."""
        days = (each.joined, each.left, each.birth_date)
        joined, left, born = (day.isoformat() if day else None for day in days)
        self._database.change(
            f"INSERT INTO participant ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, "
            "joined = excluded.joined, left_on = excluded.left_on, "
            "birth_date = excluded.birth_date, file = excluded.file, agreed = excluded.agreed, "
            "signed_by = excluded.signed_by, agreed_to = excluded.agreed_to, "
            "document = excluded.document",
            (
                each.id,
                each.unit,
                each.name,
                each.role,
                joined,
                left,
                born,
                each.file,
                each.agreed.isoformat() if each.agreed else None,
                each.signed_by,
                each.agreed_to,
                each.document,
            ),
        )

    def remove(self, participant: ParticipantId) -> None:
        """Take a participant out; an identified client is then none any more."""
        self._database.change("DELETE FROM participant WHERE id = ?", (participant,))

    def terms(self, unit: ClientId) -> Terms:
        """Return the terms of a unit's record; nothing was chosen where there is no row."""
        row = self._database.row("SELECT basis, identified FROM unit_terms WHERE unit = ?", (unit,))
        if row is None:
            return Terms(unit)
        basis, identified = row
        return Terms(unit, RecordBasis(basis) if basis else None, identified)

    def all_terms(self) -> dict[ClientId, Terms]:
        """Return the terms that were chosen, by unit."""
        rows = self._database.rows("SELECT unit, basis, identified FROM unit_terms")
        return {
            ClientId(unit): Terms(unit, RecordBasis(basis) if basis else None, identified)
            for unit, basis, identified in rows
        }

    def put_terms(self, terms: Terms) -> None:
        """Keep the terms of a unit's record."""
        self._database.change(
            "INSERT OR REPLACE INTO unit_terms (unit, basis, identified) VALUES (?, ?, ?)",
            (terms.unit, terms.basis, terms.identified),
        )


def _participant(row: Row) -> Participant:
    participant, unit, name, role, joined, left, born, file, agreed, *signed = row
    signed_by, agreed_to, document = signed
    return Participant(
        id=participant,
        unit=unit,
        name=name,
        role=Role(role),
        joined=date.fromisoformat(joined),
        left=date.fromisoformat(left) if left else None,
        birth_date=date.fromisoformat(born) if born else None,
        file=file,
        agreed=date.fromisoformat(agreed) if agreed else None,
        signed_by=signed_by,
        agreed_to=agreed_to,
        document=DocumentId(document) if document else None,
    )
