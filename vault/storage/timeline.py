"""The one timeline of a client, by days, read by pages from indexes: notes and all beside them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time

from vault.errors import NotFound
from vault.model.appointment import CancelledBy, Place, SessionStatus
from vault.model.document_row import DocumentRow
from vault.model.ids import ClientId
from vault.model.search import DOCUMENTS, NOTES
from vault.model.timeline_row import (
    ALL_DAYS,
    AMENDMENTS,
    EPISODES,
    MEASURES,
    ONSET,
    SESSIONS,
    AmendmentStep,
    Days,
    EpisodeTurn,
    OnsetGiven,
    PastSession,
    TimelineRow,
    amendment_turns,
)
from vault.storage.amendments import AmendmentTable
from vault.storage.database import Database, Row
from vault.storage.episodes import EpisodeTable
from vault.storage.measures import AdministrationTable
from vault.storage.note_lists import NoteLists
from vault.storage.onset import OnsetTable
from vault.translation import _

_DAY = "coalesce(day, received)"


def _rows(known: str, day: str, place: tuple[str, str, str], part: str, source: str) -> str:
    """Return the statement of one part; ?1 is the client, ?2 the first day and ?3 the last.

    `place` has what orders the rows of one day: at, begun_at, running.
    """
    at, begun_at, running = place
    return (
        f"SELECT {known} AS id, {day} AS day, {at} AS at, {begun_at} AS begun_at, "
        f"{running} AS running, '{part}' AS part FROM {source} "
        f"AND {day} BETWEEN ?2 AND ?3"
    )


def _request(step: AmendmentStep, day: str, begun_at: str) -> str:
    place = ("NULL", f"'{begun_at}'", "0")
    return _rows(f"id || '-{step}'", day, place, AMENDMENTS, f"amendment {_OF_CLIENT}")


_OF_CLIENT = "WHERE client = ?1"
_SESSIONS = _rows(
    "s.appointment || '-' || s.day",
    "s.day",
    ("a.start", "''", "0"),
    SESSIONS,
    "appointment AS a JOIN appointment_session AS s ON s.appointment = a.id WHERE a.client = ?1",
)
# Of one day the end of care stands above all, documents beneath the sessions, then measures,
# requests to amend, what was given at the onset, and care that was opened beneath all: what is
# begun at has no zone, and none is before the year 2000. A part without a day is in none.
_PARTS: dict[str, str] = {
    NOTES: _rows(
        "id", "service_date", ("start", "begun_at", "running"), NOTES, f"note {_OF_CLIENT}"
    ),
    DOCUMENTS: _rows("id", _DAY, ("NULL", "added_at", "0"), DOCUMENTS, f"document {_OF_CLIENT}"),
    MEASURES: _rows(
        "id",
        "day",
        ("NULL", "'1'", "0"),
        MEASURES,
        f"administration {_OF_CLIENT} AND error_at IS NULL",
    ),
    SESSIONS: _SESSIONS,
    EPISODES: " UNION ALL ".join(
        _rows(f"id || '-{turn}'", turn, (at, begun_at, "0"), EPISODES, f"episode {_OF_CLIENT}")
        for turn, at, begun_at in (("opened", "NULL", "'0'"), ("ended", "'99'", "''"))
    ),
    AMENDMENTS: " UNION ALL ".join(
        (
            _request(AmendmentStep.RECEIVED, "received", "07"),
            _request(AmendmentStep.DECIDED, "told", "08"),
            _request(AmendmentStep.DISAGREED, "disagreed", "09"),
        )
    ),
    ONSET: _rows("id", "given", ("NULL", "'05'", "0"), ONSET, f"onset_given {_OF_CLIENT}"),
}
_UNTOLD = (
    " AND NOT EXISTS (SELECT 1 FROM note_session AS n "
    "WHERE n.appointment = s.appointment AND n.day = s.day)"
)
# A session that has its note stands there by it, and not twice.
_EVERYTHING = " UNION ALL ".join((_PARTS | {SESSIONS: _SESSIONS + _UNTOLD}).values())
_LISTED = "(SELECT value FROM json_each(?))"
_NEWEST_FIRST = "ORDER BY 2 DESC, 3 DESC, 4 DESC, 5 DESC, 1 DESC"
_PLACE = "day, coalesce(at, ''), begun_at, running, id"


class Timeline:
    """All tables of what has a day in a client's file; a `part` is one of them alone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._notes = NoteLists(database)
        self._measures = AdministrationTable(database)
        self._episodes = EpisodeTable(database)
        self._amendments = AmendmentTable(database)
        self._onset = OnsetTable(database)

    def page(
        self,
        client: ClientId,
        offset: int,
        limit: int,
        part: str | None = None,
        days: Days = ALL_DAYS,
    ) -> list[TimelineRow]:
        """Return `limit` rows of a client from `offset` on, newest first."""
        # All parts come sorted and are merged: what lies before the page is passed over by its
        # keys, and only the rows of the page are read.
        rows = self._database.rows(
            f"{_of(part)} {_NEWEST_FIRST} LIMIT ?4 OFFSET ?5",
            (client, *_ends(days), max(limit, 0), max(offset, 0)),
        )
        ids: dict[str, list[str]] = {}
        for known, *_sorted_by, named in rows:
            ids.setdefault(named, []).append(str(known))
        found = {each.id: each for each in self._read(ids)}
        return [found[row[0]] for row in rows if row[0] in found]

    def count(self, client: ClientId, part: str | None = None, days: Days = ALL_DAYS) -> int:
        """Return how many rows there are."""
        sql = f"SELECT count(*) FROM ({_of(part)})"
        row = self._database.row(sql, (client, *_ends(days)))
        return int(row[0]) if row else 0

    def parts(self, client: ClientId) -> set[str]:
        """Return the parts of which there is a row."""
        asked = " UNION ALL ".join(
            f"SELECT '{part}' WHERE EXISTS ({sql})" for part, sql in _PARTS.items()
        )
        return {str(row[0]) for row in self._database.rows(asked, (client, *_ends(ALL_DAYS)))}

    def position(
        self, client: ClientId, known: str, part: str | None = None, days: Days = ALL_DAYS
    ) -> int:
        """Return the number, from 0, of a row in its client's timeline, newest first.

        Raises NotFound.
        """
        row = self._database.row(
            f"WITH row AS ({_of(part)}), here AS (SELECT * FROM row WHERE id = ?4) "
            f"SELECT (SELECT count(*) FROM row WHERE ({_PLACE}) > (SELECT {_PLACE} FROM here)) "
            "FROM here",
            (client, *_ends(days), known),
        )
        if row is None:
            raise NotFound(_("There is no such note or document."))
        return int(row[0])

    def _read(self, ids: Mapping[str, list[str]]) -> Iterable[TimelineRow]:
        yield from self._notes.of_ids(ids.get(NOTES, []))
        yield from self._documents(json.dumps(ids.get(DOCUMENTS, [])))
        yield from self._measures.of_ids(json.dumps(ids.get(MEASURES, [])))
        yield from self._sessions(ids.get(SESSIONS, []))
        episodes = {each.partition("-")[0] for each in ids.get(EPISODES, [])}
        for episode in self._episodes.of_ids(json.dumps(sorted(episodes))):
            yield EpisodeTurn(episode, ended=False)
            yield EpisodeTurn(episode, ended=True)
        requests = {each.partition("-")[0] for each in ids.get(AMENDMENTS, [])}
        for request in self._amendments.of_ids(json.dumps(sorted(requests))):
            yield from amendment_turns(request)
        for given, name in self._onset.of_ids(json.dumps(ids.get(ONSET, []))):
            if given.day is not None:
                yield OnsetGiven(given, given.day, name)

    def _documents(self, known: str) -> list[DocumentRow]:
        rows = self._database.rows(
            f"SELECT id, client, title, kind, {_DAY}, received, source, error_at IS NOT NULL, "
            f"author FROM document WHERE id IN {_LISTED}",
            (known,),
        )
        return [_document(row) for row in rows]

    def _sessions(self, ids: list[str]) -> list[PastSession]:
        pairs = [each.partition("-")[::2] for each in ids]
        rows = self._database.rows(
            "SELECT s.appointment, a.client, s.day, a.start, a.place, s.status, s.cancelled_by "
            "FROM json_each(?) AS known JOIN appointment_session AS s "
            "ON s.appointment = known.value ->> 0 AND s.day = known.value ->> 1 "
            "JOIN appointment AS a ON a.id = s.appointment",
            (json.dumps(pairs),),
        )
        return [_session(row) for row in rows]


def _of(part: str | None) -> str:
    return _EVERYTHING if part is None else _PARTS[part]


def _ends(days: Days) -> tuple[str, str]:
    """Return the first and the last day, as a statement compares them."""
    return ((days.first or date.min).isoformat(), (days.last or date.max).isoformat())


def _session(row: Row) -> PastSession:
    appointment, client, day, start, place, status, by = row
    return PastSession(
        appointment=appointment,
        client=client,
        day=date.fromisoformat(day),
        start=time.fromisoformat(start),
        place=Place(place),
        status=SessionStatus(status),
        cancelled_by=CancelledBy(by) if by else None,
    )


def _document(row: Row) -> DocumentRow:
    known, client, title, kind, day, received, source, in_error, author = row
    return DocumentRow(
        id=known,
        client=client,
        title=title,
        kind=kind,
        day=date.fromisoformat(day),
        received=date.fromisoformat(received),
        source=source,
        in_error=bool(in_error),
        author=author,
    )
