"""What one does with the completeness check: see what a record lacks, and which ones lack any."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vault.model.audit import Action
from vault.model.circumstances import Question
from vault.model.client import Client, ClientStatus
from vault.model.completeness import (
    Attached,
    CheckItem,
    CheckLine,
    CheckList,
    Contents,
    Incomplete,
    NoteParts,
    counted,
    items_for,
    looked_into,
    why_checked,
    with_causes,
)
from vault.model.completeness_rules import check
from vault.model.ids import AppointmentId, ClientId
from vault.model.template import Part, kind_of
from vault.storage.records_store import RecordsStore

_FEES = "fees"
"""The item of the onset list that is the fee arrangement (20 CSR 2263-3.040(11)(B))."""


class Completeness:
    """Holds records against the lists of the licenses; nothing is changed, and no word is read out.

    A note that is marked in error counts for nothing. A list is a rule of the license, or usual
    and customary practice: each line says which.
    """

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def of_client(self, client: ClientId) -> list[CheckLine]:
        """Return what was found of each item in a record; empty where no list is for a license.

        The view is logged. Raises NotFound, and Damaged for a note whose words are not whole.
        """
        whose = self._store.tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        tables = self._store.tables
        licenses = tables.licenses()
        items = items_for(licenses)
        lines = check(items, self._contents(whose, items)) if items else []
        return with_causes(lines, licenses, tables.circumstances.get())

    def lists(self) -> list[CheckList]:
        """Return the lists that are for the licenses; none where the program knows none."""
        items = items_for(self._store.tables.licenses())
        return list(dict.fromkeys(item.list for item in items))

    def why(self) -> str:
        """Return by which licenses records are checked; empty where the program knows no list."""
        return why_checked(self._store.tables.licenses())

    def lacking(self) -> list[Incomplete]:
        """Return the records that lack anything, by name, closed ones too, and how much.

        Raises Damaged as `of_client` does.
        """
        items = items_for(self._store.tables.licenses())
        if not items:
            return []
        found = []
        for client in self._store.tables.clients.list_all():
            gaps = counted(check(items, self._contents(client, items)))
            if gaps:
                found.append(Incomplete(client.id, gaps))
        return found

    def _untold(self, client: ClientId) -> Iterator[tuple[AppointmentId, date]]:
        """Yield the sessions before today that have no note and no mark, the first one first."""
        table = self._store.tables.appointments
        yesterday = self._store.clock.now().date() - timedelta(days=1)
        found = []
        for each in table.list_all(client):
            known = {day for _id, day in table.marks_of(each.id)} | table.linked_days(each.id)
            past = each.days(each.day, yesterday) if each.day <= yesterday else []
            found += [(each.id, day) for day in past if day not in known]
        yield from sorted(found, key=lambda session: session[1])

    def _contents(self, client: Client, items: Sequence[CheckItem]) -> Contents:
        tables = self._store.tables
        in_error = tables.note_lists.in_error(client.id)
        rows = [
            row
            for row in tables.note_lists.list_rows(client.id)
            if row.id not in in_error and kind_of(row.template).part is Part.RECORD
        ]
        asked = looked_into(items)
        filled = tables.note_parts.filled(
            [row for row in rows if row.signed_at is not None and kind_of(row.template).id in asked]
        )
        given = tables.onset.of_client(client.id)
        attached = [each for each in tables.documents.of_client(client.id) if each.in_error is None]
        standing = {each.id for each in attached}
        return Contents(
            today=self._store.clock.now().date(),
            kind=client.kind,
            closed=client.status is ClientStatus.CLOSED,
            private_practice=tables.circumstances.get().answer(Question.PRIVATE_PRACTICE),
            notes=tuple(
                NoteParts(
                    row.id,
                    row.template,
                    row.service_date,
                    row.signed_at is not None,
                    filled[row.id][1] if row.id in filled else frozenset(),
                    filled[row.id][0] if row.id in filled else frozenset(),
                )
                for row in rows
            ),
            kept=tuple(tables.appointments.kept(client.id)),
            untold=tuple(self._untold(client.id)),
            noted=frozenset(tables.appointments.noted(client.id)),
            fees=tuple(
                (each.day, bool(each.place.strip()) or each.document in standing)
                for each in given
                if each.item == _FEES and each.day is not None
            ),
            episodes=tuple(tables.episodes.of_client(client.id)),
            documents=tuple(
                Attached(each.kind, each.day, each.received, each.id) for each in attached
            ),
        )
