"""Lists of progress notes: pages, counts and places, read from indexes and not from the words."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from vault.errors import NotFound
from vault.model.client import ClientKind
from vault.model.ids import ClientId, NoteId, is_id
from vault.model.note_row import NoteRow, opening_of
from vault.model.template import kind_of
from vault.model.timeline_row import ALL_DAYS, Days
from vault.storage.database import Database, Row
from vault.storage.in_error import in_error
from vault.storage.note_texts import body_length
from vault.storage.notes import time_from
from vault.storage.template_lists import (
    contacts,
    of_kind,
    of_the_record,
    offered,
    progress_notes,
    sessions,
)
from vault.translation import _

_COLUMNS = "id, client, template, service_date, start, stop, begun_at, signed_at"
_OLDEST_FIRST = "ORDER BY service_date, start, begun_at, running, id"
_NEWEST_FIRST = "ORDER BY service_date DESC, start DESC, begun_at DESC, running DESC, id DESC"
_IN_ERROR = in_error("note.id")
_READ_FOR_OPENING = 1_000
"""Characters of a text that are looked through for its first words."""

_WITH_WORDS = (
    f"SELECT {_COLUMNS}, "
    f"coalesce((SELECT substr(text, 1, {_READ_FOR_OPENING}) FROM draft WHERE note = note.id), "
    f"(SELECT substr(text, 1, {_READ_FOR_OPENING}) FROM note_text WHERE owner = note.id)), "
    "coalesce((SELECT parts FROM draft WHERE note = note.id), "
    "(SELECT parts FROM note_text WHERE owner = note.id)), "
    f"(SELECT count(*) FROM addendum WHERE note = note.id), {_IN_ERROR}, "
    "coalesce((SELECT title FROM own_template WHERE id = note.template), '')"
)


class NoteLists:
    """The table note as lists show it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_rows(
        self,
        client_id: ClientId | None,
        kind: str | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> list[NoteRow]:
        """Return the notes of one client, or of all, oldest first, without words or addenda.

        Of one kind, if it is named; so do the other lists. From a day, and until one, both
        counted in.
        """
        where, values = _of(client_id, kind, first, last)
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM note {where} {_OLDEST_FIRST}", values)
        return [_note_row(row) for row in rows]

    def page(
        self,
        client_id: ClientId | None,
        offset: int,
        limit: int,
        kind: str | None = None,
        days: Days = ALL_DAYS,
    ) -> list[NoteRow]:
        """Return `limit` notes of one client, or of all, from `offset` on, newest first."""
        where, values = _of(client_id, kind, days.first, days.last)
        # SQLite skips `offset` entries of the index; only the rows of the page look for words.
        rows = self._database.rows(
            f"{_WITH_WORDS} FROM note {where} {_NEWEST_FIRST} LIMIT ? OFFSET ?",
            (*values, max(limit, 0), max(offset, 0)),
        )
        return [_note_row(row) for row in rows]

    def of_ids(self, ids: Sequence[str]) -> list[NoteRow]:
        """Return these notes as a page of a list has them, in any order; no other is looked at."""
        rows = self._database.rows(
            f"{_WITH_WORDS} FROM note WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return [_note_row(row) for row in rows]

    def count(
        self, client_id: ClientId | None, kind: str | None = None, days: Days = ALL_DAYS
    ) -> int:
        """Return how many notes one client has, or all."""
        where, values = _of(client_id, kind, days.first, days.last)
        row = self._database.row(f"SELECT count(*) FROM note {where}", values)
        return int(row[0]) if row else 0

    def kinds(self, client_id: ClientId) -> set[str]:
        """Return the kinds of which a client has notes."""
        sql = "SELECT DISTINCT template FROM note WHERE client = ?"
        return {kind_of(row[0]).id for row in self._database.rows(sql, (client_id,))}

    def position(self, note_id: NoteId, kind: str | None = None, days: Days = ALL_DAYS) -> int:
        """Return the number, from 0, of a note in its client's list, newest first.

        Raises NotFound, also for a note of another kind than the one that is named, or other days.
        """
        those = f"AND {of_kind(kind)}" if kind is not None else ""
        row = self._database.row(
            "SELECT (SELECT count(*) FROM note AS n "
            "WHERE n.client = o.client AND n.service_date BETWEEN o.service_date AND ?3 "
            f"{those} AND "
            "(n.service_date, coalesce(n.start, ''), n.begun_at, n.running, n.id) > "
            "(o.service_date, coalesce(o.start, ''), o.begun_at, o.running, o.id)) "
            f"FROM note AS o WHERE o.id = ?1 AND o.service_date BETWEEN ?2 AND ?3 {those}",
            (
                note_id if is_id(note_id) else "",
                (days.first or date.min).isoformat(),
                (days.last or date.max).isoformat(),
            ),
        )
        if row is None:
            raise NotFound(_("There is no such note."))
        return int(row[0])

    def unsigned(self, limit: int, until: date) -> tuple[int, list[NoteRow]]:
        """Return how many drafts there are, and the `limit` oldest, without their words.

        Those of days until `until`, that one included.
        """
        those = "FROM note WHERE signed_at IS NULL AND service_date <= ?"
        count = self._database.row(f"SELECT count(*) {those}", (until.isoformat(),))
        rows = self._database.rows(
            f"SELECT {_COLUMNS} {those} {_OLDEST_FIRST} LIMIT ?",
            (until.isoformat(), max(limit, 0)),
        )
        return int(count[0]) if count else 0, [_note_row(row) for row in rows]

    def progress_of_day(self, client_id: ClientId, day: date) -> list[NoteRow]:
        """Return a client's progress notes of a day, newest first, none that is marked in error."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM note WHERE client = ? AND service_date = ? "
            f"AND {progress_notes()} AND NOT {_IN_ERROR} {_NEWEST_FIRST}",
            (client_id, day.isoformat()),
        )
        return [_note_row(row) for row in rows]

    def of_groups(self, day: date) -> list[NoteRow]:
        """Return the signed notes of a day that are in the records of groups, without words."""
        # By whose they are: the notes of a whole practice are not looked through.
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM note WHERE client IN (SELECT id FROM client WHERE kind = ?) "
            f"AND service_date = ? AND signed_at IS NOT NULL {_OLDEST_FIRST}",
            (ClientKind.GROUP, day.isoformat()),
        )
        return [_note_row(row) for row in rows]

    def contact_days(self, client_id: ClientId) -> list[date]:
        """Return the days of a client's notes that are a contact, drafts too, the first first."""
        return self._days(client_id, contacts())

    def _days(self, client_id: ClientId, those: str, further: str = "") -> list[date]:
        rows = self._database.rows(
            "SELECT DISTINCT service_date FROM note "
            f"WHERE client = ? AND {those} {further} ORDER BY service_date",
            (client_id,),
        )
        return [date.fromisoformat(row[0]) for row in rows]

    def unsigned_of(self, client_id: ClientId) -> list[tuple[NoteId, date]]:
        """Return the drafts of a client with their days, oldest first."""
        rows = self._database.rows(
            "SELECT id, service_date FROM note INDEXED BY note_unsigned_of_client "
            "WHERE client = ? AND signed_at IS NULL "
            "ORDER BY service_date, id",
            (client_id,),
        )
        return [(NoteId(row[0]), date.fromisoformat(row[1])) for row in rows]

    def last_template(self, client_id: ClientId) -> str | None:
        """Return the template of a client's newest progress note, or None before there is one.

        None that was removed since.
        """
        row = self._database.row(
            f"SELECT template FROM note WHERE client = ? AND {progress_notes()} AND {offered()} "
            f"{_NEWEST_FIRST} LIMIT 1",
            (client_id,),
        )
        return str(row[0]) if row else None

    def signed_before(self, client_id: ClientId, day: date, note: NoteId) -> NoteId | None:
        """Return a client's newest signed progress note up to a day, but for one, or None.

        None that is marked in error.
        """
        row = self._database.row(
            f"SELECT id FROM note WHERE client = ? AND {progress_notes()} "
            "AND service_date <= ? AND signed_at IS NOT NULL AND id <> ? "
            f"AND NOT {_IN_ERROR} {_NEWEST_FIRST} LIMIT 1",
            (client_id, day.isoformat(), note),
        )
        return NoteId(row[0]) if row else None

    def newest(self, client_id: ClientId, limit: int) -> list[NoteId]:
        """Return the ids of a client's newest notes of the record, newest first.

        With the note of the last session behind them, if it is older. None that is marked in error.
        """
        found: dict[NoteId, None] = {}
        for those, most in ((of_the_record(), limit), (sessions(), 1)):
            rows = self._database.rows(
                f"SELECT id FROM note WHERE client = ? AND {those} "
                f"AND NOT {_IN_ERROR} {_NEWEST_FIRST} LIMIT ?",
                (client_id, most),
            )
            found |= dict.fromkeys(NoteId(row[0]) for row in rows)
        return list(found)

    def in_error(self, client_id: ClientId) -> set[NoteId]:
        """Return the notes of a client that are marked in error now."""
        rows = self._database.rows(
            f"SELECT id FROM note WHERE client = ? AND {_IN_ERROR}", (client_id,)
        )
        return {NoteId(row[0]) for row in rows}

    def session_days(self, client_id: ClientId) -> list[date]:
        """Return the days of a client's notes that tell of a session, drafts too, in order.

        None of a note that is marked in error: it tells of no session that was.
        """
        return self._days(client_id, sessions(), f"AND NOT {_IN_ERROR}")


def _of(
    client_id: ClientId | None,
    kind: str | None,
    first: date | None = None,
    last: date | None = None,
) -> tuple[str, tuple[str, ...]]:
    wanted = {
        "client = ?": client_id,
        "service_date >= ?": first.isoformat() if first is not None else None,
        "service_date <= ?": last.isoformat() if last is not None else None,
    }
    asked = [condition for condition, value in wanted.items() if value is not None]
    asked += [of_kind(kind)] if kind is not None else []
    where = f"WHERE {' AND '.join(asked)}" if asked else ""
    return where, tuple(value for value in wanted.values() if value is not None)


def _note_row(row: Row) -> NoteRow:
    note_id, client, template, day, start, stop, begun_at, signed_at, *words = row
    text, parts, addenda, in_error, own_title = words or ("", None, 0, 0, "")
    return NoteRow(
        id=note_id,
        client=client,
        template=template,
        service_date=date.fromisoformat(day),
        start=time_from(start),
        stop=time_from(stop),
        begun_at=datetime.fromisoformat(begun_at),
        signed_at=datetime.fromisoformat(signed_at) if signed_at else None,
        opening=opening_of((text or "")[: body_length(parts or "")]),
        addenda=int(addenda),
        in_error=bool(in_error),
        own_title=own_title,
    )
