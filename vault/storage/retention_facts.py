"""What of the records a time of keeping runs from: the days of all clients, or of one, at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from vault.model.appointment import SessionStatus
from vault.model.ids import ClientId
from vault.model.retention_life import Days
from vault.storage.database import Database
from vault.storage.in_error import in_error
from vault.storage.template_lists import contacts, of_the_record, sessions

_IN_ERROR = in_error("note.id")


class RetentionDays:
    """Reads the days from indexes, not from words; drafts count, notes in error do not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, today: date, client: ClientId | None = None) -> Mapping[ClientId, Days]:
        """Return the days of one client, or of every one who has any; none that is to come."""
        found = self._noted(today, client)
        for whose, first, last in self._kept(today, client):
            days = found.get(whose, Days())
            found[whose] = Days(
                first_contact=_of(min, (days.first_contact, first)),
                last_contact=_of(max, (days.last_contact, last)),
                last_service=_of(max, (days.last_service, last)),
                last_entry=days.last_entry,
                last_made=days.last_made,
            )
        for whose, received in self._received(client):
            days = found.get(whose, Days())
            found[whose] = replace(days, last_made=_of(max, (days.last_made, received)))
        return found

    def _noted(self, today: date, client: ClientId | None) -> dict[ClientId, Days]:
        those, values = ("AND client = ?", (client,)) if client is not None else ("", ())
        marked = "SELECT note FROM addendum WHERE mark IS NOT NULL"
        contact = f"CASE WHEN {contacts()} THEN service_date END"
        service = f"CASE WHEN {sessions()} THEN service_date END"
        rows = self._database.rows(
            f"SELECT client, min({contact}), max({contact}), max({service}), max(service_date), "
            "max(substr(begun_at, 1, 10)) FROM note "
            f"WHERE {of_the_record()} AND service_date <= ? {those} "
            f"AND NOT (id IN ({marked}) AND {_IN_ERROR}) GROUP BY client",
            (today.isoformat(), *values),
        )
        return {ClientId(whose): Days(*map(_day, days)) for whose, *days in rows}

    def _received(self, client: ClientId | None) -> list[tuple[ClientId, date | None]]:
        those, values = ("WHERE client = ?", (client,)) if client is not None else ("", ())
        rows = self._database.rows(
            f"SELECT client, max(received) FROM document {those} GROUP BY client", values
        )
        return [(ClientId(whose), _day(received)) for whose, received in rows]

    def _kept(
        self, today: date, client: ClientId | None
    ) -> list[tuple[ClientId, date | None, date | None]]:
        those, values = ("AND a.client = ?", (client,)) if client is not None else ("", ())
        rows = self._database.rows(
            "SELECT a.client, min(s.day), max(s.day) FROM appointment_session AS s "
            "JOIN appointment AS a ON a.id = s.appointment "
            f"WHERE s.status = ? AND s.day <= ? {those} GROUP BY a.client",
            (SessionStatus.KEPT, today.isoformat(), *values),
        )
        return [(ClientId(whose), _day(first), _day(last)) for whose, first, last in rows]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _of(chosen: Callable[[Iterable[date]], date], days: Iterable[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return chosen(known) if known else None
