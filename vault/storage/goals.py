"""What the newest treatment plan of a client says: its goals, who worked on them, its review."""

from datetime import date

from vault.model.client import ClientStatus
from vault.model.goal import GOALS, WORKED_ON, WorkedOn
from vault.model.ids import ClientId, NoteId
from vault.model.template import TREATMENT_PLAN
from vault.storage.database import Database
from vault.storage.in_error import in_error
from vault.storage.note_texts import divided, own_names
from vault.storage.template_lists import of_kind

_HOLDS = f'%["{WORKED_ON}",%'
_STANDS = f"n.signed_at IS NOT NULL AND NOT {in_error('n.id')}"
_NEWEST_PLAN = (
    "FROM note AS n JOIN note_text AS t ON t.owner = n.id "
    f"WHERE n.client = ? AND {of_kind(TREATMENT_PLAN)} AND {_STANDS} "
    "ORDER BY n.service_date DESC, n.begun_at DESC, n.running DESC, n.id DESC LIMIT 1"
)


class GoalTable:
    """The tables note and note_text as goals read them; seals are not proved here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, client_id: ClientId) -> str:
        """Return the goals of a client's newest signed plan, as written; "" without one.

        None that is marked in error. Raises Damaged for words that are not divided as they were.
        """
        row = self._database.row(f"SELECT t.text, t.parts {_NEWEST_PLAN}", (client_id,))
        return _section(row[0], row[1], GOALS) if row else ""

    def plan_note(self, client_id: ClientId) -> NoteId | None:
        """Return which note is that plan; None without one."""
        row = self._database.row(f"SELECT n.id {_NEWEST_PLAN}", (client_id,))
        return NoteId(row[0]) if row else None

    def newest(self, section: str) -> list[tuple[ClientId, NoteId, date, str]]:
        """Return the newest signed plan of each client in care, its day, and one of its sections.

        Of clients by name; none that is marked in error. Raises as `plan`.
        """
        rows = self._database.rows(
            "SELECT client, id, service_date, text, parts FROM ("
            "SELECT n.client, n.id, n.service_date, t.text, t.parts, c.name, row_number() OVER ("
            "PARTITION BY n.client "
            "ORDER BY n.service_date DESC, n.begun_at DESC, n.running DESC, n.id DESC) AS place "
            "FROM note AS n JOIN note_text AS t ON t.owner = n.id JOIN client AS c ON "
            f"c.id = n.client WHERE c.status = ? AND {of_kind(TREATMENT_PLAN)} AND {_STANDS}) "
            "WHERE place = 1 ORDER BY name COLLATE NOCASE, id",
            (ClientStatus.ACTIVE,),
        )
        return [
            (
                ClientId(client),
                NoteId(note),
                date.fromisoformat(day),
                _section(text, parts, section),
            )
            for client, note, day, text, parts in rows
        ]

    def worked_on(self, client_id: ClientId) -> list[WorkedOn]:
        """Return the signed notes of a client that name goals, oldest first. Raises as `plan`."""
        rows = self._database.rows(
            "SELECT n.id, n.service_date, t.text, t.parts "
            "FROM note AS n JOIN note_text AS t ON t.owner = n.id "
            f"WHERE n.client = ? AND t.parts LIKE ? AND {_STANDS} "
            "ORDER BY n.service_date, n.start, n.begun_at, n.running, n.id",
            (client_id, _HOLDS),
        )
        return [
            WorkedOn(NoteId(note), date.fromisoformat(day), _section(text, parts, WORKED_ON))
            for note, day, text, parts in rows
        ]


def _section(text: str, parts: str, name: str) -> str:
    return dict(divided(text, parts, own_names(parts))).get(name, "")
