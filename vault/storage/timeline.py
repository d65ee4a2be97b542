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
    EPISODES,
    MEASURES,
    SESSIONS,
    EpisodeTurn,
    PastSession,
    TimelineRow,
)
from vault.storage.database import Database, Row
from vault.storage.episodes import EpisodeTable
from vault.storage.measures import AdministrationTable
from vault.storage.note_lists import NoteLists
from vault.translation import _

_DAY = "coalesce(day, received)"
_SESSIONS = (
    "SELECT s.appointment || '-' || s.day AS id, s.day AS day, a.start AS at, '' AS begun_at, "
    f"0 AS running, '{SESSIONS}' AS part FROM appointment AS a "
    "JOIN appointment_session AS s ON s.appointment = a.id WHERE a.client = ?1"
)
# Of one day the end of care stands above all, documents beneath the sessions, then measures, and
# care that was opened beneath all: what is begun at has no zone, and none is before the year 2000.
_PARTS: dict[str, str] = {
    NOTES: (
        f"SELECT id, service_date AS day, start AS at, begun_at, running, '{NOTES}' AS part "
        "FROM note WHERE client = ?1"
    ),
    DOCUMENTS: (
        f"SELECT id, {_DAY} AS day, NULL AS at, added_at AS begun_at, 0 AS running, "
        f"'{DOCUMENTS}' AS part FROM document WHERE client = ?1"
    ),
    MEASURES: (
        "SELECT id, day, NULL AS at, '1' AS begun_at, 0 AS running, "
        f"'{MEASURES}' AS part FROM administration "
        "WHERE client = ?1 AND error_at IS NULL"
    ),
    SESSIONS: _SESSIONS,
    EPISODES: (
        "SELECT id || '-opened' AS id, opened AS day, NULL AS at, '0' AS begun_at, 0 AS running, "
        f"'{EPISODES}' AS part FROM episode WHERE client = ?1 UNION ALL "
        "SELECT id || '-ended' AS id, ended AS day, '99' AS at, '' AS begun_at, 0 AS running, "
        f"'{EPISODES}' AS part FROM episode WHERE client = ?1 AND ended IS NOT NULL"
    ),
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

    def page(
        self, client: ClientId, offset: int, limit: int, part: str | None = None
    ) -> list[TimelineRow]:
        """Return `limit` rows of a client from `offset` on, newest first."""
        # All parts come sorted and are merged: what lies before the page is passed over by its
        # keys, and only the rows of the page are read.
        rows = self._database.rows(
            f"{_of(part)} {_NEWEST_FIRST} LIMIT ?2 OFFSET ?3",
            (client, max(limit, 0), max(offset, 0)),
        )
        ids: dict[str, list[str]] = {}
        for known, *_sorted_by, named in rows:
            ids.setdefault(named, []).append(str(known))
        found = {each.id: each for each in self._read(ids)}
        return [found[row[0]] for row in rows if row[0] in found]

    def count(self, client: ClientId, part: str | None = None) -> int:
        """Return how many rows there are."""
        row = self._database.row(f"SELECT count(*) FROM ({_of(part)})", (client,))
        return int(row[0]) if row else 0

    def parts(self, client: ClientId) -> set[str]:
        """Return the parts of which there is a row."""
        asked = " UNION ALL ".join(
            f"SELECT '{part}' WHERE EXISTS ({sql})" for part, sql in _PARTS.items()
        )
        return {str(row[0]) for row in self._database.rows(asked, (client,))}

    def position(self, client: ClientId, known: str, part: str | None = None) -> int:
        """Return the number, from 0, of a row in its client's timeline, newest first.

        Raises NotFound.
        """
        row = self._database.row(
            f"WITH row AS ({_of(part)}), here AS (SELECT * FROM row WHERE id = ?2) "
            f"SELECT (SELECT count(*) FROM row WHERE ({_PLACE}) > (SELECT {_PLACE} FROM here)) "
            "FROM here",
            (client, known),
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
