"""What one reads of a client's timeline: all that has its day in the file, or some of it alone."""

from dataclasses import replace

from vault.errors import BadInput
from vault.model.audit import Action
from vault.model.ids import ClientId, NoteId
from vault.model.late_entry import days_late
from vault.model.note_row import NoteRow
from vault.model.search import DOCUMENTS, NOTES
from vault.model.template import kinds
from vault.model.timeline_row import (
    ALL_DAYS,
    AMENDMENTS,
    EPISODES,
    MEASURES,
    ONSET,
    SESSIONS,
    Days,
    TimelineRow,
)
from vault.storage.records_store import RecordsStore
from vault.translation import _

_BESIDE = (DOCUMENTS, MEASURES, SESSIONS, EPISODES, AMENDMENTS, ONSET)


class Timelines:
    """The timelines of all clients, newest first; nothing of them is changed here.

    `kind` leaves NOTES, DOCUMENTS, MEASURES, SESSIONS, EPISODES, AMENDMENTS or ONSET of them, or
    the notes of one kind; None leaves everything. A session that has its note stands in everything
    by that alone. `days` leaves what has its day among them.
    """

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def page(
        self,
        client: ClientId,
        offset: int,
        limit: int,
        kind: str | None = None,
        days: Days = ALL_DAYS,
    ) -> list[TimelineRow]:
        """Return `limit` rows from `offset` on; first words are shown, so this is a view.

        Raises NotFound, BadInput for a kind that does not exist and days in an impossible order.
        """
        note_kind = self._check(client, kind, days)
        tables = self._store.tables
        rows: list[TimelineRow] = []
        if kind is None or kind in _BESIDE:
            rows += tables.timeline.page(client, offset, limit, kind, days)
        else:
            rows += tables.note_lists.page(client, offset, limit, note_kind, days)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        most = tables.settings.get().late_entry_days
        return [_late(row, most) if isinstance(row, NoteRow) else row for row in rows]

    def count(self, client: ClientId, kind: str | None = None, days: Days = ALL_DAYS) -> int:
        """Return how many rows there are. Raises as `page` does."""
        note_kind = self._check(client, kind, days)
        tables = self._store.tables
        if kind is None or kind in _BESIDE:
            return tables.timeline.count(client, kind, days)
        return tables.note_lists.count(client, note_kind, days)

    def position(
        self, client: ClientId, row: str, kind: str | None = None, days: Days = ALL_DAYS
    ) -> int:
        """Return the number, from 0, of a row.

        Raises as `page` does, and NotFound for a row that is not among those asked for.
        """
        note_kind = self._check(client, kind, days)
        tables = self._store.tables
        if kind is None or kind in _BESIDE:
            return tables.timeline.position(client, row, kind, days)
        return tables.note_lists.position(NoteId(row), note_kind, days)

    def kinds(self, client: ClientId) -> tuple[str, ...]:
        """Return the kinds of which there are notes, in their order, then what else there is.

        Raises NotFound.
        """
        self._check(client, None, ALL_DAYS)
        tables = self._store.tables
        found = tables.note_lists.kinds(client)
        beside = tables.timeline.parts(client)
        return (
            *(each for each in kinds() if each in found),
            *(each for each in _BESIDE if each in beside),
        )

    def _check(self, client: ClientId, kind: str | None, days: Days) -> str | None:
        """Return the kind of note that is asked for, None for any."""
        days.check()
        self._store.tables.clients.get(client)
        if kind in (None, NOTES, *_BESIDE):
            return None
        if kind not in kinds():
            known = ", ".join((NOTES, *kinds(), *_BESIDE))
            raise BadInput(
                _("There is no such kind."), hint=_("Kinds: {names}.").format(names=known)
            )
        return kind


def _late(row: NoteRow, most: int) -> NoteRow:
    signed = row.signed_at.date() if row.signed_at else None
    return replace(row, late=days_late(row, signed, most) is not None)
