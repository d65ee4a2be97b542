"""The table of outcome measures that were filled in."""

from datetime import date, datetime

from vault.errors import NotFound
from vault.model.client import ClientStatus
from vault.model.ids import AdministrationId, ClientId, is_id
from vault.model.in_error import InError
from vault.model.measure import Administration, Answers, measures
from vault.model.open_risk import OpenRisk
from vault.model.template import SAFETY
from vault.storage.database import Database, Row
from vault.storage.in_error import in_error
from vault.storage.template_lists import of_kind
from vault.translation import _

_COLUMNS = "id, client, measure, day, answers, difficulty, filled_in_by, error_at, error_reason"
_OPEN = "-"
"""Stands for an item that was left open: one character for each item, in their order."""


class AdministrationTable:
    """What clients answered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, administration: AdministrationId) -> Administration:
        """Return one administration. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM administration WHERE id = ?",
            (administration if is_id(administration) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such filled-in measure."))
        return _administration(row)

    def has(self, administration: AdministrationId) -> bool:
        """Tell whether there is one of this id."""
        return (
            self._database.row("SELECT 1 FROM administration WHERE id = ?", (administration,))
            is not None
        )

    def ids(self) -> list[AdministrationId]:
        """Return the ids of all."""
        rows = self._database.rows("SELECT id FROM administration")
        return [AdministrationId(row[0]) for row in rows]

    def of_client(self, client: ClientId) -> list[Administration]:
        """Return what a client filled in, the first day first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM administration WHERE client = ? ORDER BY day, id", (client,)
        )
        return [_administration(row) for row in rows]

    def of_ids(self, known: str) -> list[Administration]:
        """Return those whose ids are in a JSON list, in any order."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM administration WHERE id IN (SELECT value FROM json_each(?))",
            (known,),
        )
        return [_administration(row) for row in rows]

    def open_risks(self) -> list[OpenRisk]:
        """Return what raised the risk of a client in care, the first day first.

        Not what is in error, nor where a note on safety of that day or a later one stands, be it a
        draft.
        """
        rows = self._database.rows(
            "SELECT r.client, r.id, r.measure, r.day FROM administration AS r "
            "JOIN client AS c ON c.id = r.client "
            f"WHERE c.status = ? AND r.error_at IS NULL AND ({_raises_risk()}) "
            "AND NOT EXISTS (SELECT 1 FROM note AS n WHERE n.client = r.client "
            f"AND n.service_date >= r.day AND {of_kind(SAFETY)} AND NOT {in_error('n.id')}) "
            "ORDER BY r.day, r.id",
            (ClientStatus.ACTIVE,),
        )
        return [
            OpenRisk(ClientId(client), AdministrationId(known), measure, date.fromisoformat(day))
            for client, known, measure, day in rows
        ]

    def put(self, each: Administration) -> None:
        """Add an administration, or keep a changed one."""
        self._database.change(
            f"INSERT OR REPLACE INTO administration ({_COLUMNS}) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                each.id,
                each.client,
                each.measure,
                each.day.isoformat(),
                _text(each.answers),
                each.difficulty,
                each.filled_in_by,
                each.in_error.at.isoformat() if each.in_error is not None else None,
                each.in_error.reason if each.in_error is not None else "",
            ),
        )

    def remove(self, administration: AdministrationId) -> None:
        """Take one out."""
        self._database.change("DELETE FROM administration WHERE id = ?", (administration,))


def _raises_risk() -> str:
    """Return the condition that the item on thoughts of death or self-harm is above zero."""
    none = f"('0', '{_OPEN}')"
    return " OR ".join(
        f"(r.measure = '{each.id}' AND substr(r.answers, {each.risk_item}, 1) NOT IN {none})"
        for each in measures().values()
        if each.risk_item
    )


def _text(answers: Answers) -> str:
    return "".join(_OPEN if each is None else str(each) for each in answers)


def _administration(row: Row) -> Administration:
    administration, client, measure, day, answers, difficulty, filled_in_by, at, reason = row
    return Administration(
        id=administration,
        client=client,
        measure=measure,
        day=date.fromisoformat(day),
        answers=tuple(None if each == _OPEN else int(each) for each in answers),
        difficulty=difficulty,
        filled_in_by=filled_in_by,
        in_error=InError(reason, datetime.fromisoformat(at)) if at else None,
    )
