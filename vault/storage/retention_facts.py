"""What of the records a time of keeping runs from: the days of all clients, or of one, at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from vault.model.appointment import SessionStatus
from vault.model.ids import ClientId
from vault.model.retention_life import Days
from vault.storage.database import Database
from vault.storage.in_error import in_error
from vault.storage.template_lists import contacts, of_the_record, sessions

_IN_ERROR = in_error("note.id")


@dataclass
class _Found:
    contacts: set[date] = field(default_factory=set)
    services: set[date] = field(default_factory=set)
    entries: set[date] = field(default_factory=set)


class RetentionDays:
    """Reads the days from indexes, not from words; drafts count, notes in error do not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, today: date, client: ClientId | None = None) -> Mapping[ClientId, Days]:
        """Return the days of one client, or of every one who has any; none that is to come."""
        found: defaultdict[ClientId, _Found] = defaultdict(_Found)
        for whose, day, contact, service in self._notes(today, client):
            found[whose].entries.add(day)
            if contact:
                found[whose].contacts.add(day)
            if service:
                found[whose].services.add(day)
        for whose, day in self._sessions(today, client):
            found[whose].contacts.add(day)
            found[whose].services.add(day)
        return {
            whose: Days(
                frozenset(each.contacts),
                frozenset(each.services),
                max(each.entries, default=None),
            )
            for whose, each in found.items()
        }

    def _notes(
        self, today: date, client: ClientId | None
    ) -> Iterator[tuple[ClientId, date, bool, bool]]:
        those, values = ("AND client = ?", (client,)) if client is not None else ("", ())
        marked = "SELECT note FROM addendum WHERE mark IS NOT NULL"
        rows = self._database.rows(
            f"SELECT client, service_date, max({contacts()}), max({sessions()}) FROM note "
            f"WHERE {of_the_record()} AND service_date <= ? {those} "
            f"AND NOT (id IN ({marked}) AND {_IN_ERROR}) GROUP BY client, service_date",
            (today.isoformat(), *values),
        )
        for whose, day, contact, service in rows:
            yield ClientId(whose), date.fromisoformat(day), bool(contact), bool(service)

    def _sessions(self, today: date, client: ClientId | None) -> Iterator[tuple[ClientId, date]]:
        those, values = ("AND a.client = ?", (client,)) if client is not None else ("", ())
        rows = self._database.rows(
            "SELECT a.client, s.day FROM appointment_session AS s "
            "JOIN appointment AS a ON a.id = s.appointment "
            f"WHERE s.status = ? AND s.day <= ? {those}",
            (SessionStatus.KEPT, today.isoformat(), *values),
        )
        for whose, day in rows:
            yield ClientId(whose), date.fromisoformat(day)
